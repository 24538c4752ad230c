"""Of which kept file a PDF is the very bytes, or was before somebody changed some of them."""

import re
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.brief import Brief, Copied, File, copy_of, file_of
from app.core.errors import Refused
from app.core.records import Held

if TYPE_CHECKING:
    from app.core.store.rows import CrisisRow

BRIEF, ANNEX = "brief", "annex"
AT_ONCE, IN_ALL = 256 * 1024, 16 * 1024 * 1024  # bytes unfolded of one stream, and of all of them
LEAST = 1024  # bytes from which the beginning of a file tells it from others
SAMPLES, SAMPLE = 16, 64
NEARLY = 0.9  # the share of a file that is untouched, from which it is that file altered
TOUCHED = 16  # bytes changed at most in a copy: beyond, it may be another copy, made elsewhere
FINGERPRINT = re.compile(rb"Empreinte[^<>()]{0,40}?(?<![0-9A-Fa-f])([0-9A-Fa-f]{64})(?![0-9A-Fa-f])")
WIDE = b"\0E\0m\0p\0r", b"E\0m\0p\0r\0"  # the same word in letters of two bytes
STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True, slots=True)
class Kept:
    """A brief that this workstation holds, with all that was written of it."""

    brief: Brief
    operations: Sequence[Held]
    crisis: "CrisisRow"


@dataclass(frozen=True, slots=True)
class Match:
    """A kept file that a PDF is, or was: its `first` bytes are the same, and `last` at its end; the kept one has `size`
    of them. `exact`: all are the same. `foreign`: whole, and followed by what no copy in the register is."""

    kept: Kept
    file: File
    document: str
    copy: Copied | None = None
    first: int = 0
    last: int = 0
    size: int = 0
    exact: bool = False
    foreign: bool = False


def exact(kept: Kept, sum: str) -> Match | None:
    """The file of that brief which has this SHA-256."""
    files = {one.sha256: one for one in reversed(kept.brief.files)}  # of two that say they are one, the one that stands
    for file in kept.brief.files:
        for document, kept_sum in ((BRIEF, file.sha256), (ANNEX, file.annex_sha256)):
            if sum == kept_sum:
                return Match(kept, file, document, exact=True)
    for copy in kept.brief.copies:
        for document, kept_sum in ((BRIEF, copy.sha256), (ANNEX, copy.annex_sha256)):
            if sum == kept_sum:
                return Match(kept, files[copy.file], document, copy, exact=True)
    return None


def altered(kept: Kept, pdf: bytes, named: frozenset[str]) -> Iterator[Match]:
    """The files of that brief that the PDF may have been, the original before its copies. `named`: the fingerprints
    that the PDF says."""
    for file in kept.brief.files:
        for document, name in ((BRIEF, "pdf"), (ANNEX, "annex")):
            base = b""
            if document == BRIEF or file.annex_sha256:
                with suppress(Refused):  # altered here, and not fit to be compared to
                    base = file_of(kept.operations, name, file.operation)
            if base and (file.fingerprint in named or _resembles(pdf, base)):
                yield from _original(kept, file, document, pdf, base, file.fingerprint in named)
                yield from _copies(kept, file, document, pdf, name)


def fingerprints_in(pdf: bytes) -> frozenset[str]:
    """The fingerprints that a PDF says in its properties, however it was saved. Of what unfolds without end, only the
    beginning is read."""
    found, left = _named(pdf), IN_ALL
    for start in STREAM.finditer(pdf):
        if left <= 0:
            break
        with suppress(zlib.error):
            folded = pdf[start.end() : start.end() + AT_ONCE]
            unfolded = zlib.decompressobj().decompress(folded, min(AT_ONCE, left))
            left -= len(unfolded)
            found |= _named(unfolded)
    return frozenset(found)


def _named(text: bytes) -> set[str]:
    wide = any(one in text for one in WIDE)
    said = FINGERPRINT.findall(text) + (FINGERPRINT.findall(text.replace(b"\0", b"")) if wide else [])
    return {one.decode().lower() for one in said}


def _original(kept: Kept, file: File, document: str, pdf: bytes, base: bytes, named: bool) -> Iterator[Match]:
    first, last = _common(pdf, base)
    cut = first == len(pdf) >= LEAST
    prolonged = first == len(base)
    if named or cut or prolonged or first + last >= NEARLY * max(len(pdf), len(base)):
        foreign = prolonged and b"startxref" in pdf[first:]
        yield Match(kept, file, document, None, first, last, len(base), foreign=foreign)


def _copies(kept: Kept, file: File, document: str, pdf: bytes, name: str) -> Iterator[Match]:
    for copy in kept.brief.copies:
        if copy.file != file.sha256 or (document == ANNEX and not copy.annex_sha256):
            continue
        with suppress(Refused):
            whole = copy_of(kept.operations, copy.label, name, file.sha256)
            first, last = _common(pdf, whole)
            touched = max(len(pdf), len(whole)) - first - last
            if touched <= TOUCHED or (first == len(pdf) and first >= LEAST) or first == len(whole):
                yield Match(kept, file, document, copy, first, last, len(whole))


def _common(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes are the same at the beginning of both, then at their end, none counted twice."""
    most = min(len(one), len(other))
    first = _longest(most, lambda size: one[:size] == other[:size])
    left = most - first
    return first, _longest(left, lambda size: one[len(one) - size :] == other[len(other) - size :])


def _longest(most: int, same: Callable[[int], bool]) -> int:
    """The greatest size up to `most` that is the same in both; so are all the smaller ones."""
    return bisect_left(range(1, most + 1), True, key=lambda size: not same(size))


def _resembles(pdf: bytes, base: bytes) -> bool:
    """Whether half of what is looked at here and there in a kept file stands in the PDF, or it begins as it does."""
    if len(pdf) >= LEAST and base.startswith(pdf):
        return True
    step = max(len(base) // SAMPLES, SAMPLE)
    samples = [base[start : start + SAMPLE] for start in range(step // 2, len(base), step)]
    return sum(one in pdf for one in samples) * 2 >= len(samples)
