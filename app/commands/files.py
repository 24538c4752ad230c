"""`journal attach|file`, `message file`: joining files to an entry, and taking one out of the encrypted journal."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import bytes_of
from app.commands.parsing import Among, command, of_crisis
from app.core.arguments import Parser
from app.core.attachments import described, guessed_type, name_on_disk, weighed
from app.core.entries import LARGEST_FILE, Attachment
from app.core.entry_commands import Attach
from app.core.errors import Refused, Unavailable, disk_said
from app.core.registers.extractions import LogExtraction
from app.core.store.file_reading import standing
from app.core.store.references import Found


def arrange(among: Among) -> None:
    joining = command(among, "attach", "joindre des fichiers à une entrée", _attach)
    taking = command(among, "file", "écrire une pièce jointe en clair, hors du journal : c'est noté", _file)
    for parser in (joining, taking):
        parser.add_argument("entry", metavar="ENTRÉE", help="SIG1-0147")
        of_crisis(parser)
    joining.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="25 Mo au plus chacun")
    taking.add_argument("name", nargs="?", default="", metavar="NOM", help="son nom, ou le début de son SHA-256")
    _out(taking)


def arrange_proofs(among: Among) -> None:
    """The proofs of what a message's dispatches say."""
    taking = command(among, "file", "écrire une preuve de diffusion en clair, hors du journal : c'est noté", _proof)
    taking.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001")
    of_crisis(taking)
    taking.add_argument("name", nargs="?", default="", metavar="NOM", help="son nom, ou le début de son SHA-256")
    _out(taking)


def _out(taking: Parser) -> None:
    taking.add_argument("--out", type=Path, required=True, metavar="CHEMIN", help="dossier, ou nom du fichier à écrire")
    taking.add_argument("--force", action="store_true", help="remplacer le fichier qui s'y trouve")


def _attach(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    files: dict[Attachment, bytes] = {}
    for path in call.options.files:
        content = bytes_of(path, LARGEST_FILE)
        files[described(path.name, content)] = content
    call.desk.do(Attach(found.id, tuple(files)), list(files.values()))
    given = {one.sha256 for one in files}  # a content is joined once, under one name
    joined = [one for one in call.reading.entry(found.id).files if one.sha256 in given]
    told = [plain(call, one) for one in joined]
    words = "\n".join(f"  {one.name} ({weighed(one.size)})" for one in joined)
    call.speech.say({"entry": found.text, "id": found.id, "files": told}, f"Joint à {found.text} :\n{words}")


def plain(call: Call, file: Attachment) -> dict[str, Any]:
    """A file as a program reads it; `received` is how much of a content that is away has come, in a hundred."""
    state = call.reading.file_states([file.sha256])[file.sha256]
    told = {"name": file.name, "size": file.size, "type": file.type, "sha256": file.sha256, "state": state}
    percent = call.reading.file_progress([file.sha256]).get(file.sha256)
    return told if percent is None or state != "away" else {**told, "received": percent}


def where(call: Call, file: Attachment) -> str:
    """Where its content is, in words."""
    hashes = [file.sha256]
    return standing(call.reading.file_states(hashes)[file.sha256], call.reading.file_progress(hashes).get(file.sha256))


def _file(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    _take(call, "entry", found, call.reading.entry(found.id).files)


def _proof(call: Call) -> None:
    found = naming.record(call, call.options.message, "message")
    _take(call, "message", found, [file for told in call.reading.message(found.id).dispatches for file in told.files])


def _take(call: Call, of: str, found: Found, files: Sequence[Attachment]) -> None:
    file = _named(call, found, files, call.options.name)
    out: Path = call.options.out
    if out.is_dir():
        out = out / name_on_disk(file.name)
    if out.exists() and not call.options.force:
        raise Refused(f"{out} existe déjà : choisissez un autre nom, ou ajoutez --force.", "out")
    content = call.reading.file(file.sha256)
    format = guessed_type(file.name).rpartition("/")[2][:20]
    call.desk.do(LogExtraction(found.space, "attachment", format, f"{found.text} · {file.name}", 1, file.sha256))
    _write(out, content, call.options.force)
    values = {of: found.text, "name": file.name, "file": str(out), "size": file.size, "sha256": file.sha256}
    call.speech.say(values, f"{out}\nCette copie est en clair, hors du journal chiffré : protégez-la.")


def _named(call: Call, found: Found, files: Sequence[Attachment], typed: str) -> Attachment:
    """The file that a person names; the only one when he names none. Raises Refused with the list."""
    named = [one for one in files if typed in ("", one.name) or (len(typed) >= 6 and one.sha256.startswith(typed))]
    if len(named) == 1:
        return named[0]
    if not files:
        raise Refused(f"{found.text} n'a pas de pièce jointe.", "name")
    listed = "\n".join(f"  {one.sha256[:12]}  {one.name} ({weighed(one.size)}, {where(call, one)})" for one in files)
    raise Refused(f"Dites laquelle des pièces de {found.text}, par son nom ou son empreinte :\n{listed}", "name")


def _write(file: Path, content: bytes, over: bool) -> None:
    """A copy that only its owner reads; never over another file unless `over`. Raises Refused or Unavailable."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if over:
            file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except FileExistsError as error:
        raise Refused(f"{file} existe déjà : choisissez un autre nom, ou ajoutez --force.", "out") from error
    except (OSError, ValueError) as error:
        raise Unavailable(
            f"Le fichier {file} n'a pas pu être écrit : {disk_said(error)}. Choisissez un autre endroit."
        ) from error
