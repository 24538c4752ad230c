"""The quick line: under ten seconds, and not a word lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import entry_fields, quick_line, times
from app.core.entries import LONGEST_SUBJECT, Place
from app.core.errors import Refused
from app.core.places import Places
from tests.timelines import ZONE, chronologies

PARIS = "Europe/Paris"
PLACES = Places()
ROUEN = Place("76540", "Rouen")


def at(text: str) -> int:
    return times.parse(text, 0, PARIS)


NOW = at("2026-09-24T03:05")


def understand(line: str, now: int = NOW, **more):
    return quick_line.understand(line, now, PARIS, PLACES, **more)


def shown(line: str, **more) -> dict[str, str]:
    return {chip.label: chip.value for chip in quick_line.chips(understand(line, **more))}


def kinds(line: str) -> dict[str, str]:
    return {chip.label: chip.kind for chip in quick_line.chips(understand(line))}


def test_the_line_of_the_first_hour_is_understood():
    understood = understand("02:48 SDIS76 tel > incendie site Seveso seuil haut Rouen")
    assert understood.occurred_at == at("2026-09-24T02:48")
    assert (understood.sender, understood.means, understood.direction) == ("SDIS76", "phone", "in")
    assert understood.subject == "incendie site Seveso seuil haut Rouen"
    assert (understood.place, understood.proposed_place) == (None, ROUEN)
    assert understood.late_minutes == 17


def test_the_whole_form_is_understood():
    understood = understand("02:48 SDIS76 tel -> Cellule com., SIG > objet : suite du texte #fait !2 @76540")
    assert (understood.subject, understood.content) == ("objet", "suite du texte")
    assert (understood.sender, understood.recipients) == ("SDIS76", ("Cellule com.", "SIG"))
    assert (understood.key_event, understood.priority) == (True, 2)
    assert (understood.place, understood.proposed_place) == (ROUEN, None)


@pytest.mark.parametrize(
    "line",
    [
        "tel SDIS76 02:48 > objet : suite #fait !2 @76540",
        "!2 #fait @76540 SDIS76 02:48 tel > objet : suite",
        "#FAIT 02:48 TÉL SDIS76 @rouen > objet !2 : suite",
        "02:48 SDIS76 téléphone> !2 objet: #marquant suite @76540",
        "SDIS76 2h48 tel >objet : suite #fait !2 @76540",
    ],
)
def test_any_sensible_order_says_the_same(line):
    expected, found = understand("02:48 SDIS76 tel > objet : suite #fait !2 @76540"), understand(line)
    for field in ("occurred_at", "sender", "means", "subject", "content", "key_event", "priority", "place"):
        assert getattr(found, field) == getattr(expected, field)


@pytest.mark.parametrize("typed", ["02:48", "2:48", "2h48", "02h48", "2 h 48", "02H48", "2\u00a0h\u00a048", "à 02:48"])
def test_an_hour_may_be_typed_in_every_usual_way(typed):
    understood = understand(f"{typed} SDIS76 > feu")
    assert (understood.occurred_at, understood.precision) == (at("2026-09-24T02:48"), "exact")
    assert understood.sender == "SDIS76"


@pytest.mark.parametrize("typed", ["~02:48", "~ 02:48", "vers 02:48", "vers 2 h 48", "environ 2h48", "env. 02:48"])
def test_an_hour_may_be_about(typed):
    understood = understand(f"{typed} SDIS76 > feu")
    assert (understood.occurred_at, understood.precision) == (at("2026-09-24T02:48"), "about")


def test_a_whole_hour_needs_no_minutes():
    assert understand("vers 2h SDIS76 > feu").occurred_at == at("2026-09-24T02:00")


@pytest.mark.parametrize(
    ("line", "now", "expected"),
    [
        ("23:50 X > a", "2026-09-24T00:10", "2026-09-23T23:50"),
        ("hier 23:50 X > a", "2026-09-24T23:55", "2026-09-23T23:50"),
        ("hier vers 23:50 X > a", "2026-09-24T00:10", "2026-09-23T23:50"),
        ("03:15 X > a", "2026-09-24T03:05", "2026-09-24T03:15"),
        ("03:16 X > a", "2026-09-24T03:05", "2026-09-23T03:16"),
        ("00:03 X > a", "2026-09-24T23:58", "2026-09-25T00:03"),
    ],
)
def test_an_hour_is_the_nearest_past_one_or_up_to_ten_minutes_ahead(line, now, expected):
    assert understand(line, at(now)).occurred_at == at(expected)


def test_an_hour_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="02:30 n'existe pas cette nuit"):
        understand("02:30 SDIS76 > feu", at("2026-03-29T03:20"))


@pytest.mark.parametrize("typed", ["0248", "24:10", "12:60", "2:5", "02:48:00", "25h"])
def test_what_is_no_hour_stays_in_its_place(typed):
    understood = understand(f"{typed} SDIS76 > feu")
    assert understood.occurred_at is None
    assert understood.sender == f"{typed} SDIS76"


@pytest.mark.parametrize(
    "line",
    [
        "02:48 reçu 03:03 SDIS76 tel > feu",
        "02:48 SDIS76 tel reçue à 03:03 > feu",
        "rx 03:03 SDIS76 02:48 tel > feu",
        "02:48 03:03 SDIS76 tel > feu",
        "02:48 SDIS76 03:03 tel > feu",
    ],
)
def test_the_hour_of_reception_may_be_typed(line):
    understood = understand(line)
    assert (understood.occurred_at, understood.received_at) == (at("2026-09-24T02:48"), at("2026-09-24T03:03"))
    assert (understood.sender, understood.means, understood.subject) == ("SDIS76", "phone", "feu")
    assert quick_line.to_record(understood, "crise", accept_place=False).received_at == understood.received_at


def test_a_third_hour_stays_in_its_place():
    assert understand("02:48 03:03 SDIS76 03:04 > feu").sender == "SDIS76 03:04"


def test_what_is_only_known_by_its_reception_has_no_hour_of_its_own():
    understood = understand("reçu 03:03 SDIS76 > feu")
    assert (understood.precision, understood.received_at) == ("unknown", at("2026-09-24T03:03"))
    assert shown("reçu 03:03 SDIS76 > feu")["Fait"] == "jeu. 24, 03:03 au plus tard"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("24/09 02:48 SDIS76 > feu", "2026-09-24T02:48"),
        ("SDIS76 24/09/2026 02:48 > feu", "2026-09-24T02:48"),
        ("avant-hier 23:50 SDIS76 > feu", "2026-09-22T23:50"),
        ("SDIS76 23:50 hier > feu", "2026-09-23T23:50"),
        ("2026-09-20 vers 8h SDIS76 > feu", "2026-09-20T08:00"),
    ],
)
def test_an_hour_may_have_its_day(line, expected):
    understood = understand(line)
    assert (understood.occurred_at, understood.sender) == (at(expected), "SDIS76")


def test_the_numbers_of_the_emergency_calls_are_no_date():
    understood = understand("CTA 15/18 02:48 > feu")
    assert (understood.sender, understood.occurred_at) == ("CTA 15/18", at("2026-09-24T02:48"))


def test_the_day_of_an_hour_may_be_told():
    (day,) = {times.local_day(at("2026-09-20"), PARIS)}
    assert understand("02:48 SDIS76 > feu", on=day).occurred_at == at("2026-09-20T02:48")


def test_the_hour_of_a_line_is_read_before_any_day_is_found_for_it():
    hour = quick_line.typed_hour("SDIS76 vers 2h48 reçu 03:03 > feu à 18:00", NOW, PARIS)
    assert hour is not None
    assert (hour.hour, hour.minute, hour.about, hour.day) == (2, 48, True, None)
    assert quick_line.typed_hour("reçu 03:03 > feu", NOW, PARIS).minute == 3
    assert quick_line.typed_hour("feu à 18:00", NOW, PARIS) is None


def test_an_hour_in_the_text_is_part_of_the_story():
    understood = understand("SDIS76 > point presse à 18:00 par tel")
    assert (understood.occurred_at, understood.means) == (None, "")
    assert understood.subject == "point presse à 18:00 par tel"


@pytest.mark.parametrize(
    "line", ["02:48 SDIS76 tel incendie #fait !2 @76540", "objet : suite", "A -> B", "a >= 3", "x >200"]
)
def test_without_the_sign_all_is_text(line):
    understood = understand(line)
    assert (understood.subject, understood.content) == (line, "")
    assert (understood.occurred_at, understood.sender, understood.key_event) == (None, "", False)


@pytest.mark.parametrize(
    ("word", "means"),
    [
        *(("tel", "phone"), ("Tél.", "phone"), ("TÉLÉPHONE", "phone"), ("mail", "email"), ("courriel", "email")),
        *(("sms", "sms"), ("radio", "radio"), ("visio", "video"), ("tchap", "messaging"), ("présentiel", "in_person")),
        *(("porteur", "courier"), ("veille", "watch")),
    ],
)
def test_means_are_known_by_their_usual_words(word, means):
    understood = understand(f"SDIS76 {word} > feu")
    assert (understood.means, understood.sender) == (means, "SDIS76")


def test_a_radio_station_is_a_sender():
    understood = understand("Radio France tel > question sur les fumées")
    assert (understood.sender, understood.means) == ("Radio France", "phone")
    assert understand("Radio France > question").sender == "Radio France"


def test_a_direction_may_be_typed():
    assert understand("SIG tel sortant → préfecture 76 > rappel").direction == "out"
    assert understand("SIG → préfecture 76; AFP > rappel").recipients == ("préfecture 76", "AFP")


@pytest.mark.parametrize(
    ("tag", "type_"),
    [
        *(("#rumeur", "rumour"), ("#décision", "decision"), ("#DECISION", "decision"), ("#bilan", "figures")),
        *(
            ("#relève", "handover"),
            ("#fr-alert", "fr_alert"),
            ("#message-diffusé", "dispatch"),
            ("#incident", "incident"),
        ),
    ],
)
def test_a_type_is_a_french_word(tag, type_):
    assert understand(f"SIG > texte {tag}").type == type_


@pytest.mark.parametrize(
    ("mark", "code"),
    [("#tlp:amber", "amber"), ("#TLP:AMBER+STRICT", "amber_strict"), ("#tlp:red", "red"), ("#tlp:clear", "clear")],
)
def test_a_tlp_may_be_typed(mark, code):
    understood = understand(f"SDIS76 > feu {mark} éteint")
    assert (understood.tlp, understood.subject) == (code, "feu éteint")
    assert quick_line.to_record(understood, "crise", accept_place=False).tlp == code


@pytest.mark.parametrize("mark", ["#b2", "[B2]", "[b2]", "#B2"])
def test_a_rating_may_be_typed(mark):
    understood = understand(f"SDIS76 {mark} > feu")
    assert (understood.rating, understood.sender) == ("B2", "SDIS76")
    record = quick_line.to_record(understood, "crise", accept_place=False)
    assert (record.source, record.credibility) == ("B", "2")


def test_the_place_proposed_is_first_of_all_in_the_territory_of_the_crisis():
    line = "SDIS > feu à Saint-Denis, fumées vers Paris"
    assert understand(line).proposed_place.name == "Paris"
    assert understand(line, territory=("93",)).proposed_place.code == "93066"
    assert understand("SDIS > feu @saint-denis", territory=("93",)).place.code == "93066"
    assert understand("SDIS > feu @saint-denis", territory=("974",)).place.code == "97411"


@pytest.mark.parametrize(
    "word", ["#Lubrizol", "#tlp:rouge", "#g2", "[B]", "#b22", "!5", "!!", "@99999", "@nulle-part", "#fait,", "#", "@"]
)
def test_what_is_not_understood_stays_in_the_text_in_its_place(word):
    assert understand(f"SIG > avant {word} après").subject == f"avant {word} après"


def test_a_mark_given_twice_keeps_its_second_in_the_text():
    understood = understand("SIG > feu !1 puis !2")
    assert (understood.priority, understood.subject) == (1, "feu puis !2")


def test_a_long_text_is_cut_between_two_words():
    understood = understand("SIG > " + "mot " * 100)
    assert len(understood.subject) <= LONGEST_SUBJECT
    assert f"{understood.subject} {understood.content}" == ("mot " * 100).strip()


def test_an_endless_word_is_shown_shortened_and_kept_whole():
    understood = understand("a" * 500)
    assert understood.subject == "a" * (LONGEST_SUBJECT - 1) + "…"
    assert understood.content == "a" * 500


def test_a_sign_far_in_the_text_does_not_make_a_sender():
    line = "mot " * 60 + "> suite"
    assert understand(line).sender == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        *(("", "La ligne est vide"), (" \t\n", "La ligne est vide"), ("a" * 20_001, "Ligne : 20001 caractères")),
        *(("SDIS\x00 > feu", "caractère invisible U\\+0000"), ("SIG > \u202efeu", "caractère invisible U\\+202E")),
    ],
)
def test_a_line_that_says_nothing_too_much_or_something_hidden_is_refused(line, why):
    with pytest.raises(Refused, match=why):
        understand(line)


def test_a_line_without_text_is_shown_but_not_recorded():
    understood = understand("02:48 SDIS76 tel >")
    assert understood.sender == "SDIS76"
    with pytest.raises(Refused, match="Écrivez après « > »") as refused:
        quick_line.to_record(understood, "crise", accept_place=False)
    assert refused.value.field == "subject"


def test_the_record_holds_what_was_understood_and_the_line_as_typed():
    line = "vers 02:48 SDIS76 tel -> SIG > feu : à Rouen #fait !1 #rumeur"
    record = quick_line.to_record(understand(line), "crise", accept_place=True)
    assert (record.crisis, record.raw) == ("crise", line)
    assert (record.occurred_at, record.precision) == (at("2026-09-24T02:48"), "about")
    assert (record.sender, record.recipients, record.means) == ("SDIS76", ("SIG",), "phone")
    assert (record.subject, record.content, record.type) == ("feu", "à Rouen", "rumour")
    assert (record.priority, record.key_event, record.place) == (1, True, ROUEN)
    assert record.source + record.credibility == "F6"


def test_a_place_is_only_proposed_until_it_is_accepted():
    understood = understand("SDIS76 > feu à Rouen")
    assert quick_line.to_record(understood, "crise", accept_place=False).place is None
    assert quick_line.to_record(understood, "crise", accept_place=True).place == ROUEN


def test_the_sender_may_propose_the_place():
    assert understand("Mairie de Rouen tel > fumées").proposed_place == ROUEN


def test_the_chips_say_how_the_line_was_understood():
    assert shown("03:00 SDIS76 tel > feu cuvette 3 Rouen") == {
        "Fait": "jeu. 24, 03:00",
        "Saisie": "différée +5 min",
        "Émetteur": "SDIS76",
        "Moyen": "téléphone, entrant",
        "Objet": "feu cuvette 3 Rouen",
        "Lieu proposé": "Rouen 76540",
        "Cotation": "F6",
        "Priorité": "P3",
    }


def test_the_chips_tell_proposals_defaults_and_lateness_apart():
    assert kinds("03:00 SDIS76 > feu Rouen") == {
        "Fait": "typed",
        "Saisie": "late",
        "Émetteur": "typed",
        "Objet": "typed",
        "Lieu proposé": "proposed",
        "Cotation": "default",
        "Priorité": "default",
    }
    assert kinds("SIG > feu !1")["Priorité"] == "typed"
    assert kinds("SIG > feu")["Fait"] == "default"


def test_the_chips_name_everything_that_was_typed():
    chips = shown("03:08 SIG sortant -> AFP, SDIS76 > objet : suite #rumeur #fait @76540")
    assert chips["Saisie"] == "en avance de 3 min"
    assert chips["Destinataires"] == "AFP, SDIS76"
    assert (chips["Moyen"], chips["Type"], chips["Contenu"]) == ("sortant", "rumeur", "suite")
    assert (chips["Lieu"], chips["Suivi"]) == ("Rouen 76540", "fait marquant")


def test_the_chips_name_the_reception_the_rating_and_the_tlp():
    chips = shown("02:48 reçu 03:03 SDIS76 > feu [B2] #tlp:amber")
    assert (chips["Réception"], chips["Cotation"], chips["Diffusion"]) == ("jeu. 24, 03:03", "B2", "TLP:AMBER")
    assert kinds("SDIS76 > feu [B2]")["Cotation"] == "typed"


def test_the_chips_question_a_doubtful_hour():
    opened = at("2026-09-24T03:00")
    assert shown("24/09/2025 02:48 X > a", opened_at=opened) == {
        "Fait": "24 septembre 2025, 02:48",
        "Saisie": "différée +365 j",
        "Émetteur": "X",
        "Objet": "a",
        "Cotation": "F6",
        "Priorité": "P3",
        "À vérifier": "24 septembre 2025 : 365 j avant l'ouverture de la crise. L'année est-elle juste ?",
    }
    assert shown("24/09 14:00 X > a")["À vérifier"].startswith("Heure du fait à venir, dans 10 h 55.")
    assert "Saisie" not in shown("24/09 14:00 X > a")
    assert shown("02:48 reçu 02:40 X > a")["À vérifier"] == "Reçu à 02:40, avant l'heure du fait (02:48)."
    assert kinds("02:48 reçu 02:40 X > a")["À vérifier"] == "doubt"


def test_a_little_ahead_is_said_once():
    assert "À vérifier" not in shown("03:08 X > a")
    assert understand("03:08 X > a").doubts == ("Heure du fait en avance de 3 min sur l'horloge de ce poste.",)


def test_an_hour_that_came_twice_is_shown_with_its_offset():
    _, second = times.instants(times.moment(at("2026-10-25"), PARIS).date(), 2, 30, PARIS)
    understood = understand("02:30 X > a", second + 5 * times.MINUTE)
    assert quick_line.chips(understood)[0].value == "dim. 25, 02:30 (UTC+01:00)"


PUNCTUATION = re.compile("->|→|>|:(?=\\s|$)")
vocabulary = st.sampled_from(
    [
        *(
            "reçu",
            "rx",
            "03:03",
            "24/09",
            "24/09/2026",
            "31/09",
            "avant-hier",
            "le",
            "#b2",
            "[B2]",
            "#tlp:amber",
            "#a7",
        ),
        *("02:48", "2h48", "2 h 48", "0248", "hier", "vers", "~02:48", "24:10", "tel", "TÉL.", "radio", "Radio", "sms"),
        *("SDIS76", "->", "→", ">", "> ", ":", "objet:", "#fait", "#rumeur", "#inconnu", "!2", "!9", "@76540", "@x"),
        *("Rouen", "entrant", "sortant", "incendie", "«\u00a0eau\u00a0»", "12,5", "a>b", ">200", "mot" * 50, "é"),
    ]
)
words = st.one_of(vocabulary, vocabulary, st.text(alphabet=st.characters(exclude_categories=("C",)), max_size=12))


def counted(text: str) -> Counter[str]:
    """The words of a text; the signs that part its fields (`>`, an arrow, a colon) are no words."""
    return Counter(PUNCTUATION.sub(" ", text).split())


@given(st.lists(words, max_size=40))
def test_every_word_typed_is_found_in_exactly_one_field(typed):
    try:
        understood = understand(" ".join(typed))
    except Refused:
        return
    assert counted(" ".join(words for _, words in understood.parts)) == counted(understood.raw)
    by_field = dict(understood.parts)
    assert by_field.get("sender", "") == understood.sender
    assert by_field.get("content", "") == understood.content
    if "subject" in by_field:
        assert by_field["subject"] == understood.subject
    recipients = " ".join(words for field, words in understood.parts if field == "recipients")
    assert counted(" ".join(understood.recipients)) == counted(re.sub("[,;]", " ", recipients))


@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused(line):
    try:
        understood = understand(line)
    except Refused:
        return
    assert quick_line.chips(understood)
    if understood.subject:
        record = quick_line.to_record(understood, "crise", accept_place=True)
        fields = {name: getattr(record, name) for name in ("subject", "content", "sender", "recipients", "place")}
        assert entry_fields.checked(fields, fields)["subject"] == record.subject


@pytest.mark.parametrize(
    "text",
    [
        "قال المحافظ إن الحريق تحت السيطرة",
        "הודעה דחופה מהמשטרה",
        "l’usine d’Elbeuf aujourd’hui, c’est l'arrêt",
        "12/24 foyers privés d’eau et/ou d’électricité",
        "🔥 feu 👩‍🚒 engagées ⚠️",
        "« Évacuez ! » œuvre à Œting",
    ],
)
def test_every_script_and_sign_is_kept_as_it_is(text):
    record = quick_line.to_record(understand(f"02:48 Préfecture 76 tel > {text}"), "crise", accept_place=False)
    assert f"{record.subject} {record.content}".strip() == text
    assert understand(f"02:48 {text.replace('>', '')} tel > feu").subject == "feu"


@pytest.mark.parametrize("chronology", chronologies(), ids=lambda one: one.name)
def test_each_line_of_a_real_chronology_becomes_an_entry_without_losing_a_word(chronology):
    for line in chronology.lines:
        understood = quick_line.understand(line.typed, chronology.opened_at, ZONE, PLACES)
        record = quick_line.to_record(understood, "crise", accept_place=False)
        assert record.occurred_at == line.moment
        assert counted(f"{record.subject} {record.content}") == counted(line.text)
        assert record.raw == line.typed


@pytest.mark.parametrize("picture", ["👩\u200d🚒", "3\ufe0f\u20e3", "⚠\ufe0f"])
@pytest.mark.parametrize("before", range(LONGEST_SUBJECT - 5, LONGEST_SUBJECT + 1))
def test_an_endless_word_is_never_cut_into_something_refused(picture, before):
    record = quick_line.to_record(understand("a" * before + picture + "a" * 20), "crise", accept_place=False)
    assert entry_fields.checked({"subject": record.subject}, ["subject"])


@given(st.lists(words, min_size=1, max_size=30).filter(lambda typed: all(">" not in word for word in typed)))
def test_without_the_sign_every_word_is_in_the_text_in_its_order(typed):
    try:
        understood = understand(" ".join(typed))
    except Refused:
        return
    text = understood.content if understood.subject.endswith("…") else f"{understood.subject} {understood.content}"
    assert text.split() == understood.raw.split()
