"""Standing: whether an operation counts, judged the same way by everybody."""

import pytest

from app.core.operations import Operation
from app.core.registers.accounts import fold as fold_accounts
from app.core.registers.members import fold as fold_members
from app.core.registers.shelf import WRITERS
from app.core.roles import ROLES
from app.core.standing import CONTROL, NEWER, QUARANTINED, Judged, Standing, is_control, is_decisive
from tests.building import Guest, Platform, Writer


class Court:
    """A crisis headed by Camille, with one member of each role."""

    def __init__(self) -> None:
        self.platform = Platform()
        self.cam = self.platform.enrol("CAM1", "ADM")
        self.guests = {role: self.platform.enrol(role + "1", role) for role in ROLES}
        self.service = list(self.platform.operations)
        self.operations = [self.cam.writer.open_crisis()]
        self.space = self.operations[0].id
        self.operations += [self.cam.writer.add_member(self.space, one, role) for role, one in self.guests.items()]
        for one in self.guests.values():
            one.writer.grants[self.platform.directory] = one.person

    def judge(self, *operations: Operation) -> list[Judged]:
        held = [*self.service, *self.operations, *operations]
        position = {one.id: (one.chain, one.header.seq) for one in held}.get
        accounts = fold_accounts([(one, rank) for rank, one in enumerate(self.service, 1)], position)
        members = fold_members([(one, rank) for rank, one in enumerate(self.operations, 1)], accounts, position)
        standing = Standing(accounts, {self.space: members}, position, WRITERS)
        return [standing.judge(one) for one in operations]

    def write(self, by: Guest, kind: str, space: str = "") -> Operation:
        return by.writer.write(kind, {}, space or self.space)


@pytest.fixture(scope="module")
def court() -> Court:
    return Court()


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_each_kind_counts_from_the_roles_that_may_write_it_and_from_no_other(court: Court, kind: str) -> None:
    space = court.platform.directory if kind.startswith("contact.") else court.space
    judged = {role: court.judge(court.write(one, kind, space))[0] for role, one in court.guests.items()}
    assert {role for role, one in judged.items() if not one.why_not} == WRITERS[kind]
    assert all("ne permet pas" in one.why_not for role, one in judged.items() if role not in WRITERS[kind])
    assert {one.author.role for one in judged.values()} == set(ROLES)


def test_a_kind_of_a_later_version_is_named_as_such_everywhere(court: Court) -> None:
    dir = court.guests["DIR"]
    for space in (court.space, court.platform.directory, court.platform.service):
        assert court.judge(court.write(dir, "figure.reported", space))[0].why_not == NEWER


def test_business_written_among_the_accounts_counts_for_nothing(court: Court) -> None:
    (judged,) = court.judge(court.write(court.guests["CCOM"], "contact.added", court.platform.service))
    assert judged.why_not == NEWER


def test_strangers_and_unknown_spaces_count_for_nothing(court: Court) -> None:
    assert court.judge(Writer("nobody").note(court.space))[0].why_not == "poste inconnu"
    assert court.judge(court.write(court.guests["CCOM"], "entry.recorded", "9" * 64))[0].why_not == "espace inconnu"


def test_the_author_is_who_the_accounts_and_the_members_say(court: Court) -> None:
    (judged,) = court.judge(court.write(court.guests["LIA"], "entry.recorded"))
    author = judged.author
    assert (author.name, author.role, author.workstation, author.organisation) == ("LIA1", "LIA", "LIA1", "SIG")


def test_the_paper_code_speaks_for_nobody(court: Court) -> None:
    (judged,) = court.judge(court.platform.root.note(court.space))
    assert (judged.author.person, judged.author.role, judged.why_not) == ("", "", "le code n'écrit rien")


def test_a_revoked_workstation_is_cut_everywhere_at_what_was_accepted() -> None:
    court = Court()
    lia = court.guests["LIA"]
    kept, late = court.write(lia, "entry.recorded"), court.write(lia, "entry.recorded")
    elsewhere = court.write(lia, "contact.added", court.platform.directory)
    court.service.append(court.platform.root.revoke(court.platform.service, lia, (kept.id,)))
    assert [one.why_not for one in court.judge(kept, late, elsewhere)] == ["", QUARANTINED, QUARANTINED]


def test_a_removed_member_is_cut_in_that_crisis_only() -> None:
    court = Court()
    lia = court.guests["LIA"]
    kept, late = court.write(lia, "entry.recorded"), court.write(lia, "entry.recorded")
    elsewhere = court.write(lia, "contact.added", court.platform.directory)
    court.operations.append(court.cam.writer.remove_member(court.space, lia, (kept.id,)))
    assert [bool(one.why_not) for one in court.judge(kept, late, elsewhere)] == [False, True, False]


def test_control_operations_carry_the_reason_they_were_refused_for() -> None:
    court = Court()
    lia = court.guests["LIA"]
    court.operations.append(lia.writer.add_member(court.space, court.guests["OBS"], "DIR"))
    assert court.operations[-1].header.kind in CONTROL
    (judged,) = court.judge(court.operations[-1])
    assert "gérer les membres" in judged.why_not


def test_one_judgement_serves_every_like_operation_without_being_asked_again(court: Court) -> None:
    lia = court.guests["LIA"]
    one, other = court.judge(court.write(lia, "entry.recorded"), court.write(lia, "entry.recorded"))
    assert one is other


def test_what_says_who_may_do_what_or_decides_something_is_checked_by_itself() -> None:
    control = ("member.added", "crisis.opened", "service.opened", "directory.opened", *CONTROL)
    deciding = (
        "visa.given",
        "message.submitted",
        "message.withdrawn",
        "brief.frozen",
        "entry.erased",
        "decision.taken",
    )
    assert all(map(is_control, control))
    assert not any(map(is_control, deciding))
    assert all(map(is_decisive, (*control, *deciding)))
    assert not any(map(is_decisive, ("entry.recorded", "contact.added", "message.revised")))
