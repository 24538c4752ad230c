"""The whole story, in order: crises, a night's work, cuts, reunions, a brief; what is left in a folder."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.clock import Clock
from app.demonstration import (
    approving,
    brief_views,
    calls,
    clearance,
    cloned,
    contacts,
    cut,
    drafting,
    duties,
    epidemic,
    fire,
    night,
    papers,
    severed,
    views,
    word,
)
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat, seated_at_a_window
from app.demonstration.telling import Telling
from app.ui import screen

# What a former run left, and nothing else, gives way to this one.
MADE = ("*.png", "*.pdf", "*.csv", "*.ods", "*.json", "*.odt", "*.eml", "*.vcf", "incendie-*.txt")


def tell(out: Path, write: Callable[[str], None], started: Callable[[Scene], None] = lambda scene: None) -> Telling:
    """Plays the story, its pictures and papers in `out`. Raises NotAsTold; whatever happens, everything it started
    is ended. `started` is given the scene before anything runs."""
    app = screen.application()
    clock = Clock()
    telling = Telling(write, clock)
    empty(out)
    with TemporaryDirectory(prefix="diapason-") as folder:
        scene = Scene(Path(folder), telling, screen.breathe, clock)
        started(scene)
        try:
            play(scene, out)
            if screen.is_seen(app):
                _stay(scene)
        finally:
            scene.close()
    return telling


def play(scene: Scene, out: Path) -> None:
    """From the founding of the service to the last picture."""
    gallery = Gallery(scene, out)
    sig, liaison, director = _open(scene)
    pair = (sig, liaison)
    figures = epidemic.play(scene, sig, (liaison, director), out)
    views.of_the_figures(gallery, sig, figures)
    crisis = fire.play(scene, sig, liaison, director)
    contradicting = night.play(scene, sig, liaison, crisis)
    message = clearance.play(scene, sig, liaison, director, crisis)
    views.online(gallery, sig, liaison, crisis, message)
    views.contradiction(gallery, sig, crisis, contradicting)
    held = word.play(scene, sig, liaison, director, crisis, message, out)
    views.of_the_word(gallery, sig, liaison, crisis, message, held)
    _directory(scene, gallery, pair, crisis)
    cut.cut_off(scene, pair, crisis)
    views.offline(gallery, sig, liaison, crisis)
    duties.ask(scene, pair, crisis)
    cascade = calls.run(scene, sig, crisis, out)
    views.of_the_calls(gallery, sig, crisis, cascade)
    cut.reunite(scene, pair, crisis)
    calls.finish(scene, liaison, cascade)
    night.copy_paper(scene, liaison, crisis)
    views.conflicts(gallery, sig, liaison, crisis)
    cut.settle(scene, sig, crisis)
    night.settle(scene, sig, contradicting)
    second = _briefs(scene, gallery, pair, crisis, out)
    silo = severed.play(scene, gallery, pair, second, director)
    cloned.play(scene, gallery, sig, second, silo)
    contacts.erase(scene, director)
    night.leave(scene, sig, crisis, out)
    contacts.leave(scene, sig, crisis, out)
    duties.leave(scene, sig, crisis, out)
    views.pages(gallery, out)
    papers_left = sorted(file.name for file in out.glob("*.pdf"))
    scene.telling.step("Ce qu'il en reste")
    scene.telling.say(f"{len(gallery.taken)} images et {len(papers_left)} documents PDF dans {out}/")
    scene.telling.say(f"{scene.telling.checked} vérifications, toutes tenues")


def _briefs(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], crisis: str, out: Path) -> Seat:
    """Paper: composed by a writer, approved while nothing answers, replaced; the writer's workstation."""
    writer = severed.join(scene, pair[0], crisis)
    first = drafting.play(scene, gallery, pair, writer, crisis, out)
    copied = approving.play(scene, gallery, pair, crisis, first, out)
    second = papers.play(scene, gallery, pair, crisis, first, copied, out)
    brief_views.of_the_briefs(gallery, pair, crisis, second)
    return writer


def _directory(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], crisis: str) -> None:
    """Whom to call: brought in, disputed, on call, and what is shown of it."""
    sig, liaison = pair
    contacts.bring(scene, sig)
    cards = contacts.contradict(scene, sig)
    views.of_the_import(gallery, sig, cards.name, contacts.file(cards.name, scene.clock.now()))
    disputed = contacts.keep_both(scene, sig, cards)
    duties.write(scene, sig, crisis)
    contacts.show(scene, liaison)
    hidden = contacts.called(liaison.workstation, contacts.told().shown.name)
    views.of_the_directory(gallery, sig, liaison, crisis, hidden)
    contacts.settle(scene, sig, disputed)


def empty(out: Path) -> None:
    """Makes the folder, without the pictures and papers of a former run."""
    out.mkdir(parents=True, exist_ok=True)
    for pattern in MADE:
        for file in out.glob(pattern):
            file.unlink()


def _open(scene: Scene) -> tuple[Seat, Seat, Seat]:
    telling = scene.telling
    telling.step("Un serveur central, trois postes")
    invitation = scene.central.found()
    scene.central.start()
    telling.say(f"serveur central : un processus, SQLite, {scene.central.url}")
    sig = scene.first(invitation, "SIG1", "Camille Morvan", seated_at_a_window)
    liaison = scene.invited(sig, "INT", "Léa Aubert", "INT", "LIA", seated_at_a_window)
    director = scene.invited(sig, "DIR1", "Anne Rousseau", "PM", "DIR")
    for seat in scene.seats:
        me = seat.workstation.reading.me()
        telling.say(f"poste {me.workstation} : {me.name}, {me.organisation}, {me.role}")
    took = scene.until(lambda: all(seat.exchanger.state.online for seat in scene.seats), "les postes sont en ligne")
    telling.say(f"tous en ligne en {cut.seconds(took)}")
    return sig, liaison, director


def _stay(scene: Scene) -> None:
    """Leaves the windows to the person, the server running, until all are closed."""
    scene.telling.say("Les fenêtres restent ouvertes et vivantes ; fermez-les pour finir.")
    windows = [seat.opened.window for seat in scene.seats if seat.opened is not None]
    while any(window.isVisible() for window in windows):
        scene.breathe()
