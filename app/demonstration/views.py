"""What the pictures show, at each moment of the story."""

from pathlib import Path

from app.demonstration import epidemic
from app.demonstration.cut import disputed
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Seat, lines
from app.ui.window import Window

PICTURED = ("exemplaire-1", "SIG1", "-001", "embargo", "porte-parole")


def of_the_figures(gallery: Gallery, sig: Seat, crisis: str) -> None:
    """The journal of 2020, at the day when the figures are furthest apart."""
    note = next(row for row in epidemic.contradiction(lines(sig.workstation, crisis)) if row.type == "note")
    gallery.show(sig, crisis, "journal", note.id)
    gallery.take(sig, "epidemie-main-courante")


def online(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str, message: str) -> None:
    """Both windows at work: main courante, message and visas, directory."""
    rows = lines(sig.workstation, crisis)
    confined = next(row.id for row in rows if row.type == "decision")
    for seat, record in ((sig, rows[0].id), (liaison, confined)):
        gallery.show(seat, crisis, "journal", record)
        gallery.take(seat, f"main-courante-{seat.prefix}")
    gallery.show(sig, crisis, "messages", message)
    gallery.take(sig, f"messages-et-visas-{sig.prefix}")
    gallery.show(sig, crisis, "directory", disputed(sig, crisis)[1])
    gallery.take(sig, f"annuaire-{sig.prefix}")


def contradiction(gallery: Gallery, sig: Seat, crisis: str, entry: str) -> None:
    """An entry that contradicts another, with its files."""
    gallery.show(sig, crisis, "journal", entry)
    gallery.take(sig, f"contradiction-{sig.prefix}")


def of_the_word(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str, said: str, corrected: str) -> None:
    """A text with what it rests on, one corrected after it went out, what may be said now, what waits for a ministry's
    visa, the figures."""
    for record, name in ((said, "texte-diffuse"), (corrected, "texte-corrige")):
        gallery.show(sig, crisis, "messages", record)
        gallery.take(sig, f"{name}-{sig.prefix}")
    for seat, page, name in (
        (sig, "board", "edl-en-vigueur"),
        (liaison, "visas", "mes-visas"),
        (sig, "figures", "bilan"),
    ):
        gallery.show(seat, crisis, page)
        gallery.take(seat, f"{name}-{seat.prefix}")


def offline(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str) -> None:
    """Both windows in the dark while the server is away."""
    gallery.dress(sig, "dark")
    for seat in (sig, liaison):
        gallery.show(seat, crisis, "journal", disputed(seat, crisis)[0])
        gallery.take(seat, f"hors-ligne-{seat.prefix}", _says_offline)
    gallery.dress(sig, "light")


def conflicts(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str) -> None:
    """The same disagreements seen from both: all of them, then in the entry, then in the contact."""
    entry, contact = disputed(sig, crisis)
    gallery.show(sig, crisis, "conflicts")
    gallery.take(sig, f"conflits-{sig.prefix}", lambda window: len(window.conflicts.shown) == 2)
    gallery.show(liaison, crisis, "journal", entry)
    gallery.take(liaison, f"conflit-{liaison.prefix}")
    gallery.show(liaison, crisis, "directory", contact)
    gallery.take(liaison, f"annuaire-deux-valeurs-{liaison.prefix}")


def briefs(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str, brief: str) -> None:
    """The same brief on both, then the main courante with text at 200 %."""
    for seat in (sig, liaison):
        gallery.show(seat, crisis, "briefs", brief)
        gallery.take(seat, f"point-de-situation-{seat.prefix}")
    gallery.dress(sig, "light", 2.0)
    gallery.show(sig, crisis, "journal")
    gallery.take(sig, "texte-a-200-pour-cent")
    gallery.dress(sig, "light")


def pages(gallery: Gallery, out: Path) -> None:
    """Every page of the papers."""
    for file in pictured(out):
        gallery.take_pages(file)


def pictured(out: Path) -> list[Path]:
    """The papers to picture: one numbered copy, and one of two identical prints, stand for all."""
    return [file for file in sorted(out.glob("*.pdf")) if file.stem.endswith(PICTURED) or "EXERCICE" in file.stem]


def _says_offline(window: Window) -> bool:
    return window.state.link.accessibleName().startswith("Hors ligne") and window.state.pending.isVisible()
