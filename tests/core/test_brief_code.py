"""The square code of a brief: read as it is printed, however it was scanned or typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import brief_code
from app.core.brief_code import Code
from app.core.errors import Refused

PRINT = "7d1e40b9c2a6" + "5f" * 26
SHORT = PRINT[:12]
AZERTY = str.maketrans("1234567890-/AQZWM", "&é\"'(-è_çà)!QAWZ?")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"PDS-SIG1-012 {PRINT.upper()}", Code("PDS-SIG1-012", PRINT)),
        (f"PDS-SIG1-012 {PRINT.upper()} 3/15", Code("PDS-SIG1-012", PRINT, "3/15")),
        (f"pds-sig1-012 {PRINT} int-1/4\n", Code("PDS-SIG1-012", PRINT, "INT-1/4")),
        ("PDS-SIG1-012 7d1e 40b9 c2a6", Code("PDS-SIG1-012", SHORT)),
        ("PDS-SIG1-012 7d1e\u00a040b9\u00a0c2a6", Code("PDS-SIG1-012", SHORT)),
        ("PDS SIG1 012  7D1E40B9C2A6   3 / 15", Code("PDS-SIG1-012", SHORT, "3/15")),
        ("pds–sig1–012, empreinte : 7d1e 40b9 c2a6, exemplaire 3/15", Code("PDS-SIG1-012", SHORT, "3/15")),
        ("7d1e 40b9 c2a6", Code("", SHORT)),
        ("7dle 4Ob9 c2a6", Code("", SHORT)),
        ("7d1e-40b9-c2a6 sig1b-2/2", Code("", SHORT, "SIG1B-2/2")),
        ("PDS-SIG1B-1204 1234 5678 9012", Code("PDS-SIG1B-1204", "123456789012")),
        (f"PDS-SIG1-012 {PRINT.upper()} 3/15".translate(AZERTY), Code("PDS-SIG1-012", PRINT, "3/15")),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str, read: Code) -> None:
    assert brief_code.read(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "L'empreinte manque"),
        ("PDS-SIG1-012", "L'empreinte manque"),
        ("PDS-SIG1-012 7d1e 40b9", "L'empreinte manque"),
        (f"{PRINT}0", "trop longue"),
        ("https://example.org/7d1e40b9c2a6", "Ce n'est pas le code"),
        ("le point de 8 h", "Ce n'est pas le code"),
        ("7" * 500, "400 caractères"),
        ("7d1e\x0040b9c2a6", "Ce n'est pas le code"),
    ],
)
def test_what_is_no_code_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        brief_code.read(typed)


prefixes = st.from_regex(r"[A-Z][0-9A-Z]{1,5}[a-c]?", fullmatch=True)


@given(
    prefixes,
    st.integers(1, 99_999),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(1, 500),
    st.booleans(),
    prefixes,
)
def test_what_is_printed_is_read_back(prefix: str, n: int, print_: str, copy: int, apart: bool, other: str) -> None:
    label = f"{other}-{copy}/500" if apart else f"{copy}/500"
    reference = f"PDS-{prefix}-{n:03}"
    read = brief_code.read(brief_code.written(reference, print_, label))
    assert read == Code(reference.upper(), print_, label.upper())
    assert brief_code.read(brief_code.written(reference, print_)) == Code(reference.upper(), print_)


@given(st.text(max_size=420))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    try:
        read = brief_code.read(typed)
    except Refused:
        return
    assert 12 <= len(read.fingerprint) <= 64
