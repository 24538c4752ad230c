"""The acts that are signed with a reason: what each entails is said first, and one reason is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.message import Message
from app.core.message_commands import Abandon, Arbitrate, Command, Proofread, Reexamine, Return, Withdraw
from app.core.texts import Version
from app.ui import form, plain, theme
from app.ui.form import FormDialog
from app.ui.message_acts import ABANDON, KEEP, PROOFREAD, REEXAMINE, RETURN, WITHDRAW
from app.ui.station import Station


@dataclass(frozen=True, slots=True)
class Reasoned:
    """`title` and `act` with the reference in them, what the act `entails`, how the reason is `asked`, and the command
    it makes out of a message, a version and the reason."""

    title: str
    act: str
    entails: str
    asked: str
    command: Callable[[Message, Version, str], Command]
    hint: str = "Obligatoire : il reste affiché, à votre nom."


KINDS: Mapping[str, Reasoned] = {
    RETURN: Reasoned(
        "Retourner {0}",
        "Retourner au rédacteur",
        "Les visas de cette version ne mènent plus à rien : une nouvelle version est attendue.",
        "Motif du retour",
        lambda message, version, reason: Return(message.id, version.label, reason),
    ),
    WITHDRAW: Reasoned(
        "Retirer {0}",
        "Retirer le message",
        "Le message reste lisible, avec ses versions et ses visas. Un message retiré ne se reprend pas. "
        "S’il a été diffusé, la liste de rappel dit qui l’a reçu.",
        "Motif",
        lambda message, version, reason: Withdraw(message.id, reason),
    ),
    ABANDON: Reasoned(
        "Abandonner {0}",
        "Abandonner le message",
        "Il n’a jamais été diffusé, et ne le sera pas. Il reste lisible, et ne se reprend pas.",
        "Motif",
        lambda message, version, reason: Abandon(message.id, reason),
    ),
    REEXAMINE: Reasoned(
        "{0} : réexaminé, sans changement",
        "Signer : le texte tient",
        "Vous signez que le texte tient encore, bien que ce sur quoi il repose ait changé. "
        "Ce qui changera après cette signature le remettra à réexaminer.",
        "Pourquoi le texte tient",
        lambda message, version, reason: Reexamine(message.id, reason),
    ),
    PROOFREAD: Reasoned(
        "Relire {0}",
        "Signer la relecture",
        "Une relecture est une remarque : elle ne vaut pas visa et ne bloque rien.",
        "Remarque",
        lambda message, version, reason: Proofread(message.id, version.label, reason),
        "Laissez vide s’il n’y a rien à changer.",
    ),
    KEEP: Reasoned(
        "Garder {1} de {0}",
        "Garder cette version",
        "L’autre texte reste dans l’historique, ses visas ne comptent plus. Le choix est un fait signé, à votre nom.",
        "Motif du choix",
        lambda message, version, reason: Arbitrate(message.id, version.label, reason),
    ),
}


class ReasonedDialog(FormDialog):
    """One of KINDS, on the version that was on the screen. `more` are widgets shown above the reason."""

    def __init__(
        self, parent: QWidget | None, station: Station, kind: str, message: Message, version: Version, *more: QWidget
    ) -> None:
        told = KINDS[kind]
        title = told.title.format(f"{message.reference} {version.label}", version.label)
        super().__init__(parent, title, told.act, station.background)
        self._station, self._told, self._message, self._version = station, told, message, version
        self.reason = form.area(told.asked, lines=3)
        self.form.add_plain(plain.label(f"« {version.text.title} »", "strong", wrap=True))
        self.form.add_plain(plain.label(told.entails, wrap=True))
        for widget in more:
            self.form.add_plain(widget)
        self.form.add("reason remark", told.asked, self.reason, told.hint)
        self.put_form()
        self.resize(theme.size(500), theme.size(340 if not more else 460))
        self.reason.setFocus()

    def submit(self) -> None:
        command = self._told.command(self._message, self._version, form.value(self.reason))
        self.run(partial(self._station.desk.do, command))
