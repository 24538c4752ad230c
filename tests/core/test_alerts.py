"""An alert of the Common Alerting Protocol becomes an entry: hours, words, frame, what it supersedes."""

from dataclasses import replace

import pytest

from app.core import alerts
from app.core.alert_places import Area
from app.core.alerts import Alert, Block
from app.core.entries import LONGEST_CONTENT, LONGEST_SUBJECT, Attachment
from app.core.entry_fields import checked
from app.core.errors import Refused
from app.core.places import Places
from tests.documents.extracts import crisis
from tests.documents.samples import at

FILE = Attachment("0" * 64, "alerte.xml", 10, alerts.MIME)
NOW = at(24, 12, 0)
BLOCK = Block(
    language="fr-FR",
    event="Vigilance orange vent violent",
    category=("Met",),
    urgency="Expected",
    severity="Severe",
    certainty="Likely",
    sender="Météo-France",
    description="Rafales de 110 km/h.\n   Mer très forte.",
    instruction="Restez chez vous.",
    onset=at(24, 11, 0),
)
ALERT = Alert(
    identifier="FR.1",
    sender="vigilance@meteo.fr",
    sent=at(24, 10, 0),
    reference="vigilance@meteo.fr,FR.1,2026-09-24T10:00:00+02:00",
    status="Actual",
    kind="Alert",
    blocks=(BLOCK,),
)


def record(alert: Alert = ALERT, frame: str = "real", now: int = NOW, replaced: tuple[str, ...] = ()):
    return alerts.to_record(alert, crisis(frame=frame), now, Places(), FILE, replaced)


def with_block(**more: object) -> Alert:
    return replace(ALERT, blocks=(replace(BLOCK, **more),))


def test_an_alert_becomes_an_entry_in_french_with_its_file_and_no_rating_of_its_own() -> None:
    made = record()
    assert (made.type, made.subject, made.sender) == ("external_alert", BLOCK.event, "Météo-France")
    assert (made.source, made.credibility, made.verification, made.triage) == ("F", "6", "unverified", "to_sort")
    assert (made.reference, made.files, made.received_at) == (ALERT.reference, (FILE,), NOW)
    assert "Urgence dans l'heure · gravité grave · certitude probable" in made.content
    assert "Rafales de 110 km/h.\nMer très forte.\nConsigne : Restez chez vous." in made.content
    assert "le 24/09/2026 à 10 h 00 (UTC+02:00)".replace(" h ", "\u00a0h\u00a0") in made.content


def test_the_headline_is_the_subject_when_there_is_one_cut_to_what_a_subject_holds() -> None:
    made = record(with_block(headline="Tempête " * 40))
    assert made.subject.startswith("Tempête Tempête")
    assert made.subject.endswith("…")
    assert len(made.subject) <= LONGEST_SUBJECT


@pytest.mark.parametrize(
    ("onset", "effective", "expected"),
    [
        (at(24, 11, 0), at(24, 9, 0), at(24, 11, 0)),
        (at(25, 6, 0), at(24, 9, 0), at(24, 9, 0)),
        (at(25, 6, 0), at(25, 5, 0), at(24, 10, 0)),
        (None, None, at(24, 10, 0)),
    ],
)
def test_the_hour_of_the_fact_is_the_last_known_one_that_is_past(
    onset: int | None, effective: int | None, expected: int
) -> None:
    made = record(with_block(onset=onset, effective=effective))
    assert made.occurred_at == expected


def test_french_is_read_before_any_other_language_and_the_others_are_named() -> None:
    english = replace(BLOCK, language="en-GB", event="Wind", headline="Wind warning")
    made = record(replace(ALERT, blocks=(english, BLOCK)))
    assert made.subject == BLOCK.event
    assert "Aussi en : en-GB (fichier joint)" in made.content
    assert record(replace(ALERT, blocks=(english,))).subject == "Wind warning"


@pytest.mark.parametrize(("status", "what"), [("Test", "d'essai"), ("Exercise", "d'exercice"), ("Draft", "projet")])
def test_an_alert_that_is_not_real_never_enters_a_real_crisis(status: str, what: str) -> None:
    with pytest.raises(Refused, match=f"{what}.*cadre RÉEL.*Rien n'a été écrit"):
        record(replace(ALERT, status=status))


def test_a_real_alert_read_into_an_exercise_is_said_to_be_real() -> None:
    assert record(frame="exercise").subject == f"[ALERTE RÉELLE] {BLOCK.event}"
    assert record(replace(ALERT, status="Exercise"), "exercise").subject == BLOCK.event
    with pytest.raises(Refused, match="de service"):
        record(replace(ALERT, status="System"), "exercise")


def test_an_update_replaces_what_it_names_and_says_so() -> None:
    former = "vigilance@meteo.fr,FR.0,2026-09-24T06:00:00+02:00"
    made = record(replace(ALERT, kind="Update", references=(former,)), replaced=("e" * 64,))
    assert made.subject == f"Mise à jour : {BLOCK.event}"
    assert made.links == (("replaces", "e" * 64),)
    assert alerts.superseded(made.content) == [former]


def test_a_cancellation_without_words_names_the_alert() -> None:
    made = record(replace(ALERT, kind="Cancel", references=("a,b,2026-09-24T06:00:00+02:00",), blocks=()))
    assert made.subject == "Annulation : alerte FR.1"
    assert made.place is None


def test_a_reference_written_with_another_utc_is_the_same_reference() -> None:
    written = [alerts.reference("s", "i", f"2026-09-24T06:00:00{offset}") for offset in ("Z", "-00:00", "+00:00")]
    assert len(set(written)) == 1


def test_hidden_characters_are_left_out_and_a_long_text_is_cut_and_says_so() -> None:
    made = record(with_block(event="Vent\u200b fort\u202e", description="mot\u00ad " * 20_000))
    assert made.subject == "Vent fort"
    assert len(made.content) <= LONGEST_CONTENT
    assert made.content.endswith("le tient en entier.")
    assert checked({"subject": made.subject, "content": made.content}, ("subject", "content"))["subject"] == "Vent fort"


def test_an_identifier_that_could_not_be_kept_is_refused() -> None:
    with pytest.raises(Refused, match="trop long"):
        record(replace(ALERT, reference="x" * 400))


def test_the_names_of_places_are_read_in_french_alerts_alone() -> None:
    here = (Area("Orange"),)
    assert record(with_block(areas=here)).place.code == "84087"
    foreign = replace(ALERT, sender="nws@noaa.gov", blocks=(replace(BLOCK, language="en-US", areas=here),))
    assert record(foreign).place.code == ""
    assert record(replace(foreign, sender="alerte@interieur.gouv.fr")).place.code == "84087"
