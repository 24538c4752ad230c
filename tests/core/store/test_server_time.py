"""The hour of the server between two exchanges: by a clock that nobody sets, or not sure."""

import pytest

from app.core.situation import ServerTime
from app.core.store import log
from app.core.store.server_time import noting
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.clocks import HOUR, MINUTE, TEN_YEARS, Watch
from tests.office import Office

SETTINGS = [-TEN_YEARS, -38 * MINUTE, 0, 38 * MINUTE, TEN_YEARS]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def sig(tmp_path, watch):
    office = Office(tmp_path, watch.clock)
    yield office.workstation("SIG1", "Camille Morvan")
    office.close()


@pytest.mark.parametrize("wrong", SETTINGS)
@pytest.mark.parametrize("set_by", SETTINGS)
def test_a_clock_wrong_or_set_after_the_exchange_changes_nothing(sig: Workstation, watch: Watch, wrong, set_by) -> None:
    watch.be_set(wrong)
    watch.meet(sig)
    watch.wait(20 * MINUTE)
    watch.be_set(set_by)
    watch.wait(20 * HOUR)
    assert sig.reading.server_time() == ServerTime(watch.true, True, NOW)


@pytest.mark.parametrize("set_by", SETTINGS)
def test_a_machine_that_started_again_is_sure_of_nothing_until_the_next_exchange(
    sig: Workstation, watch: Watch, set_by: int
) -> None:
    watch.meet(sig)
    watch.wait(HOUR)
    watch.be_set(set_by)
    watch.start_again()
    time = sig.reading.server_time()
    assert not time.sure
    assert time.now == max(NOW, NOW + HOUR + set_by)  # never before the exchange
    watch.meet(sig)
    assert sig.reading.server_time() == ServerTime(NOW + HOUR, True, NOW + HOUR)


def test_what_a_clock_was_wrong_by_is_taken_off_once_the_machine_started_again(sig: Workstation, watch: Watch) -> None:
    watch.be_set(38 * MINUTE)
    watch.meet(sig)
    watch.wait(HOUR)
    watch.start_again()
    assert sig.reading.server_time() == ServerTime(NOW + HOUR, False, NOW)


def test_a_count_that_went_back_in_one_boot_is_not_believed(sig: Workstation, watch: Watch) -> None:
    watch.wait(HOUR)
    watch.meet(sig)
    watch.steady -= MINUTE
    assert not sig.reading.server_time().sure


def test_a_workstation_that_never_met_the_server_has_its_own_clock_and_no_certainty(sig: Workstation) -> None:
    assert sig.reading.server_time() == ServerTime(NOW, False)


def test_an_exchange_noted_by_a_former_version_gives_no_certainty(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        for name, value in noting(NOW, 0, None).items():
            log.note(connection, name, str(value).encode())
    assert sig.reading.server_time() == ServerTime(NOW, False)
    assert sig.reading.last_exchange() == NOW
