"""`visa`: clearing the exact text, writing down a visa given by telephone, confirming one, asking again."""

from argparse import Namespace

from app.commands import message_speech, naming
from app.commands.call import Call
from app.commands.parsing import Among, command, of_crisis
from app.core.errors import Refused
from app.core.judging import Step
from app.core.message import Message
from app.core.message_commands import ConfirmVisa, GiveVisa, PhoneVisa, Remind
from app.core.organisations import organisations
from app.core.visas import DECISIONS, MEANS

CONFIRM, REMIND = "confirm", "remind"


def arrange(commands: Among) -> None:
    giving = command(commands, "visa", "viser un texte exact ; « visa confirm VISA », « visa remind MESSAGE »", _visa)
    giving.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001, ou confirm, ou remind")
    giving.add_argument("named", nargs="?", metavar="VISA", help="le visa à confirmer, le message à relancer")
    giving.add_argument("--version", metavar="V", help="la version visée (v3·4b07)")
    giving.add_argument("--decision", choices=DECISIONS)
    giving.add_argument("--comment", default="", help="réserve ou remarque")
    giving.add_argument("--by-phone", metavar="« Nom, qualité, numéro »", help="visa donné autrement, que l'on note")
    giving.add_argument(
        "--means", default="phone", choices=[one for one in MEANS if one != "app"], help="par quel moyen"
    )
    giving.add_argument("--step", help="l'étape notée ou relancée, quand il y en a plusieurs")
    giving.add_argument("--organisation", help="l'organisme de cette étape")
    of_crisis(giving)
    giving.set_defaults(check=_fault)


def _fault(options: Namespace) -> str:
    """What is wrong with the words typed, that one option alone does not show; nothing when nothing is."""
    if options.message in (CONFIRM, REMIND):
        return "" if options.named else f"dites lequel : visa {options.message} …"
    if options.named:
        return f"« {options.named} » est de trop"
    return "" if options.decision else f"donnez votre décision : --decision {'|'.join(DECISIONS)}"


def _visa(call: Call) -> None:
    options = call.options
    if options.message == CONFIRM:
        _confirm(call)
        return
    if options.message == REMIND:
        _remind(call)
        return
    message = _message(call, options.message)
    before = {one.id for one in message.visas}
    act = GiveVisa(message.id, options.version, options.decision, options.comment)
    call.desk.do(act if options.by_phone is None else _told_by(call, message))
    message, me = call.reading.message(message.id), call.reading.me()
    given = [one for one in message.visas if one.id not in before and one.person == me.person][-1]
    values = {"visa": given.id, "decision": given.decision, "by_phone": given.recorded, "confirmed": given.confirmed}
    values |= message_speech.brief(message) | {"version": given.version}
    call.speech.say(values, f"{message_speech.visa_told(given)}.\n{message_speech.state(message)}")


def _message(call: Call, text: str) -> Message:
    return call.reading.message(naming.record(call, text, "message").id)


def _told_by(call: Call, message: Message) -> PhoneVisa:
    options = call.options
    name, function, number = ([*(part.strip() for part in options.by_phone.split(",")), "", "", ""])[:3]
    step = _step(call, message, function)
    return PhoneVisa(
        message.id,
        options.version,
        step.step,
        options.decision,
        name,
        function,
        step.organisation,
        number,
        options.comment,
        options.means,
    )


def _step(call: Call, message: Message, function: str) -> Step:
    """The step somebody spoke for: the one named, or the only one that can be meant. Nobody telephones himself."""
    options = call.options
    code = organisation_code(options.organisation) if options.organisation else ""
    held = {one.role for one in call.reading.members(message.space) if one.person == call.reading.me().person}
    steps = [one for one in message.steps if options.step in (None, one.step) and code in ("", one.organisation)]
    if not steps:
        raise Refused("Aucune étape du circuit n'est celle-là.", "step")
    waiting = [one for one in steps if one.state == "waiting"] or steps
    others = [one for one in waiting if not held & set(one.roles)] or waiting
    spoken_for = [one for one in others if function.upper() in one.roles]
    ready = [one for one in others if one.ready]
    for found in (spoken_for, ready, others):
        if len(found) == 1:
            return found[0]
    named = ", ".join(
        f"{one.step}{f' --organisation {one.organisation}' if one.organisation else ''}" for one in others
    )
    raise Refused(f"Dites pour quelle étape (--step) : {named}.", "step")


def organisation_code(text: str) -> str:
    """The code of the organisation that was typed. Raises Refused."""
    return organisations().resolve(text)


def _confirm(call: Call) -> None:
    options = call.options
    message = call.reading.message_of_visa(options.named)
    call.desk.do(ConfirmVisa(message.id, options.named))
    message = call.reading.message(message.id)
    visa = next(one for one in message.visas if one.id.startswith(options.named))
    values = {"visa": visa.id, "confirmed": visa.confirmed} | message_speech.brief(message)
    call.speech.say(values, f"{message_speech.visa_told(visa)}.\n{message_speech.state(message)}")


def _remind(call: Call) -> None:
    options = call.options
    message = _message(call, options.named)
    code = organisation_code(options.organisation) if options.organisation else ""
    late = [one for one in message.steps if one.state == "waiting" and one.ready]
    found = [one for one in late if options.step in (None, one.step) and code in ("", one.organisation)]
    if not found:
        raise Refused(f"{message.reference} n'attend aucun visa de cette étape.", "step")
    for step in found:
        call.desk.do(Remind(message.id, step.step, step.organisation))
    names = ", ".join(one.label for one in found)
    values = {"reminded": [one.organisation or one.step for one in found]} | message_speech.brief(message)
    call.speech.say(values, f"Redemandé : {names}.")
