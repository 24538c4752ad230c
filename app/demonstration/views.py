"""What the pictures show, at each moment of the story."""

from pathlib import Path
from tempfile import TemporaryDirectory

from app.demonstration import epidemic
from app.demonstration.cut import disputed
from app.demonstration.gallery import Gallery, station
from app.demonstration.scene import Seat, lines
from app.demonstration.telling import ZONE
from app.relay.serving import Relay
from app.sync.state import RelaysSeen
from app.ui.alarms_dialog import AlarmsDialog
from app.ui.bundle_export_dialog import BundleExportDialog
from app.ui.bundle_import_dialog import BundleImportDialog
from app.ui.cascade_dialog import CascadeDialog
from app.ui.import_dialog import ImportDialog
from app.ui.relay_dialog import RelayActs, RelayDialog
from app.ui.window import Window

COPY = "-exemplaire-"


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


def of_the_import(gallery: Gallery, sig: Seat, name: str, file: bytes) -> None:
    """What a file would change: the number it says otherwise, to be chosen, before anything is written."""
    with TemporaryDirectory(prefix="diapason-") as folder:
        path = Path(folder) / name
        path.write_bytes(file)
        dialog = ImportDialog(window_of(sig), station(sig), None, path)
        gallery.take_dialog(sig, dialog, f"import-relu-{sig.prefix}", lambda: dialog.review is not None)


def of_the_directory(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str, contact: str) -> None:
    """Who is on call now and this week, then somebody whose number is private."""
    gallery.show_view(sig, crisis, "duties")
    gallery.take(sig, f"astreintes-{sig.prefix}")
    gallery.show(liaison, crisis, "directory", contact)
    gallery.take(liaison, f"numero-prive-{liaison.prefix}")


def of_the_calls(gallery: Gallery, sig: Seat, crisis: str, cascade: str) -> None:
    """Still in the dark, the cascade, then who is on call: nothing answers, and both do; then large, in the light."""
    gallery.show_view(sig, crisis, "calls")
    window = window_of(sig)
    assert window.crisis is not None  # it was just put on screen
    dialog = CascadeDialog(window, station(sig), window.crisis, cascade=cascade)
    gallery.take_dialog(sig, dialog, f"cascade-{sig.prefix}", lambda: bool(dialog.list.current_id))
    gallery.show_view(sig, crisis, "duties")
    gallery.take(sig, f"astreintes-hors-ligne-{sig.prefix}", _says_offline)
    gallery.dress(sig, "light", 2.0)
    gallery.show(sig, crisis, "journal")
    gallery.take(sig, "texte-a-200-pour-cent")
    gallery.dress(sig, "light")


def offline(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str) -> None:
    """Both windows in the dark while the server is away; they stay so."""
    gallery.dress(sig, "dark")
    for seat in (sig, liaison):
        gallery.show(seat, crisis, "journal", disputed(seat, crisis)[0])
        gallery.take(seat, f"hors-ligne-{seat.prefix}", _says_offline)


def conflicts(gallery: Gallery, sig: Seat, liaison: Seat, crisis: str) -> None:
    """The same disagreements seen from both: all of them, then in the entry, then in the contact."""
    entry, contact = disputed(sig, crisis)
    gallery.show(sig, crisis, "conflicts")
    gallery.take(sig, f"conflits-{sig.prefix}", lambda window: len(window.conflicts.shown) == 2)
    gallery.show(liaison, crisis, "journal", entry)
    gallery.take(liaison, f"conflit-{liaison.prefix}")
    gallery.show(liaison, crisis, "directory", contact)
    gallery.take(liaison, f"annuaire-deux-valeurs-{liaison.prefix}")


def of_the_export(gallery: Gallery, seat: Seat, crisis: str, file: Path) -> str:
    """A bundle written by the dialog of the window; what it said of it."""
    gallery.show(seat, crisis, "journal")
    window = window_of(seat)
    assert window.crisis is not None  # it was just put on screen
    dialog = BundleExportDialog(window, station(seat), seat.workstation.store, window.crisis)
    dialog.write(file)
    gallery.take_dialog(seat, dialog, f"cle-usb-export-{seat.prefix}", dialog.form.isHidden)
    return dialog.said.text()


def of_the_taking(gallery: Gallery, seat: Seat, file: Path, name: str) -> str:
    """A bundle taken in by the dialog that opens when it is dropped on the window; what it said of it."""
    dialog = BundleImportDialog(window_of(seat), station(seat), seat.workstation.store, file)
    dialog.submit()
    gallery.take_dialog(seat, dialog, name, dialog.form.isHidden)
    return dialog.said.text()


def of_the_relay(gallery: Gallery, sig: Seat, second: Seat, crisis: str, relay: Relay) -> None:
    """The one who serves, with who is there; then the one who is served, with what waits."""

    def look() -> RelaysSeen:
        serving = relay.serving()
        return RelaysSeen(serving.addresses, serving.present, True)

    acts = RelayActs(look, relay.serving, relay.serving, lambda _: None)
    assert second.opened is not None
    dialog = RelayDialog(window_of(second), second.opened.background, acts)
    gallery.take_dialog(second, dialog, f"relais-{second.prefix}", lambda: sig.prefix in dialog.present.text())
    gallery.show(sig, crisis, "journal", lines(sig.workstation, crisis)[0].id)
    gallery.take(sig, f"relais-utilise-{sig.prefix}", lambda window: "relais" in window.state.link.accessibleName())


def of_the_twins(gallery: Gallery, seat: Seat, crisis: str) -> None:
    """Two crises that look like one event: the band asks, above the page."""
    gallery.show(seat, crisis, "journal")
    gallery.take(seat, f"deux-crises-{seat.prefix}", lambda window: window.around.reunion.join.isVisible())


def of_the_reunion(gallery: Gallery, seat: Seat, crisis: str) -> None:
    """The crisis that was joined to another: where one writes now."""
    gallery.show(seat, crisis, "journal")
    gallery.take(seat, f"crise-reunie-{seat.prefix}", lambda window: window.around.reunion.go.isVisible())


def of_the_alarms(gallery: Gallery, seat: Seat, crisis: str) -> None:
    """What the state line says first, then what is behind it."""
    gallery.show(seat, crisis, "journal")
    gallery.take(seat, f"alerte-{seat.prefix}", lambda window: window.state.alarms.isVisible())
    dialog = AlarmsDialog(window_of(seat), station(seat), lambda: None, ZONE)
    gallery.take_dialog(seat, dialog, f"alertes-{seat.prefix}", lambda: dialog.see.isEnabled())


def pages(gallery: Gallery, out: Path) -> None:
    """Every page of the papers."""
    for file in pictured(out):
        gallery.take_pages(file)


def pictured(out: Path) -> list[Path]:
    """The papers to picture: the first numbered copy stands for the others, and for what it is a copy of."""
    files = sorted(out.glob("*.pdf"))
    copied = {file.stem.partition(COPY)[0] for file in files if COPY in file.stem}
    return [file for file in files if file.stem not in copied and (COPY not in file.stem or f"{COPY}1-" in file.stem)]


def window_of(seat: Seat) -> Window:
    """The window of a seat that has one."""
    assert seat.opened is not None, "ce poste n'a pas de fenêtre"
    return seat.opened.window


def _says_offline(window: Window) -> bool:
    return window.state.link.accessibleName().startswith("Hors ligne") and window.state.pending.isVisible()
