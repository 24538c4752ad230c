"""The files joined to an entry: what each is, whether it is here, and the copy one may take of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from app.core.attachments import weighed
from app.core.entries import Attachment
from app.core.entry import Entry
from app.ui import arrangement, detail_rows, plain
from app.ui.controls import Sign
from app.ui.part_column import Part
from app.ui.states import State

STATES: Mapping[str, State] = {
    "placed": ("favorable", "sur ce poste", "text_secondary"),
    "unsent": ("en_attente_envoi", "en attente d’envoi", "info"),
    "away": ("en_attente", "en attente", "text_secondary"),
}
LEFT = "\u200e"  # the extension of a file stands at its right, whatever its letters
NOT_HERE = "Le contenu n’est pas encore arrivé sur ce poste : il suit le texte."
Save = Callable[[Attachment], object]


@dataclass(frozen=True, slots=True)
class Joined:
    """One file of an entry, and where its content stands; `here`: it is whole on this workstation."""

    file: Attachment
    state: State
    here: bool


def files(entry: Entry, places: Mapping[str, str], come: Mapping[str, int], save: Save) -> Part:
    """One line a file. `places` says, by hash, where each content is, and `come` how much of it came, in a hundred.
    None is ever opened here."""
    said = tuple(_joined(file, places.get(file.sha256, "away"), come.get(file.sha256)) for file in entry.files)
    return Part("files", said, partial(_draw, said, save))


def short_hash(sha256: str) -> str:
    """9f3c…a1."""
    return f"{sha256[:4]}…{sha256[-2:]}"


def _joined(file: Attachment, place: str, percent: int | None) -> Joined:
    shape, words, tone = STATES[place]
    if place == "away" and percent is not None:
        words = f"{percent} % reçu"
    return Joined(file, (shape, words, tone), place != "away")


def _draw(files: tuple[Joined, ...], save: Save) -> QWidget:
    title = f"Pièces jointes ({len(files)})" if len(files) > 1 else "Pièce jointe"
    return detail_rows.section(plain.label(title, "strong"), *(_line(one, save) for one in files), spacing=7)


def _line(one: Joined, save: Save) -> QLayout:
    file = one.file
    clip = Sign("attachment", "", "text_secondary")
    clip.setAccessibleName("Pièce jointe")
    size = weighed(file.size)
    fingerprint = plain.label(
        f"{size} · SHA-256 {short_hash(file.sha256)}", "micro", "text_tertiary", name=f"{size}, SHA-256 {file.sha256}"
    )
    plain.tip(fingerprint, f"SHA-256 {file.sha256}")
    copy = detail_rows.link("Enregistrer une copie…", partial(save, file), f"Enregistrer une copie de {file.name}")
    if not one.here:
        copy.setEnabled(False)
        copy.setAccessibleDescription(NOT_HERE)
        plain.tip(copy, NOT_HERE)
    words = arrangement.column(
        detail_rows.words(f"{LEFT}{file.name}", "small_strong", name=f"Fichier {file.name}"),
        detail_rows.flow(fingerprint, Sign(*one.state, "micro_strong"), spacing=8),
        arrangement.row(copy, None),
        spacing=1,
    )
    row = arrangement.row(clip, words, spacing=2)
    row.setStretch(1, 1)
    row.setAlignment(clip, Qt.AlignmentFlag.AlignTop)
    return row
