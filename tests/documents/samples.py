"""A brief as it is on paper: an invented exercise, after the printed model."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.registers.briefs import SECTIONS, Chronology, Content, Line, Paragraph, Section, Table, Unverified

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
    )
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
    6: (
        Paragraph(
            "Ligne : une consigne, une voix : « Restez à l'abri, nous mesurons l'air toutes les heures et nous vous "
            "disons ce que nous savons. » Porte-parole : le préfet de la Seine-Maritime."
        ),
        LINES,
    ),
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
    sections=tuple(Section(number, title, BLOCKS.get(number, ())) for number, title in enumerate(SECTIONS, start=1)),
)


def holding(*blocks: object, **more: object) -> Content:
    """The same brief, whose second section holds these blocks."""
    return replace(CONTENT, sections=(Section(2, "Situation", tuple(blocks)),), **more)
