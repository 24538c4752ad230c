"""Which versions of a message may be compared, named as a person thinks of them: since the visa of Health, since v2."""

from collections.abc import Sequence

from app.core.message import Message
from app.core.organisations import organisations
from app.core.records import Author
from app.core.texts import Version
from app.core.visas import Visa
from app.ui.wording import short_day_and_hour

Choice = tuple[str, Version]


def since_when(message: Message, version: Version, acting: Sequence[Author]) -> Version | None:
    """What this reader should compare with: the last earlier text that he or his organisation gave a visa on, else
    the last one that anybody gave a visa on; None when there is none."""
    persons = {one.person for one in acting}
    names = {one.organisation for one in acting}
    labelled = _earlier(message, version)
    given = [visa for visa in message.visas if visa.version in labelled]
    theirs = [visa for visa in given if visa.person in persons or visa.organisation in names]
    return labelled[(theirs or given)[-1].version] if given else None


def former(message: Message, version: Version, zone: str) -> list[Choice]:
    """What `version` may be compared with: the text of the last visa of each organisation, then each earlier version,
    the latest first."""
    labelled = _earlier(message, version)
    last = {signer(visa): visa for visa in message.visas if visa.version in labelled}
    visas = sorted(last.values(), key=lambda visa: visa.at, reverse=True)
    found = []
    for visa in visas:
        signed = labelled[visa.version]
        when = f"v{signed.number}, {short_day_and_hour(visa.at, zone)}"
        found.append((f"Différences depuis le visa de {signer(visa)} ({when})", signed))
    every = sorted(labelled.values(), key=lambda one: (one.number, one.at), reverse=True)
    return found + [(f"Différences depuis {one.label} ({short_day_and_hour(one.at, zone)})", one) for one in every]


def readable(message: Message, version: Version, zone: str) -> list[Choice]:
    """The versions one may read: the one on the screen, then the others, the latest first."""
    others = [one for one in message.versions if one.hash != version.hash]
    others.sort(key=lambda one: (one.number, one.at), reverse=True)
    past = [(f"{one.label} ({short_day_and_hour(one.at, zone)}), passée", one) for one in others if not one.current]
    return [(f"{version.label}, en cours", version), *past]


def signer(visa: Visa) -> str:
    """Whose visa it is: the ministry's, else the person's."""
    if visa.organisation:
        return organisations().short(visa.organisation)
    return visa.for_name or visa.author.name or visa.author.role


def _earlier(message: Message, version: Version) -> dict[str, Version]:
    return {one.label: one for one in message.versions if one.hash != version.hash and one.number <= version.number}
