"""Nothing answers any more: the brief is approved all the same, and its copies are numbered; then all agree."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.brief import Copied
from app.demonstration import brief_views, situation
from app.demonstration.cut import RETURN, WITHIN, seconds
from app.demonstration.drafting import PROJECT
from app.demonstration.fire import write
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat
from app.demonstration.situation import point
from app.documents import preview

OFFLINE = "Établi hors ligne sur le poste"


def play(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], crisis: str, id: str, out: Path) -> Sequence[Path]:
    """The cut, the approval, the copies (their files), a line that another site writes meanwhile; the return."""
    sig, liaison = pair
    scene.telling.step("Réseau coupé : le point est approuvé, ses exemplaires sont numérotés")
    scene.central.stop()
    scene.until(lambda: not any(seat.exchanger.state.online for seat in scene.seats), "hors ligne", WITHIN)
    approve(scene, gallery, sig, crisis, id, out)
    files = number(scene, gallery, sig, crisis, id, out)
    row = write(scene, liaison, crisis, point().late, point().late_ago)
    late = f"{row.number}, {point().late_ago} min après le fait"
    scene.telling.say(f"{liaison.prefix}, coupé lui aussi, écrit {late} : {row.subject}")
    scene.central.start()
    for seat in scene.seats:
        seat.exchanger.now()  # as a person presses « Échanger maintenant »
    back = scene.until(lambda: all(seat.exchanger.state.online for seat in scene.seats), "en ligne", RETURN)
    for seat in scene.seats:
        seat.exchanger.now()  # and once more: the others have sent meanwhile
    scene.until_settled(crisis)
    scene.telling.say(f"le serveur revient ; tous en ligne en {seconds(back)}")
    agree(scene, pair, id, files)
    return files


def approve(scene: Scene, gallery: Gallery, sig: Seat, crisis: str, id: str, out: Path) -> None:
    """The head of the cell takes the project up in his window, reads it and approves it."""
    reading = sig.workstation.reading
    project = reading.brief(id)
    composer = brief_views.composer(gallery, sig, crisis, id)
    scene.until(composer.settings.freeze.isEnabled, "le projet repris a sa page")
    work = composer.work
    assert work.proposal is not None  # its page is shown
    left_out = situation.chosen(work.proposal, {}).out
    work.change(replace(work.composed, out=work.composed.out | left_out))
    scene.until(composer.settings.freeze.isEnabled, "la page suit ce que le projet écartait")
    composer.settings.freeze.click()
    scene.until(lambda: reading.brief(id).approved, "le point est approuvé")
    found, me = reading.brief(id), reading.me()
    file = out / f"incendie-point-{found.number}.pdf"
    file.write_bytes(reading.brief_file(id))
    said = preview.words(file.read_bytes())
    same = found.reference == project.reference and not any(PROJECT in page for page in said)
    words = f"{found.reference} approuvé par {me.name} : même numéro, plus aucune page ne dit {PROJECT}"
    scene.telling.check(same, words)
    words = f"{file.name} : « {OFFLINE} {sig.prefix}… » sur chaque page"
    scene.telling.check(all(f"{OFFLINE} {sig.prefix}" in page for page in said), words)
    if found.file.annex_pages:
        (out / f"incendie-point-{found.number}-annexe.pdf").write_bytes(reading.brief_annex(id))


def number(scene: Scene, gallery: Gallery, sig: Seat, crisis: str, id: str, out: Path) -> Sequence[Path]:
    """One copy for each recipient, by the dialog of the window; their files."""
    reading, recipients = sig.workstation.reading, point().recipients
    with TemporaryDirectory(prefix="diapason-") as folder:
        brief_views.of_the_copies(gallery, sig, crisis, id, recipients, Path(folder))
        written = {file.read_bytes() for file in Path(folder).glob("*.pdf")}
    files = []
    for copy in reading.brief_copies(id):
        files.append(out / f"incendie-point-1-exemplaire-{copy.label.replace('/', '-sur-')}.pdf")
        files[-1].write_bytes(reading.copy_file(id, copy.label))
    whom = "; ".join(f"{copy.label} {copy.recipient}" for copy in reading.brief_copies(id))
    apart = len({file.read_bytes() for file in files}) == len(recipients)
    same = all(file.read_bytes() in written for file in files)
    scene.telling.check(apart and same, f"{len(files)} exemplaires, chacun à son nom : {whom}")
    return files


def agree(scene: Scene, pair: tuple[Seat, Seat], id: str, files: Sequence[Path]) -> None:
    """The register is the same everywhere, and a copy printed again elsewhere is the same to the byte."""
    sig, liaison = pair
    registers: list[tuple[Copied, ...]] = [seat.workstation.reading.brief_copies(id) for seat in pair]
    listed = [[(one.label, one.recipient, one.sha256) for one in register] for register in registers]
    words = f"au registre de {sig.prefix} et de {liaison.prefix} : les {len(files)} mêmes exemplaires"
    scene.telling.check(listed[0] == listed[1] and len(listed[0]) == len(files), words)
    again = [liaison.workstation.reading.copy_file(id, copy.label) for copy in registers[1]]
    same = again == [file.read_bytes() for file in files]
    scene.telling.check(same, f"sortis de nouveau sur {liaison.prefix}, ils sont les mêmes à l'octet près")
