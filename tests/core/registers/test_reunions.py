"""Two crises opened apart for one event: one points to the other, nothing is renumbered, and whatever was decided apart
settles the same everywhere."""

from dataclasses import dataclass
from itertools import permutations

import pytest

from app.core.entry_commands import Record, Triage
from app.core.errors import Refused
from app.core.message_commands import Draft, Submit
from app.core.register import Draft as Written
from app.core.registers import crisis as crises
from app.core.registers.crisis import CloseCrisis, OpenCrisis
from app.core.registers.members import AddMember, RemoveMember
from app.core.registers.reunions import JoinCrisis, SeparateCrisis
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.office import Office, give, operations, person_of


@dataclass
class Night:
    """SIG1 and INT each opened a crisis for one fire, out of sight of each other. SIG1 is in both, INT too."""

    office: Office
    sig: Workstation
    int_: Workstation
    first: str = ""
    second: str = ""

    def spread(self, *spaces: str, among: tuple[Workstation, ...] = ()) -> None:
        """Everything anybody holds, everybody holds, under the same ranks."""
        for space in spaces or (self.first, self.second):
            known = {one.id: one for each in self.office.workstations for one in operations(each, space)}
            for each in among or (self.sig, self.int_):
                give(each, space, list(known.values()))


@pytest.fixture
def night(office: Office) -> Night:
    sig, int_ = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "CCOM")
    made = Night(office, sig, int_)
    made.first = office.crisis(sig, (int_, "CCOM"), title="Incendie Lubrizol", territory=("76540",))
    made.second = office.crisis(int_, (sig, "CCOM"), title="Incendie à Rouen", territory=("76",))
    return made


def test_the_second_points_to_the_first_and_says_who_decided_it(night: Night) -> None:
    code = night.sig.reading.crisis(night.first).code
    night.int_.desk.do(JoinCrisis(night.second, night.first, "le même incendie"))
    (joining,) = night.int_.reading.crisis(night.second).joins
    assert (joining.first, joining.code, joining.by.name, joining.reason) == (
        *(night.first, code, "Léa Aubert"),
        "le même incendie",
    )
    rows = {row.id: row for row in night.int_.reading.crises()}
    assert (rows[night.second].joined_to, rows[night.first].joined_to) == (code, "")


def test_nothing_new_is_written_in_the_second_and_what_was_begun_is_still_handled(night: Night) -> None:
    entry = night.int_.desk.do(Record(night.second, "Fumée")).id
    message = night.int_.desk.do(Draft(night.second, "line", Text("Fumée", "Restez chez vous."))).id
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    code = night.int_.reading.crisis(night.first).code
    for command in (Record(night.second, "Trop tard"), Draft(night.second, "line", Text("Trop", "tard"))):
        with pytest.raises(Refused, match=f"réunie à {code}"):
            night.int_.desk.do(command)
        assert code in night.int_.desk.refusals([command])[0]
    night.int_.desk.do(Triage(entry, "to_decide"))
    night.int_.desk.do(Submit(message))
    night.int_.desk.do(Record(night.first, "Ici"))


def test_no_number_signature_or_rank_changes(night: Night) -> None:
    for one in (night.sig, night.int_):
        one.desk.do(Record(night.second, "Fumée"))
        one.desk.do(Record(night.first, "Fumée"))
    night.spread()

    def printed() -> list[tuple[str, str, int | None]]:
        keys = [
            key for space in (night.first, night.second) for key in night.sig.reading.entry_keys(EntryFilter(space))
        ]
        entries = night.sig.reading.entries(night.sig.reading.entry_ids(sorted(set(keys))))
        return [(one.id, one.number, one.rank) for one in entries]

    before = printed()
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    night.spread()
    assert printed() == before
    assert sorted(number for _, number, _ in before) == ["INT-0001", "INT-0001", "SIG1-0001", "SIG1-0001"]


def test_everybody_is_made_to_read_both(night: Night) -> None:
    one, other = (
        night.office.workstation(prefix, name, "SIG", "RED") for prefix, name in (("SIG2", "N"), ("SIG3", "O"))
    )
    night.sig.desk.do(AddMember(night.first, person_of(one), "RED"))
    night.int_.desk.do(AddMember(night.second, person_of(other), "RED"))
    night.spread()
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    for space in (night.first, night.second):
        members = {(member.name, member.role) for member in night.int_.reading.members(space)}
        assert {("N", "RED"), ("O", "RED")} <= members
    reunion = night.int_.reading.reunion(night.second)
    assert reunion is not None
    assert reunion.left_out == ()


def test_who_could_not_be_added_is_said_and_a_removed_person_is_not_brought_back(night: Night) -> None:
    gone = night.office.workstation("SIG2", "Nour", "SIG", "RED")
    night.sig.desk.do(AddMember(night.first, person_of(gone), "RED"))
    night.sig.desk.do(RemoveMember(night.first, person_of(gone)))
    night.int_.desk.do(AddMember(night.second, person_of(gone), "RED"))
    night.spread()
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    reunion = night.int_.reading.reunion(night.second)
    assert reunion is not None
    assert [(code, member.name) for code, member in reunion.left_out] == [
        (night.int_.reading.crisis(night.first).code, "Nour")
    ]


def test_who_may_not_add_members_in_the_first_joins_all_the_same_and_is_told(office: Office) -> None:
    sig, int_ = office.workstation("SIG1", "Morvan"), office.workstation("INT", "Aubert", "INT", "LIA")
    other = office.workstation("INT2", "Petit", "INT", "LIA")
    first = office.crisis(sig, (int_, "LIA"))
    second = office.crisis(int_, (other, "LIA"))
    int_.desk.do(JoinCrisis(second, first))
    reunion = int_.reading.reunion(second)
    assert reunion is not None
    codes = {int_.reading.crisis(space).code: space for space in (first, second)}
    assert {(codes[code], member.name) for code, member in reunion.left_out} == {(first, "Petit")}
    assert "Morvan" in [member.name for member in int_.reading.members(second)]


def test_only_those_who_lead_the_second_and_write_in_the_first_decide(night: Night) -> None:
    writer, watcher = (night.office.workstation(name, name, "SIG", "RED") for name in ("SIG2", "SIG3"))
    for space, desk in ((night.first, night.sig.desk), (night.second, night.int_.desk)):
        desk.do(AddMember(space, person_of(writer), "RED"))
    night.sig.desk.do(AddMember(night.first, person_of(watcher), "OBS"))
    night.spread(among=(night.sig, night.int_, writer, watcher))
    with pytest.raises(Refused, match="en décident"):
        writer.desk.do(JoinCrisis(night.second, night.first))
    own = watcher.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    with pytest.raises(Refused, match="il faut pouvoir écrire"):
        watcher.desk.do(JoinCrisis(own, night.first))
    with pytest.raises(Refused, match="n'est pas connue"):
        night.sig.desk.do(JoinCrisis(night.second, "0" * 64))


def test_frames_never_mix_and_a_crisis_is_joined_once_and_never_to_itself(night: Night) -> None:
    real = night.sig.desk.do(OpenCrisis("Incendie", "real", "industrial", "INT")).id
    with pytest.raises(Refused, match="ne se mêlent jamais"):
        night.sig.desk.do(JoinCrisis(night.first, real))
    with pytest.raises(Refused, match="elle-même"):
        night.sig.desk.do(JoinCrisis(night.first, night.first))
    night.sig.desk.do(JoinCrisis(night.second, night.first))
    for command in (JoinCrisis(night.second, night.first), JoinCrisis(night.first, night.second)):
        with pytest.raises(Refused, match="déjà réunie"):
            night.sig.desk.do(command)


def test_a_pointer_of_another_frame_signed_by_another_program_counts_for_nothing(night: Night) -> None:
    real = night.sig.desk.do(OpenCrisis("Incendie", "real", "industrial", "INT")).id
    said = Written(
        "crisis.joined", {"fields": {"joined": real}, "code": "CRI-1"}, night.first, night.first, {"joined": []}
    )
    with night.sig.store.write() as transaction:
        transaction.append(transaction.sign(said, transaction.view().grants(night.first)[0].id))
    assert not any(row.joined_to for row in night.sig.reading.crises())


def test_a_pointer_by_somebody_who_writes_nothing_in_the_first_brings_nothing_there(night: Night) -> None:
    intruder = night.office.workstation("X1", "Intrus", "SIG", "OBS")
    third = night.office.crisis(intruder, (night.sig, "OBS"))
    night.sig.desk.do(AddMember(night.first, person_of(intruder), "OBS"))
    night.spread(night.first, among=(intruder,))
    said = Written("crisis.joined", {"fields": {"joined": night.first}, "code": "CRI-1"}, third, third, {"joined": []})
    with intruder.store.write() as transaction:
        transaction.append(transaction.sign(said, transaction.view().grants(third)[0].id))
    night.spread(third, among=(night.sig,))
    assert not any(row.joined_to for row in night.sig.reading.crises())


def test_separated_they_are_two_again_and_the_reason_stays(night: Night) -> None:
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    with pytest.raises(Refused, match="pourquoi"):
        night.int_.desk.do(SeparateCrisis(night.second, " "))
    night.int_.desk.do(SeparateCrisis(night.second, "deux foyers distincts"))
    assert night.int_.reading.crisis(night.second).joins == ()
    night.int_.desk.do(Record(night.second, "De nouveau ici"))
    with pytest.raises(Refused, match="aucune autre"):
        night.int_.desk.do(SeparateCrisis(night.second, "encore"))


def test_a_closed_crisis_is_neither_joined_nor_joined_to(night: Night) -> None:
    director = night.office.workstation("PM1", "Brunel", "PM", "DIR")
    night.sig.desk.do(AddMember(night.first, person_of(director), "DIR"))
    night.spread(among=(night.sig, night.int_, director))
    director.desk.do(CloseCrisis(night.first))
    night.spread(among=(night.sig, night.int_, director))
    with pytest.raises(Refused, match="close"):
        night.sig.desk.do(JoinCrisis(night.second, night.first))


def test_joined_each_to_the_other_apart_both_workstations_settle_on_the_lowest_id(night: Night) -> None:
    night.sig.desk.do(JoinCrisis(night.first, night.second))
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    night.spread()
    low, high = sorted((night.first, night.second))
    code = night.sig.reading.crisis(low).code
    for one in (night.sig, night.int_):
        rows = {row.id: row.joined_to for row in one.reading.crises()}
        assert rows == {low: "", high: code}
        one.desk.do(Record(low, "Fumée"))
        with pytest.raises(Refused, match=code):
            one.desk.do(Record(high, "Fumée"))


def test_a_chain_of_three_leads_to_the_last(night: Night) -> None:
    third = night.office.crisis(night.sig, (night.int_, "CCOM"))
    night.int_.desk.do(JoinCrisis(night.first, night.second))
    night.int_.desk.do(JoinCrisis(night.second, third))
    code = night.int_.reading.crisis(third).code
    rows = {row.id: row.joined_to for row in night.int_.reading.crises()}
    assert rows == {night.first: code, night.second: code, third: ""}
    with pytest.raises(Refused, match=code):
        night.int_.desk.do(Record(night.first, "Fumée"))


def test_what_was_decided_apart_folds_the_same_in_every_order(night: Night) -> None:
    third = night.office.crisis(night.sig, (night.int_, "CCOM"))
    night.sig.desk.do(JoinCrisis(night.second, night.first))
    night.int_.desk.do(JoinCrisis(night.second, third))
    night.spread(night.first, night.second, third)
    night.sig.desk.do(SeparateCrisis(night.second, "deux foyers"))
    night.int_.desk.do(SeparateCrisis(night.second, "par erreur"))
    night.int_.desk.do(JoinCrisis(night.second, night.first))
    night.spread(night.first, night.second, third)
    with night.sig.store.read() as transaction:
        held = [one for one in transaction.verified(night.second) if one.operation.record == night.second]
    assert len(held) == 6
    folded = {crises.fold(order).joins for order in permutations(held)}  # type: ignore[union-attr]
    assert [one.first for (one,) in folded] == [night.first]
    rebuilt = [row.joined_to for row in night.sig.reading.crises()]
    night.sig.store.rebuild()
    assert [row.joined_to for row in night.sig.reading.crises()] == rebuilt
