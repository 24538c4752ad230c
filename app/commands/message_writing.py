"""The words of a message as they are typed at the command line: what leaves, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import bytes_of, text_of
from app.commands.handling import due_of
from app.core.arguments import Parser
from app.core.errors import Refused
from app.core.sensitivities import ANSWERS
from app.core.texts import FRAME, Text
from app.documents import text_intake

MOMENTS = {"valid_from": "valid_from", "valid_until": "valid_until", "next_at": "promised_at"}
OFFICE = (".docx", ".odt")
EMPTY = ("", "none", "aucun", "aucune")


def of_text(parser: Parser) -> None:
    """The options for what leaves: what a visa signs."""
    parser.add_argument("--title", help="titre")
    parser.add_argument(
        "--text-file",
        type=Path,
        metavar="FICHIER",
        help="le corps : texte en UTF-8, .docx ou .odt ; - : entrée standard",
    )
    parser.add_argument("--lead", help="chapô")
    parser.add_argument("--key-message", action="append", help="message clé (répétable, trois au plus)")
    parser.add_argument("--issuer", help="émetteur")
    parser.add_argument("--language", help="langue : fr, en…")
    for name, words in FRAME.items():
        parser.add_argument(f"--{name}", metavar="TEXTE", help=words.lower())
    parser.add_argument("--variant", action="append", metavar="CANAL=TEXTE", help="le texte d'un canal (répétable)")
    parser.add_argument(
        "--alternative", action="append", metavar="VISUEL=TEXTE", help="texte de remplacement d'un visuel"
    )


def of_aside(parser: Parser) -> None:
    """The options for what stands beside the text, and never leaves."""
    parser.add_argument("--topic", help="thème")
    parser.add_argument("--audience", action="append", help="public cible (répétable)")
    parser.add_argument("--spokesperson", help="porte-parole")
    parser.add_argument("--not-to-say", help="à ne pas dire")
    parser.add_argument("--sensitivity", action="append", metavar="CODE=yes|no|pending", help="sensibilité (répétable)")
    parser.add_argument("--valid-from", metavar="HEURE", help="valable de")
    parser.add_argument("--valid-until", metavar="HEURE", help="valable jusqu'à")
    parser.add_argument("--next-at", metavar="HEURE", help="prochain rendez-vous promis")
    parser.add_argument("--issued-by", action="append", metavar="ORGANISME", help="organisme émetteur (répétable)")
    parser.add_argument("--replaces", metavar="MESSAGE", help="le message que celui-ci remplace")


def text(call: Call, before: Text) -> Text:
    """`before` with what was typed; what was not typed stays."""
    options = call.options
    typed = {name: getattr(options, name) for name in ("title", "lead", "issuer", "language")}
    changes: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    if options.key_message is not None:
        changes["key_messages"] = tuple(filter(None, options.key_message))
    if options.text_file is not None:
        changes["body"] = _body(call, options.text_file)
    framed = {name: getattr(options, name) for name in FRAME if getattr(options, name) is not None}
    if framed:
        changes["frame"] = {**(before.frame or {}), **framed}
    for name, pairs in (("variants", options.variant), ("alternatives", options.alternative)):
        if pairs is not None:
            changes[name] = {**(getattr(before, name) or {}), **dict(map(_pair, pairs))}
    return replace(before, **changes)


def _body(call: Call, file: Path) -> str:
    """The words of a file: of a .docx or an .odt, as plain words, and what was left out is said."""
    if file.suffix.lower() not in OFFICE:
        return text_of(file)
    tidied = text_intake.words_of(file.name, bytes_of(file))
    for note in tidied.notes:
        call.speech.warn(f"{file.name} : {note}.")
    return tidied.words


def _pair(typed: str) -> tuple[str, str]:
    name, equal, words = typed.partition("=")
    if not equal or not name.strip():
        raise Refused(f"« {typed} » : écrivez NOM=TEXTE.", "text")
    return name.strip(), words


def aside(call: Call, space: str) -> dict[str, Any]:
    """The fields beside the text that were typed, empty for what is taken away."""
    options, now, zone = call.options, call.clock.now(), call.reading.crisis(space).zone
    found: dict[str, Any] = {}
    for name in ("topic", "spokesperson", "not_to_say"):
        if getattr(options, name) is not None:
            found[name] = getattr(options, name)
    if options.audience is not None:
        found["audiences"] = list(filter(None, options.audience))
    if options.issued_by is not None:
        found["issuers"] = list(filter(None, options.issued_by))
    for option, name in MOMENTS.items():
        typed = getattr(options, option)
        if typed is not None:
            found[name] = None if typed.strip() in EMPTY else due_of(typed, now, zone)
    if options.sensitivity is not None:
        found["sensitivities"] = dict(_answer(one) for one in options.sensitivity)
    if options.replaces is not None:
        found["replaces"] = naming.record(call, options.replaces, "message").id if options.replaces else ""
    return found


def _answer(typed: str) -> tuple[str, str]:
    code, answer = _pair(typed)
    if answer not in ANSWERS:
        raise Refused(f"« {typed} » : répondez {', '.join(ANSWERS)}.", "sensitivities")
    return code, answer


def supports(call: Call, typed: Sequence[str] | None) -> tuple[str, ...]:
    """The ids of the entries (`SIG1-0147`) and figures (`BIL-SIG1-001`) that were named."""
    named = typed or ()
    return tuple(naming.record(call, one, "figure" if one.upper().startswith("BIL-") else "entry").id for one in named)
