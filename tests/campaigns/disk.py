"""The disk as a power cut leaves it: rebuilt from the trace of what a program wrote and of what it made durable.

What was synced is there. Of what was not, each sector is there, or not, or torn, by chance; names (creations, renames,
removals) are there up to some point in their order, and all that was done before their folder was synced.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
HEAD = struct.Struct("<cIQQ")


@dataclass(frozen=True, slots=True)
class Act:
    """W write, T truncate (to `offset`), S sync, C create, R rename (to `data`), U unlink, M mkdir, A acknowledged."""

    kind: str
    path: str
    offset: int
    data: bytes


def acts(trace: Path) -> Iterator[Act]:
    raw = trace.read_bytes()
    place = 0
    while place + HEAD.size <= len(raw):
        kind, length, offset, size = HEAD.unpack_from(raw, place)
        place += HEAD.size
        path = raw[place : place + length].decode()
        place += length
        held = size if kind in b"WRA" else 0
        yield Act(kind.decode(), path, offset, raw[place : place + held])
        place += held


def acknowledge(trace: Path, word: str) -> None:
    """Writes down, in its place among the acts, that a write was acknowledged."""
    with trace.open("ab", buffering=0) as opened:
        opened.write(HEAD.pack(b"A", 0, 0, len(word)) + word.encode())


@dataclass(slots=True)
class Content:
    """One file: what is durable of it, and what was written since."""

    durable: bytearray = field(default_factory=bytearray)
    since: list[Act] = field(default_factory=list)

    def sync(self) -> None:
        for act in self.since:
            _apply(self.durable, act, None)
        self.since.clear()

    def after_a_cut(self, chance: Random) -> bytes:
        data = bytearray(self.durable)
        keeps = chance.choice((0.0, 0.5, 0.9, 1.0))
        for act in self.since:
            _apply(data, act, chance, keeps)
        return bytes(data)


def _apply(data: bytearray, act: Act, chance: Random | None, keeps: float = 1.0) -> None:
    if act.kind == "T":
        if chance is None or chance.random() < keeps:
            del data[act.offset :]
            data.extend(bytes(act.offset - len(data)))
        return
    place, end = act.offset, act.offset + len(act.data)
    while place < end:
        stop = min(end, (place // SECTOR + 1) * SECTOR)
        part = act.data[place - act.offset : stop - act.offset]
        if chance is not None and chance.random() >= keeps:
            part = part[: chance.randrange(len(part))] if chance.random() < 0.2 else b""
        if part:
            data.extend(bytes(max(0, place + len(part) - len(data))))
            data[place : place + len(part)] = part
        place = stop


@dataclass(slots=True)
class Disk:
    """The files below `root`, as `begun` had them, and what a trace did to them since."""

    root: Path
    names: dict[str, Content] = field(default_factory=dict)  # as the program sees them
    durable: dict[str, Content] = field(default_factory=dict)  # as they are on the disk
    waiting: list[tuple[Act, Content]] = field(default_factory=list)  # names not durable yet, in order

    @classmethod
    def begun(cls, root: Path) -> "Disk":
        disk = cls(root)
        for file in root.rglob("*"):
            if file.is_file() and not file.name.endswith("-shm"):
                disk.names[str(file)] = Content(bytearray(file.read_bytes()))
        disk.durable = dict(disk.names)
        return disk

    def do(self, act: Act) -> None:
        match act.kind:
            case "W" | "T":
                content = self.names.get(act.path)
                if content is not None:
                    content.since.append(act)
            case "S" if act.path in self.names:
                self.names[act.path].sync()
            case "S":
                for one, made in self.waiting:
                    _name(self.durable, one, made)
                self.waiting.clear()
            case "C" | "R" | "U":
                made = Content()
                _name(self.names, act, made)
                self.waiting.append((act, made))

    def cut(self, chance: Random, into: Path) -> None:
        """Writes below `into` what is on the disk after the power went."""
        names = dict(self.durable)
        for act, made in self.waiting[: chance.randint(0, len(self.waiting))]:
            _name(names, act, made)
        for path, content in names.items():
            file = into / Path(path).relative_to(self.root)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.after_a_cut(chance))


def _name(names: dict[str, Content], act: Act, made: Content) -> None:
    if act.kind == "C":
        names[act.path] = made
    elif act.kind == "U":
        names.pop(act.path, None)
    elif act.path in names:
        names[act.data.decode()] = names.pop(act.path)
