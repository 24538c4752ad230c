"""`message dispatch|received|proof|recall|output|board`: what goes out, to whom, and who must be called back."""

from pathlib import Path
from typing import Any

from app.commands import lists, naming
from app.commands.call import Call
from app.commands.disk import bytes_of
from app.commands.parsing import Among, command, of_crisis
from app.core.arguments import Parser
from app.core.attachments import described
from app.core.channels import channel_word
from app.core.clock import rfc3339
from app.core.entries import LARGEST_FILE, Attachment
from app.core.errors import Refused
from app.core.leaving import FORMATS, file_name
from app.core.message import Message
from app.core.message_commands import AddProof, Dispatch, MarkReceived
from app.core.message_events import Dispatched
from app.core.recipients import Recipient, shown, typed


def arrange(among: Among) -> None:
    """Adds these to the family `message`."""
    sending = _on_message(among, "dispatch", "noter qu'une version est diffusée (Diapason ne publie rien)", _dispatch)
    sending.add_argument("--channel", required=True, metavar="CANAL", help="presse, x, site…")
    _to_whom(sending)
    sending.add_argument("--version", metavar="V")
    sending.add_argument("--degraded", default="", metavar="MOTIF", help="sans échange récent : CCOM, avec son motif")
    proving = _on_message(among, "proof", "joindre la preuve d'une diffusion", _prove)
    for parser in (sending, proving):
        parser.add_argument("--url", default="", help="où elle se voit")
        parser.add_argument("--file", action="append", default=[], type=Path, metavar="FICHIER", help="capture d'écran")
    received = _on_message(among, "received", "noter des accusés de réception", _received)
    received.add_argument("--recipient", action="append", required=True, metavar="NOM")
    for parser in (proving, received):
        parser.add_argument("--dispatch", default="", metavar="DIFFUSION", help="son identifiant (la dernière sinon)")
    _on_message(among, "dispatches", "les diffusions d'un message", _dispatches)
    _on_message(among, "recall", "la liste de rappel : qui tient un texte qui n'est plus le bon", _recall)
    putting = _on_message(among, "output", "écrire un fichier prêt à sortir : c'est noté", _output)
    putting.add_argument("--format", required=True, choices=FORMATS)
    putting.add_argument("--out", type=Path, required=True, metavar="CHEMIN", help="fichier, ou dossier")
    putting.add_argument("--variant", default="", metavar="CANAL", help="la variante de ce canal, et elle seule")
    putting.add_argument("--version", metavar="V")
    putting.add_argument("--place", default="", help="lieu, sur le papier")
    putting.add_argument("--contact", default="", help="contact presse, sur le papier")
    _to_whom(putting)
    board = command(among, "board", "la fiche porte-parole : les éléments de langage en vigueur", _board)
    board.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    of_crisis(board, required=True)


def _on_message(among: Among, name: str, help: str, run: Any) -> Parser:
    parser = command(among, name, help, run)
    parser.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001")
    of_crisis(parser)
    return parser


def _to_whom(parser: Parser) -> None:
    parser.add_argument("--to", default="", metavar="DESTINATAIRES", help="« AFP <desk@afp.fr>; Rédaction »")
    parser.add_argument(
        "--list", default="", metavar="LISTE", help="une liste de diffusion, telle qu'elle est maintenant"
    )


def _dispatch(call: Call) -> None:
    options, message = call.options, _named(call)
    recipients, name = _recipients(call, message)
    files = _files(options.file)
    count = len(recipients)
    to = f"{name} ({count} destinataire{'s' if count > 1 else ''})" if name else ""
    if name and not recipients:
        raise Refused(f"La liste « {name} » n'atteint personne : complétez-la, ou l'annuaire.", "list")
    sent = Dispatch(
        message.id,
        options.version,
        options.channel,
        to=to,
        recipients=recipients,
        list=name,
        url=options.url,
        files=tuple(files),
        degraded=options.degraded,
    )
    call.desk.do(sent, list(files.values()))
    message = call.reading.message(message.id)
    told = message.dispatches[-1]
    zone = call.reading.crisis(message.space).zone
    values = {"message": message.reference, "version": told.version, "state": message.state, **_plain(told, zone)}
    degraded = " EN MODE DÉGRADÉ" if told.degraded else ""
    how = f"{channel_word(told.channel)}, {_whom(told)}"
    words = f"{message.reference} {told.version} : diffusion{degraded} notée ({how})."
    call.speech.say(values, f"{words}\nLa main courante en tient la ligne. Diapason n'a rien publié lui-même.")


def _recipients(call: Call, message: Message) -> tuple[tuple[Recipient, ...], str]:
    """Those typed, then those the list reaches now; and the name of the list."""
    recipients, name = typed(call.options.to), ""
    if call.options.list:
        named = lists.named(call, call.options.list, call.reading.crisis(message.space))
        recipients, name = (*recipients, *call.reading.recipients(named.id)), named.name
    return tuple(dict.fromkeys(recipients)), name


def _files(paths: list[Path]) -> dict[Attachment, bytes]:
    read = ((path, bytes_of(path, LARGEST_FILE)) for path in paths)
    return {described(path.name, content): content for path, content in read}


def _prove(call: Call) -> None:
    message = _named(call)
    files = _files(call.options.file)
    told = _told(message, call.options.dispatch)
    call.desk.do(AddProof(message.id, told.id, call.options.url, tuple(files)), list(files.values()))
    _tell(call, message.id, told.id, "preuve jointe")


def _received(call: Call) -> None:
    message = _named(call)
    told = _told(message, call.options.dispatch)
    call.desk.do(MarkReceived(message.id, told.id, tuple(call.options.recipient)))
    _tell(call, message.id, told.id, "accusés de réception notés")


def _told(message: Message, id: str) -> Dispatched:
    """The dispatch a person names; the last one when he names none. Raises Refused."""
    found = [one for one in message.dispatches if one.id.startswith(id)]
    if not found:
        said = f"n'a pas de diffusion {id}" if id else "n'a pas été diffusé"
        raise Refused(f"{message.reference} {said}.", "dispatch")
    if id and len(found) > 1:
        raise Refused(f"« {id} » désigne plusieurs diffusions : {', '.join(one.id[:12] for one in found)}.", "dispatch")
    return found[-1]


def _tell(call: Call, message: str, dispatch: str, what: str) -> None:
    now = call.reading.message(message)
    told = _told(now, dispatch)
    zone = call.reading.crisis(now.space).zone
    call.speech.say({"message": now.reference, **_plain(told, zone)}, f"{now.reference} : {what}.\n{_line(told, zone)}")


def _dispatches(call: Call) -> None:
    message = _named(call)
    zone = call.reading.crisis(message.space).zone
    for told in message.dispatches:
        call.speech.say({"message": message.reference, **_plain(told, zone)}, _line(told, zone))


def _plain(told: Dispatched, zone: str) -> dict[str, Any]:
    return {
        "dispatch": told.id,
        "version": told.version,
        "channel": told.channel,
        "to": told.to,
        "list": told.list,
        "recipients": [lists.plain(one) for one in told.recipients],
        "at": rfc3339(told.at, zone),
        "by": told.by.name,
        "degraded": told.degraded,
        "urls": list(told.urls),
        "files": [{"name": one.name, "sha256": one.sha256} for one in told.files],
        "received": [{"name": name, "at": rfc3339(at, zone)} for name, at in told.received],
        "pending": told.rank is None,
    }


def _whom(told: Dispatched) -> str:
    return told.to or ", ".join(one.name for one in told.recipients)


def _line(told: Dispatched, zone: str) -> str:
    acknowledged = f", reçu {len(told.received)}/{len(told.recipients)}" if told.recipients else ""
    degraded = f" · MODE DÉGRADÉ : {told.degraded}" if told.degraded else ""
    proofs = len(told.urls) + len(told.files)
    proof = f"{proofs} preuve{'s' if proofs > 1 else ''}" if proofs else "sans preuve"
    return (
        f"{told.id[:12]}  {rfc3339(told.at, zone)}  {told.version}  {channel_word(told.channel)} → {_whom(told)}"
        f"{acknowledged}, {proof}, par {told.by.name}{degraded}"
    )


def _recall(call: Call) -> None:
    message = _named(call)
    zone = call.reading.crisis(message.space).zone
    found = call.reading.recall(message.id)
    for one in found.to_recall:
        received = [{"dispatch": told.id, "version": told.version, "channel": told.channel} for told in one.dispatches]
        values = {"message": message.reference, "why": found.why, **lists.plain(one.recipient)}
        last = one.dispatches[0]
        sure = ", qu'il a reçu" if one.received else ""
        how = f"{channel_word(last.channel)}, {rfc3339(last.at, zone)}"
        words = f"  {shown(one.recipient)} : tient {last.version}{sure} ({how})"
        call.speech.say({**values, "received": one.received, "holds": received}, words)
    if not found.to_recall:
        call.speech.warn(f"{message.reference} : personne à rappeler.")
    else:
        call.speech.warn(f"{found.why}. À rappeler : {len(found.to_recall)} ; déjà rectifiés : {found.answered}.")


def _output(call: Call) -> None:
    from app.documents import message_outputs

    options, message = call.options, _named(call)
    recipients, _ = _recipients(call, message)
    space, leaving = call.reading.leaving(message.id, options.version, options.variant, options.place, options.contact)
    file: Path = options.out / file_name(leaving, options.format) if options.out.is_dir() else options.out
    to, hidden = (recipients, ()) if len(recipients) == 1 else ((), recipients)
    sha256 = message_outputs.take_out(call.desk, space, leaving, options.format, file, to, hidden)
    values = {
        "message": leaving.reference,
        "version": leaving.version,
        "file": str(file),
        "format": options.format,
        "sha256": sha256,
        "marks": list(leaving.marks),
    }
    for mark in leaving.marks:
        call.speech.warn(mark)
    call.speech.say(values, f"{file}\nSHA-256 {sha256}. Cette copie est en clair, hors du journal chiffré.")


def _board(call: Call) -> None:
    from app.documents import board_export

    crisis = naming.crisis(call, call.options.crisis)
    board = call.reading.board(crisis.id)
    sha256 = board_export.take_out(call.desk, board, "pdf", call.options.out).sha256
    lines = board_export.in_force(board)
    values = {"file": str(call.options.out), "sha256": sha256, "in_force": lines, "at": rfc3339(board.at, crisis.zone)}
    call.speech.say(values, f"{call.options.out}\n{len(lines)} en vigueur. SHA-256 {sha256}.")


def _named(call: Call) -> Message:
    return call.reading.message(naming.record(call, call.options.message, "message").id)
