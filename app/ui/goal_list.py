"""The goals one can go to, group under group, drawn on one line each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, shapes, theme
from app.ui.goals import Goal

Index = QModelIndex | QPersistentModelIndex
LINE, HEAD, LEFT, RIGHT, BAR = 30, 24, 16, 14, 3  # pixels at 100 %
GOAL = int(Qt.ItemDataRole.UserRole)


class GoalModel(QAbstractListModel):
    """The goals, each group under its name."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Goal | str] = ()

    def show_goals(self, goals: Sequence[Goal]) -> None:
        lines: list[Goal | str] = []
        group = ""
        for goal in goals:
            if goal.group != group:
                group = goal.group
                lines.append(group)
            lines.append(goal)
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == GOAL:
            return line if isinstance(line, Goal) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken if isinstance(line, Goal) else line
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Goal):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags


class GoalList(QListView):
    """One line a goal. It never takes the keyboard: one goes on typing."""

    def __init__(self) -> None:
        super().__init__()
        self._goals = GoalModel()
        self.setModel(self._goals)
        self.setItemDelegate(GoalDelegate(self))
        self.setAccessibleName("Où aller")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def goals(self) -> list[Goal]:
        """What is listed, in order."""
        return [line for line in self._goals.lines if isinstance(line, Goal)]

    @property
    def current(self) -> Goal | None:
        """The goal that is chosen."""
        row = self.currentIndex().row()
        line = self._goals.lines[row] if 0 <= row < len(self._goals.lines) else None
        return line if isinstance(line, Goal) else None

    def show_goals(self, goals: Sequence[Goal], chosen: Goal | None) -> None:
        """List these, on `chosen` when it is still among them, else on the first."""
        self._goals.show_goals(goals)
        rows = self._rows()
        wanted = (chosen.group, chosen.words) if chosen else None
        kept = (row for row in rows if (line := self._goals.lines[row]) and _is(line, wanted))
        self._choose(next(kept, rows[0] if rows else -1))
        if chosen is None:
            self.scrollToTop()

    def whole_height(self) -> int:
        """How high it is when nothing has to be scrolled."""
        heads = self._goals.rowCount() - len(self.goals)
        return theme.size(LINE) * len(self.goals) + theme.size(HEAD) * heads + 2

    def step(self, step: int, *, around: bool) -> None:
        """Choose the line so many further, from the last to the first when `around`."""
        rows = self._rows()
        if rows:
            here = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
            there = (here + step) % len(rows) if around else max(0, min(len(rows) - 1, here + step))
            self._choose(rows[there])
            if there == 0:
                self.scrollToTop()

    def _rows(self) -> list[int]:
        return [row for row, line in enumerate(self._goals.lines) if isinstance(line, Goal)]

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(self._goals.index(row) if row >= 0 else QModelIndex())


def _is(line: Goal | str, wanted: tuple[str, str] | None) -> bool:
    return isinstance(line, Goal) and (line.group, line.words) == wanted


class GoalDelegate(QStyledItemDelegate):
    """Words at the left, what is more in a lighter tone, the shortcut at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.size(LINE if index.data(GOAL) else HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        goal, rect, colours = index.data(GOAL), QRect(option.rect), theme.current()
        painter.save()
        inside = rect.adjusted(theme.size(LEFT), 0, -theme.size(RIGHT), 0)
        if goal is None:
            painter.fillRect(rect, colours.surface)
            below = inside.adjusted(0, theme.size(6), 0, 0)
            controls.draw_words(painter, below, str(index.data()), "text_tertiary", "micro_strong")
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, colours.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colours.primary)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.hover)
        _paint_goal(painter, inside, goal, selected)
        painter.restore()


def _paint_goal(painter: QPainter, inside: QRect, goal: Goal, selected: bool) -> None:
    colours = theme.current()
    side = theme.size(12)
    if goal.shape in shapes.SHAPES:
        mark = QRect(inside.left(), inside.center().y() - side // 2, side, side)
        shapes.paint(painter, goal.shape, mark, colours.primary if selected else colours.text_tertiary)
    words = inside.adjusted(side + theme.size(10), 0, 0, 0)
    if goal.key:
        width = QFontMetrics(theme.font("key")).horizontalAdvance(goal.key) + theme.size(10)
        height = theme.size(18)
        box = QRect(words.right() - width, words.center().y() - height // 2, width, height)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawRect(box)
        controls.draw_words(painter, box.adjusted(theme.size(5), 0, 0, 0), goal.key, "text_secondary", "key")
        words.setRight(box.left() - theme.size(12))
    taken = controls.draw_words(painter, words, goal.words, "text", "strong" if selected else "body")
    rest = words.adjusted(taken + theme.size(12), 0, 0, 0)
    if rest.width() > theme.size(40):
        controls.draw_words(painter, rest, goal.note, "text_secondary" if selected else "text_tertiary", "small")
