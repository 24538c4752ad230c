"""A brief as a courriel ready to send, read back: what may not be overlooked, its PDF unchanged, who sees whom."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256

import pytest

from app.core.errors import Refused
from app.core.recipients import Recipient
from app.documents.brief_mail import mail_of, subject
from tests.documents.courriels import APPROVED, CABINET, SGDSN, WORDS
from tests.documents.sheets import sheets

PDF = ("PDS-SIG1-012-3-15-Cabinet é.pdf", sheets(2))
ANNEX = ("PDS-SIG1-012-annexe-3-15.pdf", sheets(1))


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: EmailMessage) -> str:
    part = mail.get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_may_not_be_overlooked_stands_before_the_title() -> None:
    mail = read(mail_of(WORDS, (CABINET,), (PDF,)))
    assert mail["Subject"] == subject(WORDS)
    assert mail["Subject"] == (
        "[DIFFUSION RESTREINTE] [TLP:AMBER] [PROJET] [EXERCICE] "
        "Point de situation n° 12 — Incendie Lubrizol — Rouen (PDS-SIG1-012)"
    )
    assert subject(APPROVED) == "Point de situation n° 12 — Incendie Lubrizol — Rouen (PDS-SIG1-012)"


def test_the_body_says_in_plain_lines_what_is_enclosed() -> None:
    said = body(read(mail_of(WORDS, (CABINET,), (PDF, ANNEX), "3/15 — Cabinet PM")))
    assert said.startswith(
        "Point de situation n° 12 — Incendie Lubrizol — Rouen\nPDS-SIG1-012, exemplaire 3/15 — Cabinet PM\n\n"
        "EXERCICE : AUCUNE INFORMATION DE CE DOCUMENT N’EST RÉELLE.\nPROJET :"
    )
    for line in (
        "DIFFUSION RESTREINTE · TLP:AMBER",
        "Informations arrêtées à 03\u00a0h\u00a015, jeudi 24 septembre 2026, heure de Paris.",
        "Annule et remplace PDS-SIG1-011.",
        "Prochain point : jeudi 24 septembre 2026 à 05\u00a0h\u00a030.",
        "Pièces jointes :",
        f"- {PDF[0]}",
    ):
        assert line in said.split("\n")
    assert sha256(PDF[1]).hexdigest() in said.replace(" ", "")


def test_an_approved_brief_of_a_real_crisis_says_none_of_what_it_is_not() -> None:
    said = body(read(mail_of(APPROVED, (CABINET,), (PDF,))))
    for word in ("PROJET", "EXERCICE", "remplace", "Prochain", "Pièces jointes"):
        assert word not in said
    assert "Pièce jointe :" in said


def test_the_files_arrive_byte_for_byte_under_their_names() -> None:
    mail = read(mail_of(WORDS, (CABINET,), (PDF, ANNEX)))
    found = [(one.get_filename(), one.get_content_type(), one.get_content()) for one in mail.iter_attachments()]
    assert found == [(PDF[0], "application/pdf", PDF[1]), (ANNEX[0], "application/pdf", ANNEX[1])]
    assert b"filename*=" in mail_of(WORDS, (CABINET,), (PDF,))


def test_it_opens_as_a_draft_and_tells_its_date_and_language() -> None:
    mail = read(mail_of(WORDS, (CABINET,), (PDF,)))
    assert mail["X-Unsent"] == "1"
    assert mail["Content-Language"] == "fr"
    assert mail["Date"].datetime.isoformat() == "2026-09-24T03:21:00+02:00"
    assert mail["From"] is None


def test_several_recipients_do_not_see_one_another_unless_asked() -> None:
    alone = read(mail_of(WORDS, (CABINET,), (PDF,)))
    assert alone["To"].addresses[0].addr_spec == CABINET.address
    apart = read(mail_of(WORDS, (CABINET, SGDSN), (PDF,)))
    assert apart["To"] is None
    assert [one.addr_spec for one in apart["Bcc"].addresses] == [CABINET.address, SGDSN.address]
    together = read(mail_of(WORDS, (CABINET, SGDSN), (PDF,), seen=True))
    assert len(together["To"].addresses) == 2
    assert together["Bcc"] is None


def test_whoever_has_no_address_is_in_no_header() -> None:
    mail = read(mail_of(WORDS, (Recipient("Préfecture", "+33199001201"),), (PDF,)))
    assert (mail["To"], mail["Bcc"]) == (None, None)


@pytest.mark.parametrize("address", ["a@b@c", "é@pm.example", "x@y.example\r\nCc: z@z.example"])
def test_an_address_no_courriel_can_bear_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        mail_of(WORDS, (Recipient("Cabinet", address),), (PDF,))
    assert refusal.value.field == "recipients"


def test_a_hostile_title_or_name_adds_no_header_and_no_folder() -> None:
    hostile = replace(WORDS, title="Point\r\nBcc: z@z.example\u202e")
    mail = read(mail_of(hostile, (CABINET,), (("../../\r\nx\u202e.pdf", b"%PDF-"),)))
    assert mail["Bcc"] is None
    (file,) = mail.iter_attachments()
    assert "/" not in str(file.get_filename())


def test_the_same_brief_to_the_same_people_gives_the_same_bytes() -> None:
    assert mail_of(WORDS, (CABINET,), (PDF,)) == mail_of(WORDS, (CABINET,), (PDF,))
