"""The holding statement: a hole that stops it, an author who may not clear himself, then three visas on one text."""

from dataclasses import replace

from app.core.errors import Refused
from app.core.message import STATES, Message
from app.core.message_commands import Draft, GiveVisa, Revise, Submit
from app.core.texts import Text
from app.demonstration.fire import scenario
from app.demonstration.scene import Scene, Seat


def play(scene: Scene, sig: Seat, liaison: Seat, director: Seat, crisis: str) -> str:
    """Three versions of one message, until it is *validé*; its id."""
    telling, told = scene.telling, scenario().message
    telling.step("Un message d'attente, son trou, ses visas")
    text = Text(told.title, "", told.lead, told.key_messages, issuer=told.issuer, frame=told.frame)
    done = sig.workstation.desk.do(Draft(crisis, "holding", text, told.topic))
    telling.say(f"{done.label} « {told.title} », écrit par {_who(sig)} ; il y manque {told.placeholder}")
    _submit(scene, sig, done.id, crisis)
    _sign(scene, liaison, done.id, crisis)
    _sign(scene, sig, done.id, crisis)
    refusal = refused(director, done.id)
    telling.say(f"{_who(director)} veut donner le visa final : « {refusal} »")
    telling.check(told.placeholder in refusal, "le visa final est refusé, et le trou est nommé")

    frame = {name: words.replace(told.placeholder, told.number) for name, words in told.frame.items()}
    completed = replace(text, frame=frame)
    director.workstation.desk.do(Revise(done.id, completed))
    message = director.workstation.reading.message(done.id)
    telling.say(f"{_who(director)} complète elle-même : {message.current.label}, {STATES[message.state]}")
    kept = [visa for visa in message.visas if visa.version == message.current.label]
    telling.check(
        len(message.visas) == 2 and not kept, "les deux visas portaient sur l'ancien texte : le nouveau n'en a aucun"
    )
    _submit(scene, director, done.id, crisis)
    _sign(scene, liaison, done.id, crisis)
    _sign(scene, sig, done.id, crisis)
    refusal = refused(director, done.id)
    telling.say(f"{_who(director)}, désormais auteur, veut donner le visa final : « {refusal} »")
    telling.check("Quatre yeux" in refusal, "l'auteur d'un texte ne donne pas son visa final")

    sig.workstation.desk.do(Revise(done.id, replace(completed, frame={**frame, "next": told.added})))
    _submit(scene, sig, done.id, crisis)
    for seat in (liaison, sig, director):
        _sign(scene, seat, done.id, crisis)
    _show_validated(scene, done.id)
    return done.id


def _submit(scene: Scene, seat: Seat, message: str, crisis: str) -> None:
    seat.workstation.desk.do(Submit(message))
    scene.until_settled(crisis)
    shown = seat.workstation.reading.message(message)
    scene.telling.say(f"{shown.current.label} soumise ; il manque : {', '.join(shown.missing)}")


def _sign(scene: Scene, seat: Seat, message: str, crisis: str) -> None:
    seat.workstation.desk.do(GiveVisa(message, None, "favourable"))
    scene.until_settled(crisis)
    given = seat.workstation.reading.message(message).visas[-1]
    who = f"{given.author.name} ({given.author.role}, {given.author.organisation})"
    scene.telling.say(f"visa favorable : {who} sur {given.version}")


def refused(seat: Seat, message: str) -> str:
    """Why the final visa is refused; nothing when, against all rules, it was taken."""
    try:
        seat.workstation.desk.do(GiveVisa(message, None, "favourable"))
    except Refused as refusal:
        return str(refusal)
    return ""


def _show_validated(scene: Scene, id: str) -> None:
    messages: list[Message] = [seat.workstation.reading.message(id) for seat in scene.seats]
    signers = [f"{step.label} : {step.visa.author.name}" for step in messages[0].steps if step.visa]
    scene.telling.say(f"{messages[0].reference} {messages[0].current.label} · {' · '.join(signers)}")
    state = STATES["validated"]
    scene.telling.check(
        all(one.state == "validated" and not one.missing for one in messages), f"« {state} » sur les trois postes"
    )
    texts = {one.current.hash for one in messages}
    scene.telling.check(len(texts) == 1, "le même texte, à l'octet près, sur les trois")


def _who(seat: Seat) -> str:
    me = seat.workstation.reading.me()
    return f"{me.name} ({seat.prefix})"
