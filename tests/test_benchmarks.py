"""Each benchmark, on very little work: it comes to its end and has a figure for every line of its table."""

import json
from pathlib import Path

import pytest

from app.core.errors import Unavailable
from benchmarks import append, brief, bundle, crowd, curve, directory, journal, keys, pair, window
from benchmarks.__main__ import WORKS, main
from benchmarks.figures import OURS, Figure, quantile, table
from benchmarks.ground import Plan
from benchmarks.peers import ANKI, PEERS, RX, figures, installed
from benchmarks.peers import measure as measure_peer
from benchmarks.records import entries
from tests.office import Office

LITTLE = Plan(
    entries=30, appends=5, live=2, stations=2, each=5, lines=120, sizes=(20,), files=1, briefed=60, pages=4, compared=3
)


def test_an_append_is_measured_beside_a_bare_insert(tmp_path: Path) -> None:
    found = list(append.measure(LITTLE, tmp_path))
    assert [(one.work, one.by) for one in found] == [
        ("append, p50", OURS),
        ("append, p50", "bare SQLCipher"),
        ("append, p99", OURS),
        ("append, p99", "bare SQLCipher"),
    ]
    assert all(one.seconds and one.seconds > 0 for one in found)


@pytest.mark.usefixtures("qapp")
def test_what_one_workstation_writes_is_pushed_pulled_and_shown(tmp_path: Path) -> None:
    found = {one.work: one for one in pair.measure(LITTLE, tmp_path)}
    assert {work for work, one in found.items() if one.seconds} == {
        "W1 push",
        "W2 first pull",
        "exchange with nothing new",
        "W3 entry to the other's store, p50",
        "W3 entry to the other's store, p95",
        "W3 entry to the other's screen, p50",
        "W3 entry to the other's screen, p95",
        "W3 acknowledged to the other's screen, p50",
        "W3 acknowledged to the other's screen, p95",
    }
    assert all(found[f"disk, {who}"].disk for who in ("writer", "reader", "server"))


def test_a_crowd_comes_to_one_log(tmp_path: Path) -> None:
    (found,) = crowd.measure(LITTLE, tmp_path)
    assert found.work == "W4 2 × 5 until all agree"
    assert found.seconds is not None
    assert found.client_cpu is not None


def test_a_brief_is_composed_and_printed_with_its_annex(tmp_path: Path) -> None:
    found = list(brief.measure(LITTLE, tmp_path))
    assert [one.work for one in found[:-1]] == [
        "60 entries: first brief, all of them",
        "60 entries: standard brief composed",
        "60 entries: standard brief printed",
        "60 entries: standard brief composed and printed",
    ]
    assert found[-1].work.startswith("brief with an annex of ")
    assert all(one.seconds and one.client_cpu is not None for one in found)


def test_what_each_key_costs_is_measured(tmp_path: Path) -> None:
    found = list(keys.measure(LITTLE, tmp_path))
    assert [one.work for one in found] == [
        "communes read for the first key",
        "communes beginning with the letters, each key",
        "a line completed, each key",
        "a text compared with 3 others",
    ]
    assert all(one.seconds and one.seconds > 0 for one in found)


def test_the_cost_of_an_operation_is_told_at_each_size_with_the_memory_it_takes(tmp_path: Path) -> None:
    found = list(curve.measure(LITTLE, tmp_path))
    assert len(found) == 8
    assert all(one.seconds and one.memory and one.at_rest for one in found)


def test_the_curve_says_what_an_operation_costs_against_the_size_before() -> None:
    some = [
        Figure(f"{size} operations: pushed", OURS, seconds, seconds, memory=2**26, at_rest=2**25, operations=size)
        for size, seconds in ((10, 0.001), (100, 0.015))
    ]
    lines = curve.table(some).splitlines()
    assert lines[0] == "| each operation | 10 | 100 |"
    assert lines[2] == "| pushed | 100 µs | 150 µs (× 1.50) |"
    assert lines[4] == "| — memory | 64 MiB (32) | 64 MiB (32) |"


def test_files_leave_and_come_in_on_a_stick(tmp_path: Path) -> None:
    exported, imported, again = bundle.measure(LITTLE, tmp_path)
    assert exported.disk == imported.disk == again.disk
    assert exported.disk is not None
    assert exported.disk > 25 * 2**20
    assert all(one.seconds and one.memory for one in (exported, imported, again))


@pytest.mark.usefixtures("qapp")
def test_a_large_journal_is_asked_the_same_as_a_plain_file(tmp_path: Path) -> None:
    found = list(journal.measure(LITTLE, tmp_path))
    asked = {one.work for one in found if one.by == journal.PLAIN}
    assert len(asked) == 13
    assert asked < {one.work for one in found if one.by == OURS}


@pytest.mark.usefixtures("qapp")
def test_the_window_is_measured_at_work(tmp_path: Path) -> None:
    found = {one.work: one.seconds for one in window.measure(LITTLE, tmp_path)}
    label = "120 lines in the window: "
    for name in ("opened", "jump to the end", "an entry written and shown", "searched « préfecture »"):
        assert found[label + name]
        assert found[f"{label}{name}, longest stop"]


def test_contacts_are_found_after_each_key_in_a_directory_received_in_bulk(office: Office) -> None:
    first, author = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT1", "Léa Aubert", "INT", "LIA")
    directory.received_from(author, first, LITTLE.lines)
    directory.add(first)
    assert len(first.reading.contacts()) == LITTLE.lines + directory.LATE
    measured = list(directory.found(first.reading, None, ""))
    assert len(measured) == 2 * len(directory.SEARCHES)
    assert all(one.by == OURS and one.seconds for one in measured)


def test_the_entries_are_the_same_at_every_run_and_of_the_size_said() -> None:
    some = list(entries("crisis", 3, 20))
    assert some == list(entries("crisis", 0, 23))[3:]
    assert all(200 <= len(one.subject + one.content) <= 450 for one in some)


def test_the_table_gives_medians_and_how_we_stand() -> None:
    lines = table([Figure("W1", OURS, seconds) for seconds in (1, 2, 9)] + [Figure("W1", "other", 4)]).splitlines()
    assert lines[2].startswith("| W1 | Diapason | 2.00 s [1.00 s–9.00 s] |")
    assert lines[3].endswith("| × 0.50 |")


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile([5, 1, 3], 0.5) == 3
    assert quantile([5, 1, 3], 0.99) == 5


def test_a_peers_own_lines_are_read_in_our_words() -> None:
    rows = [
        {"phase": "W1_push_incremental", "wall_s": 0.8, "client_cpu_s": 0.2, "server_cpu_s": 0.5, "wire_bytes": 9},
        {"phase": "W3_manual_push_then_pull", "p50_ms": 10, "p95_ms": 17},
        {"phase": "W5_disk", "client_a_disk": 7},
    ]
    assert list(figures(ANKI, rows)) == [
        Figure("W1 push", "Anki", 0.8, 0.2, 0.5, 9),
        Figure("W3 entry to the other's store, p50", "Anki", 0.01),
        Figure("W3 entry to the other's store, p95", "Anki", 0.017),
        Figure("disk, writer", "Anki", disk=7),
    ]


def test_every_peer_has_its_own_name_and_says_what_it_needs(tmp_path: Path) -> None:
    assert len({one.name for one in PEERS}) == len(PEERS)
    with pytest.raises(Unavailable, match="not installed"):
        next(measure_peer(RX, tmp_path, 10))


def test_peers_that_are_not_installed_are_skipped_and_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIAPASON_OWN_LOOPBACK", "")
    monkeypatch.setitem(WORKS, "append", lambda plan, folder: iter([Figure("append", OURS, 1.0)]))
    assert not installed(tmp_path)
    arguments = ["append", "--repeat", "2", "--peers", str(tmp_path), "--out", str(tmp_path)]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert "peers: skipped" in said.err
    assert "| append | Diapason |" in said.out
    assert len(json.loads((tmp_path / "benchmarks.json").read_text())["figures"]) == 2
