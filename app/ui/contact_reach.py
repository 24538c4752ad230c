"""How a contact is reached: each number large, in the order in which they are dialled, and its addresses."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core import times
from app.core.contact import USAGES, Contact, Phone
from app.core.dialling import ON_CALL
from app.core.duty import DutyRow, line_words
from app.core.phones import shown
from app.ui import arrangement, controls, plain
from app.ui.detail_rows import SELECTABLE, flow, holder
from app.ui.wording import short_day_and_hour

NO_NUMBER = "aucun numéro n’est connu de tous."
ONLY_PRIVATE = "aucun numéro n’est connu de tous ; « Montrer » donne les numéros privés."
SEVERAL = "deux valeurs du numéro : choisissez d’abord, ou copiez l’une des deux."
NONE = "Aucun numéro ni adresse."


def in_order(phones: Sequence[Phone]) -> list[Phone]:
    """The number to dial first comes first: his duty number before his mobile."""
    return sorted(phones, key=lambda one: ON_CALL.index(one.usage) if one.usage in ON_CALL else len(ON_CALL))


def reach(contact: Contact, copy: Callable[[str], object], silent: bool) -> list[QWidget]:
    """Its numbers and its addresses. `silent`: there is no private number either, and nothing is said of none."""
    rows = [
        _row(shown(number), USAGES.get(one.usage, one.usage), _note(contact, one), copy)
        for one in in_order(contact.phones)
        for number in contact.numbers(one)
    ]
    rows += [_row(one, "courriel", "", copy, "strong") for one in contact.emails]
    if contact.said("messaging"):
        rows.append(_row(contact.said("messaging"), "messagerie", "", copy, "strong"))
    return rows or ([plain.label(NONE, "body", "text_secondary", wrap=True)] if silent else [])


def why_not_copy(contact: Contact, hidden: bool) -> str:
    """Why no number is the one to dial; nothing when one is. `hidden`: private ones are known here."""
    phones = in_order(contact.phones)
    if not phones:
        return ONLY_PRIVATE if hidden else NO_NUMBER
    return SEVERAL if len(contact.numbers(phones[0])) > 1 else ""


def duty_rows(duties: Sequence[DutyRow], now: int) -> list[QWidget]:
    """What he is on call for now, and the next time he will be."""
    running = [one for one in duties if one.covers(now)]
    coming = [one for one in duties if one.starts > now][: 0 if running else 1]
    return [
        *(_duty(one, "favorable", f"d’astreinte jusqu’à {_hour(one.ends, one.zone, now)}") for one in running),
        *(_duty(one, "saisie_differee", f"prochaine astreinte : {_hour(one.starts, one.zone, now)}") for one in coming),
    ]


def _note(contact: Contact, one: Phone) -> str:
    values = len(contact.numbers(one))
    public = "public" if one.public else "non public"
    return f"{public} · une de {values} valeurs" if values > 1 else public


def _duty(one: DutyRow, shape: str, words: str) -> QWidget:
    line = plain.label(line_words(one.organisation, one.function), "body", "text_secondary", wrap=True)
    tone = "success" if shape == "favorable" else "text_secondary"
    return holder(arrangement.row(controls.Sign(shape, words, tone), arrangement.wide(line), spacing=12))


def _hour(at: int, zone: str, now: int) -> str:
    return times.hour(at, zone) if 0 < at - now < 12 * 3600 * 1000 else short_day_and_hour(at, zone)


def _row(words: str, usage: str, note: str, copy: Callable[[str], object], role: str = "vital") -> QWidget:
    value = plain.label(words, role, name=f"{usage} : {words}")
    value.setTextInteractionFlags(SELECTABLE)
    about = plain.label(" · ".join(filter(None, (usage, note))), "small", "text_secondary")
    press = controls.button("Copier", partial(copy, words), "line", f"Copier {words}")
    return holder(flow(value, about, press, spacing=12))
