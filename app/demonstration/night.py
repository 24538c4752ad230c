"""The main courante put to work: a contradiction, its files, a decision, triage, reading; then paper, files, alerts."""

from collections.abc import Sequence
from pathlib import Path

from app.core import resources, times, transcription
from app.core.attachments import described
from app.core.clock import rfc3339
from app.core.entries import TRIAGE, Assignee
from app.core.entry_commands import Assign, Attach, Link, Record, Triage
from app.core.extract import Extract, file_name
from app.core.registers.acknowledgements import Acknowledge
from app.core.store.filtering import EntryFilter
from app.demonstration.cut import seconds
from app.demonstration.fire import places, scenario, write
from app.demonstration.scene import Scene, Seat, lines
from app.demonstration.telling import ZONE
from app.documents import alert_import, exporting

MINUTES_BETWEEN = 2  # of the hours written by hand
TO_ANSWER = 40 * times.MINUTE


def play(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> str:
    """Everything but what needs the server away; the entry that contradicts another."""
    scene.telling.step("La main courante au travail")
    contradicting = _contradict(scene, sig, liaison, crisis)
    _join(scene, sig, liaison, contradicting)
    _decide(scene, sig, crisis)
    _sort(scene, sig, crisis)
    _read(scene, sig, liaison, crisis)
    _alerts(scene, sig, crisis)
    scene.until_settled(crisis)
    return contradicting


def copy_paper(scene: Scene, liaison: Seat, crisis: str) -> None:
    """The sheet written by hand while the workstations were down."""
    telling, told = scene.telling, scenario().night
    now = scene.clock.now()
    first = now - len(told.lines) * MINUTES_BETWEEN * times.MINUTE
    hours = (times.hour(first + place * MINUTES_BETWEEN * times.MINUTE, ZONE) for place in range(len(told.lines)))
    text = "\n".join(f"{hour} {line}" for hour, line in zip(hours, told.lines, strict=True))
    sheet = transcription.Sheet(told.sheet, crisis, ZONE)
    copied = transcription.transcribe(transcription.rows_of(text), sheet, now, places())
    liaison.workstation.desk.do(transcription.command(copied))
    rows = [row for row in lines(liaison.workstation, crisis) if row.sheet == told.sheet]
    telling.say(f"saisie après coup sur {liaison.prefix} : feuille {told.sheet}, {len(rows)} lignes d'un seul geste")
    in_order = [row.number for row in rows] == sorted(row.number for row in rows)
    telling.check(len(rows) == len(told.lines) and in_order, f"{rows[0].number} à {rows[-1].number}, dans leur ordre")


def settle(scene: Scene, sig: Seat, contradicting: str) -> None:
    """Somebody says how the contradiction is settled."""
    desk, reading = sig.workstation.desk, sig.workstation.reading
    (link,) = reading.entry(contradicting).links
    desk.do(Link(contradicting, link.kind, link.target, link.note, scenario().night.settled))
    scene.until_settled(reading.entry(contradicting).space)
    shown = [seat.workstation.reading.related(contradicting).links for seat in scene.seats]
    scene.telling.check(all(one[0].settled for one in shown), "la contradiction est tranchée, et tous voient comment")


def leave(scene: Scene, sig: Seat, crisis: str, out: Path) -> None:
    """The main courante as files, each a logged extraction."""
    telling, workstation = scene.telling, sig.workstation
    telling.step("La main courante et les décisions, en fichiers")
    journal = workstation.reading.extract(EntryFilter(crisis), oldest_first=True)
    decisions = workstation.reading.decisions(crisis)
    wanted: Sequence[tuple[Extract, str]] = [
        *((journal, format) for format in ("pdf", "csv", "ods", "json")),
        (decisions, "pdf"),
    ]
    before = len(workstation.reading.extractions(crisis))
    for extract, format in wanted:
        file = out / f"incendie-{file_name(extract, format)}"
        taken = exporting.take_out(workstation.desk, extract, format, file)
        telling.say(f"{file.name} : {taken.count} entrées, SHA-256 {taken.sha256[:16]}…")
    scene.until_settled(crisis)
    logged = [len(seat.workstation.reading.extractions(crisis)) for seat in scene.seats]
    telling.check(set(logged) == {before + len(wanted)}, f"{len(wanted)} extractions notées, sur tous les postes")


def _contradict(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> str:
    told = scenario().night
    row = write(scene, liaison, crisis, told.contradicts, 1)
    other = next(one for one in lines(liaison.workstation, crisis) if told.contradicted in one.subject and one != row)
    liaison.workstation.desk.do(Link(row.id, "contradicts", other.id, told.note))
    scene.telling.say(f"{liaison.prefix} : {row.number} contredit {other.number} ({told.note})")
    scene.until_settled(crisis)
    shown = {one.number: one for one in lines(sig.workstation, crisis)}
    both = shown[row.number].contradicted and shown[other.number].contradicted
    scene.telling.check(both, f"{sig.prefix} voit la contradiction des deux côtés, tant qu'elle n'est pas tranchée")
    return row.id


def _join(scene: Scene, sig: Seat, liaison: Seat, entry: str) -> None:
    files = [(name, text.encode()) for name, text in scenario().night.files.items()]
    contents = [content for _, content in files]
    attached = Attach(entry, tuple(described(name, content) for name, content in files))
    liaison.workstation.desk.do(attached, contents)
    hashes = [one.sha256 for one in attached.files]
    reading = sig.workstation.reading
    here = scene.until(lambda: len(reading.related(entry).held_files) == len(files), "les pièces jointes arrivent")
    whole = [reading.file(hash) for hash in hashes] == contents
    names = ", ".join(scenario().night.files)
    scene.telling.check(whole, f"{names} : entières sur {sig.prefix} en {seconds(here)}")


def _decide(scene: Scene, sig: Seat, crisis: str) -> None:
    told = scenario().night
    decision = Record(crisis, told.decision, type="decision", options=told.options, rationale=told.rationale)
    entry = sig.workstation.reading.entry(sig.workstation.desk.do(decision).id)
    scene.telling.say(f"{entry.number} · décision {entry.decision} : {entry.subject}")


def _sort(scene: Scene, sig: Seat, crisis: str) -> None:
    """Brings every entry from « à trier » to where it belongs; one comes back, with its reason."""
    desk, rows = sig.workstation.desk, lines(sig.workstation, crisis)
    for row in rows:
        step = "to_pass_on" if row.type in ("request", "rumour") else "closed"
        desk.do(Triage(row.id, step))
    asked = next(row for row in rows if row.type == "request")
    desk.do(Assign(asked.id, Assignee("", "INT", "Intérieur"), scene.clock.now() + TO_ANSWER))
    back = next(row for row in rows if row.type == "figures")
    desk.do(Triage(back.id, "to_sort", scenario().night.back))
    scene.until_settled(crisis)
    steps = [row.triage for row in lines(sig.workstation, crisis)]
    told = ", ".join(f"{steps.count(step)} {words}" for step, words in TRIAGE.items() if step in steps)
    scene.telling.say(f"triage sur {sig.prefix} : {told} ; {asked.number} attribuée à Intérieur, échéance dans 40 min")


def _read(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> None:
    unread = [row.id for row in lines(liaison.workstation, crisis) if row.unread]
    liaison.workstation.desk.do(Acknowledge(crisis, tuple(unread)))
    scene.until_settled(crisis)
    first = lines(sig.workstation, crisis)[0]
    words = f"{first.number} : lu par {first.read_by}/{first.readers}"
    scene.telling.check((first.read_by, first.readers) == (2, 3), words)


def _alerts(scene: Scene, sig: Seat, crisis: str) -> None:
    now, reading = scene.clock.now(), sig.workstation.reading
    sent = [now - ago * times.MINUTE for ago in (30, 2)]
    hours = {"onset": rfc3339(now + TO_ANSWER, ZONE), "replaced": rfc3339(sent[0], ZONE)}
    files = []
    for place, at in enumerate(sent, 1):
        text = resources.path(f"demonstration/alerts/vent-{place}.xml").read_text("utf-8")
        for name, hour in {**hours, "sent": rfc3339(at, ZONE)}.items():
            text = text.replace(f"{{{name}}}", str(hour))
        files.append((f"vent-{place}.xml", text.encode()))
    brought = alert_import.bring_in(sig.workstation.desk, reading, reading.crisis(crisis), files, now)
    for one in brought:
        scene.telling.say(f"alerte CAP : {one.words}")
    scene.telling.check(bool(brought[1].replaced), "la mise à jour remplace l'alerte qu'elle nomme")
