"""A visa asked, late or to confirm, and a text to look at again: told once to those it concerns, and to nobody else."""

import pytest

from app.core.circuits import URGENT
from app.core.entry_commands import Amend, Record
from app.core.message_commands import ConfirmVisa, Draft, GiveVisa, PhoneVisa, Reexamine, Remind, Submit, Withdraw
from app.core.registers.crisis import CloseCrisis
from app.core.store.notices import NoticeRow
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.clocks import MINUTE, Watch
from tests.office import Office, share

TEXT = Text("Restez à l’abri", "Les habitants de douze communes restent à l’abri.")


class Cell:
    """Who writes, who heads the cell, who has authority, and the liaison of a ministry; all live by one watch."""

    def __init__(self, office: Office, watch: Watch) -> None:
        self.watch = watch
        self.writer = office.workstation("SIG2", "L. Aubert", "SIG", "RED")
        self.head = office.workstation("SIG1", "C. Morvan", "SIG", "CCOM")
        self.authority = office.workstation("PM1", "H. Brunel", "PM", "DIR")
        self.health = office.workstation("SAN1", "M. Ferrand", "SAN", "LIA")
        members = ((self.writer, "RED"), (self.authority, "DIR"), (self.health, "LIA"))
        self.space = office.crisis(self.head, *members, associated=("SAN",), title="Incendie")
        self.all = [self.writer, self.head, self.authority, self.health]
        for one in self.all:
            with one.store.write() as transaction:
                transaction.caught_up(self.space)

    def spread(self, source: Workstation) -> None:
        share(source, self.space, [one for one in self.all if one is not source])

    def do(self, by: Workstation, command: object) -> str:
        id = by.desk.do(command).id
        self.spread(by)
        return id

    def submitted(self, circuit: str = "", by: Workstation | None = None, **more: object) -> str:
        id = self.do(by or self.writer, Draft(self.space, "line", TEXT, **more))  # type: ignore[arg-type]
        self.do(by or self.writer, Submit(id, circuit=circuit))
        return id

    def tick(self) -> None:
        for one in self.all:
            one.desk.note_due()

    def unseen(self) -> dict[str, list[str]]:
        """The kinds of notices each has not seen, by prefix; who has none is left out."""
        found = {one.reading.me().workstation: [each.kind for each in notices(one)] for one in self.all}
        return {prefix: sorted(kinds) for prefix, kinds in found.items() if kinds}


def notices(of: Workstation) -> list[NoticeRow]:
    return of.reading.notices(unseen=True)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def cell(tmp_path, watch: Watch):
    office = Office(tmp_path, watch.clock)
    yield Cell(office, watch)
    office.close()


def test_each_is_told_when_the_step_that_is_his_is_ready_and_no_sooner(cell: Cell) -> None:
    id = cell.submitted()
    assert cell.unseen() == {"SAN1": ["visa"]}
    (one,) = notices(cell.health)
    assert (one.register, one.record, one.number, one.subject) == ("message", id, "EDL-SIG2-001", TEXT.title)
    assert (one.by, one.step, one.discreet, one.due_at) == ("L. Aubert", "Santé", True, cell.watch.now + 20 * MINUTE)
    cell.do(cell.health, GiveVisa(id, None, "favourable"))
    assert cell.unseen() == {"SIG1": ["visa"]}
    cell.do(cell.head, GiveVisa(id, None, "favourable"))
    assert cell.unseen() == {"PM1": ["visa"]}
    cell.do(cell.authority, GiveVisa(id, None, "favourable"))
    assert cell.unseen() == {}


def test_what_is_received_twice_or_ticks_twice_is_told_once(cell: Cell) -> None:
    cell.submitted()
    cell.spread(cell.writer)
    cell.tick()
    cell.tick()
    assert [one.kind for one in notices(cell.health)] == ["visa"]


def test_who_asks_for_a_visa_of_his_own_is_not_told(cell: Cell) -> None:
    cell.submitted(URGENT, by=cell.head)
    cell.tick()
    assert cell.unseen() == {}


def test_at_the_deadline_the_party_late_the_head_of_cell_and_the_authority_are_told(cell: Cell) -> None:
    id = cell.submitted()
    cell.health.desk.see_notices()
    cell.watch.wait(20 * MINUTE - 1)
    cell.tick()
    assert cell.unseen() == {}
    cell.watch.wait(1)
    cell.tick()
    assert cell.unseen() == {"SAN1": ["visa_late"], "SIG1": ["escalated"], "PM1": ["escalated"]}
    (one,) = notices(cell.head)
    assert (one.step, one.number, one.by) == ("Santé", "EDL-SIG2-001", "L. Aubert")
    assert cell.head.reading.message(id).state == "submitted"  # silence is never a visa
    cell.do(cell.health, GiveVisa(id, None, "favourable"))
    assert cell.unseen() == {"SIG1": ["visa"]}


def test_a_clock_set_ahead_makes_nobody_late(cell: Cell) -> None:
    for one in cell.all:
        cell.watch.meet(one)
    cell.submitted()
    cell.health.desk.see_notices()
    cell.watch.be_set(60 * MINUTE)
    cell.tick()
    assert cell.unseen() == {}


def test_a_reminder_calls_again_each_time(cell: Cell) -> None:
    id = cell.submitted()
    cell.health.desk.see_notices()
    cell.do(cell.head, Remind(id, "organisations", "SAN"))
    (one,) = notices(cell.health)
    assert (one.kind, one.by) == ("visa", "C. Morvan")
    cell.health.desk.see_notices()
    cell.do(cell.head, Remind(id, "organisations", "SAN"))
    assert cell.unseen() == {"SAN1": ["visa"]}


def test_a_visa_taken_by_telephone_is_to_confirm_by_who_could_have_given_it(cell: Cell) -> None:
    id = cell.submitted()
    cell.health.desk.see_notices()
    phone = PhoneVisa(id, None, "organisations", "favourable", "M. Ferrand", "liaison", "SAN", "01 99 00 11 22")
    cell.do(cell.head, phone)
    assert cell.unseen()["SAN1"] == ["to_confirm"]
    (one,) = notices(cell.health)
    assert (one.by, one.step) == ("C. Morvan", "Santé")
    (visa,) = cell.health.reading.message(id).visas
    cell.do(cell.health, ConfirmVisa(id, visa.id))
    assert "SAN1" not in cell.unseen()


def test_a_fact_rectified_tells_who_wrote_the_text_and_the_head_of_cell(cell: Cell) -> None:
    entry = cell.do(cell.head, Record(cell.space, "Douze communes confinées"))
    id = cell.do(cell.writer, Draft(cell.space, "line", TEXT, uses=(entry,)))
    cell.do(cell.health, Amend(entry, {"subject": "Treize communes confinées"}, "erreur d’écoute"))
    assert cell.unseen() == {"SIG2": ["review"], "SIG1": ["review"]}
    (one,) = notices(cell.writer)
    assert (one.record, one.number) == (id, "EDL-SIG2-001")
    cell.spread(cell.health)
    assert cell.unseen() == {"SIG2": ["review"], "SIG1": ["review"]}
    for by in (cell.writer, cell.head):
        by.desk.see_notices()
    cell.do(cell.head, Reexamine(id, "le texte ne dit pas lesquelles"))
    assert cell.unseen() == {}
    cell.do(cell.health, Amend(entry, {"subject": "Quatorze communes confinées"}, "nouvel appel"))
    assert cell.unseen() == {"SIG2": ["review"], "SIG1": ["review"]}


def test_an_unfavourable_visa_after_an_urgent_validation_is_told_as_well(cell: Cell) -> None:
    id = cell.do(cell.writer, Draft(cell.space, "line", TEXT))
    cell.do(cell.head, Submit(id, circuit=URGENT))
    cell.do(cell.head, GiveVisa(id, None, "favourable"))
    cell.do(cell.authority, GiveVisa(id, None, "favourable"))
    assert cell.unseen() == {"SAN1": ["visa"]}  # asked afterwards
    cell.do(cell.health, GiveVisa(id, None, "unfavourable", "douze est faux"))
    assert cell.unseen() == {"SIG2": ["review"], "SIG1": ["review"]}


def test_the_authority_is_not_asked_for_the_final_visa_of_a_text_he_wrote(cell: Cell) -> None:
    id = cell.do(cell.authority, Draft(cell.space, "line", TEXT))
    cell.do(cell.head, Submit(id, circuit=URGENT))
    cell.do(cell.head, GiveVisa(id, None, "favourable"))
    cell.tick()
    assert "PM1" not in cell.unseen()


def test_a_text_sent_back_to_its_writer_waits_for_nobody_s_visa(cell: Cell) -> None:
    id = cell.submitted()
    cell.do(cell.health, GiveVisa(id, None, "unfavourable", "douze est faux"))
    cell.watch.wait(60 * MINUTE)
    cell.tick()
    assert cell.unseen() == {}
    assert cell.head.reading.messages(cell.space)[0].waiting == ()


def test_a_message_withdrawn_and_a_crisis_closed_call_nobody_any_more(cell: Cell) -> None:
    withdrawn = cell.submitted()
    cell.do(cell.head, Withdraw(withdrawn, "chiffre faux"))
    cell.submitted()
    cell.health.desk.see_notices()
    cell.do(cell.head, CloseCrisis(cell.space))
    cell.watch.wait(60 * MINUTE)
    cell.tick()
    assert cell.unseen() == {}


def test_a_newcomer_who_has_not_caught_up_is_told_nothing_yet(cell: Cell, tmp_path) -> None:
    with cell.health.store.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name LIKE 'caught_up%'")
    cell.submitted()
    cell.tick()
    assert cell.unseen() == {}
    with cell.health.store.write() as transaction:
        transaction.caught_up(cell.space)
    cell.tick()
    assert cell.unseen() == {"SAN1": ["visa"]}
