"""What disagrees on one topic is known before anybody signs, and only while it is said."""

from app.core.figure_commands import RecordFigure
from app.core.message_commands import Abandon, Describe, Draft, Revise
from app.core.texts import Text
from app.sync.workstation import Workstation

CLOSED, OPEN = "Les écoles de Rouen sont fermées.", "Les écoles de Rouen sont ouvertes."


def drafted(sig: Workstation, crisis: str, words: str, topic: str = "écoles", *uses: str) -> str:
    return sig.desk.do(Draft(crisis, "line", Text("Écoles", words), topic, uses=uses)).id


def test_opposite_words_on_one_topic_are_named_on_both_sides(sig: Workstation, crisis: str) -> None:
    first, second = drafted(sig, crisis, CLOSED), drafted(sig, crisis, OPEN, "Écoles")
    for mine, other in ((first, second), (second, first)):
        (found,) = sig.reading.contradictions(mine)
        assert (found.kind, found.message) == ("verbs", other)


def test_what_is_abandoned_rewritten_or_elsewhere_contradicts_nothing(sig: Workstation, crisis: str) -> None:
    first = drafted(sig, crisis, CLOSED)
    abandoned, rewritten = drafted(sig, crisis, OPEN), drafted(sig, crisis, OPEN)
    drafted(sig, crisis, OPEN, "transports")
    drafted(sig, crisis, OPEN, "")
    assert {one.message for one in sig.reading.contradictions(first)} == {abandoned, rewritten}
    sig.desk.do(Abandon(abandoned, "doublon"))
    sig.desk.do(Revise(rewritten, Text("Écoles", CLOSED)))
    assert sig.reading.contradictions(first) == ()
    assert sig.reading.contradictions(abandoned) == ()


def test_a_topic_given_afterwards_counts(sig: Workstation, crisis: str) -> None:
    first, second = drafted(sig, crisis, CLOSED), drafted(sig, crisis, OPEN, "")
    assert sig.reading.contradictions(first) == ()
    sig.desk.do(Describe(second, {"topic": "écoles"}))
    assert [one.message for one in sig.reading.contradictions(first)] == [second]


def test_two_figures_of_one_thing_at_one_hour_are_named(sig: Workstation, crisis: str) -> None:
    def figure(value: str, source: str, cutoff: int = 1_600_000_000_000) -> str:
        return sig.desk.do(RecordFigure(crisis, "décès", value, source, cutoff=cutoff, perimeter="Rouen")).id

    first = drafted(sig, crisis, "Bilan.", "bilan", figure("17", "SINUS"))
    second = drafted(sig, crisis, "Bilan.", "bilan", figure("21", "préfecture"))
    drafted(sig, crisis, "Bilan.", "bilan", figure("23", "préfecture", 1_600_003_600_000))
    (found,) = sig.reading.contradictions(first)
    assert (found.kind, found.message) == ("figures", second)
    assert "17" in found.mine
    assert "21" in found.theirs


def test_a_message_and_the_one_it_replaces_do_not_contradict_each_other(sig: Workstation, crisis: str) -> None:
    first = drafted(sig, crisis, CLOSED)
    told = Draft(crisis, "line", Text("Écoles", OPEN), "écoles", {"replaces": first})
    assert sig.reading.contradictions(sig.desk.do(told).id) == ()
