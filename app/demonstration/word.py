"""The word of the State put to work: figures that disagree, ground that moves, a dispatch, an embargo, a recall."""

from pathlib import Path

from app.core import recipients
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.figure_commands import ChooseFigure, RecordFigure
from app.core.leaving import FORMATS
from app.core.leaving import words as leaving_words
from app.core.message import STATES, Message
from app.core.message_commands import (
    Dispatch,
    Draft,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    OfMessage,
    Reexamine,
    Revise,
    Submit,
    Support,
)
from app.core.registers.lists import WriteList
from app.core.texts import Text
from app.demonstration import situation
from app.demonstration.fire import scenario
from app.demonstration.scene import Scene, Seat, lines
from app.demonstration.telling import ZONE
from app.documents import board_export, message_outputs


def play(scene: Scene, sig: Seat, liaison: Seat, director: Seat, crisis: str, message: str, out: Path) -> str:
    """All that happens to `message` once it is validated, and to another under embargo; the id of that one."""
    scene.telling.step("Ce que l'État dit : chiffres, appuis, diffusion, embargo, rappel")
    figure = _figures(scene, sig, liaison, crisis)
    _ground(scene, sig, liaison, crisis, message, figure)
    _dispatch(scene, sig, crisis, message)
    held = _embargo(scene, sig, director, crisis, out)
    _recall(scene, sig, held)
    _disagree(scene, sig, liaison, crisis)
    situation.count(scene, (sig, liaison), crisis)
    situation.speak(scene, sig, liaison, director, crisis)
    file = out / "incendie-fiche-porte-parole.pdf"
    board_export.take_out(sig.workstation.desk, sig.workstation.reading.board(crisis), "pdf", file)
    scene.telling.say(f"{file.name} : ce qui peut être dit maintenant, par thème")
    scene.until_settled(crisis)
    return held


def _figures(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> str:
    """Two sources, two values: both kept, and somebody decides; the id of the one that is published."""
    told, made = scenario().word, {}
    for seat in (sig, liaison):
        value, source = told.values[seat.prefix]
        command = RecordFigure(crisis, told.indicator, value, source, perimeter=told.perimeter)
        made[seat.prefix] = seat.workstation.desk.do(command).id
    scene.until_settled(crisis)
    open_now = len(sig.workstation.reading.account(crisis).disagreements)
    values = " et ".join(f"{value} ({source})" for value, source in told.values.values())
    scene.telling.check(open_now == 1, f"{told.indicator} : {values}, les deux gardés, à départager")
    kept, other = made[sig.prefix], made[liaison.prefix]
    sig.workstation.desk.do(ChooseFigure(kept, (other,), told.choice))
    scene.until_settled(crisis)
    left = [seat.workstation.reading.account(crisis).disagreements for seat in scene.seats]
    scene.telling.check(not any(left), f"{sig.prefix} décide, avec son motif ; plus rien à départager, nulle part")
    return kept


def _ground(scene: Scene, sig: Seat, liaison: Seat, crisis: str, message: str, figure: str) -> None:
    """What the message rests on changes elsewhere: it is to be looked at again, on every workstation."""
    told, telling = scenario().word, scene.telling
    fact = next(row for row in lines(liaison.workstation, crisis) if row.type == "decision")
    sig.workstation.desk.do(Support(message, (fact.id, figure)))
    scene.until_settled(crisis)
    liaison.workstation.desk.do(Amend(fact.id, {"subject": told.amended}, told.reason))
    _, source = told.values[sig.prefix]
    liaison.workstation.desk.do(
        RecordFigure(crisis, told.indicator, told.later, source, perimeter=told.perimeter, replaces=figure)
    )
    scene.until_settled(crisis)
    shown = [seat.workstation.reading.message(message) for seat in scene.seats]
    moved = [one.number for one in shown[0].situation.review] if shown[0].situation else []
    everywhere = all(one.state == "review" and one.situation and len(one.situation.review) == 2 for one in shown)
    telling.check(everywhere, f"{shown[0].reference} « {STATES['review']} » sur tous les postes : {', '.join(moved)}")
    sig.workstation.desk.do(Reexamine(message, told.holds))
    scene.until_settled(crisis)
    telling.check(_state(sig, message) == "validated", f"réexaminé, sans changement : {told.holds}")


def _dispatch(scene: Scene, sig: Seat, crisis: str, message: str) -> None:
    """The list as it is at that moment, the proof, and the line the journal writes by itself."""
    told, desk, reading = scenario().word, sig.workstation.desk, sig.workstation.reading
    listed = desk.do(WriteList(crisis, told.list, recipients.typed("; ".join(told.recipients)))).id
    reached = reading.recipients(listed)
    scene.until_settled(crisis)
    desk.do(Dispatch(message, None, "courriel", recipients=reached, list=told.list, url=told.proof))
    scene.until_settled(crisis)
    line = next(row for row in reversed(lines(sig.workstation, crisis)) if row.type == "dispatch")
    scene.telling.say(f"{line.number} écrite d'elle-même : {line.subject}")
    in_force = [one.reference for one in reading.messages(crisis) if one.in_force]
    scene.telling.check(len(in_force) == 1, f"en vigueur : {in_force[0] if in_force else 'rien'}")


def _embargo(scene: Scene, sig: Seat, director: Seat, crisis: str, out: Path) -> str:
    """A text cleared by the urgent procedure that must wait; its id."""
    told, telling, desk = scenario().word.embargoed, scene.telling, sig.workstation.desk
    id = desk.do(Draft(crisis, "line", Text(told.title, told.body), told.topic)).id
    desk.do(Embargo(id, None, ZONE, told.condition))
    desk.do(Submit(id, circuit="urgent"))
    desk.do(GiveVisa(id, None, "favourable"))
    scene.until_settled(crisis)
    director.workstation.desk.do(GiveVisa(id, None, "favourable"))
    scene.until_settled(crisis)
    message = sig.workstation.reading.message(id)
    asked = ", ".join(step.label for step in message.steps if step.after and step.state == "waiting")
    words = f"{message.reference} validé en urgence par CCOM et DIR ; sous embargo : {told.condition}"
    telling.check(message.state == "embargoed", words)
    telling.say(f"visas demandés après coup : {asked}")
    refusal = _refused(sig, Dispatch(id, None, "courriel", "rédactions"))
    telling.check("embargo" in refusal, f"diffusion refusée : « {refusal} »")
    _take_out(scene, sig, message, out)
    director.workstation.desk.do(LiftEmbargo(id, told.lifted))
    scene.until_settled(crisis)
    decision = next(row for row in reversed(lines(sig.workstation, crisis)) if row.type == "decision")
    telling.check(_state(sig, id) == "validated", f"{decision.decision} : {decision.subject}, {told.lifted}")
    return id


def _take_out(scene: Scene, sig: Seat, message: Message, out: Path) -> None:
    """Every file of a text under embargo carries it; the words are those that were signed."""
    space, leaving = sig.workstation.reading.leaving(message.id)
    for format in FORMATS:
        message_outputs.take_out(sig.workstation.desk, space, leaving, format, out / f"incendie-sous-embargo.{format}")
    text = (out / "incendie-sous-embargo.txt").read_text("utf-8")
    exact = leaving_words(message.current.text) in text and "EMBARGO" in text.splitlines()[0].upper()
    scene.telling.check(exact, "le texte sort à l'octet près, et jamais sans sa mention d'embargo")


def _recall(scene: Scene, sig: Seat, message: str) -> None:
    """The text goes out, then is corrected: who holds the wrong one is known by name."""
    told, desk, reading = scenario().word, sig.workstation.desk, sig.workstation.reading
    reached = recipients.typed("; ".join(told.recipients))
    space = reading.message(message).space
    desk.do(Dispatch(message, None, "courriel", recipients=reached))
    desk.do(Revise(message, Text(told.embargoed.title, told.embargoed.corrected)))
    scene.until_settled(space)
    named = [one.recipient.name for one in reading.recall(message).to_recall]
    scene.telling.check(len(named) == len(reached), f"corrigé après diffusion ; à rappeler : {', '.join(named)}")


def _disagree(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> None:
    """Two ministries write the opposite of each other: both know it before anybody signs."""
    told = scenario().word.apart
    made = []
    for seat in (sig, liaison):
        title, body = told[seat.prefix]
        made.append(seat.workstation.desk.do(Draft(crisis, "line", Text(title, body), told["topic"])).id)
    scene.until_settled(crisis)
    found = [seat.workstation.reading.contradictions(id) for seat, id in zip((sig, liaison), made, strict=True)]
    words = found[0][0].words if found[0] else "rien"
    sig.workstation.desk.do(Submit(made[0]))
    scene.until_settled(crisis)
    scene.telling.check(all(found), f"contradiction signalée avant tout visa : {words}")


def _state(seat: Seat, message: str) -> str:
    return seat.workstation.reading.message(message).state


def _refused(seat: Seat, act: OfMessage) -> str:
    """Why it is refused; nothing when, against all rules, it was done."""
    try:
        seat.workstation.desk.do(act)
    except Refused as refusal:
        return str(refusal)
    return ""
