"""How much paper a flow takes, before any of it is drawn: the same frames, without a pen."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Frame

from app.documents.paper import MEASURE


class Undrawn:
    """A flowable that takes its place and leaves no mark."""

    def __init__(self, flowable: Flowable):
        self._flowable = flowable

    def __getattr__(self, name: str) -> Any:
        return getattr(self._flowable, name)

    def drawOn(self, *_: Any, **__: Any) -> None:
        """Nothing."""


def taken(flow: Sequence[Flowable], first: float, then: float) -> float:
    """The height (points) that this flow takes in a first frame of `first` and those that follow, of `then`; what is
    left empty at the bottom of a frame that was full counts."""
    queue = deque(flow)
    frame, height, before = _frame(first), first, 0.0
    while queue:
        each = queue.popleft()
        if isinstance(each, CondPageBreak):
            if frame._atTop or frame._y - frame._y1p >= each.height:
                frame._prevASpace = 0
            else:
                before, frame, height = before + height, _frame(then), then
            continue
        if frame.add(Undrawn(each), None, trySplit=1):
            continue
        pieces = frame.split(Undrawn(each), None)
        if pieces:
            frame.add(Undrawn(pieces[0]), None, trySplit=0)
            queue.extendleft(reversed(pieces[1:]))
        else:
            before, frame, height = before + height, _frame(then), then
            queue.appendleft(each)
    return before + float(frame._y2 - frame._y)


def _frame(height: float) -> Frame:
    return Frame(0, 0, MEASURE, height, 0, 0, 0, 0)
