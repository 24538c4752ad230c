"""The first start of a workstation."""

import pytest

from app.sync.protocol import invitation_code
from app.ui.background import Background
from app.ui.enrolment import EnrolDialog, RecoveryDialog, Wanted
from tests.ui.by_name import words

CODE = invitation_code("https://diapason.exemple", "", "ab" * 32, "cd" * 32, b"s" * 32)
SECRET = "un cheval bleu dans le port"


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def dialog(background, qtbot):
    made = EnrolDialog(None, background, lambda wanted: "7K2M-9QXF")
    qtbot.addWidget(made)
    made.show()
    return made


def fill(dialog):
    dialog.code.setPlainText(CODE)
    dialog.prefix.setText("sig1")
    dialog.passphrase.setText(SECRET)
    dialog.again.setText(SECRET)


def test_the_address_of_the_server_comes_with_the_code(dialog):
    fill(dialog)
    assert dialog.url.text() == "https://diapason.exemple"
    assert dialog.wanted() == Wanted("", CODE, "SIG1", SECRET, "")


def test_a_code_copied_in_part_is_refused_before_anything_is_asked(dialog):
    fill(dialog)
    dialog.code.setPlainText(CODE[:-5])
    dialog.submit()
    assert "incomplet ou mal recopié" in dialog.form.refusal


def test_the_two_passphrases_must_be_one_and_long_enough(dialog):
    fill(dialog)
    dialog.again.setText("autre")
    dialog.submit()
    assert "pas les mêmes" in dialog.form.refusal
    dialog.passphrase.setText("court")
    dialog.submit()
    assert "12 caractères au moins" in dialog.form.refusal


def test_secrets_are_not_shown(dialog):
    assert dialog.passphrase.echoMode() == dialog.again.echoMode() == dialog.passphrase.EchoMode.Password


def test_the_recovery_code_names_its_workstation_and_says_what_it_opens(qtbot):
    shown = RecoveryDialog(None, "7K2M-9QXF", "SIG1")
    qtbot.addWidget(shown)
    assert shown.shown.toPlainText() == "7K2M-9QXF"
    assert "si la phrase secrète est oubliée" in words(shown)
