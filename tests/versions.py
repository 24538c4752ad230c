"""What each released version leaves behind for those that follow: a small profile, a server's dump, and the commit.

`python -m tests.versions NAME` records the present one in `tests/data/versions/NAME/`.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from app.core import circuits, importing, vault
from app.core.attachments import described
from app.core.cascade_commands import LogCall, WriteCascade
from app.core.clock import Clock
from app.core.duty import DAY
from app.core.entries import Assignee
from app.core.entry_commands import Amend, Assign, Attach, Handle, Link, Record, Triage
from app.core.figure_commands import RecordFigure
from app.core.incoming import Incoming
from app.core.message_commands import Dispatch, Draft, Embargo, GiveVisa, SetCircuit, Submit
from app.core.recipients import Recipient
from app.core.registers.acknowledgements import Acknowledge
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.erasures import Erase
from app.core.registers.extractions import LogExtraction
from app.core.registers.imports import BeginImport
from app.core.registers.private import AddPrivate
from app.core.revealing import reveal
from app.core.store import log
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.workstation import Workstation, open_profile
from tests.central import Central
from tests.end_to_end.desks import PASSPHRASE, another_desk, first_desk, shared_crisis, sync

VERSIONS = Path(__file__).parent / "data" / "versions"
DATABASE = "central.db"
ERASED = {"kind": "person", "family_name": "Postic"}


@dataclass(frozen=True)
class Recorded:
    """One recorded version: `folder` holds `profile/`, `server/` with its dump, and `manifest.json`."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text())
        return found

    def profile(self, into: Path) -> Workstation:
        """Its workstation, opened on a copy."""
        shutil.copytree(self.folder / "profile", into)
        return open_profile(into, vault.open_with_passphrase(into, self.manifest["passphrase"]), Clock())

    def server(self, into: Path) -> Path:
        """Its server's folder, restored from the dump."""
        shutil.copytree(self.folder / "server", into)
        dump = into / "dump.sql"
        with sqlite3.connect(into / DATABASE) as database:
            database.executescript(dump.read_text())
        database.close()
        dump.unlink()
        return into


def all_recorded() -> list[Recorded]:
    return [Recorded(folder) for folder in sorted(VERSIONS.iterdir()) if folder.is_dir()] if VERSIONS.is_dir() else []


def facts(workstation: Workstation, crisis: str) -> dict[str, Any]:
    """What must be the same whatever version reads it."""
    reading = workstation.reading
    messages = [reading.message(row.id) for row in reading.messages(crisis)]
    vital = reading.vital(crisis)
    entries = reading.entries(reading.entry_ids(reading.entry_keys(EntryFilter(crisis))))
    return {
        "crises": [row.code for row in reading.crises()],
        "entries": vital.entries,
        "key_events": vital.key_events,
        "messages": {one.reference: [one.state, one.current.label, len(one.visas)] for one in messages},
        "contacts": [row.name for row in reading.contacts()],
        "pending": reading.pending(),
        "decisions": sorted(one.decision for one in entries if one.decision),
        "triage": sorted(one.triage for one in entries),
        "links": sum(len(one.links) for one in entries),
        "files": {one.name: len(reading.file(one.sha256)) for entry in entries for one in entry.files},
        "read": sorted([one.number, reading.related(one.id).readers.n] for one in entries),
        "extractions": len(reading.extractions(crisis)),
        "figures": {one.number: [one.indicator, one.value, one.source] for one in reading.figures(crisis)},
        "duties": [[one.function, one.holder_name] for one in reading.duties(crisis, 0, 60 * DAY)],
        "calls": {one.number: [each.result for each in one.attempts] for one in reading.cascades(crisis)},
        "imports": [one.file for one in reading.imports()],
        "private": [one.masked for row in reading.contacts() for one in reading.private_of(row.id)],
        "consultations": len(reading.consultations()),
        "said": {one.reference: [len(one.dispatches), len(one.embargoes), len(one.uses)] for one in messages},
        "circuits": {id: [len(one.steps) for one in reading.circuit(crisis, id)] for id in ("standard", "urgent")},
    }


def record(folder: Path) -> None:
    """Plays a small crisis with the program as it is, and keeps what it leaves."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        central = Central(scratch / "server")
        central.start()
        first = first_desk(central, scratch / "profile")
        director = another_desk(first, scratch / "director", "DIR1", "Anne Rousseau", "PM", "DIR", central.url)
        crisis = shared_crisis(first, (director, "DIR"))
        for number in range(5):
            done = first.desk.do(Record(crisis, f"Entrée {number}", "Le cœur du bâtiment est évacué", sender="SDIS 76"))
        first.desk.do(Amend(done.id, {"subject": "Entrée rectifiée"}, "erreur d'écoute"))
        first.desk.do(Handle(done.id, {"key_event": True}))
        message = first.desk.do(Draft(crisis, "holding", Text("Restez à l'abri", "Un incendie est en cours.")))
        first.desk.do(Submit(message.id))
        first.desk.do(GiveVisa(message.id, None, "favourable"))
        first.desk.do(AddContact({"family_name": "Kerjean", "phone:1": {"number": "01 99 00 11 22"}}))
        _follow_up(first, director, crisis, done.id)
        _word(first, director, crisis, done.id)
        _directory(first, director, crisis)
        sync(first)
        first.desk.do(Record(crisis, "Écrite hors ligne, jamais envoyée"))
        manifest = {"passphrase": PASSPHRASE, "crisis": crisis, "commit": _commit(), "facts": facts(first, crisis)}
        first.close()
        director.close()
        central.stop()
        _keep(scratch, folder, manifest)


def _follow_up(first: Workstation, director: Workstation, crisis: str, entry: str) -> None:
    """What becomes of entries: a decision, a link, a file, steps, somebody who reads, something that leaves."""
    decision = first.desk.do(Record(crisis, "Fermer l'A150", type="decision", rationale="vent d'ouest")).id
    first.desk.do(Link(decision, "contradicts", entry, "deux mesures"))
    first.desk.do(Triage(entry, "to_decide"))
    first.desk.do(Assign(entry, Assignee("", "SAN", "Santé"), 2_000_000_000_000))
    plan = b"EXERCICE. Cuvette 3 : additifs."
    first.desk.do(Attach(entry, (described("plan é.txt", plan),)), [plan])
    first.desk.do(LogExtraction(crisis, "journal", "pdf", "toutes les entrées", 6, "a" * 64))
    sync(first)
    sync(director)
    director.desk.do(Acknowledge(crisis, (entry, decision)))
    sync(director)


def _word(first: Workstation, director: Workstation, crisis: str, entry: str) -> None:
    """What is said: a circuit of this crisis, a figure, a text that went out, one that waits."""
    standard = circuits.load(circuits.STANDARD)
    first.desk.do(SetCircuit(crisis, replace(standard, steps=standard.steps[1:])))
    figure = first.desk.do(RecordFigure(crisis, "personnes évacuées", "120", "SDIS 76", cutoff=1_790_000_000_000)).id
    frame = {"known": "Un incendie est en cours.", "asked": "Restez à l'abri."}
    text = Text("Restez à l'abri", "", issuer="Gouvernement", variants={"x": "Restez à l'abri."}, frame=frame)
    cleared = []
    for uses in ((entry, figure), ()):
        cleared.append(first.desk.do(Draft(crisis, "line", text, "abri", {"not_to_say": "aucun danger"}, uses)).id)
        first.desk.do(Submit(cleared[-1]))
        first.desk.do(GiveVisa(cleared[-1], None, "favourable"))
        sync(first)
        sync(director)
        director.desk.do(GiveVisa(cleared[-1], None, "reservation", "dire l'heure"))
        sync(director)
        sync(first)
    first.desk.do(
        Dispatch(cleared[0], None, "courriel", recipients=(Recipient("AFP", "desk@afp.example"),), degraded="essai")
    )
    first.desk.do(Embargo(cleared[1], None, "Europe/Paris", "familles informées"))


def _directory(first: Workstation, director: Workstation, crisis: str) -> None:
    """Whom to call: a file brought in, a private number, an on-call slot, a cascade with a call, somebody erased."""
    fields = {"kind": "person", "family_name": "Delmas", "phone:1": {"number": "01 99 00 33 15", "usage": "duty"}}
    batch = BeginImport("agents.csv", "csv", "b" * 64)
    importing.apply(first.desk, first.reading, batch, [Incoming("ligne 2", fields), Incoming("ligne 3", ERASED)])
    delmas, gone = (row.id for name in ("Delmas", "Postic") for row in first.reading.contacts(name))
    first.desk.do(AddPrivate(delmas, "06 39 98 76 41"))
    first.desk.do(AddPrivate(gone, "06 39 98 76 66"))
    slot = {"organisation": "SAN", "function": "DICOM", "holder": delmas, "starts": 0, "ends": 30 * DAY}
    for space in ("", crisis):
        first.desk.do(AddDuty(slot, space))
    cascade = first.desk.do(
        WriteCascade(crisis, "Alerte", "Cellule activée.", tuple(first.reading.targets_of([delmas])))
    )
    (target,) = first.reading.cascade(cascade.id).targets
    first.desk.do(LogCall(cascade.id, target.key, "no_answer", target.numbers[0].number))
    sync(first)
    sync(director)
    reveal(director.desk, director.reading, [delmas], "shown", "appel")
    director.desk.do(Erase(gone, "demande de la personne"))
    sync(director)
    sync(first)


def _keep(scratch: Path, folder: Path, manifest: dict[str, Any]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scratch / "profile", folder / "profile")
    shutil.copytree(scratch / "server", folder / "server", ignore=shutil.ignore_patterns("*.db*"))
    (source,) = (scratch / "server").glob("*.db")
    assert source.name == DATABASE
    with sqlite3.connect(source) as database:
        (folder / "server" / "dump.sql").write_text("\n".join(database.iterdump()) + "\n")
    database.close()
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    return said.stdout.strip()


def at_address(workstation: Workstation, url: str) -> None:
    """Tells a restored profile where its restored server listens now."""
    with workstation.store.database.write() as connection:
        log.note(connection, "server", url.encode())


if __name__ == "__main__":
    record(VERSIONS / sys.argv[1])
