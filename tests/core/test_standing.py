"""Standing: whether an operation counts, judged the same way by everybody."""

import pytest
from msgspec import structs

from app.core import circuits
from app.core.operations import Operation
from app.core.registers.accounts import fold as fold_accounts
from app.core.registers.members import fold as fold_members
from app.core.registers.shelf import WRITERS
from app.core.roles import ROLES
from app.core.standing import CONTROL, ELSEWHERE, NEWER, QUARANTINED, Judged, Standing, is_control, is_decisive
from tests.building import Guest, Platform, Writer


class Court:
    """A crisis headed by Camille, with one member of each role."""

    def __init__(self) -> None:
        self.platform = Platform()
        self.private = self.platform.open_private()
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
        body = {"circuit": circuits.plain(circuits.load())} if kind == "message.submitted" else {}
        return by.writer.write(kind, body, space or self.space)

    def submit(self, by: Guest, circuit: circuits.Circuit) -> Operation:
        return by.writer.write("message.submitted", {"circuit": circuits.plain(circuit)}, self.space)

    def set_circuit(self, by: Guest, circuit: circuits.Circuit, *seen: Operation) -> Operation:
        """A change of circuit by somebody who held these operations."""
        known = {f"{one.header.device}:{one.header.incarnation}": one.header.seq for one in seen}
        body = {"circuit": circuits.plain(circuit), "seen": known, "replaces": []}
        self.operations.append(by.writer.write("circuit.set", body, self.space))
        return self.operations[-1]


@pytest.fixture(scope="module")
def court() -> Court:
    return Court()


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_each_kind_counts_from_the_roles_that_may_write_it_and_from_no_other(court: Court, kind: str) -> None:
    homes = {"contact": court.platform.directory, "private": court.private, "consultation": court.private}
    space = homes.get(kind.partition(".")[0], court.space)
    judged = {role: court.judge(court.write(one, kind, space))[0] for role, one in court.guests.items()}
    assert {role for role, one in judged.items() if not one.why_not} == WRITERS[kind]
    assert all("ne permet pas" in one.why_not for role, one in judged.items() if role not in WRITERS[kind])
    assert {one.author.role for one in judged.values()} == set(ROLES)


def test_private_numbers_count_in_their_own_space_alone_and_nothing_else_counts_there(court: Court) -> None:
    head = court.guests["CCOM"]
    for kind, spaces in (
        ("private.added", (court.space, court.platform.directory)),
        ("consultation.logged", (court.space, court.platform.directory)),
        ("contact.added", (court.private,)),
        ("entry.recorded", (court.private,)),
    ):
        assert {court.judge(court.write(head, kind, space))[0].why_not for space in spaces} == {ELSEWHERE}


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


OWN = circuits.read(
    b'{"id": "standard", "name": "court", "steps": ['
    b'{"id": "coordination", "label": "visa de coordination", "kind": "role", "roles": ["CCOM"]},'
    b'{"id": "authority", "label": "visa final", "kind": "role", "roles": ["DIR"], "final": true}]}'
)


def test_a_submission_counts_under_a_circuit_of_the_house_or_one_set_for_the_crisis_and_under_no_other() -> None:
    court = Court()
    red = court.guests["RED"]
    of_the_house, own = court.submit(red, circuits.load()), court.submit(red, OWN)
    assert [one.why_not for one in court.judge(of_the_house, own)] == ["", "circuit de visas inconnu"]
    court.set_circuit(court.guests["CCOM"], OWN)
    assert [one.why_not for one in court.judge(of_the_house, own)] == ["", ""]


@pytest.mark.parametrize("role", sorted({*ROLES} - {"CCOM"}))
def test_nobody_but_the_head_of_the_cell_sets_a_circuit(role: str) -> None:
    court = Court()
    submitted = court.submit(court.guests["RED"], OWN)
    change = court.set_circuit(court.guests[role], OWN, submitted)
    assert court.judge(submitted)[0] == Judged(court.judge(submitted)[0].author, "circuit de visas inconnu")
    assert "ne permet pas de changer un circuit" in court.judge(change)[0].why_not


def test_a_circuit_that_could_not_validate_safely_is_set_by_nobody() -> None:
    court = Court()
    alone = structs.replace(OWN, steps=OWN.steps[1:])
    change = court.set_circuit(court.guests["CCOM"], alone)
    assert "quatre yeux" in court.judge(change)[0].why_not


def test_each_change_names_what_it_knew_of_by_its_place_in_its_chain_and_by_no_clock() -> None:
    court = Court()
    red, lia = court.guests["RED"], court.guests["LIA"]
    first, visa = court.submit(red, circuits.load()), court.write(lia, "visa.given")
    later = court.submit(red, circuits.load())
    change = court.set_circuit(court.guests["CCOM"], OWN, first)
    named = frozenset({("standard", change.id)})
    assert [one.regimes for one in court.judge(first, visa, later)] == [named, frozenset(), frozenset()]
    again = court.set_circuit(court.guests["CCOM"], circuits.load(), first, visa, later)
    assert court.judge(first)[0].regimes == named | {("standard", again.id)}
    assert court.judge(visa)[0].regimes == court.judge(later)[0].regimes == {("standard", again.id)}


def test_what_is_no_submission_and_no_visa_is_not_concerned_by_circuits() -> None:
    court = Court()
    entry = court.write(court.guests["LIA"], "entry.recorded")
    court.set_circuit(court.guests["CCOM"], OWN, entry)
    assert court.judge(entry)[0].regimes == frozenset()


def test_a_head_of_the_cell_removed_sets_nothing_after_what_was_accepted_of_him() -> None:
    court = Court()
    head = court.guests["CCOM"]
    kept = court.set_circuit(head, OWN)
    late = court.set_circuit(head, circuits.load())
    court.operations.append(court.cam.writer.remove_member(court.space, head, (kept.id,)))
    assert [bool(one.why_not) for one in court.judge(kept, late)] == [False, True]


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
        "embargo.lifted",
        "embargo.over",
        "brief.frozen",
        "entry.erased",
        "decision.taken",
    )
    assert all(map(is_control, control))
    assert not any(map(is_control, deciding))
    assert all(map(is_decisive, (*control, *deciding)))
    assert not any(map(is_decisive, ("entry.recorded", "contact.added", "message.revised")))
