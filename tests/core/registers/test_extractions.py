"""What leaves the journal is written down by whoever takes it, observers and closed crises included."""

from typing import Any

import pytest

from app.core.errors import Refused
from app.core.registers.crisis import CloseCrisis
from app.core.registers.extractions import LogExtraction, fold
from tests.building import Writer
from tests.core.holding import SPACE, held
from tests.office import Office, share

SOUND = {"what": "journal", "format": "pdf", "filter": "faits marquants", "count": 12, "sha256": "a" * 64}


def test_an_observer_who_takes_a_print_is_written_down_even_once_the_crisis_is_closed(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noé Bellec", role="OBS")
    crisis = office.crisis(one, (two, "OBS"))
    one.desk.do(CloseCrisis(crisis))
    share(one, crisis, [two])
    done = two.desk.do(LogExtraction(crisis, **SOUND))
    share(two, crisis, [one])
    with one.store.read() as transaction:
        said = fold(transaction.verified(done.id))
    assert said is not None
    assert (said.what, said.format, said.filter, said.count, said.author.name) == (
        *("journal", "pdf", "faits marquants", 12),
        "Noé Bellec",
    )


@pytest.mark.parametrize("wrong", [{"what": "tout"}, {"sha256": "a"}, {"count": -1}, {"count": True}])
def test_what_cannot_be_written_down_does_not_leave(office: Office, wrong: dict[str, Any]) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with pytest.raises(Refused, match="rien ne sort"):
        sig.desk.do(LogExtraction(office.crisis(sig), **{**SOUND, **wrong}))


def test_the_crisis_must_be_known(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with pytest.raises(Refused, match="pas connue"):
        sig.desk.do(LogExtraction("a" * 64, **SOUND))


@pytest.mark.parametrize("wrong", [{"what": ["journal"]}, {"filter": None}, {"count": 2**60}, {"sha256": 5}])
def test_a_strange_word_says_nothing(wrong: dict[str, Any]) -> None:
    assert fold([held(Writer("ann").write("extraction.logged", {**SOUND, **wrong}, SPACE))]) is None
