"""`notice`: what this person was called for, and what he has seen of it."""

from typing import Any

from app.commands.call import Call
from app.commands.parsing import Among, command, group
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.core.notices import KINDS
from app.core.store.notices import NoticeRow


def arrange(commands: Among) -> None:
    among = group(commands, "notice", "ce pour quoi ce poste a appelé")
    listing = command(among, "list", "les avis, ceux qui n'ont pas été vus d'abord", _list)
    listing.add_argument("--unseen", action="store_true", help="seulement ceux qui n'ont pas été vus")
    seeing = command(among, "seen", "noter qu'un avis a été vu", _seen)
    seeing.add_argument("notice", metavar="N", help="le numéro de l'avis, ou « all » pour tous")


def _list(call: Call) -> None:
    call.desk.note_due()
    codes = {row.id: row.code for row in call.reading.crises()}
    for one in call.reading.notices(call.options.unseen):
        values = _values(one, codes.get(one.space, ""))
        seen = "vu" if one.seen else "non vu"
        by = f" par {one.by}" if one.by else ""
        due = f" ({values['due']})" if values["due"] else ""
        step = f" ({one.step})" if one.step else ""
        words = f"{one.number} · {one.subject} — {KINDS[one.kind]}{step}{by}{due}"
        call.speech.say(values, f"{one.n}  {seen}  {values['at']}  {values['crisis']}  {words}")


def _values(one: NoticeRow, code: str) -> dict[str, Any]:
    return {
        "notice": one.n,
        "kind": one.kind,
        "crisis": code,
        one.register: one.number,
        "subject": one.subject,
        "by": one.by,
        "at": rfc3339(one.at, one.zone),
        "due": rfc3339(one.due_at, one.zone) if one.due_at else None,
        "step": one.step,
        "seen": one.seen,
    }


def _seen(call: Call) -> None:
    wanted = call.options.notice
    known = {str(one.n): one for one in call.reading.notices()}
    if wanted != "all" and wanted not in known:
        raise Refused(
            f"L'avis « {wanted} » n'est pas connu de ce poste : « diapason notice list » les donne.", "notice"
        )
    call.desk.see_notices(None if wanted == "all" else [known[wanted].n])
    left = len(call.reading.notices(unseen=True))
    call.speech.say({"seen": wanted, "unseen": left}, f"Vu. Avis non vus : {left}.")
