"""What the person at the desk may do with a message now and, for the rest, the reason why not."""

from collections.abc import Mapping, Sequence

from app.core.records import Author
from app.core.registers import messages
from app.core.registers.messages import Message
from app.core.registers.visas import Step
from app.core.texts import Version

Acting = Sequence[Author]
"""The person at the desk, once for each role held in the crisis."""

REVISE, SUBMIT, SIGN, WITHDRAW = "revise", "submit", "sign", "withdraw"
KINDS = {
    REVISE: "message.revised",
    SUBMIT: "message.submitted",
    SIGN: "visa.given",
    WITHDRAW: "message.withdrawn",
}


def reasons(message: Message, version: Version, acting: Acting, open: bool = True) -> Mapping[str, str]:
    """For each act, one sentence that says why it is refused now; empty when it is not. The rules decide again, and
    last, when the act is done."""
    return {act: _reason(act, message, version, acting, open) for act in KINDS}


def next_act(message: Message, version: Version, acting: Acting, open: bool = True) -> str:
    """The act this person is waited for, or nothing."""
    refused = reasons(message, version, acting, open)
    if not refused[SIGN] and _awaits(message, acting):
        return SIGN
    if not refused[SUBMIT]:
        return SUBMIT
    if message.state == "returned" and not refused[REVISE]:
        return REVISE
    return ""


def _reason(act: str, message: Message, version: Version, acting: Acting, open: bool) -> str:
    if not open:
        return "la crise est close."
    if message.state == "withdrawn":
        return "le message est retiré."
    roles = [one.role for one in acting]
    if messages.REGISTER.writers[KINDS[act]].isdisjoint(roles):
        return f"le rôle {', '.join(roles)} ne le permet pas." if roles else "vous n’êtes pas membre de cette crise."
    match act:
        case "submit":
            return _why_not_submit(message, version)
        case "sign":
            return _why_not_sign(message, version, acting)
    return ""


def _why_not_submit(message: Message, version: Version) -> str:
    if message.state == "conflict":
        return "deux versions : choisissez d’abord laquelle reste."
    if version.submitted:
        return "cette version est déjà en visa."
    return ""


def _why_not_sign(message: Message, version: Version, acting: Acting) -> str:
    if message.state == "conflict":
        return "deux versions : choisissez d’abord laquelle reste."
    if not version.current:
        return "ce n’est plus la version en cours."
    if not version.submitted:
        return "cette version n’a pas été soumise au visa."
    if not any(_asked(step, acting) for step in message.steps):
        return "aucune étape n’attend votre rôle et votre organisme."
    return ""


def _awaits(message: Message, acting: Acting) -> bool:
    return any(step.ready and step.state == "waiting" and _asked(step, acting) for step in message.steps)


def _asked(step: Step, acting: Acting) -> bool:
    return any(step.role == one.role and step.organisation in ("", one.organisation) for one in acting)
