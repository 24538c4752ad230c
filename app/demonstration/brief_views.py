"""What the pictures show of briefs: composing, what was frozen, its copies, its verification, the kit."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.core import kit_keeping
from app.core.clock import Clock
from app.demonstration.gallery import Gallery, page_of, station
from app.demonstration.scene import Seat
from app.demonstration.telling import NotAsTold
from app.demonstration.views import window_of
from app.ui.brief_composer import BriefComposer
from app.ui.brief_copies import register_of
from app.ui.brief_verify_dialog import BriefVerifyDialog
from app.ui.briefs_page import BriefsPage
from app.ui.copies_dialog import CopiesDialog
from app.ui.copies_work import FOLDER
from app.ui.kit_dialog import KitDialog
from app.ui.page_preview import PagePreview
from app.ui.window import Window


def composer(gallery: Gallery, seat: Seat, crisis: str, project: str = "") -> BriefComposer:
    """The composer of that window, on the next brief or on a project (id) taken up again."""
    gallery.show(seat, crisis, "briefs")
    page = _page(seat)
    page.begin(project)
    return page.composer


def of_the_composer(gallery: Gallery, seat: Seat, composer: BriefComposer) -> None:
    """A brief at work: its sections, its lines, what prevents freezing, the page."""
    gallery.take(seat, f"composer-{seat.prefix}", lambda window: composer.work.ready and _drawn(composer.preview))


def of_the_briefs(gallery: Gallery, pair: Sequence[Seat], crisis: str, brief: str) -> None:
    """The same brief on both."""
    for seat in pair:
        gallery.show(seat, crisis, "briefs", brief)
        page = _page(seat)
        gallery.take(seat, f"point-de-situation-{seat.prefix}", partial(_shown, page))


def of_the_copies(
    gallery: Gallery, seat: Seat, crisis: str, brief: str, recipients: Sequence[str], folder: Path
) -> None:
    """Numbered copies: whom they are for and what each will be, then the register and their files."""
    gallery.show(seat, crisis, "briefs", brief)
    register = register_of(station(seat), brief, Clock().now())
    dialog = CopiesDialog(window_of(seat), station(seat), register)
    dialog.recipients.setPlainText("\n".join(recipients))
    dialog.output.setCurrentIndex(dialog.output.findData(FOLDER))
    dialog.folder.setText(str(folder))
    name = f"exemplaires-{seat.prefix}"
    gallery.look_at(seat, dialog, name, lambda: dialog.list.to_make == len(recipients) and _drawn(dialog.preview))
    dialog.submit()
    gallery.put_away(seat, dialog, lambda: len(register.existing()) == len(recipients) and not dialog.told.isHidden())


def of_the_verification(gallery: Gallery, seat: Seat, crisis: str, file: Path) -> None:
    """Which brief a file is, and what it is worth now."""
    gallery.show(seat, crisis, "briefs")
    dialog = BriefVerifyDialog(station(seat), window_of(seat), window_of(seat).crisis)
    dialog.check(file)
    gallery.take_dialog(seat, dialog, f"verifier-{seat.prefix}", lambda: dialog.verdict is not None)


def of_the_kit(gallery: Gallery, seat: Seat, crisis: str) -> None:
    """The degraded kit, made again by its dialog."""
    gallery.show(seat, crisis, "briefs")
    profile = seat.workstation.folder
    dialog = KitDialog(window_of(seat), station(seat), profile)
    dialog.submit()

    def told() -> bool:
        made = kit_keeping.read(profile).made
        return made is not None and crisis in made.crises and dialog.act.isEnabled()

    gallery.take_dialog(seat, dialog, f"kit-de-secours-{seat.prefix}", told)


def _page(seat: Seat) -> BriefsPage:
    page = page_of(window_of(seat), "briefs")
    if not isinstance(page, BriefsPage):
        raise NotAsTold("la fenêtre n'a pas de page des points de situation")
    return page


def _shown(page: BriefsPage, window: Window) -> bool:
    return _drawn(page.viewer.preview)


def _drawn(preview: PagePreview) -> bool:
    """Whether the page in sight has its pixels."""
    return preview.count > 0 and preview.sheets[preview.page].drawn_for > 0
