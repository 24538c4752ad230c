"""`brief`: composing a *point de situation*, freezing it, stamping its copies, recognising its file."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import bytes_of, text_of, write
from app.commands.parsing import Among, command, group, of_crisis
from app.core import times
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.registers.briefs import FORMATS, SECTIONS, Content, Freeze, Paragraph, Section
from app.core.store.rows import BriefRow
from app.core.texts import PLACEHOLDER

LONGEST_PARAGRAPH, LONGEST_REASON = 5_000, 300


def arrange(commands: Among) -> None:
    among = group(commands, "brief", "les points de situation")
    making = command(among, "make", "composer et figer un point de situation", _make)
    making.add_argument("--format", required=True, choices=FORMATS)
    making.add_argument("--draft", action="store_true", help="PROJET, même si vous pouvez approuver")
    making.add_argument("--cutoff", metavar="HEURE", help="heure d'arrêté (maintenant par défaut)")
    making.add_argument("--section", action="append", default=[], metavar="N=FICHIER", help="texte d'une section")
    making.add_argument("--none", action="append", default=[], metavar="N=MOTIF", help="pourquoi elle est sans objet")
    making.add_argument("--out", type=Path, metavar="F.pdf")
    making.add_argument("--copies", default="", metavar="A; B", help="destinataires, un exemplaire chacun")
    of_crisis(making, required=True)
    printing = command(among, "print", "écrire les exemplaires d'un point figé", _print)
    printing.add_argument("brief", metavar="POINT", help="PDS-SIG1-003")
    printing.add_argument("--copies", default="", metavar="A; B", help="destinataires, un exemplaire chacun")
    printing.add_argument("--out", type=Path, required=True, metavar="DOSSIER")
    of_crisis(printing)
    of_crisis(command(among, "list", "les points figés d'une crise", _list), required=True)
    verifying = command(among, "verify", "dire de quel point figé un fichier est la copie exacte", _verify)
    verifying.add_argument("file", type=Path, metavar="F.pdf")


def _make(call: Call) -> None:
    from app.documents import brief  # reportlab takes its time: only who prints waits for it

    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    recipients = _recipients(options.copies)
    if recipients and options.out is None:
        raise Refused("Avec --copies, dites avec --out où écrire le fichier.", "out")
    now = call.clock.now()
    cutoff = now if options.cutoff is None else times.parse(options.cutoff, now, crisis.zone)
    typed = _typed(options.section, options.none)
    content = _with(call.reading.compose(crisis.id, cutoff, not options.draft), typed)
    rendered = brief.render(content)
    done = call.desk.do(Freeze(crisis.id, content, rendered.pdf, rendered.pages))
    for section in content.sections:
        if not section.blocks and section.number not in typed:
            call.speech.warn(f"Section {section.number} ({section.title}) : vide, imprimée « sans objet ».")
    files = _written(options.out.parent, options.out.stem, rendered.pdf, ()) if options.out else []
    files += _written(options.out.parent, options.out.stem, rendered.pdf, recipients) if recipients else []
    row = next(one for one in call.reading.briefs(crisis.id) if one.id == done.id)
    state = "approuvé" if row.approved else "PROJET"
    pages = f"{row.pages} page{'s' if row.pages > 1 else ''}"
    words = f"{row.reference} (n° {row.number}) figé, {state}, {pages}, SHA-256 {row.sha256}"
    call.speech.say({**_plain(row, crisis.zone), "files": files}, "\n".join([words, *files]))


def _typed(texts: list[str], reasons: list[str]) -> dict[int, Section]:
    """The sections written by hand: their paragraphs, or why there is nothing to say. Raises Refused."""
    sections: dict[int, Section] = {}
    for given in texts:
        number, file = _numbered(given, "--section N=FICHIER")
        lines = [clean(line, f"Section {number}", LONGEST_PARAGRAPH) for line in text_of(Path(file)).splitlines()]
        blanks = PLACEHOLDER.findall("\n".join(lines))
        if blanks:
            raise Refused(f"Section {number} à compléter : {', '.join(dict.fromkeys(blanks))}.", "section")
        paragraphs = tuple(Paragraph(line, changed=True) for line in lines if line)
        sections[number] = Section(number, SECTIONS[number - 1], paragraphs)
    for given in reasons:
        number, reason = _numbered(given, "--none N=MOTIF")
        reason = clean(reason, f"Motif {number}", LONGEST_REASON)
        if number in sections or not reason:
            raise Refused(f"Section {number} : un texte, ou un motif, mais un seul des deux.", "none")
        sections[number] = Section(number, SECTIONS[number - 1], (), reason)
    return sections


def _numbered(given: str, form: str) -> tuple[int, str]:
    number, equals, rest = given.partition("=")
    if not (equals and number.isascii() and number.isdecimal() and 1 <= int(number) <= len(SECTIONS)):
        raise Refused(f"Écrivez {form}, N de 1 à {len(SECTIONS)} : « {given} » n'est pas compris.", "section")
    return int(number), rest


def _with(content: Content, typed: dict[int, Section]) -> Content:
    return replace(content, sections=tuple(typed.get(one.number, one) for one in content.sections))


def _recipients(typed: str) -> tuple[str, ...]:
    return tuple(clean(one, "Exemplaire", 80) for one in typed.split(";") if one.strip())


def _print(call: Call) -> None:
    found = naming.record(call, call.options.brief, "brief")
    pdf = call.reading.brief_file(found.id)
    files = _written(call.options.out, found.text, pdf, _recipients(call.options.copies))
    for file in files:
        values = {"brief": found.text, "file": file, "sha256": hashlib.sha256(Path(file).read_bytes()).hexdigest()}
        call.speech.say(values, file)


def _written(folder: Path, stem: str, pdf: bytes, recipients: tuple[str, ...]) -> list[str]:
    """Writes the frozen file, or one stamped copy for each recipient. Raises Unavailable."""
    from app.documents import copies

    made = {f"{stem}.pdf": pdf} if not recipients else {}
    for number, recipient in enumerate(recipients, 1):
        made[f"{stem}-exemplaire-{number}.pdf"] = copies.stamp(pdf, number, len(recipients), recipient)
    return [write(folder / name, data) for name, data in made.items()]


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for row in reversed(call.reading.briefs(crisis.id)):
        state = "approuvé" if row.approved else "PROJET"
        words = f"{row.reference:<14} n° {row.number}  arrêté à {rfc3339(row.cutoff, crisis.zone)}  {state}"
        call.speech.say(_plain(row, crisis.zone), words)


def _plain(row: BriefRow, zone: str) -> dict[str, Any]:
    return {
        "brief": row.reference,
        "id": row.id,
        "number": row.number,
        "sha256": row.sha256,
        "pages": row.pages,
        "cutoff": rfc3339(row.cutoff, zone),
        "frozen_at": rfc3339(row.frozen_at, zone),
        "author": row.author,
        "approved": row.approved,
        "pending": row.pending,
    }


def _verify(call: Call) -> None:
    print_ = hashlib.sha256(bytes_of(call.options.file)).hexdigest()
    for crisis in call.reading.crises():
        for row in call.reading.briefs(crisis.id):
            if row.sha256 == print_:
                call.reading.brief_file(row.id)  # the record itself is checked, not only its line in the list
                values = {**_plain(row, crisis.zone), "crisis": crisis.code, "known": True}
                return call.speech.say(values, f"C'est {row.reference} de {crisis.code}, octet pour octet.")
    if call.speech.as_json:
        call.speech.say({"known": False, "sha256": print_}, "")
    raise Refused("Ce fichier est inconnu de ce poste : ce n'est l'original d'aucun point figé qu'il tient.")
