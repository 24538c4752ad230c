"""Operations as a fold receives them, made without a store, and histories of any shape for Hypothesis."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from app.core.operations import Operation, write
from app.core.records import Author, Held
from app.core.register import Register
from app.core.registers.shelf import WRITERS
from tests.building import NOW, Writer, seed

SPACE = seed("a crisis").hex()
NOT_HELD = seed("an operation nobody brought").hex()
REMOVED = "écrit après le retrait de son auteur"


def held(
    operation: Operation,
    why_not: str = "",
    rank: int | None = 1,
    person: str = "camille",
    role: str = "CCOM",
    organisation: str = "SIG",
) -> Held:
    return Held(operation, rank, Author(person, person.title(), organisation, role, "SIG1"), why_not)


def edit(
    writer: Writer, kind: str, record: str, fields: dict[str, Any], *replaced: Held | str, **more: Any
) -> Operation:
    """An operation that writes these fields, each in place of the operations named."""
    writer.now = max([writer.now, *(one.at for one in replaced if isinstance(one, Held))])
    ids = [one if isinstance(one, str) else one.id for one in replaced]
    return writer.write(kind, {**more, "fields": fields}, SPACE, record, dict.fromkeys(fields, ids))


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
"""Whatever JSON can hold."""


@st.composite
def histories(
    draw: st.DrawFn, begins: str, edits: Sequence[str], values: dict[str, st.SearchStrategy[Any]], most: int = 14
) -> list[Held]:
    """A record begun with every field, then written to in any shape: apart, over one another, by operations that do
    not count, in place of operations nobody holds, at clocks that agree with nothing."""
    key = Writer("somebody").key
    made: list[Held] = []
    for n in range(draw(st.integers(1, most))):
        names = list(values) if not made else draw(st.lists(st.sampled_from(sorted(values)), min_size=1, unique=True))
        known = [one.id for one in made] + [NOT_HELD]
        fields = {name: draw(values[name]) for name in names}
        touches = {name: draw(st.lists(st.sampled_from(known), max_size=3, unique=True)) for name in names}
        operation = write(
            key,
            kind=draw(st.sampled_from(edits)) if made else begins,
            body={"fields": fields, "reason": "erreur d'écoute", "number": "SIG1-0001", "kind": "line"},
            salt=seed(str(n))[:16],
            incarnation="0" * 16,
            seq=n + 1,
            prev=made[-1].id if made else "",
            clock=draw(st.integers(0, 9)),
            at=NOW + n,
            space=SPACE,
            record=made[0].id if made else "",
            touches=touches if made else {},
        )
        refused = made and draw(st.integers(0, 4)) == 0
        made.append(held(operation, REMOVED if refused else "", person=draw(st.sampled_from(("camille", "lea")))))
    return made


@st.composite
def bodies(draw: st.DrawFn, known: Sequence[str], fields: Sequence[str]) -> Any:
    """Whatever a workstation of another version, or a hostile one, could put in a body."""
    if draw(st.integers(0, 5)) == 0:
        return draw(anything)
    body: dict[str, Any] = {name: draw(anything) for name in draw(st.lists(st.sampled_from(known), unique=True))}
    if fields:
        body["fields"] = {name: draw(anything) for name in draw(st.lists(st.sampled_from(fields), unique=True))}
    return body


@st.composite
def strange_records(draw: st.DrawFn, register: Register, sound: Any, known: Sequence[str]) -> list[Held]:
    """A record that began soundly, or not, and what anybody may have signed about it: any kind, any body."""
    fields = [*sound.get("fields", ()), "phone:1", "email:1", "version", "unknown", "link.", "link.a.b.c", "file."]
    strange = bodies([*sound, *known], fields)
    space = "" if register.name == "crisis" else SPACE
    writer = Writer("somebody")
    first = {**sound}
    for name in draw(st.lists(st.sampled_from(list(sound)), max_size=2, unique=True)):
        first[name] = draw(anything)
    begun = writer.write(register.begins, draw(st.just(first) | strange), space)
    made = [held(begun)]
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from([*WRITERS, "entry.merged", "member.added"]))
        touches = {name: [begun.id] for name in draw(st.lists(st.sampled_from(fields), max_size=3, unique=True))}
        made.append(held(writer.write(kind, draw(strange), begun.space, begun.id, touches)))
    return made


def show(register: Register, operations: Sequence[Held]) -> Any:
    """The fold and all that the store asks of it, each value such as a read table can hold."""
    value = register.fold(operations)
    if value is None:
        return None
    row = register.row(value)
    assert list(row) == list(register.columns)
    assert all(type(row[name]) is kind for name, kind in register.columns.items())
    assert all(-(2**63) <= one < 2**63 for one in row.values() if isinstance(one, int))
    assert 0 <= register.key(value) < 2**42
    assert register.words is None or isinstance(register.words(value), str)
    assert register.tie is None or register.tie(value) >= 0
    assert all(len(bytes.fromhex(one.target)) == 32 for one in register.relations(value))
    assert len({(one.kind, one.target, one.person) for one in register.relations(value)}) == len(
        list(register.relations(value))
    )
    assert all(0 <= one.n < 10**9 for one in register.further(value))
    number = register.number(value)
    assert number is None or 0 <= number.n < 10**9
    assert all(count > 1 for count in register.conflicts(value).values())
    return value, row
