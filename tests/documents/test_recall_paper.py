"""The liste de rappel on paper, read back: whom to call, what he holds, and room to write."""

import re

from app.documents.recall_paper import RecallSheet, logged, recall_pdf, recall_text
from tests.core.newsroom import AFP, REUTERS, Newsroom
from tests.documents.reading import pages
from tests.office import Office


def sheet(office: Office) -> RecallSheet:
    room = Newsroom(office)
    id = room.cleared()
    room.sent(id, AFP, REUTERS)
    room.correct(id)
    reading = room.head.reading
    return RecallSheet(reading.recall(id), reading.crisis(room.space), room.head.clock.now(), "C. Morvan", "SIG1")


def test_the_sheet_names_each_recipient_with_what_he_holds(office: Office) -> None:
    made = sheet(office)
    page = re.sub(r"\s+", " ", " ".join(pages(recall_pdf(made))))
    for words in (
        "LISTE DE RAPPEL — EDL-RP1-001",
        "est corrigé",
        "AFP desk@afp.fr",
        "Appelé à",
        "EXERCICE",
        "poste SIG1",
    ):
        assert words in page
    assert recall_pdf(made) == recall_pdf(made)


def test_the_same_in_words_and_what_is_noted_of_it(office: Office) -> None:
    made = sheet(office)
    lines = recall_text(made.recall, made.crisis.zone).split("\n")
    assert lines[0] == "LISTE DE RAPPEL — EDL-RP1-001"
    assert any(line.startswith("Reuters <paris@reuters.fr> : v1") for line in lines)
    note = logged(made.crisis.id, made.recall, "copie", b"")
    assert (note.what, note.count) == ("message", 2)
