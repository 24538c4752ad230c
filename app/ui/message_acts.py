"""The acts on a message: what each is called, the command that asks the rules whether it may be done, and which come
first for the person at the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core import circuits
from app.core.judging import Step
from app.core.message import Message
from app.core.message_commands import (
    Abandon,
    Arbitrate,
    Command,
    ConfirmEmbargoOver,
    ConfirmVisa,
    Dispatch,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    PhoneVisa,
    Proofread,
    ReadMessage,
    Reexamine,
    Remind,
    Return,
    Revise,
    Submit,
    Withdraw,
)
from app.core.records import Author
from app.core.roles import may_give_visa
from app.core.texts import Text, Version
from app.ui.wording import number

Acting = Sequence[Author]
"""The person at the desk, once for each role held in the crisis."""

REVISE, SUBMIT, URGENT, SIGN, PHONE, CONFIRM, REMIND = (
    "revise",
    "submit",
    "urgent",
    "sign",
    "phone",
    "confirm",
    "remind",
)
PROOFREAD, REEXAMINE, RETURN, ABANDON, WITHDRAW = "proofread", "reexamine", "return", "abandon", "withdraw"
EMBARGO, LIFT, OVER, DISPATCH, COPY, READ = "embargo", "lift", "over", "dispatch", "copy", "read"
KEEP = "keep"  # one of several versions written apart
AT_ONCE = (CONFIRM, REMIND, READ)  # nothing more is asked: pressing does it
LIKELY = {  # by state, what a person does next, the likeliest first; the rest is behind « Autres actes »
    "conflict": (COPY,),  # the two texts, side by side, have their own acts
    "withdrawn": (COPY,),
    "abandoned": (COPY,),
    "review": (REVISE, REEXAMINE, SIGN, PHONE, DISPATCH),
    "expired": (REVISE, WITHDRAW, DISPATCH),
    "embargoed": (OVER, LIFT, COPY, DISPATCH),
    "dispatched": (DISPATCH, READ, REVISE, WITHDRAW, COPY),
    "validated": (DISPATCH, COPY, EMBARGO, WITHDRAW),
    "returned": (REVISE, ABANDON, DISPATCH),
    "submitted": (SIGN, PHONE, RETURN, URGENT, REVISE, DISPATCH),
    "draft": (SUBMIT, REVISE, PROOFREAD, URGENT, DISPATCH),
}
RUN_CIRCUITS = ("CCOM", "DIR", "RED")  # those who look after the visas of others
SPEAKS = "PP"  # who has to have read what he will say
MOST_IN_SIGHT, MOST_REMINDERS = 4, 2
ANYTHING = "…"  # stands for what a person will write


@dataclass(frozen=True, slots=True)
class Act:
    """One act on one message. `probe` is the command the rules are asked about; one that is done at once is done with
    it. None: no rule of the register refuses it."""

    key: str
    words: str
    probe: Command | None
    urgent: bool = False  # of a reminder: late, or to be asked again

    @property
    def kind(self) -> str:
        """`remind` for `remind:organisations:SAN`."""
        return self.key.partition(":")[0]


def acts(message: Message, version: Version, now: int) -> tuple[Act, ...]:
    """Every act there is on that message, in the order they are listed."""
    id, label = message.id, version.label
    replaced = Text(f"{version.text.title} {ANYTHING}", version.text.body or ANYTHING)
    choice = [Act(KEEP, "Garder une version…", Arbitrate(id, label, ANYTHING))] if len(message.heads) > 1 else []
    return (
        *choice,
        Act(SIGN, "Viser…", GiveVisa(id, label, "unfavourable", ANYTHING)),
        Act(PHONE, "Visa par téléphone…", _by_telephone(message, version)),
        *_confirmations(message),
        *_reminders(message, now),
        Act(SUBMIT, "Soumettre au visa…", Submit(id, label)),
        Act(URGENT, "Procédure d’urgence…", Submit(id, label, circuits.URGENT)),
        Act(REVISE, "Nouvelle version…", Revise(id, replaced)),
        Act(PROOFREAD, "Relire…", Proofread(id, label)),
        Act(RETURN, "Retourner…", Return(id, label, ANYTHING)),
        Act(REEXAMINE, "Réexaminé, sans changement…", Reexamine(id, ANYTHING)),
        Act(EMBARGO, "Embargo…", Embargo(id, None, "Europe/Paris", ANYTHING)),
        Act(LIFT, "Lever l’embargo…", LiftEmbargo(id, ANYTHING)),
        Act(OVER, "L’heure de l’embargo est passée…", ConfirmEmbargoOver(id)),
        Act(DISPATCH, "Diffuser…", Dispatch(id, label, ANYTHING, ANYTHING, degraded=ANYTHING)),
        Act(COPY, "Copier, exporter…", None),
        Act(READ, "Noter que je l’ai lu", ReadMessage(id, label)),
        Act(WITHDRAW, "Retirer…", Withdraw(id, ANYTHING)),
        Act(ABANDON, "Abandonner…", Abandon(id, ANYTHING)),
    )


def _by_telephone(message: Message, version: Version) -> PhoneVisa:
    """The telephone visa of the step it would be noted for first."""
    step = next(iter(_unsigned(message)), None)
    name, organisation = (step.step, step.organisation) if step else (ANYTHING, "")
    return PhoneVisa(
        message.id, version.label, name, "unfavourable", ANYTHING, "", organisation, ANYTHING, ANYTHING, "phone"
    )


def _unsigned(message: Message) -> list[Step]:
    waiting = [one for one in message.steps if one.state == "waiting"]
    return sorted(waiting, key=lambda one: not one.ready)


def _confirmations(message: Message) -> Iterator[Act]:
    for visa in message.visas:
        if visa.counts and not visa.confirmed:
            yield Act(f"{CONFIRM}:{visa.id}", f"Confirmer le visa de {visa.speaker}", ConfirmVisa(message.id, visa.id))


def _reminders(message: Message, now: int) -> Iterator[Act]:
    """One for each party that is asked and has not answered, the latest first; one that signed an earlier text is
    asked again."""
    asked = [one for one in message.steps if one.state == "waiting" and one.ready]
    for step in sorted(asked, key=lambda one: one.due or now + 1):
        signed = any((one.step, one.organisation) == (step.step, step.organisation) for one in message.visas)
        whom = step.label if step.organisation else f"le {step.role}"
        words = f"{'Redemander' if signed else 'Relancer'} {whom}"
        key = f"{REMIND}:{step.step}:{step.organisation}"
        yield Act(key, words, Remind(message.id, step.step, step.organisation), signed or is_late(step, now))


def is_late(step: Step, now: int) -> bool:
    """Whether a party was to answer before now."""
    return step.state == "waiting" and 0 < step.due <= now


def awaits(message: Message, acting: Acting) -> bool:
    """Whether a step whose turn has come waits for the visa of the person at the desk."""
    return any(
        step.ready and step.state == "waiting" and step.of(one.role, one.organisation)
        for step in message.steps
        for one in acting
    )


def next_act(message: Message, offered: Sequence[Act], refused: Mapping[str, str], acting: Acting) -> str:
    """The act this person is waited for (its key), or nothing."""
    possible = [one for one in offered if not refused.get(one.key)]
    kinds = {one.kind: one.key for one in reversed(possible)}
    if SIGN in kinds and awaits(message, acting):
        return SIGN
    if CONFIRM in kinds:
        return kinds[CONFIRM]
    wanted = {"validated": DISPATCH, "returned": REVISE, "review": REVISE, "draft": SUBMIT, "embargoed": OVER}
    first = wanted.get(message.state, "")
    if first in kinds:
        return first
    if message.state == "dispatched" and READ in kinds and any(one.role == SPEAKS for one in acting):
        return READ
    urgent = [one.key for one in possible if one.urgent and any(me.role in RUN_CIRCUITS for me in acting)]
    return urgent[0] if message.state == "submitted" and urgent else ""


def in_sight(
    message: Message, offered: Sequence[Act], refused: Mapping[str, str], acting: Acting, first: str
) -> tuple[Act, ...]:
    """The few acts the bar shows, `first` before the others. A refused one is among them when one would look for it
    there: one's own visa, and the dispatch."""
    likely = LIKELY.get(message.state, ())
    looked_for = (SIGN, DISPATCH) if any(may_give_visa(one.role) for one in acting) else (DISPATCH,)
    runs = any(one.role in RUN_CIRCUITS for one in acting)
    reminders = [one for one in offered if runs and one.urgent and not refused.get(one.key)]
    wanted = [one for one in offered if one.key == first]
    wanted += [one for one in offered if one.kind == CONFIRM and not refused.get(one.key)]
    wanted += reminders[:MOST_REMINDERS]
    for kind in likely:
        wanted += [one for one in offered if one.key == kind and (not refused.get(kind) or kind in looked_for)]
    shown = list(dict.fromkeys(wanted))
    kept = [one for one in shown if not refused.get(one.key)][:MOST_IN_SIGHT]
    return tuple(one for one in shown if one in kept or refused.get(one.key))


def in_short(message: Message, act: Act, reason: str) -> str:
    """Why an act is refused, as the bar says it: what is missing is told above already."""
    if act.kind != DISPATCH:
        return reason
    if not reason or not message.missing or message.state in ("validated", "dispatched"):
        return reason.removeprefix(f"{message.reference} ne peut pas être diffusé : ")
    return f"il manque {number(len(message.missing), 'chose, dite', 'choses, dites')} plus haut."
