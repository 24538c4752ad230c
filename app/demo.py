"""The demonstration, by `make run`: the main job from end to end, told step by step, with its pictures and papers."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from app.core.arguments import Parser
from app.core.errors import Refused, Unavailable
from app.demonstration import story
from app.demonstration.scene import Scene
from app.demonstration.telling import NotAsTold

DONE, NOT_AS_TOLD, INTERRUPTED = 0, 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    parser = Parser(prog="python -m app.demo", description="La démonstration de Diapason.")
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DOSSIER", help="où vont images et documents")
    options = parser.parse_args(arguments)
    try:
        story.tell(options.out, lambda line: print(line, flush=True), _stop_on_signal)
    except KeyboardInterrupt:
        print("Interrompu : tout ce qui avait été lancé est arrêté.", file=sys.stderr)
        return INTERRUPTED
    except (NotAsTold, Refused, Unavailable) as error:
        print(f"\nLa démonstration a échoué. {error}", file=sys.stderr)
        return NOT_AS_TOLD
    return DONE


def _stop_on_signal(scene: Scene) -> None:
    """Ctrl-C is noted, and taken at the next breath: raised inside Qt it would be lost."""

    def note(number: int, frame: FrameType | None) -> None:
        scene.interrupted = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale: what is told is French
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
