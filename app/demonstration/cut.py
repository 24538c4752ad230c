"""The server is stopped; both workstations write on, correct the same things apart, and find each other again."""

from collections.abc import Sequence

from app.core import times
from app.core.entry_commands import Amend
from app.core.phones import shown as shown_number
from app.core.registers.directory import EditContact
from app.demonstration.fire import scenario, write
from app.demonstration.scene import Scene, Seat, directory, fingerprint, lines, numbers
from app.demonstration.telling import ZONE

WITHIN = 10.0  # seconds in which the state line must say that the server is away
RETURN = 60.0  # seconds: the longest back-off
SUBJECT, PHONE = "subject", "phone:1"


def cut_off(scene: Scene, pair: Sequence[Seat], crisis: str) -> None:
    """Stops the server; both write, rectify one entry and correct one contact, each in his own way."""
    telling = scene.telling
    telling.step("Le serveur s'arrête ; les deux postes continuent")
    code = scene.central.stop()
    telling.say(f"serveur central arrêté pour de bon (code {code})")
    took = scene.until(lambda: not any(seat.exchanger.state.online for seat in scene.seats), "hors ligne", WITHIN)
    for seat in pair:
        since = seat.exchanger.state.since
        telling.say(f"{seat.prefix} : hors ligne depuis {times.hour(since, ZONE) if since else '—'}")
    telling.check(took < WITHIN, f"les trois postes le disent, en {seconds(took)}")
    entry, contact = disputed(pair[0], crisis)
    apart = scenario().cut
    for seat in pair:
        for line in apart.lines[seat.prefix]:
            row = write(scene, seat, crisis, line)
            telling.say(f"{seat.prefix} écrit {row.number} : {row.subject}")
        change = apart.rectified[seat.prefix]
        seat.workstation.desk.do(Amend(entry, {SUBJECT: change.subject}, change.reason))
        telling.say(f"{seat.prefix} rectifie {_number(seat, crisis, entry)} : « {change.subject} » ({change.reason})")
        phone = seat.workstation.reading.contact(contact).fields[PHONE].settled
        seat.workstation.desk.do(EditContact(contact, {PHONE: {**phone, "number": apart.phones[seat.prefix]}}))
        name = seat.workstation.reading.contact(contact).name
        telling.say(f"{seat.prefix} corrige le numéro de {name} : {apart.phones[seat.prefix]}")
    for seat in pair:
        written = len(apart.lines[seat.prefix]) + 2
        pending = seat.workstation.reading.pending()
        words = f"{seat.prefix} : {pending} opérations enregistrées sur ce poste, en attente d'envoi"
        telling.check(pending == written, words)


def reunite(scene: Scene, pair: Sequence[Seat], crisis: str) -> None:
    """Starts the server again and waits: nobody asks for anything."""
    telling = scene.telling
    telling.step("Le serveur revient ; tout repart sans que personne le demande")
    before = numbers(pair[0].workstation, crisis) | numbers(pair[1].workstation, crisis)
    scene.central.start()
    back = scene.until(lambda: all(seat.exchanger.state.online for seat in scene.seats), "de nouveau en ligne", RETURN)
    telling.say(f"même adresse, {scene.central.url} ; tous en ligne en {seconds(back)}")
    spaces = (crisis, directory(pair[0].workstation))
    scene.until_settled(*spaces)
    for seat in pair:
        telling.say(f"{seat.prefix} : empreinte {fingerprint(seat.workstation, crisis)[:16]}…, rien en attente")
    telling.check(all(map(scene.agree, spaces)), "la même empreinte sur tous les postes")
    after = [numbers(seat.workstation, crisis) for seat in scene.seats]
    telling.check(all(one == before for one in after), f"{len(before)} entrées partout, aucun numéro n'a changé")
    _show_conflicts(scene, pair, crisis)


def settle(scene: Scene, seat: Seat, crisis: str) -> None:
    """One person chooses between the two wordings; the other difference is left to those who know."""
    telling, apart = scene.telling, scenario().cut
    entry, _ = disputed(seat, crisis)
    chosen = apart.rectified[apart.kept].subject
    seen = seat.workstation.reading.entry(entry).fields[SUBJECT].seen
    seat.workstation.desk.do(Amend(entry, {SUBJECT: chosen}, apart.choice, {SUBJECT: seen}))
    scene.until_settled(crisis)
    shown = [each.workstation.reading.entry(entry) for each in scene.seats]
    for each, one in zip(scene.seats, shown, strict=True):
        telling.say(f"{each.prefix} : {one.number} « {one.subject} », {len(one.amendments)} rectifications gardées")
    telling.check(
        all(one.subject == chosen and not one.conflicts for one in shown),
        "réglé en choisissant, sur tous les postes",
    )


def disputed(seat: Seat, crisis: str) -> tuple[str, str]:
    """The entry and the contact that both correct: the first figures, and the first duty number."""
    entry = next(row.id for row in lines(seat.workstation, crisis) if row.type == "figures")
    contact = next(row.id for row in seat.workstation.reading.contacts() if "astreinte" in row.function)
    return entry, contact


def seconds(taken: float) -> str:
    """`1,4 s`"""
    return f"{taken:.1f} s".replace(".", ",")


def _show_conflicts(scene: Scene, pair: Sequence[Seat], crisis: str) -> None:
    entry, contact = disputed(pair[0], crisis)
    for seat in pair:
        reading = seat.workstation.reading
        held = {value.value for value in reading.entry(entry).fields[SUBJECT].values}
        phones = [shown_number(value.value["number"]) for value in reading.contact(contact).fields[PHONE].values]
        scene.telling.say(f"{seat.prefix}, {_number(seat, crisis, entry)} : {' | '.join(sorted(held))}")
        scene.telling.say(f"{seat.prefix}, {reading.contact(contact).name} : {' | '.join(sorted(phones))}")
        scene.telling.check(
            len(held) == 2 and len(phones) == 2 and len(reading.conflicts(crisis)) == 2,
            f"{seat.prefix} montre les deux désaccords, et n'a choisi pour personne",
        )


def _number(seat: Seat, crisis: str, entry: str) -> str:
    return numbers(seat.workstation, crisis)[entry]
