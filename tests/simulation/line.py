"""A workstation's way to the central: signed bytes both ways, over a network that loses, repeats, delays and parts."""

from collections.abc import Callable
from random import Random

from app.core.errors import Unavailable
from app.sync.protocol import DEVICE, Exchange, Heads, Reply, Spaces, pack, signed_headers
from app.sync.transport import UNREACHABLE, NotThere, unpack_reply
from tests.simulation.house import House
from tests.simulation.ledger import Violation
from tests.simulation.station import Crash, Station

Tamper = Callable[[Station, Exchange, Reply], Reply]
MOST_KEPT = 30


class Weather:
    """How bad the network is, in chances out of a hundred."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.lose_request = self.lose_reply = self.repeat = self.meanwhile = self.central_crash = 0
        self.captured: list[tuple[str, str, bytes, dict[str, str]]] = []

    def happens(self, percent: int) -> bool:
        return percent > 0 and self.chance.randrange(100) < percent

    def clear(self) -> None:
        self.lose_request = self.lose_reply = self.repeat = self.meanwhile = self.central_crash = 0


class Line:
    """What stands for `sync.transport.Transport`. `tamper` alters what the central answers; `meanwhile` is what else
    this workstation does before it takes an answer in."""

    def __init__(
        self, station: Station, house: House, weather: Weather, tamper: Tamper | None, meanwhile: Callable[[], None]
    ):
        self._station, self._house, self._weather = station, house, weather
        self._tamper, self._meanwhile = tamper, meanwhile

    def exchange(self, request: Exchange) -> Reply:
        reply = unpack_reply(self._ask("POST", "/v1/exchange", pack(request)), Reply)
        if self._tamper:
            reply = unpack_reply(pack(self._tamper(self._station, request, reply)), Reply)
        if self._weather.happens(self._weather.meanwhile):
            self._meanwhile()
        return reply

    def spaces(self) -> Spaces:
        return unpack_reply(self._ask("GET", "/v1/spaces", b""), Spaces)

    def heads(self, device: str) -> Heads:
        return unpack_reply(self._ask("GET", f"/v1/heads/{device}", b""), Heads)

    def close(self) -> None:
        """Nothing is kept open."""

    def _ask(self, method: str, target: str, body: bytes) -> bytes:
        weather = self._weather
        if not self._station.online or self._house.down or weather.happens(weather.lose_request):
            raise Unavailable(UNREACHABLE)
        headers = signed_headers(self._station.store.key, method, target, body, self._house.nonce())
        answer = self._answered(method, target, body, headers)
        if target == "/v1/exchange":
            weather.captured.append((method, target, body, headers))
            del weather.captured[:-MOST_KEPT]
        if weather.happens(weather.repeat):
            replay(self._house, weather)
        if self._station.mute or weather.happens(weather.lose_reply):
            raise Unavailable(UNREACHABLE)  # it may have happened
        if answer is None:
            raise NotThere("Le serveur ne connaît pas ce poste, ou pas pour cet espace.")
        return answer

    def _answered(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> bytes | None:
        if not self._weather.happens(self._weather.central_crash):
            return self._house.answer(method, target, body, headers)
        try:
            with self._house.crashing(self._weather.chance.randrange(1, 25)):
                answer = self._house.answer(method, target, body, headers)
        except Crash:
            self._house.start_again()
            raise Unavailable(UNREACHABLE) from None
        return answer


def replay(house: House, weather: Weather) -> None:
    """Sends again, byte for byte, a request that was answered before. It must find nothing."""
    if not weather.captured:
        return
    method, target, body, headers = weather.chance.choice(weather.captured)
    if house.answer(method, target, body, headers) is not None:
        raise Violation("T16", f"une requête rejouée du poste {headers[DEVICE][:8]} a reçu une réponse")
