"""Damaged pages: flipped, zeroed, cut off, swapped, in the journal, its write-ahead log and the files beside it. Each
is seen, no wrong text is shown, and a rescue brings back all that the pages, the daily copy or the server hold."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.core import backup, vault
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.operations import Malformed
from app.core.store.damage import FRAME_HEADER, WAL_HEADER
from app.sync.rescuing import is_sound, rescue_profile
from app.sync.workstation import Workstation
from tests.campaigns.report import Report
from tests.campaigns.site import CLOCK, Site, broken, exchange, held, site
from tests.central import PASSPHRASE

NAME, RUNS = "pages", 500
PAGE = 4096
JOURNAL, LOG = "journal.db", "journal.db-wal"
BESIDE = (vault.FILE, vault.TWIN, "identity.sealed")


@dataclass(frozen=True, slots=True)
class Truth:
    """What the profile held before it was damaged: every operation, those the server never received, the
    texts as they are shown, and all that was ever written."""

    operations: frozenset[str]
    unsent: frozenset[str]
    texts: dict[str, str]
    written: frozenset[str]


def flip(data: bytearray, start: int, chance: Random) -> None:
    data[chance.randrange(start, min(start + PAGE, len(data)))] ^= 1 << chance.randrange(8)


def zero(data: bytearray, start: int, chance: Random) -> None:
    size = min(chance.choice((512, PAGE)), len(data) - start)
    data[start : start + size] = bytes(size)


def cut_off(data: bytearray, start: int, chance: Random) -> None:
    del data[start + chance.randrange(2) * 700 :]


def swap(data: bytearray, start: int, chance: Random) -> None:
    other = chance.randrange(max(1, len(data) // PAGE)) * PAGE + start % PAGE
    other = other if other + PAGE <= len(data) else start
    data[start : start + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[start : start + PAGE]


WAYS: tuple[Callable[[bytearray, int, Random], None], ...] = (flip, zero, cut_off, swap)


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed)
    with site() as place:
        whole, truth = prepared(place, seed)
        report.writes = len(truth.operations)
        for n in range(runs):
            chance, profile = Random(f"{seed}-{n}"), place.folder / f"damaged-{n}"
            shutil.copytree(whole, profile)
            name = chance.choices((JOURNAL, LOG, *BESIDE), (12, 4, 1, 1, 1))[0]
            way = chance.choice(WAYS)
            for _ in range(chance.choice((1, 1, 1, 3, 12))):
                _damage(profile / name, way, chance)
            try:
                wrong = _looked_at(place, profile, truth, report, name == LOG)
            except Exception as error:
                wrong = f"{type(error).__name__}: {error}"
            report.runs += 1
            report.notes[f"{way.__name__}"] += 1
            if wrong:
                report.failures.append(f"seed {seed}, run {n}, {way.__name__} in {name}: {wrong}")
            shutil.rmtree(profile)
    return report


def prepared(place: Site, seed: int) -> tuple[Path, Truth]:
    """A profile as a dead machine leaves it, with its log beside it: some of it copied yesterday, most of it sent."""
    place.author("--seed", str(seed), "--writes", "25").end()
    workstation = place.open()
    backup.keep_daily(workstation.store.database, place.profile, CLOCK)
    workstation.close()
    place.author("--seed", str(seed + 1), "--writes", "25", "--exchange").end()
    author = place.author("--seed", str(seed + 2), "--writes", "15")
    author.hear(14)
    author.end(kill=True)
    whole = place.copy("whole")
    (whole / "journal.db-shm").unlink(missing_ok=True)
    opened = place.copy("opened")
    workstation = place.open(opened)
    ranks = held(workstation)
    texts, written = _texts(workstation), _written(workstation)
    workstation.close()
    unsent = frozenset(id for id, rank in ranks.items() if rank is None)
    return whole, Truth(frozenset(ranks), unsent, texts, written)


def _damage(file: Path, way: Callable[[bytearray, int, Random], None], chance: Random) -> None:
    data = bytearray(file.read_bytes())
    size = PAGE + FRAME_HEADER if file.name == LOG else PAGE
    begins = WAL_HEADER if file.name == LOG else 0
    places = max(1, (len(data) - begins) // size)
    start = begins + chance.randrange(places) * size
    if start < len(data):
        way(data, start, chance)
    file.write_bytes(data)


def _texts(workstation: Workstation) -> dict[str, str]:
    with workstation.store.database.read() as connection:
        ids = [row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM entry")]
    return {id: workstation.reading.entry(id).content for id in ids}


def _looked_at(place: Site, profile: Path, truth: Truth, report: Report, log: bool) -> str:
    """What is wrong with how a damaged profile is treated; or nothing."""
    try:
        key = vault.open_with_passphrase(profile, PASSPHRASE)
    except (Refused, Unavailable) as said:
        return f"the keys are lost: {said}"
    wrong = _wrong_text(place, profile, truth)
    if wrong:
        return wrong
    if is_sound(profile, key):
        report.notes["harmless"] += 1
        return _all_there(place, profile, truth, report, log)
    report.notes["seen"] += 1
    told = rescue_profile(profile, key, CLOCK)
    workstation = place.open(profile)
    try:
        before = held(workstation)
        known = set(before) | _aside(workstation)
        exchange(workstation)
        after = set(held(workstation))
        lost = truth.operations - after - _aside(workstation)
        report.notes["rescued whole without the server"] += not truth.operations - known
        report.notes["brought back by the server"] += len(after - known)
        if lost - truth.unsent:
            return f"{len(lost - truth.unsent)} that the server holds did not come back"
        report.notes["unsent and in no readable page"] += len(lost)
        if lost and not told.missing_here and not told.waiting:
            report.notes["of which the rescue could not tell"] += len(lost)
        if _texts_that_differ(workstation, truth, lost):
            return "a text is not what was written"
        if not workstation.desk.do(Record(place.crisis, "Après le sauvetage")).label.startswith("SIG1b-"):
            return "the numbers of another life bear no letter"
        return broken(workstation)
    finally:
        workstation.close()


def _all_there(place: Site, profile: Path, truth: Truth, report: Report, log: bool) -> str:
    """Nothing was seen: then nothing may be missing but the end of the log. A log cut off is what an older copy of the
    journal is, and nothing in these files tells the two apart; what was sent comes back."""
    workstation = place.open(profile)
    try:
        exchange(workstation)
        lost = truth.operations - held(workstation).keys()
        report.notes["unsent, at the end of a log cut off"] += len(lost)
        return broken(workstation) or (
            "" if not lost or (log and lost <= truth.unsent) else f"{len(lost)} lost, untold"
        )
    finally:
        workstation.close()


def _wrong_text(place: Site, profile: Path, truth: Truth) -> str:
    """Whether the damaged profile, opened as it is, shows a text that was never written. Looked at in a copy."""
    looked = profile.with_name(f"{profile.name}-looked")
    shutil.copytree(profile, looked)
    try:
        workstation = place.open(looked)
        try:
            shown = _texts(workstation)
        finally:
            workstation.close()
    except (Unavailable, Refused, Malformed):
        return ""
    finally:
        shutil.rmtree(looked)
    wrong = [text for text in shown.values() if text not in truth.written]
    return f"{len(wrong)} wrong texts shown" if wrong else ""


def _written(workstation: Workstation) -> frozenset[str]:
    with workstation.store.database.read() as connection:
        bodies = [json.loads(row.body) for row in connection.exec_driver_sql("SELECT body FROM op")]
    return frozenset(word for body in bodies for word in _words(body))


def _words(value: object) -> list[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [word for one in inner for word in _words(one)]


def _aside(workstation: Workstation) -> set[str]:
    with workstation.store.database.read() as connection:
        return {row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM aside")}


def _texts_that_differ(workstation: Workstation, truth: Truth, lost: frozenset[str]) -> bool:
    shown = _texts(workstation)
    return not lost and shown != truth.texts
