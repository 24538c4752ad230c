"""What may be done to a brief that was frozen, why not, and the work of it, off the window's thread."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.core.brief_commands import Revise
from app.core.brief_content import Content
from app.core.errors import Refused, Unavailable, disk_said
from app.core.roles import may_approve_briefs
from app.core.store.rows import BriefRow, CrisisRow
from app.documents import brief, brief_mail, brief_odt
from app.ui.brief_troubles import FREEZERS
from app.ui.brief_viewer import Frozen
from app.ui.station import Station

APPROVE, RETAKE, COPIES, SAVE, MAIL, ODT = "approve", "retake", "copies", "save", "mail", "odt"
WORDS = {
    APPROVE: "Approuver…",
    RETAKE: "Reprendre",
    COPIES: "Exemplaires…",
    SAVE: "Enregistrer le PDF…",
    MAIL: "Courriel…",
    ODT: "Exporter en ODT…",
}
KINDS = {SAVE: "PDF (*.pdf)", MAIL: "Courriel à envoyer (*.eml)", ODT: "Texte modifiable (*.odt)"}
OTHER_VERSION = "il a été figé par une autre version, que celle-ci ne sait pas lire."
ONLY_CHIEFS = "seuls le chef de la cellule communication et le directeur de crise approuvent un point."
FINAL = (
    "Le texte devient définitif, sous votre nom, et les pages ne diront plus PROJET. Un point approuvé ne change plus"
    " jamais : pour le corriger, il faut en figer un autre."
)


def reasons(crisis: CrisisRow, row: BriefRow, frozen: Frozen | None) -> Mapping[str, str]:
    """Why each act cannot be done now; nothing for those that can."""
    roles = crisis.role.split(", ")
    may_write = not FREEZERS.isdisjoint(roles)
    closed = "" if crisis.open else "la crise est close."
    unread = "" if frozen is None or frozen.content is not None else OTHER_VERSION
    broken = "" if frozen is not None else "son fichier n’est pas lu."
    role = "" if may_write else f"le rôle {crisis.role} ne le permet pas."
    chief = "" if any(map(may_approve_briefs, roles)) else ONLY_CHIEFS
    approved = f"il est approuvé par {row.approver} et ne change plus." if row.approved else ""
    return {
        APPROVE: approved or closed or chief or unread or broken,
        RETAKE: approved or closed or role or unread or broken,
        COPIES: closed or role or broken,
        SAVE: broken,
        MAIL: broken or unread,
        ODT: broken or unread,
    }


def approve(station: Station, space: str, id: str, now: int) -> str:
    """Gives the project (id) its approver, for ever; its id. Not on the window's thread. Raises Refused."""
    content = station.reading.brief_content(id)
    if content is None:
        raise Refused(f"Approbation impossible : {OTHER_VERSION}")
    approver = station.reading.approver(space)
    if not approver:
        raise Refused(f"{ONLY_CHIEFS[:1].upper()}{ONLY_CHIEFS[1:]}")
    rendered = brief.render(replace(content, approver=approver, made_at=now))
    station.desk.do(Revise(id, rendered.content, rendered.printed))
    return id


def written(station: Station, act: str, frozen: Frozen, shown: tuple[str, bytes], now: int, path: Path) -> str:
    """Writes what that act gives there: what is shown, a courriel with all its files, or a text to edit, once it is
    noted among the extractions; its path. Not on the window's thread. Raises Refused or Unavailable."""
    content = frozen.content
    try:
        if act == SAVE:
            path.write_bytes(shown[1])
        elif content is None:
            raise Refused(f"Impossible : {OTHER_VERSION}")
        elif act == ODT:
            brief_odt.take_out(station.desk, station.reading.brief(frozen.row.id).space, content, path)
        else:
            path.write_bytes(_mail(frozen, content, now))
    except (OSError, ValueError) as error:
        said = disk_said(error)
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({said}) : choisissez un autre dossier.") from error
    return str(path)


def _mail(frozen: Frozen, content: Content, now: int) -> bytes:
    reference = frozen.row.reference
    files = [(f"{reference}.pdf", frozen.pdf)]
    files += [(f"{reference}-annexe.pdf", frozen.annex)] if frozen.annex else []
    return brief_mail.mail_of(brief_mail.words_of(content, now), (), files)
