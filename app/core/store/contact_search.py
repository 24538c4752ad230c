"""Finds contacts as one types: the names that begin so, then whoever has those words or that number, then what is one
typing mistake away."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from sqlalchemy import Connection

from app.core.contact_words_searched import BACKWARDS, COUNTRIES, in_words
from app.core.organisations import organisations
from app.core.search_text import folded, match_query
from app.core.store.log import marks
from app.core.store.projection import in_space
from app.core.store.rows import CONFLICT, PENDING, ContactRow, columns_of
from app.core.store.schema import SEARCH
from app.core.store.sifting import listed
from app.core.store.store import Store
from app.core.typed_contact import Typed, typed
from app.core.typing_slips import SHORTEST, meant

PAGE = 200
LOOKED_AT = 600  # matches put in order: of more, those that changed last
FROM_THE_END = 4  # figures from which they may be the last of a number
LAST = "\U0010ffff"
CONTACTS = SEARCH.format("contact")
VOCABULARY = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, {CONTACTS}, row)"
TERMS = (  # the words of contacts in each of these ranges, from its key up to its value
    "SELECT term FROM json_each(?) one CROSS JOIN temp.vocabulary WHERE term >= one.key AND term < one.value"
)
ABSENT = (  # those of these words that no word of a contact begins with
    "SELECT one.key AS word FROM json_each(?) one WHERE NOT EXISTS"
    " (SELECT 1 FROM temp.vocabulary WHERE term >= one.key AND term < one.value)"
)
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """`rows` hold what was typed, `near` what is one mistake away from it, the likeliest first. `more`: others do."""

    rows: tuple[ContactRow, ...]
    near: tuple[ContactRow, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search looks: these spaces (their rows), these kinds or all; and how many contacts are wanted."""

    connection: Connection
    spaces: tuple[int, ...]
    kinds: tuple[str, ...]
    limit: int

    @property
    def kept(self) -> str:
        """The condition on a contact `t`: one that was taken out of the lists is not found."""
        return f"t.retired = ''{f' AND t.kind IN ({marks(self.kinds)})' if self.kinds else ''}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is looked for: what it may begin with, and what it may be."""

    begins: tuple[str, ...]
    whole: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What may be meant and stands in the index: how some words begin, whole words, and words with another end."""

    begins: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    at_the_end: frozenset[str] = frozenset()


class ContactSearch:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def contacts(self, query: str = "", limit: int | None = None) -> list[ContactRow]:
        """The shared directory in alphabetical order, or those of it that hold every word of `query`."""
        sql = f"SELECT t.*, {PENDING}, {CONFLICT} FROM contact t WHERE t.space = (SELECT n FROM space WHERE name = ?)"
        words: tuple[str, ...] = ()
        if query.strip():
            sql += f" AND t.key IN (SELECT rowid FROM {CONTACTS} WHERE words MATCH ?)"
            words = (match_query(query) or '""',)
        with self._store.read() as transaction:
            directory = bytes.fromhex(transaction.accounts.directory)
            rows = transaction.connection.exec_driver_sql(
                f"{sql} ORDER BY t.sort, t.key LIMIT ?", (directory, *words, -1 if limit is None else limit)
            )
            return [ContactRow(**columns_of(row, ContactRow)) for row in rows]

    def find_contacts(self, text: str, space: str = "", kinds: Collection[str] = (), limit: int = PAGE) -> ContactPage:
        """Those that `text` may mean, in the shared directory and among what that crisis added, of these kinds or of
        all. Words come in any order, each may be only begun, one of them with a mistake. Of nothing typed, the first
        of the alphabet."""
        with self._store.read() as transaction:
            names = [bytes.fromhex(one) for one in {transaction.accounts.directory, space} if one]
            sql = f"SELECT n FROM space WHERE name IN ({marks(names)})"
            spaces = tuple(row.n for row in transaction.connection.exec_driver_sql(sql, tuple(names)))
            return _page(Scope(transaction.connection, spaces, tuple(kinds), limit), typed(text))


def _page(scope: Scope, asked: Typed) -> ContactPage:
    exact = dict.fromkeys(_beginning(scope, asked.begins))
    near: dict[int, None] = {}
    if asked.looks_for:
        words = [Word((one,)) for one in asked.words]
        for match in (_all(asked, _whole), _all(asked, _begun)):
            if len(exact) <= scope.limit:
                exact |= dict.fromkeys(_matching(scope, match, words))
        exact |= dict.fromkeys(_holders(scope, asked))
        if len(exact) < scope.limit:
            near = dict.fromkeys(one for one in _corrected(scope, asked, not exact) if one not in exact)
    kept = list(exact)[: scope.limit]
    close = list(near)[: scope.limit - len(kept)]
    rows = _rows(scope, [*kept, *close])
    found, nearly = (tuple(rows[key] for key in keys if key in rows) for keys in (kept, close))
    return ContactPage(found, nearly, len(exact) + len(near) > len(kept) + len(close))


def _beginning(scope: Scope, begins: str) -> list[int]:
    """The names that begin so, in alphabetical order."""
    found: list[tuple[str, int]] = []
    for space in scope.spaces:
        rows = scope.connection.exec_driver_sql(
            f"SELECT t.sort, t.key FROM contact t WHERE t.space = ? AND t.sort >= ? AND t.sort < ? AND {scope.kept}"
            " ORDER BY t.sort, t.key LIMIT ?",
            (space, begins, begins + LAST, *scope.kinds, scope.limit + 1),
        )
        found += ((row.sort, row.key) for row in rows)
    return [key for _, key in sorted(found)]


def _matching(scope: Scope, match: str, words: Sequence[Word]) -> list[int]:
    """The contacts that answer that question, those first in whose name the words are, then in alphabetical order."""
    here = " OR ".join(f'"{in_space(space)}"' for space in scope.spaces)
    rows = scope.connection.exec_driver_sql(
        f"SELECT t.key, t.sort, t.acronym, t.function, t.service, t.organisation FROM {CONTACTS} f"
        f" CROSS JOIN contact t ON t.key = f.rowid WHERE f.words MATCH ? AND {scope.kept}"
        " ORDER BY f.rowid DESC LIMIT ?",
        (f"({here}) AND ({match})", *scope.kinds, max(LOOKED_AT, scope.limit + 1)),
    )

    def place(key: int, sort: str, acronym: str, *around: str) -> tuple[int, str, int]:
        names = [*sort.split(), folded(acronym)]
        if _hold(names, words):
            return 0, sort, key
        return 1 if _hold([*names, *_said(*around)], words) else 2, sort, key

    return [key for _, _, key in sorted(place(*row) for row in rows)]


def _hold(held: Sequence[str], words: Sequence[Word]) -> bool:
    return all(any(one in word.whole or one.startswith(word.begins) for one in held) for word in words)


@lru_cache(maxsize=10_000)
def _said(function: str, service: str, organisation: str) -> tuple[str, ...]:
    """The words that say what somebody does and where."""
    return tuple(in_words(f"{function} {service} {organisation} {organisations().short(organisation)}").split())


# -- the questions asked of the index of words


def _whole(form: str) -> str:
    return f'"{form}"'


def _begun(form: str) -> str:
    ends_so = f' OR "{BACKWARDS}{form[::-1]}"*' if form.isdecimal() and len(form) >= FROM_THE_END else ""
    return f'"{form}"*{ends_so}'


def _any(forms: Iterable[str], ask: Ask) -> str:
    return f"({' OR '.join(map(ask, sorted(forms)))})"


def _all(asked: Typed, ask: Ask, but: int = -1) -> str:
    """Every word and every number typed, without the word of that place."""
    words = [_any([word], ask) for place, word in enumerate(asked.words) if place != but]
    return " AND ".join([*words, *(_any(forms, ask) for forms in asked.numbers)])


def _corrected(scope: Scope, asked: Typed, nothing: bool) -> Iterable[int]:
    """What answers when one word is corrected: into whole words, then into how some begin, then at its very end; when
    `nothing` was found as it was typed, its last letter may be wrong and the word not at its end."""
    scope.connection.exec_driver_sql(VOCABULARY)
    ranges = {word: word + LAST for word in asked.words}
    absent = {row.word for row in scope.connection.exec_driver_sql(ABSENT, (_json(ranges),))}
    if len(absent) > 1:
        return
    doubtful = [word if word in absent or not absent else "" for word in asked.words]
    known = [_known(scope.connection, word) for word in doubtful]
    corrections = (
        [(one.whole, _whole) for one in known],
        [(one.begins, _begun) for one in known],
        [(one.at_the_end, _whole) for one in known],
        [((word[:-1],) if nothing and len(word) > SHORTEST else (), _begun) for word in doubtful],
    )
    for each in corrections:
        yield from _answering(scope, asked, each)


def _answering(scope: Scope, asked: Typed, corrections: Sequence[tuple[Collection[str], Ask]]) -> list[int]:
    """The contacts that hold what was typed with one of its words, whichever, in one of these other forms."""
    questions = [
        " AND ".join(filter(None, (_all(asked, _begun, but=place), _any(forms, ask))))
        for place, (forms, ask) in enumerate(corrections)
        if forms
    ]
    words = [
        Word((word, *(forms if ask is _begun else ())), frozenset(forms if ask is _whole else ()))
        for word, (forms, ask) in zip(asked.words, corrections, strict=True)
    ]
    return _matching(scope, f"({') OR ('.join(questions)})", words) if questions else []


def _known(connection: Connection, word: str) -> Known:
    """What is one slip away from a word and stands in the index. What shares its first letters is read in one go, which
    takes less time than to look for each slip."""
    slips, first = meant(word), word[:SHORTEST]
    if not slips.at_the_end:
        return Known()
    ranges = {one: one + LAST for one in slips.inside if not one.startswith(first)}
    if slips.inside:
        ranges[first] = first + LAST
    else:
        ranges |= {one: one + " " for one in slips.at_the_end}
    terms = {row.term for row in connection.exec_driver_sql(TERMS, (_json(ranges),))}
    sizes = (len(word) - 1, len(word), len(word) + 1)
    return Known(
        begins=slips.inside & {term[:size] for term in terms for size in sizes},
        whole=slips.inside & terms,
        at_the_end=slips.at_the_end & terms,
    )


def _json(ranges: Mapping[str, str]) -> str:
    return msgspec.json.encode(ranges).decode()


# -- rows


def _holders(scope: Scope, asked: Typed) -> list[int]:
    """Who has that private number. It is asked for whole: found by its beginning, it could be guessed figure by figure
    by somebody it was never shown to."""
    if asked.words:
        return []
    numbers = [
        number
        for form in asked.numbers[0]
        for number in (f"+{form}", *(f"+{country}{form[1:]}" for country in COUNTRIES if form[0] == "0"))
    ]
    rows = scope.connection.exec_driver_sql(
        "SELECT DISTINCT t.key, t.sort FROM private CROSS JOIN contact t ON t.id = unhex(private.contact)"
        f" WHERE private.value IN (SELECT value FROM json_each(?)) AND private.used"
        f" AND t.space IN ({marks(scope.spaces)}) AND {scope.kept} ORDER BY t.sort, t.key",
        (listed(numbers), *scope.spaces, *scope.kinds),
    )
    return [row.key for row in rows]


def _rows(scope: Scope, keys: Sequence[int]) -> dict[int, ContactRow]:
    rows = scope.connection.exec_driver_sql(
        f"SELECT t.*, {PENDING}, {CONFLICT} FROM json_each(?) one CROSS JOIN contact t ON t.key = one.value",
        (listed(keys),),
    )
    return {row.key: ContactRow(**columns_of(row, ContactRow)) for row in rows}
