"""What a message begins from."""

from app.core.message import KINDS
from app.core.templates import templates
from app.ui.message_beginnings import MessageBeginnings
from tests.documents.written_elsewhere import docx, p


def beginnings(cell, qtbot, message=None):
    made = MessageBeginnings(cell.station(cell.writer).background, message)
    qtbot.addWidget(made)
    return made


def offered(made):
    return [made.template.itemData(place) for place in range(1, made.template.count())]


def test_templates_are_those_of_the_kind_chosen(cell, qtbot):
    made = beginnings(cell, qtbot)
    assert made.chosen == ""
    assert offered(made) == [one.id for one in templates()]
    for kind in KINDS:
        made.choose(kind)
        assert offered(made) == [one.id for one in templates() if one.kind == kind]


def test_the_kind_of_a_message_does_not_change(cell, qtbot):
    message = cell.writer.reading.message(cell.submitted())
    assert not beginnings(cell, qtbot, message).kind.isEnabled()


def test_a_template_is_asked_for_and_not_forced(cell, qtbot):
    made = beginnings(cell, qtbot)
    asked = []
    made.wanted.connect(asked.append)
    made.template.setCurrentIndex(1)
    made.template.activated.emit(1)
    assert asked == [templates()[0]]


def test_the_words_of_a_file_are_taken_off_the_window(cell, qtbot, tmp_path):
    made = beginnings(cell, qtbot)
    taken = []
    made.taken.connect(lambda name, words: taken.append((name, words.words)))
    (tmp_path / "texte.docx").write_bytes(docx(p("Restez à l’abri.")))
    made.take([tmp_path / "texte.docx"])
    qtbot.waitUntil(lambda: taken == [("texte.docx", "Restez à l’abri.")])


def test_a_file_that_is_refused_says_why(cell, qtbot, tmp_path):
    made = beginnings(cell, qtbot)
    refused = []
    made.refused.connect(refused.append)
    (tmp_path / "texte.pdf").write_bytes(b"%PDF-1.7")
    made.take([tmp_path / "texte.pdf", tmp_path / "absent.docx"])
    qtbot.waitUntil(lambda: len(refused) == 2)
    assert "PDF" in refused[0]
    assert refused[1] == "« absent.docx » ne se lit pas."
    with (tmp_path / "enorme.docx").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    made.take([tmp_path / "enorme.docx"])
    qtbot.waitUntil(lambda: len(refused) == 3)
    assert "20 Mo" in refused[2]
