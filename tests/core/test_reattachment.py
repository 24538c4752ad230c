"""The code that sends workstations to another central is believed on the word of the root of their own service."""

import pytest

from app.core.errors import Refused
from app.core.keys import SigningKey
from app.core.reattachment import Reattachment, read_reattachment, reattachment_code
from tests.building import seed

ROOT = SigningKey(seed("root"))
TO = Reattachment("https://secours.example:8741", "ab" * 32, "cd" * 32, "ef" * 32)


def read(code: str, service: str = TO.service, root: str = ROOT.public) -> Reattachment:
    return read_reattachment(code, service, root)


def test_what_is_written_is_read_again_however_it_was_pasted() -> None:
    code = reattachment_code(ROOT, TO)
    assert read(code) == TO
    assert read(f" {code[:40]}\n {code[40:]} ") == TO


def test_in_clear_there_is_no_authority() -> None:
    bare = Reattachment("http://127.0.0.1:8741", "", TO.service, TO.server_key)
    assert read(reattachment_code(ROOT, bare)) == bare


def test_a_code_signed_by_anybody_else_is_refused() -> None:
    with pytest.raises(Refused, match="pas signé"):
        read(reattachment_code(SigningKey(seed("server")), TO))


def test_the_code_of_another_service_is_refused() -> None:
    with pytest.raises(Refused, match="autre service"):
        read(reattachment_code(ROOT, TO), service="aa" * 32)


@pytest.mark.parametrize("spoil", [lambda code: code[:-1], lambda code: "DIA1-" + code[5:], lambda code: "", str.lower])
def test_a_code_ill_copied_says_so(spoil) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match="mal recopié"):
        read(spoil(reattachment_code(ROOT, TO)))


def test_no_letter_of_it_can_be_changed() -> None:
    code = reattachment_code(ROOT, TO)
    for place in range(5, len(code)):
        with pytest.raises(Refused):
            read(code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :])
