"""The figures of a brief: in force at its cut-off, with what changed since the last one."""

from dataclasses import replace

from app.core.brief import Brief, File
from app.core.brief_content import Curve
from app.core.brief_offer import CONFLICT, DISAGREE
from app.core.figure_table import curves, table
from app.core.records import Author
from tests.core.test_reckoning import BLANK, over, row

ZONE, MINUTE = "Europe/Paris", 60_000
SIX = 1_700_000_000_000


def lines(*rows: object, last: Brief | None = None, cutoff: int = SIX + 600 * MINUTE) -> tuple[tuple[str, ...], ...]:
    known = [one for one in rows if last and one.recorded_at <= last.frozen_at]  # type: ignore[attr-defined]
    found = table(rows, cutoff, last, ZONE, known)  # type: ignore[arg-type]
    return tuple(pick.printed for group in found for pick in group.picks if isinstance(pick.printed, tuple))


def brief(cutoff: int) -> Brief:
    file = File("b", "", "", 2, "", 0, True, cutoff, Author(), cutoff, "SIG1")
    return Brief("b", "s", "PDS-SIG1-011", 11, "standard", Author(), cutoff, "", None, (file,), ())


ONE = row("1", "1200", "SINUS", SIX, recorded_at=SIX, perimeter="Rouen", qualifier="provisional", publishable=True)
LATER = row("2", "1350", "SINUS", SIX + 60 * MINUTE, replaces="1", recorded_at=SIX + 60 * MINUTE, perimeter="Rouen")


def test_each_figure_says_its_value_its_quality_its_hour_and_its_source() -> None:
    assert lines(ONE) == (
        ("Décès (Rouen)", "1\u202f200", "", "provisoire", "14/11, 23\u00a0h\u00a013", "SINUS", "oui"),
    )
    assert lines(replace(ONE, precision="day", unit="lits"))[0][1:5] == (
        "1\u202f200\xa0lits",
        "",
        "provisoire",
        "14/11",
    )


def test_what_replaces_another_tells_the_difference() -> None:
    assert [line[:3] for line in lines(ONE, LATER)] == [("Décès (Rouen)", "1\u202f350", "+150")]


def test_what_is_arrested_after_the_brief_is_not_in_it() -> None:
    assert [line[1] for line in lines(ONE, LATER, cutoff=SIX + MINUTE)] == ["1\u202f200"]
    assert lines(ONE, cutoff=SIX - MINUTE) == ()


def test_the_difference_is_told_since_the_last_brief() -> None:
    last = brief(SIX + MINUTE)
    last_one = row("4", "1400", "SINUS", SIX + 90 * MINUTE, replaces="2", recorded_at=SIX + 90 * MINUTE)
    new = row("5", "3", "SAMU", SIX, recorded_at=SIX + 90 * MINUTE, perimeter_key="rouen")
    [found] = table([ONE, LATER, last_one, new], SIX + 600 * MINUTE, last, ZONE, [ONE])
    assert found.heads[2] == "Évolution / n° 11"
    assert [pick.printed[2] for pick in found.picks if isinstance(pick.printed, tuple)] == ["+200", "nouveau"]
    assert all(pick.changed for pick in found.picks)
    assert lines(ONE, last=last)[0][2] == "="


def test_sources_that_disagree_stand_one_under_the_other_until_one_is_chosen() -> None:
    pref = row("3", "21", "Préfecture", SIX, recorded_at=SIX)
    sinus = replace(ONE, perimeter="")
    assert [line[0] for line in lines(sinus, pref)] == ["Décès — écart, à choisir"] * 2
    assert [line[1] for line in lines(sinus, over(pref, sinus))] == ["21"]
    assert "deux choix opposés" in lines(over(sinus, pref), over(pref, sinus))[0][0]
    assert "deux valeurs écrites" in lines(replace(BLANK, id="9", cutoff=SIX, conflict=True))[0][0]


def test_what_awaits_a_choice_is_marked() -> None:
    pref, sinus = row("3", "21", "Préfecture", SIX, recorded_at=SIX), replace(ONE, perimeter="")
    (group,) = table([sinus, pref], SIX + 600 * MINUTE, None, ZONE)
    assert [pick.marks for pick in group.picks] == [{DISAGREE}, {DISAGREE}]
    (group,) = table([replace(BLANK, id="9", cutoff=SIX, conflict=True)], SIX + 600 * MINUTE, None, ZONE)
    assert group.picks[0].marks == {CONFLICT}
    assert group.picks[0].record == "9"


def test_a_figure_told_often_enough_has_a_course_source_by_source() -> None:
    told = [row(str(n), str(17 + n), "SINUS", SIX + n * MINUTE, recorded_at=SIX) for n in range(3)]
    pref = row("9", "21", "Préfecture", SIX, recorded_at=SIX)
    assert curves(told[:2], SIX + 600 * MINUTE, ZONE).picks == ()
    (pick,) = curves([*told, pref], SIX + 600 * MINUTE, ZONE).picks
    assert isinstance(pick.printed, Curve)
    assert {one.source: [value for _, value in one.points] for one in pick.printed.series} == {
        "SINUS": [17.0, 18.0, 19.0],
        "Préfecture": [21.0],
    }
    assert curves([*told, pref], SIX - MINUTE, ZONE).picks == ()
