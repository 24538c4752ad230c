"""A decision asked for, as a hand answers it on paper: two boxes to tick, and an hour to write."""

from reportlab.platypus import Flowable, Paragraph

from app.documents import drawing, fonts, paper

NUMBER = 38.0  # where the words begin
BOX = 7.5  # side of a box to tick
HOUR = 44.0  # the line on which an hour is written
ANSWERS = 166.0  # room of the answer
ROOM = paper.MEASURE - NUMBER - ANSWERS - 10
ABOVE, BELOW = 3.0, 4.5
LEAST = 21.0  # a hand needs it


class Decision(Flowable):  # type: ignore[misc]  # published without types
    """Its number, its words, and the place of the answer; what goes on the next page has no place of its own."""

    def __init__(self, number: str, words: Paragraph, begins: bool = True, ends: bool = True):
        super().__init__()
        self._number, self._words, self._begins, self._ends = number, words, begins, ends

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        height = self._words.wrap(ROOM, availHeight)[1]
        self.width, self.height = availWidth, max(height + ABOVE + BELOW, LEAST if self._begins else 0.0)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        pieces = self._words.split(ROOM, availHeight - ABOVE - BELOW)
        if len(pieces) < 2:
            return []
        return [
            Decision(self._number, pieces[0], self._begins, False),
            Decision(self._number, pieces[1], False, self._ends),
        ]

    def draw(self) -> None:
        canvas = self.canv
        words = self._words.wrap(ROOM, self.height)[1]
        line = self.height - ABOVE - 9.4  # the first line of the words
        canvas.setStrokeColor(paper.INK)
        canvas.setFillColor(paper.INK)
        if self._begins:
            drawing.write(canvas, 0, line, self._number, fonts.SANS_BOLD, 8.2)
        self._words.drawOn(canvas, NUMBER, self.height - ABOVE - words)
        if self._begins:
            self._answer(line)
        if self._ends:
            canvas.setLineWidth(0.55)
            canvas.setStrokeColor(paper.RULE)
            canvas.line(0, 0, self.width, 0)

    def _answer(self, y: float) -> None:
        canvas, x = self.canv, self.width - ANSWERS
        canvas.setLineWidth(0.8)
        for words in ("accordé", "refusé"):
            canvas.rect(x, y - 0.8, BOX, BOX)
            x += BOX + 3.5 + drawing.write(canvas, x + BOX + 3.5, y, words, fonts.SANS, 8.2) + 8
        drawing.write(canvas, x, y, "heure", fonts.SANS, 8.2)
        canvas.setLineWidth(0.6)
        canvas.line(self.width - HOUR, y - 1.2, self.width, y - 1.2)
