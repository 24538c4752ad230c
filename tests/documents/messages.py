"""A message as it leaves: an invented exercise that says something in each of its parts."""

from typing import Any

from app.core.leaving import Leaving
from app.core.texts import Text
from tests.documents.samples import at

FRAMED = {
    "known": "Une reprise de feu a eu lieu à 02:48 dans la cuvette n° 3.\nElle contient des additifs pour lubrifiants.",
    "unknown": "La composition exacte des fumées. Résultats attendus à 04:30.",
    "doing": "Quarante sapeurs-pompiers en renfort ; mesures toutes les heures.",
    "asked": "Restez à l'abri, fermez portes et fenêtres. L'école s'occupe de vos enfants.",
    "next": "Point presse du préfet à 04:00.",
}
TEXT = Text(
    title="Incendie à Rouen : l'air est mesuré, restez à l'abri",
    lead="Treize communes restent confinées jusqu’à 07\u202fh\u202f00.",
    key_messages=("Restez à l'abri jusqu’à 07:00.", "N’allez pas chercher vos enfants : <b>l’école</b> s’en occupe."),
    frame=FRAMED,
    body="Le préfet rappelle « une seule voix » & un numéro : 0\u00a0800 00 00 00.\n\n- première  ligne\n- cœur, €, ≠",
    issuer="Gouvernement",
    variants={"post": "Restez à l’abri 🙂 #Rouen", "oral": "Bonsoir.\nRestez à l’abri."},
    alternatives={"carte.png": "Carte des treize communes."},
)
EMBARGO = "SOUS EMBARGO jusqu’au 24 septembre 2026 à 04:00 (heure de Paris) — familles informées"


def leaving(**more: Any) -> Leaving:
    values: dict[str, Any] = {
        "text": TEXT,
        "kind": "release",
        "reference": "CP-SIG1-006",
        "version": "v4·4b07",
        "hash": "7d1e40b9c2a6" + "0" * 52,
        "frame": "real",
        "zone": "Europe/Paris",
        "at": at(24, 3, 16),
    }
    return Leaving(**{**values, **more})


def signed(text: Text = TEXT) -> list[str]:
    """Every signed part that the whole text takes out, each as it was signed."""
    return [text.title, text.lead, *text.key_messages, *(text.frame or {}).values(), text.body, text.issuer]
