"""Giving a file to a printer: which queue, on both sides or not, which pages, and the pages themselves beside."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.core.errors import Refused
from app.documents import spool
from app.documents.spool import Queue
from app.ui import arrangement, form, theme
from app.ui.background import Background
from app.ui.form import FormDialog
from app.ui.page_preview import PagePreview
from app.ui.page_tools import PageTools

PAGES = re.compile(r"\s*(\d{1,4})\s*(?:[-–àa]\s*(\d{1,4})\s*)?")
EVERY = "Vide : toutes. Sinon 3, ou 2-5."


class PrintDialog(FormDialog):
    """`note` is done once, before anything is printed; `done` on the window's thread, once the queue has the file."""

    def __init__(
        self,
        parent: QWidget | None,
        background: Background,
        name: str,
        pdf: bytes,
        queues: Sequence[Queue],
        note: Callable[[], object] = lambda: None,
        done: Callable[[], object] = lambda: None,
    ):
        super().__init__(parent, f"Imprimer {name}", "Imprimer", background)
        self._name, self._pdf, self._note, self._done = name, pdf, note, done
        self.queue = queue_choice(queues)
        self.two_sided = QCheckBox("Recto verso")
        self.pages = form.line("Pages")
        self.preview = PagePreview()
        self.form.add("printer", "Imprimante", self.queue)
        self.form.add("pages", "Pages", self.pages, EVERY)
        self.form.add_plain(self.two_sided)
        room = arrangement.panel(arrangement.column(self.form, None, margins=(0, 0, 10, 0)))
        seen = arrangement.column(PageTools(self.preview), self.preview, spacing=6, margins=(10, 0, 0, 0))
        self.put(arrangement.split((room, 340, 220), (arrangement.panel(seen), 460, 240), stretched=1))
        self.preview.show_file(pdf, background)
        self.resize(theme.size(880), theme.size(640))

    def submit(self) -> None:
        self.form.forgive()
        try:
            first, last = asked_pages(self.pages.text())
        except Refused as refusal:
            self.form.refuse(refusal)
            return
        self.act.setEnabled(False)
        queue, sides = str(self.queue.currentData()), self.two_sided.isChecked()
        work = partial(_given, self._once, self._pdf, queue, self._name, sides, first, last)
        self._background.carry(work, self._succeeded, self._failed)

    def done_with(self, outcome: object) -> None:
        self._done()
        self.accept()

    def _once(self) -> None:
        """A second try, on another printer, is not noted again."""
        self._note()
        self._note = _nothing


def queue_choice(queues: Sequence[Queue]) -> QComboBox:
    """The queues with their state, the default one chosen when it takes files."""
    made = form.choice("Imprimante", {})
    show_queues(made, queues)
    return made


def show_queues(choice: QComboBox, queues: Sequence[Queue], otherwise: str = "") -> None:
    """Have a choice show these; `otherwise` is said when there is none, and stands for no name."""
    choice.clear()
    for queue in queues:
        choice.addItem(queue_words(queue), queue.name)
    if not queues:
        choice.addItem(otherwise, "")
    ready = [n for n, queue in enumerate(queues) if queue.accepting and not queue.stopped]
    default = [n for n, queue in enumerate(queues) if queue.default and queue.accepting]
    choice.setCurrentIndex((default or ready or [0])[0])


def queue_words(queue: Queue) -> str:
    """Copieur du cabinet (Bureau), prête."""
    name = queue.description if queue.description == queue.name else f"{queue.description} ({queue.name})"
    return f"{name}, {queue.state}"


def asked_pages(text: str) -> tuple[int, int]:
    """The first page and the last that a person asks for; 0 and 0 for all of them. Raises Refused."""
    if not text.strip():
        return 0, 0
    found = PAGES.fullmatch(text)
    first = int(found[1]) if found else 0
    last = int(found[2]) if found and found[2] else first
    if not 0 < first <= last:
        raise Refused(f"« {text.strip()} » n’est pas un choix de pages : écrivez 3, ou 2-5.", "pages")
    return first, last


def _given(
    note: Callable[[], object], pdf: bytes, queue: str, name: str, two_sided: bool, first: int, last: int
) -> str:
    note()
    return spool.send(pdf, queue, name, two_sided=two_sided, first_page=first, last_page=last)


def _nothing() -> None:
    """It was noted already."""
