"""One brief, made on one workstation, received by another: the same file on both, and its numbered copies."""

from hashlib import sha256
from pathlib import Path

from app.core.registers.briefs import Freeze
from app.demonstration.fire import scenario
from app.demonstration.scene import Scene, Seat
from app.documents import brief, copies


def play(scene: Scene, maker: Seat, receiver: Seat, crisis: str, out: Path) -> str:
    """Freezes the brief on `maker`, prints it on both; its id."""
    telling = scene.telling
    telling.step("Un point de situation, figé sur un poste, imprimé sur deux")
    content = maker.workstation.reading.compose(crisis, scene.clock.now(), True)
    made = brief.render(content)
    done = maker.workstation.desk.do(Freeze(crisis, content, made.pdf, made.pages))
    telling.say(f"{done.label} figé sur {maker.prefix} par {content.author}, {made.pages} pages")
    scene.until_settled(crisis)
    printed = {seat.prefix: _print(seat, done.id, done.label, out) for seat in (maker, receiver)}
    for prefix, file in printed.items():
        telling.say(f"{prefix} : {file.name}, SHA-256 {sha256(file.read_bytes()).hexdigest()}")
    first, second = (file.read_bytes() for file in printed.values())
    telling.check(first == second == made.pdf, "le même fichier sur les deux postes, octet pour octet")
    signed = next(row.sha256 for row in receiver.workstation.reading.briefs(crisis) if row.id == done.id)
    telling.check(sha256(second).hexdigest() == signed, f"et c'est l'empreinte signée avec lui par {maker.prefix}")
    for file, recipient in zip(numbered(second, done.label, out), scenario().recipients, strict=True):
        telling.say(f"{file.name} : {recipient}")
    return done.id


def _print(seat: Seat, id: str, reference: str, out: Path) -> Path:
    """The file as that workstation gives it to its printer."""
    file = out / f"incendie-{reference}-imprime-sur-{seat.prefix}.pdf"
    file.write_bytes(seat.workstation.reading.brief_file(id))
    return file


def numbered(pdf: bytes, reference: str, out: Path) -> list[Path]:
    """One file for each recipient, with his number and his name on every page."""
    recipients, files = scenario().recipients, []
    for number, recipient in enumerate(recipients, 1):
        files.append(out / f"incendie-{reference}-exemplaire-{number}.pdf")
        files[-1].write_bytes(copies.stamp(pdf, number, len(recipients), recipient))
    return files
