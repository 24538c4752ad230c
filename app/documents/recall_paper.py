"""The liste de rappel on paper, A4: whom to call, what he holds, and room to write who called and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from reportlab.platypus import Flowable, Paragraph, Spacer

from app.core import times
from app.core.channels import channel_word
from app.core.recall import Recall, ToRecall
from app.core.recipients import shown
from app.core.registers.crisis import Crisis
from app.core.registers.extractions import LogExtraction
from app.documents import fonts, message_furniture, paper, typography
from app.documents.grid import Row, cell, grid

TITLE = "LISTE DE RAPPEL — {}"
HEADS = ("Destinataire", "Tient", "Canal, heure", "Appelé à", "Par")
WIDTHS = (160.0, 96.0, 112.0, 66.0)
SURELY = "accusé de réception"


@dataclass(frozen=True, slots=True)
class RecallSheet:
    """A list with where and when it was made (ms)."""

    recall: Recall
    crisis: Crisis
    at: int
    author: str
    workstation: str


def recall_pdf(sheet: RecallSheet) -> bytes:
    """The file. Same sheet, same bytes."""
    with fonts.PRESS:
        fonts.register()
        title = TITLE.format(sheet.recall.reference)
        return message_furniture.laid_out(_around(sheet), list(_flow(sheet)), title, sheet.author, "")


def recall_text(recall: Recall, zone: str) -> str:
    """The same in words, one recipient a line: what is copied."""
    lines = [f"{shown(one.recipient)} : {'; '.join(told(one, zone))}" for one in recall.to_recall]
    return "\n".join((TITLE.format(recall.reference), recall.why, "", *lines))


def told(one: ToRecall, zone: str) -> list[str]:
    """What he holds: v1·3e03, Presse, le 24/09/2026 à 03 h 16."""
    return [
        f"{sent.version}, {channel_word(sent.channel)}, {typography.date_and_hour(sent.at, zone)}"
        for sent in one.dispatches
    ]


def logged(crisis: str, recall: Recall, format: str, data: bytes) -> LogExtraction:
    """The command that writes down that it left. `crisis` is its id."""
    about = f"liste de rappel, {recall.reference} : {recall.why}"[:1000]
    return LogExtraction(crisis, "message", format, about, len(recall.to_recall), sha256(data).hexdigest())


def _around(sheet: RecallSheet) -> message_furniture.Around:
    zone = sheet.crisis.zone
    made = f"Établie par {sheet.author}, poste {sheet.workstation}, {typography.date_and_hour(sheet.at, zone)}"
    return message_furniture.Around(
        frame=sheet.crisis.frame,
        kind=TITLE.format(sheet.recall.reference),
        issuer=sheet.crisis.title,
        when=(f"À {times.hour_h(sheet.at, zone)}, {times.zone_words(zone)}", typography.date_in_words(sheet.at, zone)),
        named=f"{sheet.crisis.code} · {sheet.recall.reference} · à {times.hour_h(sheet.at, zone)}",
        foot=(f"{made} · {times.offset(sheet.at, zone)}", "Noms et adresses : à détruire après usage"),
        made_at=sheet.at,
        inside=True,
    )


def _flow(sheet: RecallSheet) -> Iterator[Flowable]:
    yield Paragraph(fonts.markup(sheet.recall.why, paper.LEAD.fontName), paper.LEAD)
    yield Spacer(1, 4)
    heads = [cell(head, paper.HEAD) for head in HEADS]
    rows = [_row(one, sheet.crisis.zone) for one in sheet.recall.to_recall]
    yield grid(heads, rows, (), widths=(*WIDTHS, paper.MEASURE - sum(WIDTHS)))


def _row(one: ToRecall, zone: str) -> Row:
    last = one.dispatches[0]
    read = f"\n{SURELY}" if one.received else ""
    address = one.recipient.address if one.recipient.address != one.recipient.name else ""
    return Row(
        (
            cell("\n".join(filter(None, (one.recipient.name, address))), paper.CELL),
            cell(f"{last.version.partition('·')[0]}{read}", paper.CELL),
            cell(f"{channel_word(last.channel)}\n{typography.date_and_hour(last.at, zone)}", paper.CELL),
            cell("\n", paper.CELL),
            cell("\n", paper.CELL),
        )
    )
