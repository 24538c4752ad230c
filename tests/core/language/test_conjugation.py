"""Every form of a verb, and what each may be."""

import pytest

from app.core.language.conjugation import FUTURE, GERUND, INFINITIVE, NOW, PARTICIPLE, PAST, UNREAL, forms


@pytest.mark.parametrize(
    ("verb", "use", "expected"),
    [
        ("fermer", NOW, "ferme fermes ferment fermons fermez"),
        ("fermer", FUTURE, "fermera fermeront fermerez"),
        ("fermer", UNREAL, "fermerait fermeraient"),
        ("fermer", PAST, "fermait fermaient ferma fermèrent"),
        ("fermer", PARTICIPLE, "fermé fermée fermés fermées"),
        ("fermer", GERUND, "fermant"),
        ("fermer", INFINITIVE, "fermer"),
        ("prolonger", NOW, "prolonge prolongeons prolongez"),
        ("prolonger", PAST, "prolongeait"),
        ("annoncer", NOW, "annonçons annoncez"),
        ("lever", NOW, "lève lèvent levons levez"),
        ("lever", FUTURE, "lèvera lèveront"),
        ("différer", NOW, "diffère différons"),
        ("différer", FUTURE, "différera diffèrera"),
        ("pénétrer", NOW, "pénètre pénétrez"),
        ("appeler", NOW, "appelle appelez"),
        ("rejeter", NOW, "rejette rejetons"),
        ("déployer", NOW, "déploie déployez"),
        ("déployer", FUTURE, "déploiera"),
        ("renvoyer", FUTURE, "renverra"),
        ("évacuer", NOW, "évacue évacuez"),
        ("ouvrir", NOW, "ouvre ouvrez ouvrent"),
        ("rouvrir", FUTURE, "rouvrira rouvriront"),
        ("rouvrir", PARTICIPLE, "rouvert rouverte rouverts rouvertes"),
        ("découvrir", PARTICIPLE, "découvert"),
        ("maintenir", NOW, "maintient maintiennent maintienne maintenions"),
        ("maintenir", FUTURE, "maintiendra"),
        ("reprendre", NOW, "reprend reprennent reprenez"),
        ("reprendre", PARTICIPLE, "repris reprise reprises"),
        ("interdire", NOW, "interdit interdisez interdisent"),
        ("boire", NOW, "boit buvez boivent buvons"),
        ("démentir", NOW, "dément démentent"),
        ("sortir", NOW, "sort sortez sortent"),
        ("suspendre", NOW, "suspend suspendent suspendez"),
        ("suspendre", PARTICIPLE, "suspendu suspendues"),
        ("interrompre", NOW, "interrompt interrompent"),
        ("réduire", NOW, "réduit réduisent"),
        ("restreindre", NOW, "restreint restreignent"),
        ("disparaître", NOW, "disparaît disparaissent"),
        ("disparaître", PARTICIPLE, "disparu disparue"),
        ("exclure", NOW, "exclut excluent"),
        ("rétablir", NOW, "rétablit rétablissez rétablissent"),
        ("rétablir", PARTICIPLE, "rétabli rétablies"),
        ("être", NOW, "est sont soit"),
        ("avoir", FUTURE, "aura auront"),
        ("aller", FUTURE, "ira iront"),
    ],
)
def test_a_verb_is_known_in_its_forms(verb: str, use: str, expected: str) -> None:
    known = forms(verb)
    assert [form for form in expected.split() if use not in known.get(form, ())] == []


@pytest.mark.parametrize(
    ("verb", "never"),
    [("ouvrir", "ouvriss ouvrit"), ("lever", "leve"), ("maintenir", "maintenit"), ("interdire", "interdites ")],
)
def test_no_form_is_made_up(verb: str, never: str) -> None:
    assert not set(never.split()) & {form for form, uses in forms(verb).items() if PARTICIPLE not in uses}


def test_a_form_may_be_two_things() -> None:
    assert {NOW, PARTICIPLE} <= forms("interdire")["interdit"]
