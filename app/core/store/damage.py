"""What can be seen to be wrong with the files of a journal before it is opened, and the mark that something is."""

import hashlib
import hmac
import struct
from pathlib import Path

MARK = ".damaged"
WAL_HEADER, FRAME_HEADER = 32, 24
PAGE, RESERVED, VECTOR, SALT = 4096, 80, 16, 16  # SQLCipher 4
USED = PAGE - RESERVED
SEAL_MASK, SEAL_ROUNDS = 0x3A, 2
WORDS = ("<", ">")  # byte order of the checksums, by the last bit of the magic number
GONE = "Le journal de ce poste n'est plus sur le disque."
CUT = "Des pages du journal de ce poste ont été altérées sur le disque."


def at_opening(journal: Path, key: bytes) -> str:
    """What is wrong with a journal that is about to be opened, in French; or nothing."""
    if not journal.is_file() or not journal.stat().st_size:
        return GONE
    if mark_of(journal).exists():
        return CUT
    with journal.open("rb") as opened:
        seal_key = seal_key_of(key, opened.read(SALT))
    return CUT if frames_cut_off(journal.with_name(journal.name + "-wal"), seal_key) else ""


def mark_of(journal: Path) -> Path:
    return journal.with_name(journal.name + MARK)


def seal_key_of(key: bytes, salt: bytes) -> bytes:
    """What the pages of a journal are sealed with."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ SEAL_MASK for byte in salt), SEAL_ROUNDS, 32)


def is_sealed(page: bytes, number: int, seal_key: bytes) -> bool:
    """Whether a page is what was written under that number."""
    kept = page[SALT if number == 1 else 0 : USED + VECTOR] + number.to_bytes(4, "little")
    return hmac.digest(seal_key, kept, "sha512") == page[USED + VECTOR :]


def frames_cut_off(log: Path, seal_key: bytes) -> bool:
    """Whether a write-ahead log holds what was durable after a frame that is not as it was written.

    SQLite takes such a frame for the torn end of a power cut and forgets all that follows, in silence. But nothing is
    written behind a transaction before it is durable: frames that stand whole behind a broken one, and behind the end
    of its transaction, were promised to somebody. Unless the first of them is whole in itself and only does not follow:
    it is then left of a transaction that failed and was written over.
    """
    try:
        data = log.read_bytes()
        while True:
            found = _cut_off(data, seal_key)
            again = log.read_bytes()
            if again[:WAL_HEADER] == data[:WAL_HEADER]:  # nobody began the log anew while it was read
                return found
            data = again
    except OSError:
        return False


def _cut_off(data: bytes, seal_key: bytes) -> bool:
    if len(data) < WAL_HEADER:
        return False
    magic, _, page = struct.unpack(">III", data[:12])
    order = WORDS[magic & 1]
    if magic & ~1 != 0x377F0682 or _sum(order, (0, 0), data[:24]) != struct.unpack(">II", data[24:32]):
        return _looks_written(data)
    salts, broken, ended = data[16:24], False, False
    sums = struct.unpack(">II", data[24:32])
    for start in range(WAL_HEADER, len(data) - FRAME_HEADER - page + 1, FRAME_HEADER + page):
        frame = data[start : start + FRAME_HEADER + page]
        said = struct.unpack(">II", frame[16:24])
        right = _sum(order, _sum(order, sums, frame[:8]), frame[24:])
        whole = frame[8:16] == salts and right == said
        if not whole and not broken and frame[8:16] != salts and not _follows(data, start, page, salts):
            return False  # what is left of a log that was begun anew
        if broken and ended and whole:
            return True
        if not whole and not broken and is_sealed(frame[24:], int.from_bytes(frame[:4], "big"), seal_key):
            following = data[start + FRAME_HEADER + page : start + 2 * (FRAME_HEADER + page)]
            return len(following) == len(frame) and _whole(order, right, following)
        broken = broken or not whole
        ended = ended or (broken and frame[8:16] == salts and frame[4:8] != bytes(4))
        sums = said
    return False


def _whole(order: str, sums: tuple[int, int], frame: bytes) -> bool:
    """Whether a frame follows what those sums are of: then only the sum before it was changed."""
    return _sum(order, _sum(order, sums, frame[:8]), frame[24:]) == struct.unpack(">II", frame[16:24])


def _follows(data: bytes, start: int, page: int, salts: bytes) -> bool:
    """Whether a frame of this log stands behind that place."""
    frames = range(start, len(data) - FRAME_HEADER - page + 1, FRAME_HEADER + page)
    return any(data[one + 8 : one + 16] == salts for one in frames)


def _looks_written(data: bytes) -> bool:
    """A log whose head is broken, with more than one frame behind it: the head is durable before the second is."""
    return len(data) > WAL_HEADER + 2 * (FRAME_HEADER + 512)


def _sum(order: str, before: tuple[int, ...], data: bytes) -> tuple[int, int]:
    """The checksum of SQLite's write-ahead log (sqlite.org/fileformat2.html, 4.2)."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
