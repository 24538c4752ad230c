"""`brief`: composing a *point de situation*, freezing it, approving it; what was frozen, and what it says."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import brief_choices, brief_copies, brief_schedule, brief_verify, naming
from app.commands.call import Call
from app.commands.disk import write
from app.commands.parsing import Among, command, group, of_crisis
from app.core import composition, times
from app.core.brief_commands import ONLY_CHIEFS, Freeze, Revise
from app.core.brief_content import Content
from app.core.brief_formats import shown_number
from app.core.brief_offer import Proposal
from app.core.clock import rfc3339
from app.core.composition import Composition
from app.core.errors import Refused
from app.core.recipients import Recipient
from app.core.store.rows import BriefRow

if TYPE_CHECKING:
    from app.documents.brief import Rendered


def arrange(commands: Among) -> None:
    among = group(commands, "brief", "les points de situation")
    composing = command(among, "compose", "dire ce que dirait le prochain point, sans rien figer", _compose)
    brief_choices.arrange(composing)
    composing.add_argument("--out", type=Path, metavar="F.pdf", help="l'épreuve : chaque page dit PROJET")
    of_crisis(composing, required=True)
    making = command(among, "make", "composer et figer un point de situation", _make)
    brief_choices.arrange(making)
    making.add_argument("--draft", action="store_true", help="PROJET, même si vous pouvez approuver")
    making.add_argument("--revises", metavar="POINT", help="reprendre ce projet, sous son numéro")
    making.add_argument("--out", type=Path, metavar="F.pdf")
    making.add_argument("--copies", default="", metavar="A; B", help="destinataires, un exemplaire chacun")
    of_crisis(making, required=True)
    approving = command(among, "approve", "approuver un projet : il ne change plus jamais", _approve)
    approving.add_argument("brief", metavar="POINT", help="PDS-SIG1-003")
    approving.add_argument("--out", type=Path, metavar="F.pdf")
    of_crisis(approving)
    exporting = command(
        among, "export", "écrire un point en texte modifiable, qui ne fait pas foi : c'est noté", _export
    )
    exporting.add_argument("brief", metavar="POINT", help="PDS-SIG1-003")
    exporting.add_argument("--odt", type=Path, metavar="F.odt", required=True)
    of_crisis(exporting)
    of_crisis(command(among, "list", "les points figés d'une crise", _list), required=True)
    brief_copies.arrange(among)
    brief_verify.arrange(among)
    brief_schedule.arrange(among)


def _compose(call: Call) -> None:
    options = call.options
    proposal, chosen = _proposed(call, "")
    for offer in proposal.offers:
        text = [line for line in composition.text_of(offer, chosen).splitlines() if line.strip()]
        heading = f"{shown_number(offer.number)}  {offer.title}"
        values: dict[str, Any] = {"section": offer.number, "title": offer.title, "text": text, "lines": []}
        words = [heading, *(f"     {line}" for line in text)]
        for one in offer.groups:
            for pick in one.picks:
                taken = composition.is_taken(pick, chosen)
                values["lines"].append(
                    {
                        "key": pick.key,
                        "group": one.name,
                        "words": pick.words,
                        "note": pick.note,
                        "marks": sorted(pick.marks),
                        "taken": taken,
                    }
                )
                words.append(
                    f" {'✓' if taken else '·'}   {pick.words} ({pick.note})" if pick.note else f" {pick.words}"
                )
        call.speech.say(values, "\n".join(words))
    for trouble in composition.troubles(proposal, chosen):
        call.speech.warn(f"{'Empêche de figer' if trouble.prevents else 'À savoir'} : {trouble.words}")
    if options.out:
        rendered = _rendered(call, replace(composition.content(proposal, chosen), approver=""))
        write_files(options.out.parent, options.out.stem, rendered.printed.pdf, rendered.printed.annex)


def _make(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    wanted = brief_copies.typed(options.copies)
    if wanted and options.out is None:
        raise Refused("Avec --copies, dites avec --out où écrire le fichier.", "out")
    project = naming.record(call, options.revises, "brief").id if options.revises is not None else ""
    proposal, chosen = _proposed(call, project)
    content = composition.content(proposal, chosen)
    for trouble in composition.troubles(proposal, chosen):
        if not trouble.prevents:
            call.speech.warn(trouble.words)
    for section in content.sections:
        if not section.blocks and section.number not in chosen.nothing:
            number = shown_number(section.number)
            call.speech.warn(f"Section {number} ({section.title}) : vide, imprimée « sans objet ».")
    rendered = _rendered(call, content)
    with disk_ready(options.out):
        if project:
            done = call.desk.do(Revise(project, rendered.content, rendered.printed, proposal.known)).id or project
        else:
            done = call.desk.do(Freeze(crisis.id, rendered.content, rendered.printed, proposal.known)).id
    _tell(call, project or done, wanted)


def _approve(call: Call) -> None:
    found = naming.record(call, call.options.brief, "brief")
    content = call.reading.brief_content(found.id)
    if content is None:
        raise Refused(f"{found.text} vient d'une version plus récente : approuvez-le depuis un poste à jour.", "brief")
    approver = call.reading.approver(call.reading.brief(found.id).space)
    if not approver:
        raise Refused(ONLY_CHIEFS)
    signed = replace(content, approver=approver, made_at=call.clock.now())
    rendered = _rendered(call, signed)
    with disk_ready(call.options.out):
        call.desk.do(Revise(found.id, rendered.content, rendered.printed))
    _tell(call, found.id, ())


def _proposed(call: Call, project: str) -> tuple[Proposal, Composition]:
    """What is offered, and what these options choose of it. Raises Refused."""
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    now = call.clock.now()
    typed = brief_choices.typed(options, crisis, now)
    cutoff = now if options.cutoff is None else times.parse(options.cutoff, now, crisis.zone)
    approved = not getattr(options, "draft", False)
    proposal = call.reading.propose(crisis.id, cutoff, approved, options.format, project)
    composition.require_hours(proposal, typed)
    return proposal, brief_choices.chosen(options, proposal, replace(typed, revises=project))


def _rendered(call: Call, content: Content) -> "Rendered":
    from app.documents import brief  # reportlab takes its time: only who prints waits for it

    rendered = brief.render(content)
    for moved in rendered.moved:
        call.speech.warn(f"{moved.title} : faute de place, {moved.count} de plus en annexe {moved.annex}.")
    return rendered


def _tell(call: Call, id: str, wanted: Sequence[Recipient]) -> None:
    """What was frozen, and where its files were written."""
    out = call.options.out
    row = row_of(call, id)
    files: list[str] = []
    if out:
        annex = call.reading.brief_annex(id) if row.annex_pages else b""
        files += write_files(out.parent, out.stem, call.reading.brief_file(id), annex)
    if wanted and out:
        files += brief_copies.put(call, id, brief_copies.make(call, id, wanted), out.parent)
    state = f"approuvé par {row.approver}" if row.approved else "PROJET"
    pages = f"{row.pages} page{'s' if row.pages > 1 else ''}"
    pages += f" et {row.annex_pages} d'annexe" if row.annex_pages else ""
    words = f"{row.reference} (n° {row.number}) figé, {state}, {pages}, SHA-256 {row.sha256}"
    zone = call.reading.crisis(call.reading.brief(id).space).zone
    call.speech.say({**plain(row, zone), "files": files}, "\n".join([words, *files]))


def disk_ready(out: Path | None) -> AbstractContextManager[None]:
    """As `brief_copies.room_for` the file of a brief. Raises Refused for a folder."""
    if out is not None and isdir(out):
        raise Refused(f"« {out} » est un dossier : donnez le nom du fichier.", "out")
    return brief_copies.room_for(out and out.with_name(f"{out.stem}.pdf"))


def row_of(call: Call, id: str) -> BriefRow:
    """Its line in the list."""
    return next(row for row in call.reading.briefs(call.reading.brief(id).space) if row.id == id)


def write_files(folder: Path, stem: str, pdf: bytes, annex: bytes) -> list[str]:
    """Writes a brief, and its annex beside it. Raises Unavailable."""
    made = {f"{stem}.pdf": pdf, **({f"{stem}-annexe.pdf": annex} if annex else {})}
    return [write(folder / name, data) for name, data in made.items()]


def _export(call: Call) -> None:
    from app.documents import brief_odt

    found = naming.record(call, call.options.brief, "brief")
    content = call.reading.brief_content(found.id)
    if content is None:
        raise Refused(f"{found.text} vient d'une version plus récente : exportez-le depuis un poste à jour.", "brief")
    file: Path = call.options.odt
    with brief_copies.room_for(file):
        sha256 = brief_odt.take_out(call.desk, call.reading.brief(found.id).space, content, file)
    call.speech.say({"brief": found.text, "file": str(file), "sha256": sha256}, f"{file}\nSHA-256 {sha256}")


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for row in reversed(call.reading.briefs(crisis.id)):
        state = "approuvé" if row.approved else "PROJET"
        words = f"{row.reference:<14} n° {row.number}  arrêté à {rfc3339(row.cutoff, crisis.zone)}  {state}"
        call.speech.say(plain(row, crisis.zone), f"{words}  {row.format}")


def plain(row: BriefRow, zone: str) -> dict[str, Any]:
    """A brief as scripts read it."""
    return {
        "brief": row.reference,
        "id": row.id,
        "number": row.number,
        "format": row.format,
        "sha256": row.sha256,
        "fingerprint": row.fingerprint,
        "pages": row.pages,
        "annex_pages": row.annex_pages,
        "cutoff": rfc3339(row.cutoff, zone),
        "frozen_at": rfc3339(row.frozen_at, zone),
        "author": row.author,
        "approved": row.approved,
        "approver": row.approver,
        "replaces": row.replaces,
        "copies": row.copies,
        "pending": row.pending,
    }
