"""`brief print` and `brief copies`: numbered copies on paper, in files or by courriel, and their register."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import write
from app.commands.parsing import Among, command, of_crisis
from app.core import recipients
from app.core.brief import LONGEST_RECIPIENT, MOST_COPIES
from app.core.clock import rfc3339
from app.core.errors import Refused, Unavailable, disk_said
from app.core.plain_text import clean
from app.core.recipients import Recipient

if TYPE_CHECKING:
    from app.documents.brief_mail import Words
    from app.documents.copy_outputs import Copy


def arrange(among: Among) -> None:
    printing = command(among, "print", "imprimer ou écrire les exemplaires d'un point figé", _print)
    printing.add_argument("brief", metavar="POINT", help="PDS-SIG1-003")
    printing.add_argument("--copies", default="", metavar="A; B", help="destinataires, un exemplaire numéroté chacun")
    printing.add_argument("--copy", action="append", default=[], metavar="3/15", help="imprimer de nouveau celui-là")
    printing.add_argument("--out", type=Path, metavar="DOSSIER", help="un PDF par exemplaire")
    printing.add_argument("--printer", metavar="FILE", nargs="?", const="", help="file d'impression, celle par défaut")
    printing.add_argument("--mail", action="store_true", help="dans le dossier, un courriel par exemplaire")
    printing.add_argument("--no-annex", action="store_true", help="sans les annexes")
    printing.set_defaults(check=_fault)
    of_crisis(printing)
    listing = command(among, "copies", "le registre des exemplaires d'un point", _register)
    listing.add_argument("brief", metavar="POINT", help="PDS-SIG1-003")
    of_crisis(listing)


def typed(text: str) -> tuple[Recipient, ...]:
    """For whom each copy is. Raises Refused, before anything is frozen, when they could not be registered."""
    wanted = recipients.typed(text)
    if len(wanted) > MOST_COPIES:
        raise Refused(f"{len(wanted)} exemplaires, {MOST_COPIES} au plus à la fois.", "copies")
    for one in wanted:
        clean(one.name, "Destinataire", LONGEST_RECIPIENT, lines=False)
    return wanted


@contextmanager
def room_for(file: Path | None) -> Iterator[None]:
    """Raises Unavailable, before anything is kept in the journal, when that file could not be written; when nothing
    comes of it, no folder is left behind."""
    made: list[Path] = []
    try:
        if file:
            _try(file, made)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _try(file: Path, made: list[Path]) -> None:
    """Makes its folders, which `made` names, and writes nothing in it. Raises Unavailable."""
    try:
        for folder in reversed([one for one in file.parents if not one.exists()]):
            folder.mkdir()
            made.append(folder)
        known = file.exists()
        file.open("ab").close()
        if not known:
            file.unlink()
    except (OSError, ValueError) as error:
        said = f"Le fichier {file} n'a pas pu être écrit : {disk_said(error)}. Choisissez un autre endroit."
        raise Unavailable(said) from error


def make(call: Call, id: str, wanted: Sequence[Recipient]) -> list[str]:
    """Registers a copy for each recipient; their numbers, in order. Raises Refused."""
    from app.documents import copies  # reportlab takes its time: only who prints waits for it

    reading, found = call.reading, call.reading.brief(id)
    before = {one.label for one in reading.brief_copies(id)}
    annex = reading.brief_annex(id) if found.file.annex_pages else b""
    names = [one.name for one in wanted]
    call.desk.do(copies.make(reading.brief_file(id), annex, found, reading.me().workstation, names))
    return [one.label for one in reading.brief_copies(id) if one.label not in before]


def put(call: Call, id: str, labels: Sequence[str], folder: Path) -> list[str]:
    """Writes those copies in that folder; the names of the files. Raises Refused, Unavailable."""
    from app.documents import copy_outputs

    folder.mkdir(parents=True, exist_ok=True)
    written = copy_outputs.to_folder(_words(call, id), _copies(call, id, labels, (), True), folder)
    return [str(file) for file in written.files]


def _fault(options: Namespace) -> str:
    if options.out is None and options.printer is None:
        return "dites où : --out DOSSIER, ou --printer."
    if options.mail and options.out is None:
        return "avec --mail, dites avec --out où écrire les courriels."
    return ""


def _print(call: Call) -> None:
    options, found = call.options, naming.record(call, call.options.brief, "brief")
    known = [one.label for one in call.reading.brief_copies(found.id)]
    unknown = [one for one in options.copy if one not in known]
    if unknown:
        raise Refused(f"Aucun exemplaire {unknown[0]} de {found.text} : « brief copies » dit lesquels.", "copy")
    wanted, queue = typed(options.copies), _queue(options.printer)
    with room_for(options.out and options.out / f"{found.text}.pdf"):
        labels = [*options.copy, *(make(call, found.id, wanted) if wanted else ())]
    if labels:
        copies = _copies(call, found.id, labels, wanted, not options.no_annex)
        _give(call, found.text, _words(call, found.id), copies, queue)
    else:
        _give_original(call, found.id, found.text, queue)


def _queue(asked: str | None) -> str:
    """The printer asked for, before any copy is registered. Raises Refused."""
    from app.documents import spool

    return "" if asked is None else spool.chosen(spool.queues(), asked).name


def _give(call: Call, reference: str, words: "Words", copies: Sequence["Copy"], queue: str) -> None:
    """Each copy to where the options say."""
    from app.documents import copy_outputs

    options = call.options
    for copy in copies:
        values = {"brief": reference, "copy": copy.label, "recipient": copy.recipient}
        if options.out is not None:
            for file, data in zip(
                copy_outputs.to_folder(words, [copy], options.out).files, (copy.pdf, copy.annex), strict=False
            ):
                document = "brief" if data == copy.pdf else "annex"
                about = {"file": str(file), "document": document, "sha256": sha256(data).hexdigest()}
                call.speech.say({**values, **about}, str(file))
        if options.mail:
            written = copy_outputs.to_mails(words, [copy], options.out)
            for file in written.files if not written.bare else ():
                call.speech.say({**values, "file": str(file), "document": "mail"}, str(file))
            if written.bare:
                call.speech.warn(f"{copy.words} : aucune adresse, aucun courriel. Écrivez « Nom <adresse> ».")
        if queue:
            for job in copy_outputs.to_queue(words, [copy], queue):
                call.speech.say({**values, "printer": queue, "job": job}, f"{copy.words} donné à {queue} ({job}).")


def _give_original(call: Call, id: str, reference: str, queue: str) -> None:
    """The frozen file itself, which has no number."""
    from app.documents import spool

    options, reading = call.options, call.reading
    files = {"brief": (f"{reference}.pdf", reading.brief_file(id))}
    if reading.brief(id).file.annex_pages and not options.no_annex:
        files["annex"] = (f"{reference}-annexe.pdf", reading.brief_annex(id))
    for document, (name, pdf) in files.items():
        values = {"brief": reference, "document": document, "sha256": sha256(pdf).hexdigest()}
        if options.out is not None:
            file = write(options.out / name, pdf)
            call.speech.say({**values, "file": file, "copy": "", "recipient": ""}, file)
        if queue:
            job = spool.send(pdf, queue, name.removesuffix(".pdf"))
            call.speech.say({**values, "printer": queue, "job": job}, f"{name} donné à {queue} ({job}).")


def _words(call: Call, id: str) -> "Words":
    from app.documents import brief_mail

    content = call.reading.brief_content(id)
    if content is None:
        raise Refused("Ce point vient d'une version plus récente : imprimez-le depuis un poste à jour.", "brief")
    return brief_mail.words_of(content, call.clock.now())


def _copies(call: Call, id: str, labels: Sequence[str], wanted: Sequence[Recipient], annexed: bool) -> list["Copy"]:
    """Those copies with their bytes; the addresses are those that were typed for them."""
    from app.documents.copy_outputs import Copy

    reading, addresses = call.reading, {one.name: one.address for one in wanted}
    known = {one.label: one for one in reading.brief_copies(id)}
    with_annex = [label for label in labels if known[label].annex_sha256 and annexed]
    annexes = dict(zip(with_annex, reading.copy_files(id, with_annex, annex=True) if with_annex else (), strict=True))
    return [
        Copy(label, known[label].recipient, pdf, annexes.get(label, b""), addresses.get(known[label].recipient, ""))
        for label, pdf in zip(labels, reading.copy_files(id, labels), strict=True)
    ]


def _register(call: Call) -> None:
    found = naming.record(call, call.options.brief, "brief")
    zone = call.reading.crisis(call.reading.brief(found.id).space).zone
    for one in call.reading.brief_copies(found.id):
        values = {
            "brief": found.text,
            "copy": one.label,
            "recipient": one.recipient,
            "made_at": rfc3339(one.at, zone),
            "by": one.author.name,
            "workstation": one.prefix,
            "sha256": one.sha256,
        }
        call.speech.say(values, f"{one.label:<9} {one.recipient}  {rfc3339(one.at, zone)}  {one.author.name}")
