"""Networks cut: two crises opened apart for one event, a USB stick, a relay; then the server, and one crisis again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

import msgspec

from app.core import resources, times
from app.core.attachments import described
from app.core.entry_commands import Amend, Attach
from app.core.registers.crisis import OpenCrisis
from app.core.registers.reunions import JoinCrisis
from app.core.store.verification import fingerprints
from app.demonstration import views
from app.demonstration.cut import RETURN, WITHIN, seconds
from app.demonstration.fire import write
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat, directory, lines, numbers, seated_at_a_window
from app.demonstration.telling import ZONE
from app.relay.serving import Relay
from app.sync.bundle_words import NOTHING_NEW
from app.sync.workstation import Workstation
from app.ui import hours

LOOPBACK = "127.0.0.1"
BROUGHT = re.compile(r"\d+ nouvelles, 1 rectification, 0 perdue")
STICK = "clé-usb"


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one site opens and writes by itself: `rectified` replaces its first toll, with its `reason`."""

    title: str
    territory: str
    lines: tuple[str, ...]
    rectified: str = ""
    reason: str = ""
    file: str = ""
    content: str = ""


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a workstation and the copy of its disk write apart, then what the copy writes in its other life."""

    original: str
    clone: str
    after: str


class Severed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole invented night, as `resources/demonstration/silo.json` tells it."""

    site: str
    person: str
    nature: str
    lead: str
    here: Opening
    there: Opening
    relayed: dict[str, str]
    reunited: str
    cloned: Copied


@dataclass(frozen=True, slots=True)
class Apart:
    """The two crises, the one that stays first, and every number given in them before anybody knew of the other."""

    first: str
    second: str
    printed: Mapping[str, str]


@cache
def told() -> Severed:
    """The story as it ships."""
    return msgspec.json.decode(resources.path("demonstration/silo.json").read_bytes(), type=Severed)


def join(scene: Scene, sig: Seat, crisis: str) -> Seat:
    """The second workstation of the cell, whose person writes in that crisis."""
    second = scene.invited(sig, told().site, told().person, "SIG", "RED", seated_at_a_window)
    scene.add_member(sig, crisis, second, "RED")
    scene.until_settled(crisis, directory(sig.workstation))
    scene.telling.say(f"poste {second.prefix}, à un autre étage : {told().person}, RED")
    return second


def play(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], second: Seat, director: Seat) -> str:
    """From the cut to the reunion; the crisis that stays."""
    sig, liaison = pair
    scene.telling.step("Réseaux coupés : deux sites ouvrent une crise pour le même événement")
    _cut_off(scene, sig)
    here = _open(scene, sig, told().here, (second, "RED"), (director, "DIR"))
    there = _open(scene, liaison, told().there, (sig, "ADM"), (director, "DIR"))
    _rectify(scene, sig, here)
    _carry(scene, gallery, sig, second, here)
    _relay(scene, gallery, sig, second, here)
    printed = numbers(sig.workstation, here) | numbers(liaison.workstation, there)
    _reunite(scene, gallery, pair, Apart(here, there, printed))
    return here


def _cut_off(scene: Scene, sig: Seat) -> None:
    scene.central.stop()
    scene.until(lambda: not any(seat.exchanger.state.online for seat in scene.seats), "hors ligne", WITHIN)
    state, line = sig.exchanger.state, views.window_of(sig).state
    assert state.since is not None
    assert state.last_exchange is not None
    since, last = times.hour(state.since, ZONE), hours.seconds(state.last_exchange, ZONE)
    scene.until(lambda: line.link.accessibleName().startswith("Hors ligne"), "la ligne d'état le dit")
    words = f"{line.link.accessibleName()}, {line.synchronised.text()}"
    scene.telling.check(since in words and last in words, f"{sig.prefix} le dit avec l'heure : {words}")


def _open(scene: Scene, seat: Seat, opening: Opening, *members: tuple[Seat, str]) -> str:
    """A crisis opened without any server, its members, its first lines."""
    desk = seat.workstation.desk
    command = OpenCrisis(opening.title, "exercise", told().nature, told().lead, (opening.territory,), (told().lead,))
    done = desk.do(command)
    for other, role in members:
        scene.add_member(seat, done.id, other, role)
    written = [write(scene, seat, done.id, line) for line in opening.lines]
    scene.telling.say(f"{seat.prefix} ouvre {done.label} « {opening.title} », sans serveur : {len(written)} lignes")
    return done.id


def _rectify(scene: Scene, sig: Seat, crisis: str) -> None:
    desk, here = sig.workstation.desk, told().here
    entry = next(row for row in lines(sig.workstation, crisis) if row.type == "figures")
    desk.do(Amend(entry.id, {"subject": here.rectified}, here.reason))
    content = here.content.encode()
    desk.do(Attach(entry.id, (described(here.file, content),)), [content])
    scene.telling.say(f"{sig.prefix} rectifie {entry.number} : « {here.rectified} », et y joint {here.file}")


def _carry(scene: Scene, gallery: Gallery, sig: Seat, second: Seat, crisis: str) -> None:
    """The stick goes from one floor to the other, and is read twice."""
    telling = scene.telling
    telling.step(f"Une clé USB, de {sig.prefix} à {second.prefix}")
    stick = scene.folder / STICK
    stick.mkdir()
    file = stick / "paquet.diapason"
    _, *made = views.of_the_export(gallery, sig, crisis, file).splitlines()
    telling.say(" ".join(made[:2]))
    brought = views.of_the_taking(gallery, second, file, f"cle-usb-import-{second.prefix}")
    telling.check(bool(BROUGHT.match(brought)), f"{second.prefix} : {brought.splitlines()[0]}")
    same = held(sig.workstation, crisis) == held(second.workstation, crisis)
    telling.check(same and _files_held(second, crisis), "la même empreinte, pièce jointe comprise, sans aucun réseau")
    before = held(second.workstation, crisis)
    again = views.of_the_taking(gallery, second, file, f"cle-usb-deux-fois-{second.prefix}")
    unchanged = again.startswith(NOTHING_NEW) and before == held(second.workstation, crisis)
    telling.check(unchanged, f"une deuxième fois : {NOTHING_NEW}")


def _relay(scene: Scene, gallery: Gallery, sig: Seat, second: Seat, crisis: str) -> None:
    """The second workstation serves the first; what one writes is on the other, and still waits for the server."""
    telling = scene.telling
    telling.step(f"Un relais : {second.prefix} sert, {sig.prefix} l'appelle")
    assert sig.opened is not None
    relay, neighbours = Relay(second.workstation, announce=None), sig.opened.neighbours
    try:
        (address,) = relay.start(LOOPBACK).addresses
        neighbours.call(address)
        scene.until(lambda: neighbours.relays.state.prefix == second.prefix, f"{sig.prefix} a trouvé le relais")
        telling.say(f"{second.prefix} sert à {address} ; {sig.prefix} échange avec lui, chacun a prouvé sa clé")
        both = (sig, second)
        rows = [write(scene, seat, crisis, told().relayed[seat.prefix]) for seat in both]
        took = scene.until(lambda: _all_hold(both, crisis, [row.id for row in rows]), "le relais les fait passer")
        telling.say(f"{' et '.join(row.number for row in rows)} : sur les deux postes en {seconds(took)}")
        pending = sig.workstation.reading.pending()
        telling.check(pending > 0, f"rien n'est dit reçu par le serveur : {pending} en attente sur {sig.prefix}")
        views.of_the_relay(gallery, sig, second, crisis, relay)
        neighbours.call("")
    finally:
        scene.meanwhile(relay.stop)  # it lets whoever is on the line finish


def _reunite(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], apart: Apart) -> None:
    telling, (sig, liaison) = scene.telling, pair
    telling.step("Le serveur revient ; deux crises, un événement")
    scene.central.start()
    for seat in scene.seats:
        seat.exchanger.now()  # as a person presses « Échanger maintenant »
    took = scene.until(lambda: all(seat.exchanger.state.online for seat in scene.seats), "en ligne", RETURN)
    for seat in scene.seats:
        seat.exchanger.now()  # and once more: the others have sent meanwhile
    scene.until(partial(_proposed, sig, apart), f"{sig.prefix} voit les deux crises et propose de les réunir")
    reasons = " ; ".join(sig.workstation.reading.twins()[0].reasons)
    telling.say(f"tous en ligne en {seconds(took)} ; {sig.prefix} demande : une seule crise ? {reasons}")
    views.of_the_twins(gallery, sig, apart.first)
    sig.workstation.desk.do(JoinCrisis(apart.second, apart.first, told().reunited))
    scene.until_settled(apart.first, apart.second)
    codes = {row.id: row.code for row in liaison.workstation.reading.crises()}
    telling.say(f"{sig.prefix} réunit {codes[apart.second]} à {codes[apart.first]} ; chacun est membre des deux")
    shown = [numbers(seat.workstation, apart.first) for seat in scene.seats]
    unchanged = all({id: one.get(id) for id in apart.printed} == apart.printed for one in shown)
    unchanged = unchanged and shown.count(shown[0]) == len(shown)
    telling.check(unchanged, f"{len(shown[0])} entrées ensemble sur tous les postes, aucun numéro n'a changé")
    prints = {(held(one.workstation, apart.first), held(one.workstation, apart.second)) for one in scene.seats}
    telling.check(len(prints) == 1, f"la même empreinte sur les {len(scene.seats)} postes, dans les deux crises")
    views.of_the_reunion(gallery, liaison, apart.second)


def held(workstation: Workstation, crisis: str) -> str:
    """The fingerprint of what that workstation holds of a crisis, ranked or not."""
    with workstation.store.read() as transaction:
        return fingerprints(transaction.connection).get(crisis, "")


def _proposed(seat: Seat, apart: Apart) -> bool:
    pairs = [{one.first.id, one.second.id} for one in seat.workstation.reading.twins() if one.mine]
    return {apart.first, apart.second} in pairs


def _all_hold(seats: tuple[Seat, ...], crisis: str, entries: list[str]) -> bool:
    return all(set(entries) <= set(numbers(seat.workstation, crisis)) for seat in seats)


def _files_held(seat: Seat, crisis: str) -> bool:
    entry = next(row for row in lines(seat.workstation, crisis) if row.type == "figures")
    return len(seat.workstation.reading.related(entry.id).held_files) == 1
