"""Every field that awaits a choice, with its values and the act that settles it, whatever the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.core import duty, entries, figure_commands, message_fields, roles
from app.core.cascade import FIELDS as CASCADE_FIELDS
from app.core.cascade_commands import EditCascade
from app.core.entry import Entry
from app.core.entry_commands import settling
from app.core.errors import Refused
from app.core.figure import Figure
from app.core.figures import FIELDS
from app.core.message import Message
from app.core.message_commands import Describe
from app.core.recipients import Recipient, shown
from app.core.records import Field
from app.core.registers import lists
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import EditContact
from app.core.registers.duties import EditDuty
from app.core.registers.lists import EditList
from app.core.store.reading import Reading
from app.core.store.rows import ConflictRow, CrisisRow
from app.ui import contact_rules, contact_words, crisis_words, duty_words, entry_words, figure_words, lists_dialog

Settle = Callable[[Any], object]
SETTLED = "Choix entre deux valeurs écrites séparément."


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One field to settle. `page` is the window's name of the page that shows the record, if there is one. `settle`
    makes the command that keeps a value; None when the choice is made on that page. `why_not`: this person may not
    choose."""

    page: str
    record: str
    title: str
    field: Field
    words: Callable[[Any], str]
    settle: Settle | None
    why_not: str = ""


def awaiting(reading: Reading, crisis: CrisisRow) -> list[Awaiting]:
    """What is to be settled for that crisis, the directory included. Not on the window's thread."""
    found: list[Awaiting] = []
    role = reading.me().role
    for row in reading.conflicts(crisis.id):
        try:
            found.append(_awaiting(reading, crisis, row, role))
        except (Refused, KeyError):
            continue  # settled by somebody between the two questions
    return found


def _awaiting(reading: Reading, crisis: CrisisRow, row: ConflictRow, role: str) -> Awaiting:
    settle: Settle
    match row.register:
        case "entry":
            entry = reading.entry(row.record)
            settle = partial(_settle_entry, entry, row.field)
            title = f"{entry.number} : {entries.FIELDS.get(row.field, row.field)}"
            words = partial(_said, entry_words.value_words, row.field, crisis.zone)
            why_not = entry_words.why_not_write(crisis)
            return Awaiting("journal", entry.id, title, entry.fields[row.field], words, settle, why_not)
        case "contact":
            contact = reading.contact(row.record)
            field = contact.fields[row.field]
            settle = partial(_settle_contact, contact.id, row.field, field.seen)
            label = contact_words.label(row.field, field.settled)
            title = f"Annuaire : {contact.name}, {label[:1].lower()}{label[1:]}"
            why_not = contact_rules.why_not_edit(contact, role, crisis)
            words = partial(contact_words.words, row.field)
            return Awaiting("directory", contact.id, title, field, words, settle, why_not)
        case "figure":
            figure = reading.figure(row.record)
            refuses = figure_words.why_not_choose if row.field == "publishable" else figure_words.why_not_write
            settle = partial(_settle_figure, figure, row.field)
            words = partial(_said, figure_words.value_words, row.field, crisis.zone)
            title = f"{figure.number} : {FIELDS.get(row.field, row.field)}"
            return Awaiting("figures", figure.id, title, figure.fields[row.field], words, settle, refuses(crisis))
        case "list":
            named = reading.distribution_list(row.record)
            field = named.fields[row.field]
            settle = partial(_settle_list, named.id, row.field, field.seen)
            title = f"Liste « {named.name} » : {lists.FIELDS.get(row.field, 'un destinataire')}"
            return Awaiting("", named.id, title, field, _of_list, settle, lists_dialog.why_not_write(crisis))
        case "cascade":
            cascade = reading.cascade(row.record)
            field = cascade.fields[row.field]
            settle = partial(_settle_cascade, cascade.id, row.field, field.seen)
            title = f"{cascade.number} : {CASCADE_FIELDS[row.field]}"
            return Awaiting("", cascade.id, title, field, str, settle, entry_words.why_not_write(crisis))
        case "duty":
            return _of_duty(reading, crisis, row, role)
        case "message":
            return _of_message(reading, crisis, row)
    known = reading.crisis(row.record)
    field = known.fields[row.field]
    settle = partial(_settle_crisis, known.id, row.field, field.seen)
    title = f"{known.code} : {crisis_words.label(row.field)}"
    words = partial(crisis_words.words, row.field)
    return Awaiting("", known.id, title, field, words, settle, crisis_words.why_not_edit(crisis))


def _of_duty(reading: Reading, crisis: CrisisRow, row: ConflictRow, role: str) -> Awaiting:
    slot = reading.duty(row.record)
    field = slot.fields[row.field]
    ids = [one.value for one in field.values if row.field in duty.PEOPLE and one.value]
    names = {one.id: one.name for one in reading.full_contacts(ids)}
    title = f"Astreinte {duty.line_words(slot.organisation, slot.function)} : {duty.FIELDS[row.field]}"
    settle = partial(_settle_duty, slot.id, row.field, field.seen)
    why_not = duty_words.why_not_edit(slot.space, role, crisis)
    return Awaiting("duties", slot.id, title, field, partial(_of_slot, names, row.field, slot.zone), settle, why_not)


def _of_message(reading: Reading, crisis: CrisisRow, row: ConflictRow) -> Awaiting:
    """What stands beside the text is settled here; the text itself, where its words are compared."""
    message = reading.message(row.record)
    field = message.fields[row.field]
    if row.field == "version":
        title = f"{message.reference} : {'deux' if len(field.values) == 2 else len(field.values)} versions du texte"
        return Awaiting("messages", message.id, title, field, _title_of, None)
    words = partial(_said, message_fields.value_words, row.field, crisis.zone)
    if row.field == "replaces":
        names = {one.id: f"{one.reference} · {one.title}" for one in reading.messages(crisis.id)}
        words = partial(_named, names)
    title = f"{message.reference} : {message_fields.ASIDE.get(row.field, row.field)}"
    settle = partial(_settle_message, message.id, row.field, field.seen)
    return Awaiting("messages", message.id, title, field, words, settle, _why_not_describe(crisis, message, row.field))


def _why_not_describe(crisis: CrisisRow, message: Message, field: str) -> str:
    """Why this person may not choose what stands beside the text; nothing when he may."""
    held = crisis.role.split(", ")
    if not crisis.open:
        return "cette crise est close."
    if not any(map(roles.may_write_messages, held)):
        return f"le rôle {crisis.role} ne permet pas d’écrire un message."
    cleared = message.judgement is not None and message.judgement.validated
    if cleared and field in message_fields.VALIDITY and not {"CCOM", "DIR"} & {*held}:
        return "ce texte est validé : le CCOM ou le DIR en change la validité."
    return ""


def _settle_message(message: str, field: str, seen: tuple[str, ...], value: Any) -> Describe:
    return Describe(message, {field: value}, {field: seen})


def _named(names: Mapping[str, str], value: Any) -> str:
    """The message that a message replaces."""
    return names.get(value, "un message non reçu par ce poste") if value else "aucun"


def _settle_entry(entry: Entry, field: str, value: Any) -> object:
    return settling(entry, field, value, SETTLED)


def _settle_figure(figure: Figure, field: str, value: Any) -> object:
    return figure_commands.settling(figure, field, value, SETTLED)


def _settle_list(list: str, field: str, seen: tuple[str, ...], value: Any) -> EditList:
    return EditList(list, {field: value}, {field: seen})


def _settle_cascade(cascade: str, field: str, seen: tuple[str, ...], value: Any) -> EditCascade:
    return EditCascade(cascade, {field: value}, {field: seen})


def _settle_duty(slot: str, field: str, seen: tuple[str, ...], value: Any) -> EditDuty:
    return EditDuty(slot, {field: value}, {field: seen})


def _of_slot(names: Mapping[str, str], field: str, zone: str, value: Any) -> str:
    return names.get(str(value)) or duty.value_words(field, value, zone)


def _of_list(value: Any) -> str:
    """A field of a distribution list in words: a recipient, or none once taken away."""
    if value is None:
        return "retiré de la liste"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return shown(Recipient(**value)) if isinstance(value, dict) else str(value)


def _settle_contact(contact: str, field: str, seen: tuple[str, ...], value: Any) -> EditContact:
    return EditContact(contact, {field: value}, {field: seen})


def _settle_crisis(crisis: str, field: str, seen: tuple[str, ...], value: Any) -> EditCrisis:
    return EditCrisis(crisis, {field: value}, {field: seen})


def _said(words: Callable[[str, Any, str], str], field: str, zone: str, value: Any) -> str:
    return words(field, value, zone)


def _title_of(value: Any) -> str:
    """What names a version in a list: its title, then the first words of its body."""
    if not isinstance(value, dict):
        return str(value)
    body = str(value.get("body", "")).replace("\n", " ")
    return f"{value.get('title', '')} : {body[:120]}{'…' if len(body) > 120 else ''}"
