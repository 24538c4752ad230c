"""What a brief cites, and what became of it since."""

import pytest

from app.core import brief_verification
from app.core.brief import Known
from app.core.brief_citations import Citation, Since, Then, citations, since
from app.core.brief_content import Asked, Chronology, Content, Line, Paragraph, Said, Section, Table, plain, read
from app.core.erasure import erased
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.message_commands import GiveVisa, Submit, Withdraw
from app.core.records import Held
from app.core.registers.directory import AddContact, EditContact
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.building import NOW, Writer
from tests.core.holding import REMOVED, SPACE, edit, held
from tests.core.newsroom import AFP, Newsroom
from tests.freezing import freeze
from tests.office import Office

ONE, TWO, THREE, FOUR = (letter * 64 for letter in "abcd")
LINE = Line(0, "Feu éteint", "SDIS 76", "A1", "SIG1-0144", 0, record=ONE)
CITED = Citation(ONE, "SIG1-0144", "Feu éteint", 2)
FACT = {"subject": "Douze communes", "occurred_at": NOW, "sender": "SDIS 76"}


def said(*sections: Section, annexes: tuple[Section, ...] = ()) -> Content:
    return Content(
        *("PDS-SIG1-012", 12, "Feu", "CRI-1", "real", "Europe/Paris", 0, 0, "", "", "", "", "", "", None, "SIG1"),
        offline=False,
        last_exchange=None,
        sections=sections,
        annexes=annexes,
    )


class Fact:
    """An entry and what was written of it, by a writer whose chain a brief knew up to some point."""

    def __init__(self) -> None:
        self.writer = Writer("ann")
        first = self.writer.write("entry.recorded", {"number": "SIG1-0144", "fields": FACT}, SPACE)
        self.id, self.held = first.id, [held(first)]

    def amend(self, **fields: object) -> None:
        written = edit(self.writer, "entry.amended", self.id, dict(fields), self.held[-1], reason="erreur d'écoute")
        self.held.append(held(written))

    def then(self, known: int) -> Then:
        header = self.held[0].operation.header
        return Then(SPACE, Known({f"{header.device}:{header.incarnation}": known}, {}), 0)

    def since(self, known: int, operations: list[Held] | None = None) -> list[Since]:
        cited = Citation(self.id, "SIG1-0144", "Douze communes", 2)
        return list(since(cited, self.held if operations is None else operations, self.then(known)))


def test_every_record_is_cited_once_under_the_number_that_is_printed() -> None:
    row = ("Préfet", "Confinement", "SIG1-0145 · A1")
    table, asked = Table(("Par", "Mesure", "N°"), (row,), (1, 1, 1), records=(TWO,)), Asked(("Évacuer",), ("",))
    annex = Section(1, "A", (Said("EDL-SIG1-009 v2", "Air", "Fermez.", record=FOUR),))
    content = said(
        Section(2, "Situation", (Paragraph("Rien."), Chronology((LINE, LINE)))),
        Section(8, "Décisions", (asked, Asked(("Évacuer (SIG1-0146)",), (THREE,)))),
        Section(11, "Questions", (table,)),
        annexes=(annex,),
    )
    assert read(plain(content)) == content
    assert citations(content) == (
        CITED,
        Citation(THREE, "SIG1-0146", "Évacuer (SIG1-0146)", 8),
        Citation(TWO, "SIG1-0145", "Préfet · Confinement · SIG1-0145 · A1", 1),
        Citation(FOUR, "EDL-SIG1-009 v2", "Air", 0),
    )


def test_what_was_written_after_the_brief_was_gathered_is_told_and_nothing_else() -> None:
    fact = Fact()
    fact.amend(subject="Treize communes")
    assert fact.since(known=2) == []
    (told,) = fact.since(known=1)
    assert (told.what, told.words) == ("amended", "rectifié depuis : objet")
    fact.amend(content="Mesures toutes les heures.")
    assert fact.since(known=2)[0].words == "rectifié depuis : contenu"


def test_a_correction_that_came_back_to_the_same_words_is_none() -> None:
    fact = Fact()
    fact.amend(subject="Treize communes")
    fact.amend(subject="Douze communes")
    assert fact.since(known=1) == []


def test_how_an_entry_is_handled_is_no_correction() -> None:
    fact = Fact()
    fact.held.append(held(edit(fact.writer, "entry.triaged", fact.id, {"triage": "closed"}, fact.held[0])))
    assert fact.since(known=1) == []


def test_what_is_not_held_was_set_aside_or_has_no_words_left_is_missing() -> None:
    fact = Fact()
    assert [one.what for one in fact.since(1, [])] == ["absent"]
    (first,) = fact.held
    assert [one.what for one in fact.since(1, [held(first.operation, why_not=REMOVED)])] == ["set_aside"]
    assert [one.what for one in fact.since(1, [held(erased(first.operation))])] == ["erased"]


def test_a_brief_that_does_not_say_what_was_held_goes_by_the_hour() -> None:
    fact = Fact()
    fact.amend(subject="Treize communes")
    cited, at = Citation(fact.id, "", "", 2), fact.held[0].at
    assert [one.what for one in since(cited, fact.held, Then(SPACE, None, at))] == ["amended"]
    assert list(since(cited, fact.held, Then(SPACE, None, fact.held[1].at))) == []


@pytest.fixture
def room(office: Office) -> Newsroom:
    return Newsroom(office)


def changes(sig: Workstation, id: str) -> list[tuple[str, str]]:
    found = brief_verification.of_file(sig.reading, sig.reading.brief_file(id))
    assert found.state == "in_force"
    return [(one.what, one.words) for one in found.since]


def test_a_text_that_is_still_the_one_in_force_is_unchanged(room: Newsroom) -> None:
    message = room.cleared(kind="line", topic="Air")
    room.sent(message, AFP)
    brief = freeze(room.head, room.space)
    found = brief_verification.of_file(room.head.reading, room.head.reading.brief_file(brief))
    assert (found.cited, found.since) == (2, ())  # the text, and the line its dispatch wrote in the journal


def test_a_text_that_went_out_in_another_version_is_told(room: Newsroom) -> None:
    message = room.cleared(topic="Air")
    room.sent(message, AFP)
    brief = freeze(room.head, room.space)
    room.correct(message)
    assert changes(room.head, brief) == [("over", "n'est plus en vigueur : nouvelle version v2, validé")]
    room.sent(message, AFP)
    assert changes(room.head, brief) == [("version", "cité en v1, diffusé en v2")]


def test_a_text_that_was_withdrawn_is_no_longer_in_force(room: Newsroom) -> None:
    message = room.cleared(topic="Air")
    room.sent(message, AFP)
    brief = freeze(room.head, room.space)
    room.head.desk.do(Withdraw(message, "la consigne est levée"))
    assert changes(room.head, brief) == [("over", "n'est plus en vigueur : retiré")]


def test_a_text_on_its_way_that_went_out_is_no_change(room: Newsroom) -> None:
    message = room.drafted(Text("Air", "Fermez.", issuer="Gouvernement"), topic="Air")
    room.press.desk.do(Submit(message))
    room.spread(room.press)
    brief = freeze(room.head, room.space)
    for one in (room.head, room.authority):
        one.desk.do(GiveVisa(message, None, "favourable"))
        room.spread(one)
    room.sent(message, AFP)
    assert changes(room.head, brief) == []


def test_figures_and_numbers_to_call_that_changed_are_told(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    figure = sig.desk.do(RecordFigure(crisis, "Blessés", "3", "SAMU 76", publishable=True, clearance="vérifié")).id
    phone = {"number": "+33199001201", "usage": "duty", "public": True}
    contact = sig.desk.do(AddContact({"name": "Camille Aubert", "function": "standard", "phone:1": phone}, crisis)).id
    brief = freeze(sig, crisis)
    sig.desk.do(AmendFigure(figure, {"value": "4"}, "recompté"))
    sig.desk.do(EditContact(contact, {"phone:1": {**phone, "number": "+33199001202"}}))
    assert ("amended", "rectifié depuis : valeur") in changes(sig, brief)
