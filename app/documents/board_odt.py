"""The lines in force as a text document (ODT): by topic what may be said and until when, then each text in full."""

from collections.abc import Iterator

from app.core import times
from app.core.board import EXPIRED, SUSPENDED, Board, Line, Topic, why_gone, words_gone
from app.core.composing import ISSUER
from app.core.entries import TLP
from app.core.leaving import BULLET, parts
from app.core.message import Message, said_version
from app.core.registers.crisis import FRAMES
from app.core.spoken_line import spoken
from app.documents import board_lines, odt, typography
from app.documents.odt import Around, Row, Run, Words

TITLE = "Éléments de langage en vigueur"
HEADS = ("Référence et validité", "À dire")
WIDTHS = (150.0, 360.0)
IN_FULL = "Textes intégraux"
ORIGINAL = "Seuls font foi les textes visés, sous leur référence et leur version."


def odt_of(board: Board) -> bytes:
    """The file."""
    return odt.document(_around(board), _parts(board))


def _around(board: Board) -> Around:
    crisis, zone = board.crisis, board.crisis.zone
    frame, hour = FRAMES[crisis.frame], times.hour_h(board.at, zone)
    when = f"en vigueur à {hour}, {typography.date(board.at, zone)}, {times.zone_words(zone)}"
    print_ = typography.shortened(board_lines.fingerprint(board))
    return Around(
        title=f"{frame} — {TITLE} — {crisis.title}",
        author=board.author,
        made_at=board.at,
        bands=(" — ".join([frame] * 3),),
        boxed=tuple(filter(None, (crisis.marking.upper(), TLP[crisis.tlp]))),
        head=(f"{TITLE} · {crisis.title} · {when}",),
        foot=(
            f"{crisis.code} · en vigueur à {hour} · empreinte {print_}",
            f"{odt.NOT_THE_ORIGINAL} {ORIGINAL}",
        ),
    )


def _parts(board: Board) -> Iterator[odt.Part]:
    crisis, zone = board.crisis, board.crisis.zone
    when = f"{times.hour_h(board.at, zone)}, {typography.date_in_words(board.at, zone)}"
    yield odt.paragraph(ISSUER, "small")
    yield odt.paragraph(TITLE.upper(), "Title")
    yield odt.paragraph(f"{crisis.title} ({crisis.code})", "Subtitle")
    yield odt.paragraph(f"En vigueur à {when}, {typography.zone_in_words(board.at, zone)}", "small")
    yield odt.paragraph(f"Établi par {board.author}, poste {board.workstation}", "small")
    if board.offline:
        last = board.last_exchange
        known = f"dernière synchronisation {typography.date_and_hour(last, zone)}" if last else "jamais synchronisé"
        yield odt.paragraph(f"Établi hors ligne sur le poste {board.workstation}, {known}", "small")
    if not board.sure:
        yield odt.paragraph(board_lines.UNSURE, "small")
    if not any(topic.lines or topic.questions for topic in board.topics):
        yield odt.paragraph(board_lines.NOTHING, "nothing")
    for topic in board.topics:
        yield odt.heading(topic.name, 1)
        yield odt.table(topic.name, HEADS, _topic(topic, zone), WIDTHS)
    if board.gone:
        yield odt.heading(board_lines.GONE.capitalize(), 1)
        yield odt.table("Ne plus employer", ("Référence", "Texte et motif"), map(_gone, board.gone), WIDTHS)
    yield from _in_full(board)


def _topic(topic: Topic, zone: str) -> Iterator[Row]:
    for line in topic.lines:
        yield from _line(line, zone)
    if topic.questions:
        yield Row((board_lines.INSIST,), title=True)
    for message in topic.questions:
        text = message.current.text
        said = (Run(f"{text.title}\n", "bold", exact=True), Run(board_lines.answer(message), exact=True))
        yield Row((_named(message, board_lines.ending(message, zone), zone), said))


def _line(line: Line, zone: str) -> Iterator[Row]:
    message, over = line.message, line.standing == EXPIRED
    said = (Run(spoken(message.current.text), "" if over else "bold", struck=over, exact=True),)
    yield Row((_named(message, board_lines.validity(line, zone), zone), said))
    if line.standing == SUSPENDED:
        yield Row(("", (Run(board_lines.suspended(message), "bold"),)))
    if message.aside.not_to_say and not over:
        yield Row(((Run(board_lines.NOT_TO_SAY, "bold"),), message.aside.not_to_say))


def _named(message: Message, validity: str, zone: str) -> Words:
    cleared = board_lines.cleared(message, zone)
    return (
        Run(f"{board_lines.named(message)}\n", "bold"),
        Run(f"{board_lines.sent(message, zone)}\n{validity}"),
        Run(f"\n{cleared}" if cleared else ""),
    )


def _gone(message: Message) -> Row:
    number = (said_version(message) or message.current).label.partition("·")[0]
    why = Run(f" — {why_gone(message)}", "bold")
    return Row((f"{message.reference} {number}", (Run(words_gone(message), struck=True, exact=True), why)))


def _in_full(board: Board) -> Iterator[odt.Part]:
    """What may be said of each topic, whole, as it was signed."""
    messages = [
        one.message for topic in board.topics for one in topic.lines if one.standing not in (EXPIRED, SUSPENDED)
    ]
    if messages:
        yield odt.heading(IN_FULL, 1)
    for message in messages:
        text = message.current.text
        yield odt.heading((Run(f"{board_lines.named(message)} — "), Run(text.title, exact=True)), 2)
        for part in parts(text):
            if part.kind == "heading":
                yield odt.heading((Run(part.words, exact=True),), 3)
            elif part.kind != "title":
                yield odt.paragraphs(f"{BULLET if part.kind == 'key' else ''}{part.words}", exact=True)
