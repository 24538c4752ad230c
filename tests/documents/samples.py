"""A brief as it is on paper: an invented exercise, after the printed model."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.brief_content import (
    Asked,
    Chronology,
    Content,
    Curve,
    Line,
    Pair,
    Paragraph,
    Said,
    Section,
    Series,
    Table,
    Unverified,
)
from app.core.brief_formats import ALL, FORMATS, TITLES

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int) -> int:
    """That minute of September 2026 in Paris."""
    return int(datetime(2026, 9, day, hour, minute, tzinfo=PARIS).timestamp() * 1000)


def line(text: str, occurred_at: int = at(23, 23, 10), **more: object) -> Line:
    values = {"source": "SDIS 76", "rating": "A1", "number": "SIG1-0144", "recorded_at": occurred_at + 120_000}
    return Line(occurred_at=occurred_at, text=text, **{**values, **more})


CHRONOLOGY = Chronology(
    (
        line(
            "Confinement étendu à 13 communes jusqu'à 07 h 00",
            at(23, 22, 58),
            source="Préfet 76",
            recorded_at=at(23, 23, 2),
            struck="Confinement étendu à 12 communes jusqu'à 07 h 00",
            note="rectifié à 23 h 05",
            changed=True,
        ),
        line("Communiqué CP-PREF-005 diffusé par la préfecture", source="Préf. 76", number="PREF-0029"),
        line(
            "Réseau d'eau potable isolé du secteur par précaution",
            at(23, 23, 47),
            source="Métropole",
            rating="B2",
            number="PREF-0030",
            recorded_at=at(23, 23, 58),
        ),
        line(
            "Incendie circonscrit au bâtiment A5",
            at(24, 0, 20),
            source="COGIC",
            rating="A2",
            number="INT-0059",
            recorded_at=at(24, 0, 31),
            changed=True,
        ),
    ),
    "Faits marquants depuis le n° 11",
)
UNVERIFIED = Unverified(
    (
        line("Odeurs signalées à 25 km par des particuliers", at(24, 0, 5), source="", rating="F6", number="SIG2-0103"),
        line(
            "Présence de solvants dans la cuvette n° 3 : vérification demandée à la DREAL avant 02 h 00",
            at(24, 0, 12),
            source="riverain",
            rating="E5",
            number="SIG2-0105",
        ),
    )
)
FIGURES = Table(
    ("Indicateur", "Valeur", "Évolution", "Qualité", "Arrêté à", "Source", "Publiable"),
    (
        ("Blessés", "0", "=", "provisoire", "00 h 30", "SDIS 76", "oui"),
        ("Appels pour gêne respiratoire", "33", "+5", "consolidé", "00 h 15", "SAMU 76", "oui"),
        ("Communes confinées", "13", "+1", "consolidé", "22 h 58", "Préfecture 76", "oui"),
        ("Personnes à l'abri en gymnase", "140", "nouveau", "au moins", "00 h 10", "Métropole", "non"),
        ("Sapeurs-pompiers engagés", "168", "+28", "environ", "00 h 30", "COGIC", "oui"),
    ),
    (30, 10, 12, 12, 10, 15, 11),
    (1, 2),
    changed=(1, 2, 3, 4),
)
MEASURES = Table(
    ("Par", "Mesure", "N°"),
    (
        ("Intérieur", "Renfort de 40 sapeurs-pompiers (SDIS 27 et 80). Périmètre de 500 m tenu.", "D-001 · SIG1-0122"),
        ("Santé", "Cellule d'appui de l'ARS ouverte à 22 h 30. Consigne aux établissements.", "SIG1-0131"),
        ("Écologie", "Mesures d'air toutes les heures. Prélèvements de suie, résultats à 04 h 30.", "PREF-0027"),
        ("Agriculture", "Recommandation de rentrer les troupeaux au nord-est.", "SIG2-0088"),
        ("Éducation", "Fermeture de 72 établissements jeudi matin ; familles prévenues dès 06 h 00.", "SIG2-0091"),
    ),
    (2, 5, 1.3),
    changed=(4,),
)
LINES = Table(
    ("Référence", "Thème et message clé", "Validé", "Visas"),
    (
        ("EDL-SIG1-009 v2", "Air : fermez portes et fenêtres, coupez les ventilations.", "21 h 40", "complets"),
        ("EDL-SIG1-006 v2", "Écoles : fermées jeudi matin dans les 13 communes. Point à 11 h.", "23 h 15", "complets"),
        ("EDL-INT-007 v3", "Site : l'exploitant répond à l'État ; l'enquête dira les causes.", "20 h 50", "complets"),
    ),
    (16, 54, 12, 18),
)
RUNS = Pair(
    Paragraph(
        "CP-PREF-005 (23/09, 23 h 10, 62 destinataires, 55 accusés) ; POST-SIG1-019 (23/09, 23 h 15) ;"
        " DMT-SIG1-002 (23/09, 23 h 50).",
        lead="Diffusés depuis le n° 11.",
    ),
    Paragraph(
        "24/09, 02 h 30 Message du SIG (EDL-SIG1-011) ; 24/09, 04 h 00 Point presse du préfet (EDL-PREF-012).",
        lead="Paroles à venir.",
    ),
)
RUMOURS = Table(
    ("Vu à", "Rumeur", "Statut", "N° et cotation"),
    (
        ("23/09, 21 h 40", "« Le nuage est toxique, on nous le cache » : 38 000 vues", "non vérifié", "SIG2-0077 · E4"),
        ("23/09, 22 h 05", "« Une seconde explosion à 22 h » : 9 500 vues", "démenti", "SIG2-0085 · E5"),
    ),
    (1.2, 4.2, 1.5, 1.6),
)
ASKED = Asked(
    (
        "Maintenir une seule voix locale (le préfet) jusqu'à 08 h 00, sans parole ministérielle avant. Proposition :"
        " oui. (SIG1-0140)",
        "Ouvrir le numéro d'information du public à 05 h 30, avec 12 répondants. (SIG1-0141)",
    ),
    ("", ""),
)
REQUESTS = Table(
    ("N°", "Objet", "De", "À", "Échéance", "État"),
    (
        ("SIG1-0110", "Liste des produits stockés, cuvettes 1 à 4", "CCOM", "DREAL", "00 h 30", "▲ retard 15 min"),
        ("SIG1-0117", "Version FALC de la consigne", "Préf. 76", "RED", "01 h 15", "attribuée"),
        ("SIG2-0095", "Résultats d'analyse de l'eau", "CCOM", "ARS", "04 h 30", "attribuée"),
        ("SIG2-0098", "Trois lignes pour le 07 h 00", "Cabinet PM", "—", "05 h 30", "nouvelle"),
    ),
    (1.4, 4, 1.8, 1.6, 1.3, 1.6),
)
CONTACTS = Table(
    ("Organisme", "Fonction", "Numéro public", "Vérifié le"),
    (
        ("SIG, cellule", "astreinte", "01 99 00 12 01", "21/09/2026"),
        ("Préfecture 76", "communication", "02 61 91 76 10", "jamais"),
        ("Santé", "standard", "01 99 00 33 15", "02/05/2026"),
    ),
    (30, 30, 25, 15),
)
BLOCKS = {
    1: (
        Paragraph(
            "EXERCICE. Incendie du bâtiment A5 circonscrit à 00 h 20, non éteint. Extinction espérée en fin de nuit.",
            True,
        ),
        Paragraph("Mise à l'abri étendue à 13 communes (+1) jusqu'à 07 h 00. Écoles fermées jeudi matin.", True),
        Paragraph("Mesures d'air : six points sous les seuils réglementaires. Composition des fumées non connue."),
        Paragraph("Aucun blessé. 33 appels au SAMU pour gêne respiratoire (+5), aucune hospitalisation.", True),
        Paragraph("Deux décisions sont demandées au directeur de crise avant 02 h 00 (section 8)."),
    ),
    2: (
        Paragraph(
            "Un incendie s'est déclaré le mercredi 23 septembre 2026 à 19 h 40 dans le bâtiment A5 d'un site Seveso "
            "seuil haut, quai de France à Rouen (76540). Le plan particulier d'intervention est déclenché depuis "
            "20 h 10. Le panache se déplace vers le nord-est et survole deux quartiers."
        ),
        CHRONOLOGY,
        UNVERIFIED,
    ),
    3: (FIGURES,),
    4: (MEASURES,),
    5: (
        Paragraph(
            "Probable, d'ici 07 h 00 : bascule du vent au sud vers 05 h 00 ; le panache reviendrait sur l'agglomération"
            " au moment des trajets."
        ),
        Paragraph(
            "Possible, d'ici 12 h 00 : suie sur les jardins et les marchés ; questions attendues sur les légumes."
        ),
    ),
    6: (
        Paragraph(
            "Ligne : une consigne, une voix : « Restez à l'abri, nous mesurons l'air toutes les heures et nous vous "
            "disons ce que nous savons. » Porte-parole : le préfet de la Seine-Maritime."
        ),
        LINES,
        RUNS,
    ),
    7: (RUMOURS,),
    8: (ASKED,),
    9: (REQUESTS,),
    10: (CONTACTS,),
}
CONTENT = Content(
    reference="PDS-SIG2-012",
    number=12,
    crisis="Incendie Lubrizol — Rouen",
    crisis_code="CRI-2026-SIG1-004",
    frame="exercise",
    zone="Europe/Paris",
    cutoff=at(24, 0, 45),
    made_at=at(24, 0, 58),
    issuer="Cellule interministérielle de crise · Cellule communication",
    author="L. Aubert (RED)",
    approver="C. Morvan (CCOM)",
    marking="Diffusion restreinte",
    tlp="AMBER",
    replaces="PDS-SIG1-011",
    next_at=at(24, 3, 30),
    workstation="SIG2",
    offline=True,
    last_exchange=at(23, 22, 9),
    since="n° 11 (23 h 00)",
    sections=tuple(Section(number, title, BLOCKS.get(number, ())) for number, title in TITLES.items() if number in ALL),
)
TEXTS = (
    Said(
        "EDL-SIG1-009 v2",
        "Air : fermez portes et fenêtres",
        "Fermez portes et fenêtres, coupez les ventilations.\n\nCe que l’on sait : six points de mesure sont sous les"
        " seuils réglementaires à 00 h 30.\nCe que l’on ne sait pas : la composition des fumées.",
        "Air",
    ),
    Said(
        "EDL-SIG1-006 v2", "Écoles fermées jeudi matin", "Les 72 établissements de 13 communes sont fermés.", "Écoles"
    ),
)
ANSWERS = (
    Said("QR-SIG1-003 v1", "Puis-je boire l'eau du robinet ?", "Oui. Elle est contrôlée toutes les heures.", "Eau"),
    Said(
        "QR-SIG1-004 v1", "L'école sera-t-elle ouverte ?", "Non, pas jeudi matin. Un point est fait à 11 h.", "Écoles"
    ),
)
COURSE = Curve(
    "Appels pour gêne respiratoire",
    "appels",
    "Europe/Paris",
    (
        Series("SAMU 76", ((at(23, 20, 30), 4.0), (at(23, 22, 0), 19.0), (at(23, 23, 0), 28.0), (at(24, 0, 15), 33.0))),
        Series("ARS", ((at(23, 22, 30), 25.0), (at(24, 0, 0), 36.0))),
    ),
    "SAMU 76",
)
ANNEXED = replace(
    CONTENT,
    annexes=(
        Section(1, "Éléments de langage en vigueur, texte intégral", TEXTS),
        Section(2, "Questions-réponses en vigueur", ANSWERS),
        Section(3, "Évolution des chiffres", (COURSE,)),
    ),
)


def holding(*blocks: object, **more: object) -> Content:
    """The same brief, whose second section holds these blocks."""
    return replace(CONTENT, sections=(Section(2, "Situation", tuple(blocks)),), **more)


def crowded(lines: int, format: str = "standard") -> Content:
    """A brief of that format with so many facts, doubts and measures, each with its own words."""
    facts = tuple(
        line(f"Fait numéro {number}." + " Survenu au nord-est du site." * (number % 4), at(23, 18, 0) + number * 60_000)
        for number in range(lines)
    )
    doubts = tuple(line(f"Doute numéro {number}.", at(23, 18, 0) + number * 60_000) for number in range(lines))
    measures = tuple(("Intérieur", f"Mesure numéro {number}.", "SIG1-0122") for number in range(lines))
    blocks = {
        **BLOCKS,
        2: (Chronology(facts, CHRONOLOGY.head), Unverified(doubts)),
        4: (replace(MEASURES, rows=measures, records=tuple(f"{n:064x}" for n in range(lines)), changed=(1, 5)),),
    }
    sections = tuple(Section(number, TITLES[number], blocks.get(number, ())) for number in FORMATS[format].sections)
    return replace(CONTENT, format=format, sections=sections)
