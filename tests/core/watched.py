"""A newsroom where each workstation lives by a clock of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import Refused
from app.core.message_commands import Dispatch
from app.core.registers.messages import decide
from app.sync.workstation import Workstation
from tests.clocks import Watch
from tests.core.newsroom import Newsroom
from tests.office import Office, share


class Watched(Office):
    """Each workstation is enrolled with its own watch."""

    def __init__(self, folder: Path) -> None:
        self.watches: list[Watch] = []
        self.first = Watch()
        super().__init__(folder, self.first.clock)

    def workstation(self, prefix: str, name: str, organisation: str = "SIG", role: str = "ADM") -> Workstation:
        self.watches.append(Watch(self.first.true))
        self.clock = self.watches[-1].clock
        return super().workstation(prefix, name, organisation, role)


class Room(Newsroom):
    """The head of the cell, the authority and the press officer, whose clocks a test may set."""

    def __init__(self, office: Watched) -> None:
        super().__init__(office)
        self.clocks = dict(zip(("head", "authority", "press"), office.watches, strict=True))

    def wait(self, ms: int) -> None:
        """Time goes by, for everybody."""
        for one in self.clocks.values():
            one.wait(ms)

    @contextmanager
    def set_wrong(self, **by: int) -> Iterator[None]:
        """These clocks are set, and put right afterwards."""
        for name, ms in by.items():
            self.clocks[name].be_set(ms)
        yield
        for name, ms in by.items():
            self.clocks[name].be_set(-ms)

    def states(self, id: str) -> dict[str, str]:
        """What each workstation says of a message: its list as its detail."""
        found = {}
        for name, one in zip(self.clocks, self.all, strict=True):
            message = one.reading.message(id)
            (row,) = [row for row in one.reading.messages(self.space) if row.id == id]
            embargo = message.situation.embargo if message.situation else None
            assert row.state == message.state
            assert row.embargoed == (embargo is not None)
            assert row.embargo_until == (embargo.until or 0 if embargo else 0)
            found[name] = message.state
        return found

    def state(self, id: str) -> str:
        """The state, the same everywhere."""
        (found,) = set(self.states(id).values())
        return found

    def meet(self) -> None:
        """Everybody exchanges with the server."""
        for clock, one in zip(self.clocks.values(), self.all, strict=True):
            clock.meet(one)

    def gather(self) -> None:
        """Everything anybody holds, everybody holds."""
        for one in (*self.all, *self.all):
            share(one, self.space, [other for other in self.all if other is not one])

    def may_leave(self, id: str, by: Workstation | None = None) -> bool:
        """Whether the text would go out now from there, were it asked."""
        who = by or self.press
        try:
            with who.store.read() as transaction:
                decide(Dispatch(id, None, "press", to="AFP"), transaction.view())
        except Refused:
            return False
        return True
