"""A main courante as it leaves: an invented exercise with a bit of everything an entry may carry."""

from typing import Any

from app.core.entries import Assignee, Attachment, Place
from app.core.entry import Amendment, Entry, LinkTo, Triaged
from app.core.extract import Extract, Incoming
from app.core.records import Author
from app.core.registers.crisis import Crisis
from tests.documents.samples import at

AUBERT = Author("a" * 64, "L. Aubert", "SIG", "MC", "SIG1")
MORVAN = Author("b" * 64, "C. Morvan", "SIG", "CCOM", "SIG1")
PREFECT = Author("c" * 64, "P. Préfet-Çelik", "PREF76", "LIA", "PREF")


def entry(n: int, subject: str, occurred_at: int, author: Author = AUBERT, **more: Any) -> Entry:
    """An entry typed three minutes after the fact, unless said otherwise."""
    values: dict[str, Any] = {
        "id": f"{n:064x}",
        "space": "f" * 64,
        "number": f"{author.workstation}-{n:04}",
        "rank": n,
        "author": author,
        "occurred_at": occurred_at,
        "precision": "exact",
        "received_at": None,
        "recorded_at": occurred_at + 180_000,
        "direction": "in",
        "sender": "",
        "recipients": (),
        "means": "",
        "type": "information",
        "subject": subject,
        "content": "",
        "source": "F",
        "credibility": "6",
        "verification": "unverified",
        "place": None,
        "priority": 3,
        "key_event": False,
        "marking": "",
        "tlp": "",
        "reference": "",
        "options": "",
        "rationale": "",
        "decision": "",
        "sheet": "",
        "triage": "to_sort",
        "assigned": None,
        "due": None,
        "raw": "",
        "fields": {},
        "conflicts": (),
    }
    return Entry(**{**values, **more})


def crisis(**more: Any) -> Crisis:
    values: dict[str, Any] = {
        "id": "f" * 64,
        "code": "CRI-2026-SIG1-004",
        "title": "Incendie d’un site Seveso — Rouen / Grand-Quevilly",
        "frame": "exercise",
        "nature": "industrial",
        "lead": "INT",
        "associated": (),
        "territory": ("76",),
        "zone": "Europe/Paris",
        "marking": "",
        "tlp": "",
        "open": True,
        "opened_at": at(23, 20, 0),
        "opened_by": MORVAN,
        "closed_at": None,
        "rank": 1,
        "fields": {},
        "conflicts": (),
    }
    return Crisis(**{**values, **more})


CONFINEMENT = entry(
    144,
    "Confinement étendu à 13 communes",
    at(23, 22, 58),
    recorded_at=at(23, 23, 21),
    received_at=at(23, 23, 2),
    sender="Préfet 76",
    recipients=("CIC", "Rectorat"),
    means="phone",
    type="decision",
    decision="D-SIG1-001",
    content="Mise à l'abri jusqu'à 07 h 00. Les écoles restent fermées jeudi matin.\nPoint à 02 h 00 avec l'ARS.",
    options="Évacuer les deux communes sous le panache ; confiner 12 communes ; confiner 13 communes.",
    rationale="Le vent tourne au nord-est avant 23 h 30 : la treizième commune serait sous le panache.",
    source="A",
    credibility="1",
    verification="confirmed",
    place=Place("76540", "Rouen", ("76322",), 49.4431, 1.0993),
    priority=1,
    key_event=True,
    marking="Diffusion restreinte",
    tlp="amber",
    triage="to_pass_on",
    assigned=Assignee(organisation="INT", name="Intérieur"),
    due=at(24, 2, 0),
    amendments=(
        Amendment(
            "1" * 64,
            "subject",
            "Confinement étendu à 12 communes",
            "Confinement étendu à 13 communes",
            "erreur d'écoute",
            MORVAN,
            at(23, 23, 5),
            3,
        ),
        Amendment(
            "2" * 64, "occurred_at", at(23, 22, 55), at(23, 22, 58), "heure de l'arrêté", AUBERT, at(24, 0, 4), None
        ),
    ),
    triaged=(Triaged("to_pass_on", "", MORVAN, at(23, 23, 30), 4),),
    links=(
        LinkTo("follows", f"{140:064x}", "", "", AUBERT, at(23, 23, 21), 2),
        LinkTo("contradicts", f"{29:064x}", "", "le chiffre de la préfecture est retenu", MORVAN, at(23, 23, 40), 5),
    ),
    files=(Attachment("ab" * 32, "arrêté préfectoral n° 12 – signé 🖊️.pdf", 1_258_291, "application/pdf"),),
)
RUMOUR = entry(
    145,
    '=HYPERLINK("http://exemple.test") vu dans un message de riverain',
    at(24, 0, 5),
    sender="+33 6 00 00 00 00",
    means="watch",
    type="rumour",
    content="« الناس خائفون » — odeurs signalées à 25 km 🤢 ; <b>aucune mesure</b> & aucun blessé.",
    source="E",
    credibility="5",
    verification="ongoing",
    precision="about",
    place=Place("", "25 km au nord-est"),
    reference="SYNERGI 2026-118",
)
PAPER = entry(
    146,
    "Réseau d'eau potable isolé du secteur",
    at(23, 21, 40),
    recorded_at=at(24, 1, 2),
    sender="Métropole",
    means="radio",
    type="action",
    sheet="2",
    source="B",
    credibility="2",
    verification="cross_checked",
    precision="unknown",
    rank=None,
)
SECOND = entry(
    30,
    "Pas de déplacement ministériel avant le point de 07 h 00",
    at(24, 0, 40),
    PREFECT,
    type="decision",
    decision="D-PREF-002",
    content="Décision prise en audioconférence.",
    triage="closed",
)
ENTRIES = (SECOND, RUMOUR, CONFINEMENT, PAPER)
EXTRACT = Extract(
    what="journal",
    crisis=crisis(),
    entries=ENTRIES,
    order="occurred",
    asked="toutes les entrées",
    made_at=at(24, 1, 5),
    author=MORVAN,
    numbers={f"{140:064x}": "SIG1-0140"},
    incoming={CONFINEMENT.id: [Incoming("replaces", "PREF-0031", f"{31:064x}", False)]},
    offline=True,
    last_exchange=at(23, 22, 9),
)
