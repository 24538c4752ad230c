"""The line of an entry in the lists, and what search finds it by."""

from app.core.entries import Assignee, Place
from app.core.entry_commands import Amend, Assign, Link, Record, Transcribe, Triage
from app.core.entry_line import COLUMNS, relations, row, tie, words
from tests.office import Office


def test_the_line_says_all_that_a_list_shows(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    place = Place("76540", "Rouen", ("76451",), 49.44, 1.09)
    first = sig.desk.do(Record(crisis, "Feu", place=place, type="decision", tlp="amber", reference="SYN-12")).id
    other = sig.desk.do(Record(crisis, "Fumée")).id
    sig.desk.do(Assign(first, Assignee("", "SAN", "Santé"), 5))
    sig.desk.do(Triage(first, "to_decide"))
    sig.desk.do(Link(first, "contradicts", other, note="deux mesures"))
    sig.desk.do(Amend(first, {"rationale": "principe de précaution"}, "oubli"))
    entry = sig.reading.entry(first)
    line = row(entry)
    assert list(line) == list(COLUMNS)
    assert (line["place_codes"], line["decision"], line["triage"]) == (",76540,76451,", "D-SIG1-001", "to_decide")
    assert (line["assigned"], line["assigned_organisation"], line["due"]) == ("Santé", "SAN", 5)
    found = words(entry)
    for word in ("TLP:AMBER", "76451", "SYN-12", "Santé", "deux mesures", "principe de précaution", "D-SIG1-001"):
        assert word in found
    assert [(one.kind, one.target) for one in relations(entry)] == [("contradicts", other)]


def test_lines_of_one_sheet_and_one_minute_stay_in_its_order(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    lines = tuple(Record("", f"Ligne {n}", occurred_at=1_700_000_000_000) for n in range(20))
    sig.desk.do(Transcribe(crisis, "2", lines))
    with sig.store.read() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT subject, sheet FROM entry ORDER BY key").all()
    assert [tuple(one) for one in rows] == [(f"Ligne {n}", "2") for n in range(20)]
    assert tie(sig.reading.entry(sig.desk.do(Record(crisis, "Suite")).id)) == 21
