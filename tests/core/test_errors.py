"""The two errors a person may see."""

import errno

import pytest

from app.core.errors import Refused, Unavailable, disk_said


def test_a_refusal_says_why_and_which_field_is_to_blame() -> None:
    refusal = Refused("Donnez un titre.", "title")
    assert (str(refusal), refusal.field) == ("Donnez un titre.", "title")
    assert Refused("Non.").field == ""


def test_a_rule_that_said_no_is_never_taken_for_a_world_that_failed() -> None:
    assert not issubclass(Refused, Unavailable)
    assert not issubclass(Unavailable, Refused)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file"), "il n'existe pas"),
        (PermissionError(errno.EACCES, "Permission denied"), "l'accès est interdit"),
        (OSError(errno.ENOSPC, "No space left"), "le disque est plein"),
        (OSError(errno.EIO, "Input/output error"), "le disque ne répond pas"),
        (ValueError("embedded null byte"), "ce nom n'est pas celui d'un fichier"),
    ],
)
def test_what_the_disk_said_is_said_in_french_whatever_the_machine_speaks(error: Exception, words: str) -> None:
    assert disk_said(error) == words
