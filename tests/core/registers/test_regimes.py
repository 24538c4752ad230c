"""Circuits set for a crisis: a version is judged by the one it was submitted under, and a change voids what waits."""

from dataclasses import replace
from itertools import permutations

import pytest
from msgspec import structs

from app.core import circuits
from app.core.circuits import STANDARD, Circuit, Step
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_commands import Draft, GiveVisa, Revise, SetCircuit, Submit
from app.core.operations import Operation
from app.core.register import Draft as Written
from app.core.registers.members import AddMember, RemoveMember
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.office import Office, give, operations, person_of

COORDINATION = Step(id="coordination", label="visa de coordination", kind="role", roles=("CCOM",))
AUTHORITY = Step(id="authority", label="visa de l’autorité", kind="role", roles=("DIR",), final=True)
PRESS = Step(id="press", label="visa de l’adjoint", kind="role", roles=("CCOM", "DIR"))
SHORT = Circuit(id=STANDARD, name="circuit court", steps=(COORDINATION, AUTHORITY))
LONG = Circuit(id=STANDARD, name="circuit long", steps=(PRESS, COORDINATION, AUTHORITY))
TEXT = Text("Restez à l’abri", "Fermez les fenêtres.")
AGAIN = ("soumettre à nouveau : le circuit de visas a changé",)


class Cell:
    """Two heads of the cell, an authority and a ministry; each holds what was handed to him, in the order it came."""

    def __init__(self, office: Office) -> None:
        self.head = office.workstation("SIG1", "Camille Morvan", "SIG", "CCOM")
        self.deputy = office.workstation("SIG2", "Nadia Bellec", "SIG", "CCOM")
        self.authority = office.workstation("PM1", "Hélène Brunel", "PM", "DIR")
        self.ministry = office.workstation("INT", "Léa Aubert", "INT", "LIA")
        members = ((self.deputy, "CCOM"), (self.authority, "DIR"), (self.ministry, "LIA"))
        self.space = office.crisis(self.head, *members)
        self.all = [self.head, self.deputy, self.authority, self.ministry]

    def spread(self) -> None:
        """Everything anybody holds, everybody holds, under the same ranks."""
        known = {one.id: one for each in self.all for one in operations(each, self.space)}
        settled = list(known.values())
        for each in self.all:
            give(each, self.space, settled)

    def submitted(self, text: Text = TEXT, circuit: str = "") -> str:
        id = self.head.desk.do(Draft(self.space, "line", text)).id
        self.head.desk.do(Submit(id, circuit=circuit))
        self.spread()
        return id

    def sign(self, id: str, *by: Workstation) -> None:
        for one in by:
            one.desk.do(GiveVisa(id, None, "favourable"))
            self.spread()

    def set(self, circuit: Circuit, by: Workstation | None = None) -> None:
        (by or self.head).desk.do(SetCircuit(self.space, circuit))
        self.spread()

    def message(self, id: str) -> Message:
        """The same everywhere."""
        found = [one.reading.message(id) for one in self.all]
        assert {(one.state, one.missing, one.steps) for one in found} == {
            (found[0].state, found[0].missing, found[0].steps)
        }
        return found[0]


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def hand_signed(by: Workstation, kind: str, body: object, space: str, record: str = "") -> Operation:
    """What a program that asks no rule would sign under the role its person holds."""
    with by.store.write() as transaction:
        grant = transaction.view().grants(space)[0].id
        operation = transaction.sign(Written(kind, body, space, record), grant)
        transaction.append(operation)
        return operation


def test_only_the_head_of_the_cell_sets_a_circuit_and_the_journal_says_so(cell: Cell) -> None:
    for other in (cell.authority, cell.ministry):
        with pytest.raises(Refused, match="CCOM"):
            other.desk.do(SetCircuit(cell.space, SHORT))
    cell.set(SHORT)
    assert cell.ministry.reading.circuit(cell.space, STANDARD) == (SHORT,)
    (regime,) = cell.ministry.reading.regimes(cell.space, STANDARD)
    assert regime.person == "Camille Morvan"
    (key,) = cell.head.reading.entry_keys(EntryFilter(cell.space))
    line = cell.head.reading.entry(cell.head.reading.entry_ids([key])[0])
    assert (line.subject, line.type) == ("Circuit de visas changé : circuit court", "decision")
    assert circuits.told(SHORT) in line.content


@pytest.mark.parametrize(
    ("circuit", "refusal"),
    [
        (SHORT, "est le même"),
        (structs.replace(SHORT, id="essai"), "inconnu"),
        (structs.replace(SHORT, steps=(COORDINATION,)), "visa final"),
        (structs.replace(SHORT, steps=(AUTHORITY,)), "quatre yeux"),
        (structs.replace(SHORT, steps=(AUTHORITY, COORDINATION)), "visa final"),
        (structs.replace(SHORT, steps=(structs.replace(COORDINATION, roles=("PP",)), AUTHORITY)), "ne donne pas"),
        (structs.replace(SHORT, steps=(structs.replace(COORDINATION, organisations=("???",)), AUTHORITY)), "???"),
    ],
)
def test_a_circuit_that_is_none_or_could_not_validate_safely_is_refused(
    cell: Cell, circuit: Circuit, refusal: str
) -> None:
    cell.set(SHORT)
    with pytest.raises(Refused) as refused:
        cell.head.desk.do(SetCircuit(cell.space, circuit))
    assert refusal in str(refused.value)


def test_a_version_is_judged_by_the_circuit_in_force_when_it_was_submitted(cell: Cell) -> None:
    before = cell.submitted()
    assert [one.step for one in cell.message(before).steps] == ["coordination", "authority"]
    cell.set(LONG)
    after = cell.submitted(replace(TEXT, title="Après"))
    assert [one.step for one in cell.message(after).steps] == ["press", "coordination", "authority"]
    cell.sign(after, cell.deputy, cell.authority)
    assert cell.message(after).state == "submitted"
    cell.sign(after, cell.head)
    assert cell.message(after).state == "validated"


def test_a_change_voids_what_is_not_validated_and_nothing_else(cell: Cell) -> None:
    validated, waiting, urgent = (cell.submitted(replace(TEXT, title=one)) for one in ("Un", "Deux", "Trois"))
    drafted = cell.head.desk.do(Draft(cell.space, "line", replace(TEXT, title="Quatre"))).id
    cell.head.desk.do(Submit(urgent, circuit="urgent"))
    cell.spread()
    cell.sign(validated, cell.deputy, cell.authority)
    cell.sign(waiting, cell.deputy)
    cell.sign(urgent, cell.deputy)
    rows = {row.id: row.under for row in cell.head.reading.messages(cell.space)}
    assert rows == {validated: "", waiting: STANDARD, urgent: "urgent", drafted: ""}
    cell.set(LONG)
    assert cell.message(validated).state == "validated"
    assert cell.message(validated).missing == ()
    assert (cell.message(waiting).state, cell.message(waiting).missing) == ("draft", AGAIN)
    assert [one.counts for one in cell.message(waiting).visas] == [True]  # given under the former circuit, for ever
    assert cell.message(urgent).state == "submitted"
    assert cell.message(urgent).steps[0].state == "done"
    with pytest.raises(Refused, match="circuit"):
        cell.authority.desk.do(GiveVisa(waiting, None, "favourable"))
    cell.head.desk.do(Submit(waiting))
    cell.spread()
    assert [one.state for one in cell.message(waiting).steps] == ["waiting"] * 3
    cell.sign(waiting, cell.deputy, cell.head, cell.authority)
    assert cell.message(waiting).state == "validated"


def test_a_circuit_that_comes_back_does_not_bring_back_the_visas_it_had(cell: Cell) -> None:
    cell.set(SHORT)
    id = cell.submitted()
    cell.sign(id, cell.deputy)
    cell.set(LONG)
    cell.set(SHORT)
    assert cell.message(id).missing == AGAIN
    cell.head.desk.do(Submit(id))
    cell.spread()
    assert [one.state for one in cell.message(id).steps] == ["waiting", "waiting"]
    cell.sign(id, cell.authority)
    assert cell.message(id).state == "submitted"
    cell.sign(id, cell.deputy)
    assert cell.message(id).state == "validated"


def test_two_circuits_set_apart_are_both_shown_until_the_head_of_the_cell_says_which(cell: Cell) -> None:
    cell.head.desk.do(SetCircuit(cell.space, SHORT))
    cell.deputy.desk.do(SetCircuit(cell.space, LONG))
    cell.spread()
    assert set(cell.authority.reading.circuit(cell.space, STANDARD)) == {SHORT, LONG}
    id = cell.head.desk.do(Draft(cell.space, "line", TEXT)).id
    with pytest.raises(Refused, match="écrits séparément"):
        cell.head.desk.do(Submit(id))
    cell.set(SHORT, cell.deputy)
    assert cell.authority.reading.circuit(cell.space, STANDARD) == (SHORT,)
    cell.head.desk.do(Submit(id))


def test_the_same_circuit_set_apart_is_one_circuit(cell: Cell) -> None:
    cell.head.desk.do(SetCircuit(cell.space, SHORT))
    cell.deputy.desk.do(SetCircuit(cell.space, SHORT))
    cell.spread()
    assert cell.authority.reading.circuit(cell.space, STANDARD) == (SHORT,)
    assert len(cell.authority.reading.regimes(cell.space, STANDARD)) == 2


def test_a_liaison_who_signs_a_circuit_or_a_submission_of_his_own_changes_nothing(cell: Cell) -> None:
    alone = structs.replace(SHORT, steps=(structs.replace(AUTHORITY, id="a"), structs.replace(AUTHORITY, id="b")))
    mine = Step(id="mine", label="moi", kind="role", roles=("LIA", "DIR"), final=True)
    id = cell.submitted()
    for circuit in (SHORT, LONG, alone):
        body = {"circuit": circuits.plain(circuit), "seen": {}, "replaces": []}
        hand_signed(cell.ministry, "circuit.set", body, cell.space)
    own = {"id": STANDARD, "name": "le mien", "steps": [circuits.plain(SHORT)["steps"][0], structs.asdict(mine)]}
    for circuit in (circuits.plain(LONG), own):
        body = {"version": cell.message(id).current.hash, "circuit": circuit, "organisations": []}
        hand_signed(cell.ministry, "message.submitted", body, cell.space, id)
    cell.spread()
    assert cell.authority.reading.regimes(cell.space, STANDARD) == ()
    assert cell.message(id).circuit == circuits.load()
    assert [one.step for one in cell.message(id).steps] == ["coordination", "authority"]


def test_what_a_head_of_the_cell_signs_after_his_removal_sets_nothing(cell: Cell) -> None:
    cell.head.desk.do(RemoveMember(cell.space, person_of(cell.deputy), "relève"))
    cell.deputy.desk.do(SetCircuit(cell.space, LONG))  # he does not know yet
    before = cell.submitted()
    cell.spread()
    assert cell.head.reading.circuit(cell.space, STANDARD) == (circuits.load(),)
    assert cell.head.reading.message(before).circuit == circuits.load()


def test_what_a_head_of_the_cell_set_stays_once_he_is_gone(cell: Cell) -> None:
    cell.set(LONG, cell.deputy)
    cell.head.desk.do(RemoveMember(cell.space, person_of(cell.deputy), "relève"))
    cell.spread()
    assert cell.authority.reading.circuit(cell.space, STANDARD) == (LONG,)


def test_only_the_head_of_the_cell_sends_a_text_round_the_urgent_circuit(cell: Cell) -> None:
    id = cell.ministry.desk.do(Draft(cell.space, "line", TEXT)).id
    for other in (cell.ministry, cell.authority):
        cell.spread()
        with pytest.raises(Refused, match="urgence"):
            other.desk.do(Submit(id, circuit="urgent"))
    body = {
        "version": cell.message(id).current.hash,
        "circuit": circuits.plain(circuits.load("urgent")),
        "organisations": [],
    }
    hand_signed(cell.ministry, "message.submitted", body, cell.space, id)
    cell.spread()
    assert cell.message(id).state == "draft"
    cell.head.desk.do(Submit(id, circuit="urgent"))
    cell.spread()
    assert cell.message(id).state == "submitted"


STEPS = ("change", "sign head", "sign authority")


def _apart(cell: Cell, id: str) -> dict[str, list[Operation]]:
    """A change and two visas on one text, each written by somebody who knows of neither of the others."""
    before = {one.id for one in operations(cell.head, cell.space)}
    cell.deputy.desk.do(SetCircuit(cell.space, LONG))
    cell.head.desk.do(GiveVisa(id, None, "favourable"))
    cell.authority.desk.do(GiveVisa(id, None, "favourable"))
    who = dict(zip(STEPS, (cell.deputy, cell.head, cell.authority), strict=True))
    return {step: [one for one in operations(by, cell.space) if one.id not in before] for step, by in who.items()}


def test_a_change_and_visas_written_apart_read_the_same_in_every_order_of_arrival(cell: Cell) -> None:
    id = cell.submitted()
    known = operations(cell.head, cell.space)
    apart = _apart(cell, id)
    shown = set()
    for order in permutations(STEPS):
        for each in cell.all:
            for place in range(1, len(STEPS) + 1):
                arrived = [one for step in order[:place] for one in apart[step]]
                give(each, cell.space, [*known, *arrived], epoch=f"{order}{place}")
        message = cell.message(id)
        shown.add((message.state, message.missing))
    assert shown == {("draft", AGAIN)}


def test_a_change_and_a_submission_written_apart_read_the_same_in_every_order_of_arrival(cell: Cell) -> None:
    id = cell.head.desk.do(Draft(cell.space, "line", TEXT)).id
    cell.spread()
    known = operations(cell.head, cell.space)
    held = {one.id for one in known}
    cell.deputy.desk.do(SetCircuit(cell.space, LONG))
    cell.head.desk.do(Submit(id))
    cell.authority.desk.do(Revise(id, replace(TEXT, body="Ouvrez les fenêtres.")))
    apart = [
        [one for one in operations(by, cell.space) if one.id not in held]
        for by in (cell.deputy, cell.head, cell.authority)
    ]
    shown = set()
    for order in permutations(apart):
        for each in cell.all:
            give(each, cell.space, [*known, *(one for part in order for one in part)], epoch=str(order))
        message = cell.message(id)
        shown.add((message.state, message.missing, message.current.label))
    assert len(shown) == 1


def test_no_order_of_change_submission_and_visas_validates_without_the_whole_of_one_circuit(cell: Cell) -> None:
    for n, order in enumerate(permutations(("change", "head", "authority"))):
        target = LONG if n % 2 == 0 else SHORT
        id = cell.submitted(replace(TEXT, title=f"Texte {n}"))
        for step in order:
            if step == "change":
                cell.set(target)
                if cell.message(id).state == "draft":
                    cell.head.desk.do(Submit(id))
                    cell.spread()
                continue
            cell.sign(id, cell.head if step == "head" else cell.authority)
            message = cell.message(id)
            assert message.circuit is not None
            whole = {one.id for one in message.circuit.steps}
            done = {one.step for one in message.steps if one.state == "done"}
            assert (message.state == "validated") is (done == whole)


def test_a_member_added_after_the_change_signs_under_the_new_circuit(cell: Cell, office: Office) -> None:
    cell.set(LONG)
    late = office.workstation("SIG9", "Paul Garnier", "SIG", "CCOM")
    cell.head.desk.do(AddMember(cell.space, person_of(late), "CCOM"))
    cell.all.append(late)
    cell.spread()
    id = cell.submitted()
    cell.sign(id, late, cell.head, cell.authority)
    assert cell.message(id).state == "validated"
