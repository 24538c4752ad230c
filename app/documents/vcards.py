"""vCards of Outlook, iPhone, Android, Gmail and Thunderbird, as incoming contacts."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from app.core.contact import FIELDS
from app.core.incoming import Incoming
from app.core.search_text import folded
from app.documents.gathering import Gathering, day, is_home, two_names, usage_of
from app.documents.vcard_lines import Card, Property, cards

OURS = "X-DIAPASON-"  # before the fields no vCard knows: X-DIAPASON-VERIFIED-ON
OWN = {OURS + name.upper().replace("_", "-"): name for name in FIELDS}
BELONGS = f"{OURS}ORGANISATION"  # of an organisation, whose ORG is its own name
PUBLIC = f"{OURS}PUBLIC"  # parameter of a number
LABEL = re.compile(r"^_\$!<(.*)>!\$_$")  # how Apple writes its own labels
MESSAGING = {
    **{
        f"X-{name}": name.lower()
        for name in ("SKYPE", "JABBER", "AIM", "MSN", "ICQ", "YAHOO", "GTALK", "QQ", "TWITTER")
    },
    "X-SKYPE-USERNAME": "skype",
    "X-MS-IMADDRESS": "",
    "X-KADDRESSBOOK-X-IMADDRESS": "",
}
LANGUAGES = {
    **{"fr": "français", "en": "anglais", "de": "allemand", "es": "espagnol", "it": "italien", "pt": "portugais"},
    **{"nl": "néerlandais", "ar": "arabe", "ru": "russe", "uk": "ukrainien", "zh": "chinois", "ja": "japonais"},
    **{"pl": "polonais", "ro": "roumain", "tr": "turc", "br": "breton", "oc": "occitan", "eu": "basque", "co": "corse"},
}
ASIDE = {
    **dict.fromkeys(("PHOTO", "X-MS-CARDPICTURE"), "photographie"),
    **{"LOGO": "logo", "SOUND": "son", "KEY": "clé de chiffrement", "AGENT": "carte d'un assistant"},
    **{
        "BDAY": "date de naissance",
        "NICKNAME": "surnom",
        "CATEGORIES": "catégories",
        "GENDER": "genre",
        "GEO": "position",
    },
    **dict.fromkeys(("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY"), "anniversaire"),
    **dict.fromkeys(("RELATED", "X-ABRELATEDNAMES", "X-SPOUSE", "X-MS-SPOUSE", "X-EVOLUTION-SPOUSE"), "proches"),
    **dict.fromkeys(("X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME"), "prononciation"),
}
TECHNICAL = frozenset(  # what programs say to themselves, or what is read with another property
    [
        "VERSION",
        "PRODID",
        "N",
        "FN",
        "KIND",
        "X-KIND",
        "REV",
        "CLASS",
        "PROFILE",
        "NAME",
        "SOURCE",
        "MAILER",
        "TZ",
        "LABEL",
        "SORT-STRING",
        "FBURL",
        "CALURI",
        "CALADRURI",
        "CLIENTPIDMAP",
    ]
)
PROGRAMS = ("X-AB", "X-EVOLUTION-", "X-MS-OL-", "X-MOZILLA-", "X-COUCHDB-", "X-KADDRESSBOOK-", "X-IMAGE", "X-ANDROID-")
GROUP = "Liste de diffusion (carte de groupe) : elle n'est pas un contact, elle est laissée de côté."
NOBODY = "Carte sans nom, ni fonction, ni organisme : elle est laissée de côté."


def contacts(file: BinaryIO) -> Iterator[Incoming]:
    """Each card of the file, in order; one that names nobody is told, not taken."""
    for card in cards(file):
        yield _contact(card)


def _contact(card: Card) -> Incoming:
    gathering = Gathering(f"carte {card.number}")
    for sentence in card.broken:
        gathering.told(sentence)
    labels = {one.group: _label(one.text) for one in card.properties if one.name == "X-ABLABEL" and one.group}
    kind = next((folded(one.text.strip()) for one in card.properties if one.name in ("KIND", "X-KIND")), "")
    if kind == "group":
        return gathering.refused(GROUP)
    gathering.dated = next((day(one.text) for one in card.properties if one.name == "REV"), "")
    for one in sorted(card.properties, key=lambda one: one.preferred if one.name in ("TEL", "EMAIL", "ADR") else 0):
        _read(one, gathering, labels.get(one.group, "") if one.group else "")
    if not _named(card, gathering, kind):
        return gathering.refused(NOBODY)
    return gathering.done()


def _read(one: Property, gathering: Gathering, label: str) -> None:
    """One property, where the contact keeps it."""
    match one.name:
        case "TEL" | "X-MS-TEL" | "X-PHONE":
            _phone(one, gathering, label)
        case "EMAIL":
            gathering.email(one.text, home=_is_home(one, label))
        case "ORG":
            _organisation(one, gathering)
        case "TITLE":
            gathering.put("function", one.text)
        case "ROLE":
            if "function" not in gathering.fields:
                gathering.put("function", one.text)
            elif gathering.fields["function"] != one.text.strip():
                gathering.remark(one.text, "Rôle")
        case "ADR":
            _address(one, gathering, label)
        case "NOTE":
            gathering.remark(one.text)
        case "URL":
            if _is_home(one, label):
                gathering.aside("site personnel")
            else:
                gathering.remark(one.text, "Site")
        case "UID":
            gathering.put("uid", one.text)
        case "LANG":
            _join(gathering, "languages", LANGUAGES.get(one.text.strip().lower()[:2], one.text))
        case "IMPP" | "X-IMPP":
            _join(gathering, "messaging", one.text)
        case name if name in MESSAGING and one.text.strip():
            _join(gathering, "messaging", f"{MESSAGING[name]}:{one.text}" if MESSAGING[name] else one.text)
        case name if name.startswith("X-MESSAGING/"):  # KDE
            service = name.removeprefix("X-MESSAGING/").partition("-")[0].lower()
            _join(gathering, "messaging", f"{service}:{one.text}")
        case name if name in OWN and name != BELONGS:
            gathering.put(OWN[name], one.text)
        case name if name in ASIDE:
            gathering.aside(ASIDE[name])
        case name if name.endswith(("-MANAGER", "MANAGERSNAME")):
            gathering.remark(one.text, "Responsable")
        case name if name.endswith(("-ASSISTANT", "ASSISTANTSNAME")):
            gathering.remark(one.text, "Assistant")
        case name if name not in TECHNICAL and not name.startswith(PROGRAMS):
            gathering.aside(name)


def _named(card: Card, gathering: Gathering, kind: str) -> bool:
    """Settles what the contact is and what it is called. False when nothing names it."""
    fields = gathering.fields
    full = next((one.text.strip() for one in card.properties if one.name == "FN" and one.text.strip()), "")
    names = next((one.parts for one in card.properties if one.name == "N"), [])
    family, given, more, civility, after = [*names, "", "", "", "", ""][:5]
    company = any(one.name == "X-ABSHOWAS" and one.text.strip().upper() == "COMPANY" for one in card.properties)
    if "kind" in fields:
        kind = {"organisation": "org"}.get(fields["kind"], kind)
    if kind in ("org", "organization", "location") or company or not (family or given or _is_person(full, gathering)):
        if kind in ("org", "organization", "location") or company or not _is_function(full, gathering):
            return _as_organisation(card, full, gathering)
        fields.setdefault("kind", "function")
        return True
    if not (family or given):
        family, given = two_names(full)
    fields.setdefault("kind", "person")
    gathering.put("civility", civility)
    gathering.put("family_name", family)
    gathering.put("given_name", " ".join(filter(None, (given, more))))
    gathering.remark(after, "Titres")
    return "family_name" in fields or "given_name" in fields


def _is_person(full: str, gathering: Gathering) -> bool:
    """Whether a full name alone, without its parts, is somebody's: neither his function nor where he works."""
    if not full:
        return False
    elsewhere = (gathering.fields.get(name, "") for name in ("function", "service", "organisation", "name"))
    return full not in elsewhere and full != gathering.said_organisation


def _is_function(full: str, gathering: Gathering) -> bool:
    fields = gathering.fields
    return bool(fields.get("function")) or bool(fields.get("service") and full in ("", fields["service"]))


def _as_organisation(card: Card, full: str, gathering: Gathering) -> bool:
    fields = gathering.fields
    where = fields.pop("organisation", "")
    name = full or gathering.said_organisation
    if not name and (address := fields.get("email:1")):
        fields["kind"] = "person"
        gathering.put("family_name", address)
        gathering.told("Carte sans nom : l'adresse de courriel en tient lieu.")
        return True
    fields["kind"] = "organisation"
    gathering.put("name", name)
    if where and gathering.said_organisation != name:
        gathering.put("parent", where)
    for belongs in (one.text for one in card.properties if one.name == BELONGS):
        gathering.organisation(belongs)
    return "name" in fields


def _phone(one: Property, gathering: Gathering, label: str) -> None:
    if one.types & {"fax", "pager"} or "fax" in label.lower():
        if _is_home(one, label):
            gathering.aside("télécopie ou radiomessagerie personnelle")
        else:
            gathering.remark(one.text, "Radiomessagerie" if "pager" in one.types else "Télécopie")
        return
    usage = usage_of(f"{label} {' '.join(sorted(one.types))}")
    known = not label or usage != "office"
    public = one.parameters.get(PUBLIC, "").lower() == "true"
    gathering.phone(one.text, usage, public, _is_home(one, label), "" if known else label)


def _organisation(one: Property, gathering: Gathering) -> None:
    first, *units = one.parts
    if gathering.said_organisation or "service" in gathering.fields:
        gathering.remark(", ".join(filter(None, (first, *units))), "Autre organisme")
        return
    gathering.organisation(first)
    gathering.put("service", ", ".join(filter(None, units)))


def _address(one: Property, gathering: Gathering, label: str) -> None:
    if _is_home(one, label):
        gathering.aside("adresse personnelle")
        return
    box, more, street, town, region, code, country = [*one.parts, *[""] * 7][:7]
    place = f"{code} {town}".strip()
    abroad = "" if folded(country) == "france" else country
    lines = ", ".join(filter(None, (box, more, street, place, region, abroad))).splitlines()
    words = ", ".join(line.strip(" ,") for line in lines) if len(lines) > 1 else "".join(lines)
    if "address" in gathering.fields:
        gathering.remark(words, "Autre adresse")
    else:
        gathering.put("address", words)


def _join(gathering: Gathering, field: str, words: str) -> None:
    held = gathering.fields.pop(field, "")
    gathering.put(field, f"{held}, {words.strip()}" if held else words)


def _is_home(one: Property, label: str) -> bool:
    return "home" in one.types or is_home(label)


def _label(text: str) -> str:
    found = LABEL.match(text.strip())
    return found[1] if found else text.strip()
