"""The workstations of the same network: the relay this one serves, and those it may call. One of each for a window."""

from app.core.store import preferences
from app.core.store.store import Store
from app.relay.serving import Announce, Relay
from app.sync.relay_discovery import Announcement, Browser
from app.sync.relay_transport import PORT, recognised, relay_url
from app.sync.relays import Browse, Relays
from app.sync.state import RelaysSeen
from app.sync.workstation import Workstation


class Neighbours:
    """What a window asks of relays. Each function takes a moment: to call off the window's thread."""

    def __init__(
        self, workstation: Workstation, announce: Announce | None = Announcement, browse: Browse | None = Browser
    ):
        self._store: Store = workstation.store
        self._relay = Relay(workstation, announce)
        self.relays = Relays(workstation, browse)

    def look(self) -> RelaysSeen:
        """What is known of relays now."""
        serving, state = self._relay.serving(), self.relays.state
        with self._store.database.read() as connection:
            called = preferences.relay(connection)
        return RelaysSeen(
            addresses=serving.addresses,
            present=serving.present,
            announced=serving.announced,
            found=tuple(one.url.removeprefix("https://") for one in self.relays.found()),
            called=called,
            met=f"{state.prefix} ({state.person})" if state.prefix else "",
            problem=state.problem,
        )

    def serve(self) -> None:
        """Raises Refused or Unavailable."""
        self._relay.start(port=PORT)

    def close(self) -> None:
        """Serves no more."""
        self._relay.stop()

    def call(self, address: str) -> None:
        """Keeps the address of a relay once it has proved who it is; empty forgets the one there was. Raises Refused or
        Unavailable: nothing has changed then."""
        url = recognised(self._store, address).url if address else ""
        with self._store.database.write() as connection:
            preferences.keep_relay(connection, url and relay_url(url).removeprefix("https://"))
        self.relays.now()

    def stop(self) -> None:
        self._relay.stop()
        self.relays.stop()
