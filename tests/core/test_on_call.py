"""One French line says who is on call, or loudly that nobody is."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from app.core.clock import milliseconds
from app.core.coverage import Gap
from app.core.on_call import Answering, OnCall, age_days, said, verified
from tests.core.slots import slot

PARIS = "Europe/Paris"


def ms(day: int, hour: int, minute: int = 0) -> int:
    return milliseconds(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(PARIS)))


NOW = ms(24, 3, 16)
SLOT = structs.replace(slot(ms(21, 8), ms(24, 19)), holder="a" * 64)
DELMAS = Answering(SLOT, ("+33199003315",), "2026-09-21")
ONE = OnCall("", SLOT.line, "SAN", "DICOM", (DELMAS,), (), None, "", ms(24, 2, 41))


def test_the_line_says_who_where_until_when_and_how_old_it_is() -> None:
    expected = "Santé, DICOM : F. Delmas, 01 99 00 33 15, jusqu'à 19:00 (vérifié il y a 3 jours, reçu à 02:41)"
    assert said(ONE, NOW, PARIS) == expected
    assert not ONE.conflict


def test_nobody_is_said_loudly_with_the_end_of_it_and_the_switchboard() -> None:
    gap = replace(ONE, holding=(), gap=Gap(ms(24, 0), ms(24, 8), SLOT, SLOT), switchboard="+33199006000")
    assert said(gap, NOW, PARIS) == (
        "Santé, DICOM : PERSONNE D'ASTREINTE, jusqu'à 08:00, puis F. Delmas, standard 01 99 00 60 00 (reçu à 02:41)"
    )
    for_ever = replace(gap, gap=Gap(ms(22, 8), None, SLOT), switchboard="", received_at=None)
    assert said(for_ever, NOW, PARIS) == (
        "Santé, DICOM : PERSONNE D'ASTREINTE, plus personne depuis le mar. 22 à 08:00"
    )


def test_two_numbers_a_masked_one_a_deputy_and_a_reinforcement_are_told_apart() -> None:
    both = replace(ONE, holding=(replace(DELMAS, phones=("+33199003315", "+33199003351")),))
    assert both.conflict
    assert "01 99 00 33 15 ou 01 99 00 33 51" in said(both, NOW, PARIS)
    hidden = replace(ONE, holding=(replace(DELMAS, phones=(), private=True, masked="06 39 98 •• 41"),))
    assert "06 39 98 •• 41" in said(hidden, NOW, PARIS)
    deputy = Answering(slot(ms(21, 8), ms(26, 8), "", deputy="R. Vasseur"))
    extra = Answering(slot(ms(21, 8), ms(26, 8), "A. Aide", "reinforcement"))
    words = said(replace(ONE, holding=(deputy,), reinforcements=(extra,)), NOW, PARIS)
    assert "R. Vasseur (suppléant), aucun numéro, jusqu'au sam. 26 à 08:00, renfort A. Aide, aucun numéro" in words
    backed = replace(DELMAS, slot=structs.replace(SLOT, deputy_name="J. Marchal"), deputy_phones=("+33199003351",))
    assert "suppléant J. Marchal, 01 99 00 33 51" in said(replace(ONE, holding=(backed,)), NOW, PARIS)


@pytest.mark.parametrize(
    ("on", "words", "days"),
    [
        ("2026-09-24", "vérifié aujourd'hui", 0),
        ("2026-09-23", "vérifié hier", 1),
        ("2026-06-22", "vérifié il y a 94 jours", 94),
        ("", "jamais vérifié", None),
        ("hier", "jamais vérifié", None),
    ],
)
def test_the_age_of_a_verification_is_in_words(on: str, words: str, days: int | None) -> None:
    assert verified(on, date(2026, 9, 24)) == words
    assert age_days(on, date(2026, 9, 24)) == days
