"""One world, drawn from one seed: workstations, their central, a network, and what people and misfortune do."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from app.core.errors import Refused, Unavailable
from app.sync.engine import Contradicted, exchange_all
from tests.building import NOW
from tests.simulation.archive import Archive
from tests.simulation.climates import Climate, climate_of
from tests.simulation.house import House
from tests.simulation.ledger import Ledger, Violation
from tests.simulation.line import Line, Tamper, Weather
from tests.simulation.scene import SEATS, Seat, Template, copy
from tests.simulation.station import Crash, Station

STEP = 1_500  # ms that go by between two acts
ROUND = 10_000  # ms between two exchanges once nothing fails any more
WITHIN = 120_000  # ms to agree in


@dataclass
class Known:
    """What the people of this world have written, by kind, each with its crisis."""

    crises: list[str] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)


class World:
    """Every draw comes from `chance`, in the order of what happens: the same seed tells the same story."""

    def __init__(self, seed: int, template: Template, folder: Path):
        """Two workstations to eight, more often few: between few, more happens."""
        self.seed, self.folder = seed, folder
        self.chance = Random(seed)
        self._bytes = Random(f"bytes {seed}")
        self.climate: Climate = climate_of(seed)
        self.now, self.step = NOW, 0
        self.story: list[str] = []
        self.known, self.ledger = Known(), Ledger()
        self.service, self.directory = template.service, template.directory
        self.known.crises.append(template.crisis)
        seats = self._seats()
        copy(template, seats, folder)
        self.house = House(template, folder, lambda: self.now, self._bytes.randbytes)
        self.stations = [Station(seat, folder, lambda: self.now, self._bytes.randbytes) for seat in seats]
        for one in self.stations:
            self.ledger.begin(one)
        self.at = {one.prefix: one for one in self.stations}
        self.person = {one.prefix: one.reading.me().person for one in self.stations}
        self.archive = Archive(self.house, self.ledger)
        self.weather = Weather(self.chance)
        self.traitor = self._traitor()
        self.tamper: Tamper | None = None
        self.deceived = False
        self.plain_lie = ""
        self.forsaken: set[str] = set()  # prefixes from which nothing is expected any more
        self.touched: set[str] = set()
        self.rooms: list[set[str]] = []  # while the network is cut in parts
        self.agreed_in = 0
        self._nested = False

    def _seats(self) -> list[Seat]:
        more = self.chance.sample(SEATS[2:], min(self.chance.randint(0, 6), self.chance.randint(0, 6)))
        wanted = [one for one in SEATS[2:] if one.prefix in self.climate.needs and one not in more]
        return [*SEATS[:2], *more, *wanted]

    def _traitor(self) -> Station | None:
        may = [one for one in self.stations if one.seat.role in ("LIA", "RED", "VEI")]
        return self.chance.choice(may) if may and self.climate.traitor else None

    # -- telling

    def tell(self, what: str) -> None:
        self.story.append(f"{self.step:3} {what}")

    def pick(self, of: Sequence[Any]) -> Any:
        return self.chance.choice(of)

    def anybody(self) -> Station:
        return self.pick(self.stations)  # type: ignore[no-any-return]

    # -- acting

    def do(self, station: Station, command: Any, files: Sequence[bytes] = ()) -> str:
        """What a person does at his desk; the id of what it began or changed, empty when it was not done."""
        name = type(command).__name__
        crash = self.weather.happens(self.climate.crash)
        done = ""
        try:
            if crash:
                with station.crashing(self.chance.randrange(1, 60), self.chance.random() < 0.3):
                    done = station.desk.do(command, files).id
            else:
                done = station.desk.do(command, files).id
            said = "fait"
        except Refused as refused:
            said = f"refusé ({str(refused)[:70]})"
        except Unavailable as unavailable:
            said = f"impossible ({str(unavailable)[:40]})"
        except Crash:
            said = "arrêt brutal"
            station.start_again()
        self.tell(f"{station.prefix} {name} : {said}")
        self.touched.add(station.prefix)
        new = self.ledger.acted(station, sure=bool(done))
        if new and not done and said != "arrêt brutal":
            raise Violation("I1", f"{station.prefix} {name} : {said}, et {len(new)} opérations ont été écrites")
        if done and not new:
            raise Violation("I1", f"{station.prefix} {name} : dit enregistré, et rien n'est écrit")
        return done

    def exchange(self, station: Station) -> bool:
        """One round with the central; whether it went well."""
        self.touched.add(station.prefix)
        line = Line(station, self.house, self.weather, self.tamper, lambda: self._meanwhile(station))
        crash = not self._nested and self.weather.happens(self.climate.crash)
        said, well, self.plain_lie = "échange", False, ""
        try:
            if crash:
                with station.crashing(self.chance.randrange(1, 150), self.chance.random() < 0.3):
                    exchange_all(station.store, line)  # type: ignore[arg-type]
            else:
                exchange_all(station.store, line)  # type: ignore[arg-type]
            well = True
        except Contradicted as contradicted:
            said = f"échange contredit ({contradicted})"
            if not self.deceived:
                raise Violation("I0", f"{station.prefix} dit d'un serveur honnête : {contradicted}") from contradicted
        except (Unavailable, Refused) as error:
            said = f"échange manqué ({str(error)[:40]})"
        except Crash:
            if self._nested:  # it is the exchange around this one that stops
                raise
            said = "échange, arrêt brutal"
            station.start_again()
        self.tell(f"{station.prefix} {said}")
        self.ledger.looked(station)
        if well and self.plain_lie:
            raise Violation("T11", f"{station.prefix} a cru un mensonge du serveur : {self.plain_lie}")
        self.archive.look()
        return well

    def _meanwhile(self, station: Station) -> None:
        """Another program of the same profile exchanges, or another workstation does, before this answer is taken."""
        if self._nested:
            return
        self._nested = True
        try:
            other = self.anybody() if self.chance.random() < 0.4 else station
            self.tell(f"   entre-temps, {other.prefix} :")
            self.exchange(other)
        finally:
            self._nested = False

    # -- going on

    def play(
        self, acts: Sequence[tuple[str, int, Callable[["World"], None]]], length: int, watch: Callable[[], None]
    ) -> None:
        """So many acts, each drawn by its weight; whatever is neither refused nor impossible is a bug."""
        names = [one for one, weight, _ in acts for _ in range(weight)]
        by_name = {name: act for name, _, act in acts}
        for self.step in range(1, length + 1):
            self.now += self.chance.randrange(1, 2 * STEP)
            self.touched.clear()
            name = self.pick(names)
            self.guard(lambda name=name: self._attempt(by_name[name]))  # type: ignore[misc]
            self.guard(watch)

    def _attempt(self, act: Callable[["World"], None]) -> None:
        try:
            act(self)
        except (Refused, Unavailable) as error:
            self.tell(f"sans suite ({str(error)[:60]})")

    def guard(self, act: Callable[[], None]) -> None:
        """Does it. Raises Violation for an exception that no rule and no misfortune explains."""
        try:
            act()
        except Violation:
            raise
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}:{last.lineno}"
            raise Violation("bogue", f"{type(error).__name__} {str(error)[:160]} ({where})") from error

    def heal(self) -> None:
        """Nothing fails any more: the central is honest, everybody is there, disks have room."""
        self.tell("-- plus rien ne tombe en panne")
        self.weather.clear()
        self.tamper = None
        self.house.down = False
        self.rooms.clear()
        for one in self.stations:
            one.online, one.mute = True, False
            one.free()

    def settle(self, agreed: Callable[[], bool], expected: Callable[[], Sequence[Station]]) -> int:
        """Rounds until everybody agrees; the virtual milliseconds it took. Raises Violation when it takes too long."""
        self.climate = self.climate.quiet()
        began = self.now
        while self.now - began < WITHIN:
            self.step += 1
            well = {one.prefix for one in self.stations if self.exchange(one)}
            self.now += ROUND
            if self.climate.liar:  # who was shown another history goes on refusing this one: it was detected
                self.forsaken.update(set(self.at) - well)
            if well.issuperset(one.prefix for one in expected()) and agreed():
                return self.now - began
        raise Violation("convergence", f"pas d'accord en {WITHIN // 1000} s")

    def close(self) -> None:
        for one in self.stations:
            one.close()
        self.house.close()
