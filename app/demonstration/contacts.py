"""The directory of the story: files brought in, a number said two ways, a private one shown, somebody erased."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec

from app.core import importing, resources, times
from app.core.directory_extract import file_name
from app.core.importing import Tally, by_default
from app.core.merging import BOTH, Merge
from app.core.phones import shown
from app.core.registers.directory import EditContact
from app.core.registers.erasures import Erase
from app.core.registers.imports import BeginImport
from app.core.revealing import reveal
from app.core.store.verification import verify
from app.demonstration.scene import Scene, Seat, directory
from app.demonstration.telling import ZONE
from app.documents import directory_export, incoming
from app.documents.incoming import Source
from app.sync.confirmation import against
from app.sync.workstation import Workstation

STATE, TABLE, CARDS = "organismes-bsa.json", "astreintes-interministerielles.csv", "dicom-sante.vcf"
DAYS_AGO = re.compile(r"\{(\d+)\}")  # a date, by how many days it is before the one of the story
PHONE, VERIFIED = "phone:1", "verified_on"


class Corrected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is given here another number than in the file that comes next, and the one chosen in the end."""

    name: str
    number: str


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    about: str


class Erased(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks for it; `traces` are what must be nowhere afterwards."""

    name: str
    traces: tuple[str, ...]
    reason: str


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happens to the contacts, as `directory/contacts.json` tells it."""

    corrected: Corrected
    shown: Shown
    erased: Erased


@cache
def told() -> Told:
    """It as it ships."""
    return msgspec.json.decode(resources.path("demonstration/directory/contacts.json").read_bytes(), type=Told)


def bring(scene: Scene, sig: Seat) -> None:
    """The State's own directory, then a table of who is on call in the ministries: each seen before it is written."""
    scene.telling.step("L'annuaire : ce qui vient d'ailleurs, ce qui se contredit, ce qui reste privé")
    for name in (STATE, TABLE):
        _bring(scene, sig, source(name, scene.clock.now()))
    private = sum(len(sig.workstation.reading.private_of(id)) for id in _everybody(sig.workstation))
    scene.until_settled(directory(sig.workstation), private_space(sig.workstation))
    scene.telling.say(f"{private} numéros privés, dans un espace à part qu'un observateur ne reçoit jamais")


def contradict(scene: Scene, sig: Seat) -> Source:
    """One number is corrected and verified here; the ministry's own cards, seen before they are written, give another.
    Returns these cards."""
    one, workstation = told().corrected, sig.workstation
    id = called(workstation, one.name)
    phone = workstation.reading.contact(id).fields[PHONE].settled
    today = times.local_day(scene.clock.now(), ZONE).isoformat()
    workstation.desk.do(EditContact(id, {PHONE: {**phone, "number": one.number}, VERIFIED: today}))
    scene.telling.say(f"{sig.prefix} corrige {one.name} : {one.number}, vérifié aujourd'hui")
    cards = source(CARDS, scene.clock.now())
    found = [one for merge in importing.preview(workstation.reading, cards.records()) for one in merge.differences]
    ours, theirs = (shown(value["number"]) for value in (found[0].ours, found[0].theirs))
    words = f"{CARDS}, aperçu : {theirs} dans le fichier, {ours} vérifié ici ; rien n'est écrit par-dessus"
    scene.telling.check(len(found) == 1 and found[0].verified, words)
    return cards


def keep_both(scene: Scene, sig: Seat, cards: Source) -> str:
    """The cards brought in, both numbers kept for somebody to choose; the contact (id) that has the two."""

    def both(merge: Merge) -> Mapping[str, str]:
        return {one.field: BOTH for one in merge.differences}

    workstation = sig.workstation
    begin = BeginImport(cards.name, cards.format, cards.sha256)
    _, tally = importing.apply(workstation.desk, workstation.reading, begin, cards.records(), both)
    scene.until_settled(directory(workstation))
    id = called(workstation, told().corrected.name)
    values = [len(seat.workstation.reading.contact(id).fields[PHONE].values) for seat in scene.seats]
    kept = tally.conflicts == 1 and set(values) == {2}
    scene.telling.check(kept, f"{tally.added} nouveau ; la différence : les deux numéros gardés, sur tous les postes")
    return id


def settle(scene: Scene, sig: Seat, contact: str) -> None:
    """Somebody called, and chooses."""
    one, workstation = told().corrected, sig.workstation
    both = workstation.reading.contact(contact).fields[PHONE]
    right = {**both.values[0].value, "number": one.number}
    workstation.desk.do(EditContact(contact, {PHONE: right}, {PHONE: both.seen}))
    scene.until_settled(directory(workstation))
    left = [seat.workstation.reading.contact(contact).conflicts for seat in scene.seats]
    scene.telling.check(not any(left), f"{sig.prefix} appelle et choisit : {one.name}, {one.number}")


def show(scene: Scene, liaison: Seat) -> None:
    """A private number on demand: who was shown it is known to all who may see it."""
    one, workstation = told().shown, liaison.workstation
    id = called(workstation, one.name)
    (hidden,) = workstation.reading.private_of(id)
    (number,) = reveal(workstation.desk, workstation.reading, [id], "shown", one.about)[id]
    scene.until_settled(private_space(workstation))
    scene.telling.say(f"{one.name} : {hidden.masked} ; montré à {liaison.prefix} : {number.shown}")
    looks = [look for seat in scene.seats for look in seat.workstation.reading.consultations(id)]
    names = {look.author.name for look in looks}
    words = f"consultation inscrite, lue des {len(scene.seats)} postes : {', '.join(names)}, « {one.about} »"
    scene.telling.check(len(looks) == len(scene.seats) and len(names) == 1, words)


def erase(scene: Scene, director: Seat) -> None:
    """Somebody asks to be forgotten: what was known of him is nowhere any more, and everything still verifies."""
    one, seats = told().erased, scene.seats
    scene.telling.step("Une personne effacée, partout et pour toujours")
    id = called(director.workstation, one.name)
    everywhere = [held(seat.workstation, one.traces) for seat in seats] + [scene.central.held(one.traces)]
    words_are_there = all(found == set(one.traces) for found in everywhere)
    scene.telling.check(
        words_are_there, f"{one.name} : son nom et son numéro privé sont sur les trois postes et le serveur"
    )
    director.workstation.desk.do(Erase(id, one.reason))
    spaces = (directory(director.workstation), private_space(director.workstation))
    scene.until_settled(*spaces)
    left = [seat.prefix for seat in seats if held(seat.workstation, one.traces)]
    listed = [row for seat in seats for row in seat.workstation.reading.find_contacts(one.name).rows]
    scene.telling.check(not left and not listed, f"{director.prefix} efface ({one.reason}) : plus rien sur aucun poste")
    scene.telling.check(not scene.central.held(one.traces), "plus un octet dans les fichiers du serveur")
    sound = all(_is_intact(seat.workstation) for seat in seats)
    scene.telling.check(sound and all(map(scene.agree, spaces)), "chaque poste reste vérifiable : chaîne intacte")


def leave(scene: Scene, sig: Seat, crisis: str, out: Path) -> None:
    """The directory as files, under the frame of the crisis; each is a logged extraction."""
    reading = sig.workstation.reading
    extract = reading.directory_extract(reading.contact_ids(crisis=crisis), "tous les contacts", crisis)
    for format in ("pdf", "vcf"):
        left = out / f"incendie-{file_name(extract, format)}"
        taken = directory_export.take_out(sig.workstation.desk, extract, format, left)
        scene.telling.say(f"{left.name} : {taken.count} contacts, SHA-256 {taken.sha256[:16]}…")
    cards = incoming.read(out / f"incendie-{file_name(extract, 'vcf')}")
    merges = list(importing.preview(reading, cards.records()))
    same = all(merge.contact and not merge.differences for merge in merges)
    words = f"les {len(merges)} vCard, relues, redonnent les mêmes contacts"
    scene.telling.check(len(merges) == len(extract.contacts) and same, words)


def source(name: str, now: int) -> Source:
    """A file of the story, as it is read."""
    return incoming.read(file(name, now), name)


def file(name: str, now: int) -> bytes:
    """A file of the story, its dates counted back from today."""
    today = times.local_day(now, ZONE)
    text = resources.path(f"demonstration/directory/{name}").read_bytes().decode()
    return DAYS_AGO.sub(lambda found: (today - timedelta(days=int(found[1]))).isoformat(), text).encode()


def called(workstation: Workstation, name: str) -> str:
    """The contact (id) of that name."""
    return next(row.id for row in workstation.reading.contacts(name) if row.name == name)


def private_space(workstation: Workstation) -> str:
    """The space of private numbers."""
    with workstation.store.read() as transaction:
        return transaction.accounts.private


def held(workstation: Workstation, traces: Sequence[str]) -> set[str]:
    """Those of these words that some operation of this workstation holds."""
    with workstation.store.read() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT body FROM op WHERE body IS NOT NULL").all()
    return {trace for trace in traces if any(trace.encode() in row.body for row in rows)}


def _bring(scene: Scene, sig: Seat, brought: Source) -> None:
    workstation, preview = sig.workstation, Tally()
    for merge in importing.preview(workstation.reading, importing.readable(brought.records(), preview)):
        preview.count(merge, by_default(merge))
    begin = BeginImport(brought.name, brought.format, brought.sha256)
    batch, tally = importing.apply(workstation.desk, workstation.reading, begin, brought.records())
    foreseen = (preview.added, preview.updated) == (tally.added, tally.updated) and not tally.refused
    written = len(workstation.reading.imported(batch)) == tally.added
    cards = "une fiche" if tally.added == 1 else f"{tally.added} fiches"
    scene.telling.check(foreseen and written, f"{brought.name}, importé comme l'aperçu le disait : {cards}")


def _everybody(workstation: Workstation) -> list[str]:
    return [row.id for row in workstation.reading.contacts()]


def _is_intact(workstation: Workstation) -> bool:
    def server_key() -> str:
        with workstation.store.read() as transaction:
            return transaction.accounts.server_key

    return verify(workstation.store, against(server_key)).intact
