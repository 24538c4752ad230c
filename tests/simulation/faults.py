"""What befalls machines and networks: parts cut off, crashes, full disks, a central restored, clocks that lie."""

from collections.abc import Callable

from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.registers.accounts import Revoke
from app.core.store import answered
from tests.simulation.carrying import carry
from tests.simulation.line import Line
from tests.simulation.world import World

YEAR = 365 * 24 * 3600 * 1000
Fault = Callable[[World], None]


def part(world: World) -> None:
    """The network is cut in two, and the central is on one side."""
    for one in world.stations:
        one.online = world.chance.random() < 0.5
    world.tell(f"coupure : hors ligne {', '.join(one.prefix for one in world.stations if not one.online)}")


def mend(world: World) -> None:
    for one in world.stations:
        one.online, one.mute = True, False
    world.tell("le réseau revient")


def one_way(world: World) -> None:
    one = world.anybody()
    one.mute = not one.mute
    world.tell(f"{one.prefix} {'n’entend plus les réponses' if one.mute else 'entend de nouveau'}")


def kill(world: World) -> None:
    one = world.anybody()
    one.kill()
    world.tell(f"{one.prefix} arrêt et reprise")
    world.touched.add(one.prefix)
    world.ledger.looked(one)


def fill(world: World) -> None:
    one = world.anybody()
    if not one.full:
        one.fill()
        world.tell(f"{one.prefix} disque plein")


def free(world: World) -> None:
    for one in world.stations:
        if one.full:
            one.free()
            world.touched.add(one.prefix)
            world.tell(f"{one.prefix} de la place sur le disque")


def back_up(world: World) -> None:
    if len(world.house.copies) < 3:
        world.house.back_up(world.step)
        world.archive.copied()
        world.tell("sauvegarde du serveur")


def restore(world: World) -> None:
    if world.house.copies:
        which = world.chance.randrange(len(world.house.copies))
        step = world.house.restore(which)
        world.archive.restored(which)
        world.weather.captured.clear()  # it forgot the nonces of its last two minutes
        world.tell(f"serveur restauré de l'étape {step}")


def go_down(world: World) -> None:
    world.house.down = not world.house.down
    world.tell("serveur arrêté" if world.house.down else "serveur de retour")


def skew(world: World) -> None:
    """A clock is set a little forwards or back; one of them, always the same, ten years."""
    one = world.pick((world.anybody(), world.at["PM1"]))
    wild = (10 * YEAR, 10 * YEAR, -10 * YEAR, 0) if one is world.at["PM1"] else ()
    one.offset = world.pick(wild or (38 * 60_000, -3_600_000, 0, world.chance.randint(-9, 9) * 1000))
    world.tell(f"{one.prefix} horloge {one.offset / 1000:+.0f} s")


def go_wild(world: World) -> None:
    """One writes from another decade, and somebody writes upon it: he is not dragged along."""
    wild, other, crisis = world.at["PM1"], world.at["SIG1"], world.known.crises[0]
    wild.offset = 10 * YEAR
    for one in (wild, other):
        world.exchange(one)
        world.do(one, Record(crisis, "Une heure folle", sender="SDIS 76"))
        world.exchange(one)


def revoke(world: World) -> None:
    """An administrator revokes a workstation: what the central holds of it counts."""
    admin = world.at.get("ADM1")
    others = [one for one in world.stations if one.prefix not in ("ADM1", "SIG1", "PM1")]
    if admin is None or not others:
        return
    whom = world.pick(others)
    enrolment = next(row.workstations[0].id for row in admin.reading.people() if row.id == world.person[whom.prefix])
    line = Line(admin, world.house, world.weather, None, lambda: None)
    try:
        last = line.heads(whom.device).last
    except (Unavailable, Refused):
        return
    world.do(admin, Revoke(enrolment, "volé", tuple(last)))
    world.exchange(admin)


def retry(world: World) -> None:
    """Somebody looks at what waits, again and again: no round may write anything twice."""
    one = world.anybody()
    for _ in range(2):
        world.exchange(one)
    with one.store.database.write() as connection:
        answered.ask_again(connection)


def usb(world: World) -> None:
    """Two workstations meet without the central."""
    giver, taker = world.chance.sample(world.stations, 2)
    carry(world, giver, taker)


FAULTS: tuple[tuple[str, str, int, Fault], ...] = (
    ("parts", "part", 1, part),
    ("parts", "mend", 2, mend),
    ("parts", "one_way", 1, one_way),
    ("parts", "go_down", 1, go_down),
    ("disk", "kill", 1, kill),
    ("disk", "fill", 1, fill),
    ("disk", "free", 1, free),
    ("copies", "back_up", 1, back_up),
    ("copies", "restore", 1, restore),
    ("clocks", "skew", 1, skew),
    ("clocks", "go_wild", 2, go_wild),
    ("people", "revoke", 1, revoke),
    ("exchange", "retry", 1, retry),
    ("carry", "usb", 2, usb),
)
