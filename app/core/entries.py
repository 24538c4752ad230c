"""The fields of an entry of the main courante: the lists a person chooses from, and the French words for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Every value a person may choose, with the French word shown. Source: domain.md F2 (the trade's own lists).
TYPES = {
    "information": "information",
    "request": "demande",
    "decision": "décision",
    "action": "action",
    "dispatch": "message diffusé",
    "fr_alert": "FR-Alert",
    "external_alert": "alerte externe",
    "rumour": "rumeur",
    "figures": "bilan",
    "meeting": "réunion",
    "handover": "relève",
    "incident": "incident technique",
    "note": "note",
}
MEANS = {
    "": "",
    "phone": "téléphone",
    "email": "courriel",
    "messaging": "messagerie",
    "video": "visioconférence",
    "in_person": "présentiel",
    "radio": "radio",
    "sms": "SMS",
    "courier": "courrier porteur",
    "watch": "veille",
    "other": "autre",
}
DIRECTIONS = {"in": "entrant", "out": "sortant", "internal": "interne"}
PRECISIONS = {"exact": "exacte", "about": "environ", "unknown": "inconnue"}
VERIFICATIONS = {
    "unverified": "non vérifié",
    "ongoing": "en cours",
    "cross_checked": "recoupé",
    "confirmed": "confirmé officiel",
    "denied": "démenti",
}
SOURCES = "ABCDEF"  # Admiralty code; F = reliability cannot be judged
CREDIBILITIES = "123456"  # 6 = truth cannot be judged
TRIAGE = {"to_sort": "à trier", "to_decide": "à décider", "to_pass_on": "à transmettre", "closed": "clos"}  # in order
STEPS = tuple(TRIAGE)
TLP = {  # FIRST, Traffic Light Protocol 2.0
    "": "",
    "red": "TLP:RED",
    "amber_strict": "TLP:AMBER+STRICT",
    "amber": "TLP:AMBER",
    "green": "TLP:GREEN",
    "clear": "TLP:CLEAR",
}
LINKS = {  # said of the entry that holds the link
    "follows": "suite de",
    "replaces": "remplace",
    "contradicts": "contredit",
    "confirms": "confirme",
    "duplicates": "doublon de",
}
LINKED = {  # said of the entry it names
    "follows": "suivie par",
    "replaces": "remplacée par",
    "contradicts": "contredite par",
    "confirms": "confirmée par",
    "duplicates": "a pour doublon",
}
FIELDS = {
    "occurred_at": "heure du fait",
    "precision": "précision de l'heure",
    "received_at": "heure de réception",
    "direction": "sens",
    "sender": "émetteur",
    "recipients": "destinataires",
    "means": "moyen",
    "type": "type",
    "subject": "objet",
    "content": "contenu",
    "source": "fiabilité de la source",
    "credibility": "crédibilité",
    "verification": "vérification",
    "place": "lieu",
    "marking": "mention",
    "tlp": "TLP",
    "reference": "référence amont",
    "options": "options considérées",
    "rationale": "motivation",
    "priority": "priorité",
    "key_event": "fait marquant",
    "triage": "suivi",
    "assigned": "attribution",
    "due": "échéance",
}
HANDLED = ("key_event", "priority")  # changed without a rectification
AMENDABLE = tuple(name for name in FIELDS if name not in (*HANDLED, "triage", "assigned", "due"))
CHOICES: Mapping[str, Iterable[str]] = {
    "precision": PRECISIONS,
    "direction": DIRECTIONS,
    "means": MEANS,
    "type": TYPES,
    "source": SOURCES,
    "credibility": CREDIBILITIES,
    "verification": VERIFICATIONS,
    "tlp": TLP,
}
LATE_FROM = 5  # minutes from which lateness is marked: less is the time to hang up and type
LONGEST_SUBJECT = 120
LONGEST_REFERENCE = 300
LONGEST_CONTENT = 20_000
LARGEST_FILE = 25 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its INSEE code when there is one, and the words shown. `others` are further communes, by code;
    latitude and longitude are decimal degrees, WGS 84, both or neither."""

    code: str = ""
    name: str = ""
    others: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.code, *self.others)))


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who is to deal with an entry: a person (id) or an organisation (code). `name` is what is shown."""

    person: str = ""
    organisation: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file joined to an entry: its content is known by its SHA-256 (hex), `size` is in bytes, `type` is MIME."""

    sha256: str
    name: str
    size: int
    type: str
