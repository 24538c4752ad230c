"""What is held above the window: a bundle, or files for the panel under the pointer."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.sync.bundle_making import SUFFIX


def bundle_in(data: QMimeData) -> Path | None:
    """The bundle that is held above the window, by the end of its name: what it is, its bytes alone will say."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None
