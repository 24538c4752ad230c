"""Of which kept file a PDF is the very bytes, or was before somebody changed some of them."""

import base64
import zlib
from hashlib import sha256
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import brief_recognition
from app.core.brief import fold
from app.core.brief_recognition import Kept, Match, altered, exact, fingerprints_in
from app.core.store.rows import CrisisRow
from tests.core.test_brief import Desk
from tests.freezing import paper, tail_of

PRINT = "7d1e40b9c2a6" + "5f" * 26
PDF, ANNEX = paper(PRINT), paper(PRINT, "annex", 2_500)
TAIL, MORE = tail_of("un"), tail_of("une annexe")
CRISIS = CrisisRow("c" * 64, "CRI-1", "Feu", "real", "INT", "Europe/Paris", True, 0, "CCOM", False)


def _body(pdf: bytes, annex: bytes, **more: Any) -> dict[str, Any]:
    written = {"number": "PDS-SIG1-001", "n": 1, "format": "standard", "cutoff": 0, "pages": 2, "fingerprint": PRINT}
    written |= {"pdf": _text(pdf), "sha256": _sum(pdf), "content": {"workstation": "SIG1"}, "approved": True}
    return written | {"annex": _text(annex), "annex_sha256": _sum(annex), "annex_pages": 1} | more


def _kept() -> Kept:
    desk = Desk()
    desk.then("brief.approved", _body(PDF, ANNEX))
    copy = {"n": 1, "recipient": "Cabinet PM", "tail": _text(TAIL), "sha256": _sum(PDF + TAIL)}
    copy |= {"annex_tail": _text(MORE), "annex_sha256": _sum(ANNEX + MORE)}
    desk.then("brief.copied", {"file": _sum(PDF), "prefix": "SIG1", "of": 1, "copies": [copy]})
    brief = fold(desk.held)
    assert brief is not None
    return Kept(brief, desk.held, CRISIS)


def _text(file: bytes) -> str:
    return base64.b64encode(file).decode()


def _sum(file: bytes) -> str:
    return sha256(file).hexdigest()


KEPT = _kept()
FILES = {
    ("brief", ""): PDF,
    ("annex", ""): ANNEX,
    ("brief", "1/1"): PDF + TAIL,
    ("annex", "1/1"): ANNEX + MORE,
}


def nearest(pdf: bytes) -> Match | None:
    found = list(altered(KEPT, pdf, fingerprints_in(pdf)))
    return max(found, key=lambda one: one.first + one.last, default=None)


def told(match: Match | None) -> tuple[str, str]:
    assert match is not None
    return match.document, match.copy.label if match.copy else ""


def test_a_file_is_the_one_whose_bytes_it_has() -> None:
    for name, pdf in FILES.items():
        found = exact(KEPT, _sum(pdf))
        assert told(found) == name
    assert exact(KEPT, _sum(b"")) is None


@settings(max_examples=200)
@given(st.sampled_from(list(FILES)), st.integers(0, 2**20), st.integers(1, 255))
def test_one_byte_that_was_changed_is_found_wherever_it_is(name: tuple[str, str], place: int, change: int) -> None:
    pdf = bytearray(FILES[name])
    pdf[place % len(pdf)] ^= change
    found = nearest(bytes(pdf))
    assert told(found) == name
    assert found is not None
    assert (found.first, found.foreign) == (place % len(pdf), False)


@given(st.sampled_from(list(FILES)), st.integers(1024, 2**20))
def test_what_was_cut_is_found_where_it_ends(name: tuple[str, str], size: int) -> None:
    pdf = FILES[name]
    given_ = pdf[: 1024 + size % (len(pdf) - 1024)]
    found = nearest(given_)
    assert found is not None
    assert found.document == name[0]
    assert found.first == len(given_)


@settings(max_examples=60)
@given(st.binary(max_size=3000))
def test_what_is_nothing_that_is_kept_is_nothing(pdf: bytes) -> None:
    assert nearest(pdf) is None


def test_another_copy_than_those_of_the_register_is_foreign_and_not_altered() -> None:
    found = nearest(PDF + tail_of("autre"))
    assert told(found) == ("brief", "")
    assert found is not None
    assert found.foreign
    alike = bytearray(TAIL)
    alike[100:140] = Random(1).randbytes(40)  # as two copies for one person are
    again = nearest(PDF + bytes(alike))
    assert again is not None
    assert again.foreign


def test_what_is_added_and_is_no_copy_is_an_alteration() -> None:
    found = nearest(PDF + b"merci\n")
    assert told(found) == ("brief", "")
    assert found is not None
    assert (found.first, found.foreign) == (len(PDF), False)


def test_a_file_saved_by_another_program_is_known_by_what_it_says() -> None:
    for said in (
        f"(Empreinte du contenu : {PRINT.upper()})".encode(),
        f"Empreinte : {PRINT}".encode("utf-16-be"),
        b"stream\r\n" + zlib.compress(b"/Subject (Empreinte du contenu : %s)" % PRINT.encode()) + b"\nendstream",
        b"stream\n"
        + zlib.compress(f"<dc:description>Empreinte du contenu : {PRINT}</dc:description>".encode("utf-16-be"))
        + b"\nendstream",
    ):
        pdf = b"%PDF-1.7\n" + said + b"\n%%EOF"
        assert fingerprints_in(pdf) == {PRINT}
        assert nearest(pdf) is not None


def test_a_longer_number_is_no_fingerprint() -> None:
    assert fingerprints_in(b"Empreinte du contenu : 0" + PRINT.encode()) == frozenset()


def test_what_unfolds_without_end_is_not_unfolded() -> None:
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    pdf = b"%PDF-1.7\n" + (b"stream\n" + bomb + b"\nendstream\n") * 100 + b"Empreinte " + PRINT.encode() + b"\n%%EOF"
    assert fingerprints_in(pdf) == {PRINT}


def test_streams_that_are_no_streams_break_nothing() -> None:
    assert brief_recognition.fingerprints_in(b"stream\n" * 2000 + b"stream\r\nx\x9c\x00") == frozenset()
