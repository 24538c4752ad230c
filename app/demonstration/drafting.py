"""A rhythm is set, and a writer composes the brief it asks for: what he leaves open is refused by name."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.core import composition, pace, rhythm
from app.core.registers.crisis import EditCrisis
from app.core.store.rows import BriefRow
from app.demonstration import brief_views, situation
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat
from app.demonstration.situation import point
from app.demonstration.telling import pages
from app.documents import preview

PROJECT = "PROJET"


def play(scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], writer: Seat, crisis: str, out: Path) -> str:
    """From the rhythm to a frozen project; its id."""
    sig, liaison = pair
    scene.telling.step("Un point de situation : le rythme est fixé, un rédacteur compose")
    set_rhythm(scene, sig, crisis)
    situation.work(scene, sig, liaison, crisis)
    return compose(scene, gallery, writer, crisis, out, point().composed)


def set_rhythm(scene: Scene, sig: Seat, crisis: str) -> None:
    """How often one is due is a fact of the crisis, counted down everywhere."""
    kept = rhythm.kept(point().rhythm)
    sig.workstation.desk.do(EditCrisis(crisis, {"rhythm": kept}))
    scene.until_settled(crisis)
    paces = [seat.workstation.reading.pace(crisis) for seat in scene.seats]
    now = scene.clock.now()
    said = {pace.countdown(one, now) for one in paces if one is not None}
    words = f"{rhythm.words_of(kept)} : {', '.join(said)}, sur tous les postes"
    scene.telling.check(None not in paces and len(said) == 1, words)


def compose(scene: Scene, gallery: Gallery, writer: Seat, crisis: str, out: Path, typed: Mapping[int, str]) -> str:
    """What his window proposes, what he types (section → words) and leaves out; the id of the project."""
    telling, told = scene.telling, point()
    composer = brief_views.composer(gallery, writer, crisis)
    work = composer.work
    scene.until(lambda: work.ready, "le point proposé a sa page")
    assert work.proposal is not None  # its page was just made
    offered = sum(len(group.picks) for offer in work.proposal.offers for group in offer.groups)
    telling.say(f"{writer.prefix} compose le n° {work.proposal.number}, rempli d'avance : {offered} lignes proposées")
    composed = situation.chosen(work.proposal, typed)
    work.change(composed)
    scene.until(lambda: work.ready and work.composed == composed, "la page suit ce qui est écrit")
    found = [one.words for one in composition.troubles(work.proposal, composed) if one.prevents]
    refused = len(found) == 1 and told.hole in found[0] and not composer.settings.freeze.isEnabled()
    telling.check(refused, f"figer est refusé, et le trou est nommé : « {found[0] if found else ''} »")
    brief_views.of_the_composer(gallery, writer, composer)
    filled = {number: words.replace(told.hole, told.filled) for number, words in composed.texts.items()}
    work.change(replace(composed, texts=filled))
    scene.until(composer.settings.freeze.isEnabled, f"{told.filled} écrit, plus rien n'empêche de figer")
    composer.settings.freeze.click()
    scene.until(lambda: bool(writer.workstation.reading.briefs(crisis)), "le point est figé")
    scene.until_settled(crisis)
    (row,) = writer.workstation.reading.briefs(crisis)
    _show(scene, writer, row, out)
    return row.id


def _show(scene: Scene, writer: Seat, row: BriefRow, out: Path) -> None:
    pdf = writer.workstation.reading.brief_file(row.id)
    file = out / f"incendie-point-{row.number}-projet.pdf"
    file.write_bytes(pdf)
    scene.telling.say(f"{row.reference} figé par {row.author} : {pages(row.pages)}, {row.annex_pages} d'annexe")
    on_all = not row.approved and all(PROJECT in page for page in preview.words(pdf))
    scene.telling.check(on_all, f"{file.name} : un rédacteur n'approuve pas, chaque page dit {PROJECT}")
