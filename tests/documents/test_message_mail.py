"""A courriel ready to send, read back: the signed title and words, a draft nobody sent, and nothing of the house."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.leaving import words
from app.core.recipients import Recipient
from app.core.texts import Text, cleaned
from app.documents.message_mail import mail_of, subject
from tests.documents.messages import EMBARGO, TEXT, leaving, signed

DESK = Recipient("Desk, « AFP »", "desk@afp.fr")


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n").removesuffix("\n")


def test_the_subject_is_the_title_and_the_body_the_signed_words() -> None:
    mail = read(mail_of(leaving()))
    assert mail["Subject"] == TEXT.title
    assert body(mail) == words(TEXT)
    for part in signed():
        assert part.encode() in body(mail).encode()
    assert mail["Date"].datetime.isoformat() == "2026-09-24T03:16:00+02:00"


def test_it_opens_as_a_draft_that_nobody_has_sent_and_says_nothing_of_the_house() -> None:
    mail = read(mail_of(leaving()))
    assert mail["X-Unsent"] == "1"
    assert set(mail.keys()) == {
        *("Subject", "Date", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "Content-Language"),
        "MIME-Version",
    }
    assert mail.get_content_charset() == "utf-8"


def test_hidden_recipients_are_only_in_bcc_and_telephones_in_no_header() -> None:
    mail = read(mail_of(leaving(), (Recipient("Préfet", "prefet@x.fr"),), (DESK, Recipient("Tél.", "+33102030405"))))
    assert [str(one.addr_spec) for one in mail["To"].addresses] == ["prefet@x.fr"]
    (desk,) = mail["Bcc"].addresses
    assert (desk.display_name, desk.addr_spec) == ("Desk, « AFP »", "desk@afp.fr")


@pytest.mark.parametrize("address", ["a@b@c", "desk@", "é@afp.fr", "a b@c.fr", "x@y.fr\r\nCc: z@z.fr"])
def test_an_address_no_courriel_can_bear_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        mail_of(leaving(), (), (Recipient("Desk", address),))
    assert refusal.value.field == "recipients"


def test_an_embargo_and_an_exercise_are_in_the_subject_and_around_the_words() -> None:
    held = leaving(embargo=EMBARGO, frame="exercise")
    mail = read(mail_of(held))
    assert mail["Subject"] == f"[{EMBARGO}] [EXERCICE] {TEXT.title}" == subject(held)
    lines = body(mail).split("\n")
    assert lines[0] == lines[-1] == EMBARGO
    assert lines[1] == lines[-2]
    assert lines[1].startswith("EXERCICE")
    assert words(TEXT) in body(mail)


SIGNS = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co")), min_size=1, max_size=200)


@given(SIGNS, SIGNS)
def test_whatever_was_signed_comes_out_of_the_file_as_it_was(title: str, words_: str) -> None:
    try:
        text = cleaned(Text(title, words_))
    except Refused:
        return
    mail = read(mail_of(leaving(text=text)))
    assert mail["Subject"] == text.title
    assert body(mail) == words(text)
