"""An embargo over a real server, with the clocks of its author and of its reader wrong, or set afterwards."""

from itertools import product
from pathlib import Path

import pytest

from app.commands.exchanging import exchange
from app.core.clock import Clock, of_this_machine
from app.core.errors import Refused
from app.core.message_commands import Dispatch, Draft, Embargo, GiveVisa, LiftEmbargo, Submit
from app.core.texts import Text
from app.sync.workstation import Workstation, enrol
from tests.central import Central
from tests.clocks import HOUR, MINUTE, TEN_YEARS
from tests.end_to_end.desks import PASSPHRASE, shared_crisis, sync

CLOCKS = [-TEN_YEARS, -38 * MINUTE, 0, 38 * MINUTE, TEN_YEARS]


class Wrong:
    """The clock of a workstation, wrong by so much; `jumped` is the time that went by, for both its clocks."""

    def __init__(self) -> None:
        self.by = self.jumped = 0
        usual = Clock()

        def steady():  # type: ignore[no-untyped-def]
            read = of_this_machine()
            return type(read)(read.boot, read.at + self.jumped)

        self.clock = Clock(lambda: usual.now() + self.by + self.jumped, steady=steady)


@pytest.fixture
def desks(central: Central, tmp_path: Path):
    author, reader = Wrong(), Wrong()
    first, _ = enrol(
        tmp_path / "sig1", central.url, central.invitation, "SIG1", PASSPHRASE, author.clock, "Camille Morvan"
    )
    code = first.invite("Hélène Brunel", "PM", "DIR")
    sync(first)
    second, _ = enrol(tmp_path / "pm1", "", code, "PM1", PASSPHRASE, reader.clock)
    yield (first, author), (second, reader), shared_crisis(first, (second, "DIR"))
    first.close()
    second.close()


def cleared(first: Workstation, second: Workstation, crisis: str, title: str) -> str:
    id = first.desk.do(Draft(crisis, "line", Text(title, "Restez à l’abri."))).id
    first.desk.do(Submit(id, circuit="urgent"))
    first.desk.do(GiveVisa(id, None, "favourable"))
    sync(first), sync(second)
    second.desk.do(GiveVisa(id, None, "favourable"))
    sync(second), sync(first)
    return id


def test_an_embargo_ends_at_its_hour_by_the_server_s_clock_whatever_the_others_show(desks) -> None:
    (first, author), (second, reader), crisis = desks
    for wrong, set_to in product(CLOCKS, CLOCKS):
        author.by, reader.by = wrong, 0
        exchange(first), exchange(second)
        id = cleared(first, second, crisis, f"Embargo {wrong} {set_to}")
        first.desk.do(Embargo(id, Clock().now() + author.jumped + HOUR, "Europe/Paris", "familles informées"))
        sync(first), sync(second)
        exchange(first), exchange(second)
        author.jumped, reader.jumped = 0, 0
        reader.by = set_to  # once it has met the server, its clock is set
        assert [one.reading.message(id).state for one in (first, second)] == ["embargoed"] * 2, (wrong, set_to)
        author.jumped = reader.jumped = HOUR - MINUTE
        assert [one.reading.message(id).state for one in (first, second)] == ["embargoed"] * 2, (wrong, set_to)
        author.jumped = reader.jumped = HOUR
        assert [one.reading.message(id).state for one in (first, second)] == ["validated"] * 2, (wrong, set_to)
        author.jumped = reader.jumped = 0


def test_before_its_hour_only_the_authority_s_decision_lets_the_text_out(desks) -> None:
    (first, _), (second, _), crisis = desks
    id = cleared(first, second, crisis, "Familles")
    first.desk.do(Embargo(id, None, "Europe/Paris", "familles informées"))
    exchange(first), exchange(second)
    with pytest.raises(Refused, match="familles informées"):
        first.desk.do(Dispatch(id, None, "press", to="AFP"))
    second.desk.do(LiftEmbargo(id, "familles informées à 03:40"))
    exchange(second), exchange(first)
    assert first.desk.do(Dispatch(id, None, "press", to="AFP")).label
    assert first.reading.message(id).state == "dispatched"
