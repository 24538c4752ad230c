"""What surrounds the pages: the frame, the top, the vital signs, the navigation and the state line, told together."""

from collections.abc import Callable, Iterable

from app.sync.state import ExchangeState, RelayState
from app.ui.frame_band import FrameBand
from app.ui.glance import Count, Glance, counted
from app.ui.navigation import Navigation, Place
from app.ui.reunion_band import ReunionBand
from app.ui.section import Section
from app.ui.state_line import StateLine
from app.ui.top_bar import TopBar
from app.ui.vital_band import VitalBand

PARIS = "Europe/Paris"


class Surroundings:
    """Shows one glance all around the pages. `seen` is the last one, `exchange` what was last said of the link."""

    def __init__(self, prefix: str, name: str, now: Callable[[], int]) -> None:
        self._now = now
        self.seen = Glance((), None, None, None, 0, 0, ())
        self.exchange: ExchangeState | None = None
        self.relay = RelayState()
        self.band, self.foot = FrameBand(), FrameBand(foot=True)
        self.top = TopBar(prefix, name)
        self.reunion = ReunionBand()
        self.vital = VitalBand()
        self.navigation = Navigation()
        self.state = StateLine()

    def show(self, seen: Glance) -> None:
        """Show this around the pages, whichever they are."""
        self.seen = seen
        crisis = seen.crisis
        self.top.show_crises(seen.crises, crisis.id if crisis else "")
        for part in (self.band, self.foot, self.state):
            part.show_frame(crisis.frame if crisis else "")
        self.reunion.show_crisis(crisis, seen.twins, seen.reunion)
        self._show_link()
        self.state.show_pending(seen.pending)
        self.state.show_conflicts(seen.conflicts)
        self.state.show_notices(len(seen.notices))
        self.state.show_alarms(len(seen.alarms), sum(one.grave for one in seen.alarms))
        self.age()

    def show_exchange(self, exchange: ExchangeState) -> None:
        """Show what the exchange says of itself."""
        self.exchange = exchange
        self._show_link()
        self.age()

    def show_relay(self, relay: RelayState) -> None:
        """Show with which relay this workstation agrees while the server is away."""
        self.relay = relay
        self._show_link()

    def age(self) -> None:
        """Time went by: say again how old the vital signs are."""
        known_at = None
        if self.exchange is not None and not self.exchange.online:
            known_at = self.exchange.last_exchange
        seen = self.seen
        self.vital.show_vital(seen.vital, seen.counts, seen.crisis, self._now(), known_at, seen.pace)

    def show_places(self, sections: Iterable[Section], page: str) -> None:
        """Offer these pages with what waits on each; `page` is on screen."""
        counts = counted(self.seen)
        places = []
        for section in sections:
            count = counts.get(section.key, Count())
            places.append(Place(section.key, section.word, section.shape, count.words, count.shape, count.tone))
        self.navigation.show_places(tuple(places), page)

    def _show_link(self) -> None:
        """The hours of the exchange are those of the crisis on screen."""
        if self.exchange is not None:
            self.state.show_exchange(self.exchange, self.seen.crisis.zone if self.seen.crisis else PARIS, self.relay)
