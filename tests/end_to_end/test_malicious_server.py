"""A central that lies, its own key in hand: whatever it shows is found out by the first exchange that crosses it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import json, structs

from app.core.entry_commands import Record
from app.core.keys import SigningKey
from app.core.operations import Wire, to_wire, write
from app.sync.engine import Contradicted
from app.sync.protocol import COPIED, Answer, Exchange, Reply, first_running, sign_checkpoint
from tests.central import serving
from tests.end_to_end.desks import another_desk, first_desk, numbers, sync
from tests.end_to_end.lying import FORGER, Liar, Lie, Scene, forged, victim
from tests.office import operations, person_of


def staged(folder: Path) -> Iterator[Scene]:
    for central in serving(folder / "central"):
        first = first_desk(central, folder / "first")
        second = another_desk(first, folder / "second", "INT", "Léa Aubert", "INT", "LIA")
        yield Scene(central, first, second)
        first.close()
        second.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Scene]:
    yield from staged(tmp_path_factory.mktemp("liar"))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Scene]:
    """For lies that change nothing: the next one finds all as it was."""
    for made in staged(tmp_path_factory.mktemp("still")):
        made.begin()
        yield made


@pytest.fixture
def lied_to(still: Scene) -> Scene:
    still.forget_alarms()
    return still


@pytest.fixture
def scene(stage: Scene) -> Scene:
    made = Scene(stage.central, stage.first, stage.second)
    made.begin()
    made.forget_alarms()
    return made


def elsewhere(liar: Liar, request: Exchange, reply: Reply) -> bytes:
    """The name of an operation that is held in another space, and waits there."""
    other = liar.workstation.desk.do(Record(SPARE[0], "Dans une autre crise"))
    return bytes.fromhex(other.id)


SPARE: list[str] = []


def altered(liar: Liar, reply: Reply, **more: object) -> list[bytes | Wire]:
    """The items, with one thing changed in the last that somebody else wrote."""
    mine = victim(liar).encode()
    last = max(n for n, item in enumerate(reply.items) if isinstance(item, Wire) and mine not in item.header)
    items = list(reply.items)
    items[last] = structs.replace(items[last], **more)  # type: ignore[type-var]
    return items


def replaced_checkpoint(**more: object) -> Lie:
    """The server's own signature, under something else."""

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        said = reply.checkpoint
        assert said is not None
        values = {"space": said.space, "epoch": said.epoch, "rank": said.rank, "running": said.running} | more
        return structs.replace(reply, checkpoint=sign_checkpoint(liar.key, **values))  # type: ignore[arg-type]

    return lie


def another_epoch(continued: Callable[[Liar, Exchange], list[object]]) -> Lie:
    """Everything from the start again under another name, said to continue what `continued` says."""

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        whole = liar._true.exchange(Exchange(liar.space, "", 0, []))
        told = structs.replace(whole, epoch="f" * 32, continued=continued(liar, request), answers=reply.answers)
        items = list(whole.items)
        return liar.signed(request, told, items)

    return lie


def promise(liar: Liar, request: Exchange, rank: int, running: bytes, key: SigningKey | None = None) -> list[object]:
    return [sign_checkpoint(key or liar.key, liar.space, request.epoch, rank, running)]


SHAPES: dict[str, Lie] = {
    "one is dropped": lambda liar, request, reply: structs.replace(reply, items=reply.items[1:]),
    "the end is dropped": lambda liar, request, reply: structs.replace(reply, items=reply.items[:-1]),
    "another order": lambda liar, request, reply: structs.replace(reply, items=reply.items[::-1]),
    "one is inserted": lambda liar, request, reply: structs.replace(reply, items=[*reply.items, forged(liar)]),
    "one is forged": lambda liar, request, reply: liar.signed(
        request, reply, [*reply.items, forged(liar, victim(liar))]
    ),
    "one is replaced": lambda liar, request, reply: liar.signed(
        request, reply, [forged(liar, victim(liar)), *reply.items[1:]]
    ),
    "one is missing in a chain": lambda liar, request, reply: liar.signed(request, reply, reply.items[1:]),
    "a chain runs backwards": lambda liar, request, reply: liar.signed(request, reply, reply.items[::-1]),
    "later ranks": lambda liar, request, reply: structs.replace(reply, after=reply.after + 1),
    "earlier ranks": lambda liar, request, reply: structs.replace(reply, after=reply.after - 1),
    "no signature": lambda liar, request, reply: structs.replace(reply, checkpoint=None),
    "the signature of another key": lambda liar, request, reply: structs.replace(
        reply, checkpoint=structs.replace(reply.checkpoint, signature=bytes(64))
    ),
    "a signature of another space": replaced_checkpoint(space="ab" * 32),
    "a signature of another epoch": replaced_checkpoint(epoch="e" * 32),
    "a signature of before": replaced_checkpoint(rank=1),
    "a signature of another history": replaced_checkpoint(running=bytes(32)),
    "nothing, under a higher rank": lambda liar, request, reply: structs.replace(reply, items=[]),
    "nothing, under another history": lambda liar, request, reply: structs.replace(
        reply,
        items=[],
        checkpoint=sign_checkpoint(liar.key, liar.space, reply.epoch, reply.after, bytes(32)),
    ),
    "more, for ever": lambda liar, request, reply: structs.replace(liar.signed(request, reply, []), more=True),
    "names of nothing": lambda liar, request, reply: liar.signed(request, reply, [*reply.items, bytes(32)]),
    "a name from another space": lambda liar, request, reply: liar.signed(
        request, reply, [*reply.items, elsewhere(liar, request, reply)]
    ),
    "one twice": lambda liar, request, reply: liar.signed(request, reply, [*reply.items, reply.items[0]]),
    "words are stripped": lambda liar, request, reply: liar.signed(request, reply, altered(liar, reply, body=None)),
    "words are changed": lambda liar, request, reply: liar.signed(request, reply, altered(liar, reply, body=b"{}")),
    "salt is changed": lambda liar, request, reply: liar.signed(request, reply, altered(liar, reply, salt=bytes(16))),
    "its author's signature is gone": lambda liar, request, reply: liar.signed(
        request, reply, altered(liar, reply, signature=bytes(64))
    ),
    "nothing of what was sent": lambda liar, request, reply: structs.replace(
        liar.signed(request, reply, []), answers=[]
    ),
    "a rank that is not shown": lambda liar, request, reply: structs.replace(
        liar.signed(request, reply, []),
        answers=[Answer(sha256(wire.header).digest(), "known", "", 1) for wire in request.operations],
    ),
    "another epoch, of nothing": another_epoch(lambda liar, request: []),
    "another epoch, of more than was shown": another_epoch(
        lambda liar, request: promise(liar, request, request.rank + 1, bytes(32))
    ),
    "another epoch, of another history": another_epoch(
        lambda liar, request: promise(liar, request, request.rank, bytes(32))
    ),
    "another epoch, of another key": another_epoch(
        lambda liar, request: promise(liar, request, 0, first_running(liar.space), FORGER)
    ),
    "another epoch, of another space": another_epoch(
        lambda liar, request: [sign_checkpoint(liar.key, "ab" * 32, request.epoch, 0, first_running("ab" * 32))]
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_lie_is_found_out_at_once_told_in_french_and_costs_nothing(lied_to: Scene, shape: str) -> None:
    scene = lied_to
    SPARE[:] = [scene.other]
    before = {one.id for one in operations(scene.second, scene.crisis)}
    with pytest.raises(Contradicted):
        scene.hear(SHAPES[shape])
    assert {one.id for one in operations(scene.second, scene.crisis)} == before
    (alarm,) = scene.second.reading.alarms()
    assert (alarm.kind, alarm.space, alarm.grave) == ("history", scene.crisis, True)
    assert "une histoire qui n'est pas celle" in alarm.words
    assert "Ailleurs" in numbers(scene.second, scene.other).values()  # the other crisis goes on


def test_once_the_server_is_true_again_everything_is_agreed_and_what_nobody_saw_is_still_told(scene: Scene) -> None:
    SPARE[:] = [scene.other]
    for shape in ("one is dropped", "a chain runs backwards", "words are stripped"):
        with pytest.raises(Contradicted):
            scene.hear(SHAPES[shape])
    scene.require_agreement()
    assert scene.kinds() == {"history"}


def tail(change: Callable[[list[bytes | Wire]], list[bytes | Wire]]) -> Lie:
    """Another end of the log, well signed."""
    return lambda liar, request, reply: liar.signed(request, reply, change(list(reply.items)))


def truth(liar: Liar, request: Exchange, reply: Reply) -> Reply:
    return reply


TAILS: dict[str, Lie] = {
    "ours before theirs": tail(lambda items: [items[-1], *items[:-1]]),
    "ours in the midst": tail(lambda items: [items[0], items[-1], *items[1:-1]]),
    "the last one withheld": lambda liar, request, reply: liar.signed(
        request, reply, [items for items in reply.items if isinstance(items, bytes)]
    ),
    "one of its own inserted": lambda liar, request, reply: liar.signed(request, reply, [*reply.items, forged(liar)]),
}


@pytest.mark.parametrize("shape", TAILS)
def test_a_fork_is_found_out_by_the_first_exchange_that_crosses_it(scene: Scene, shape: str) -> None:
    scene.hear(TAILS[shape])
    assert scene.second.reading.pending() == 0
    scene.first.desk.do(Record(scene.crisis, "Ensuite"))
    sync(scene.first)
    with pytest.raises(Contradicted):
        scene.hear(truth)
    assert scene.kinds() == {"history"}
    assert "Ensuite" not in numbers(scene.second, scene.crisis).values()
    scene.require_agreement()  # a true server, shown that, begins another epoch
    assert "restored" in scene.kinds()


def refusing(reason: str, verdict: str = "refused", copies: Callable[[Liar], list[Wire]] = lambda liar: []) -> Lie:
    """Ranks nothing of what is sent, and says so."""

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        answers = [Answer(sha256(wire.header).digest(), verdict, reason) for wire in request.operations]
        return structs.replace(liar.signed(request, reply, []), answers=answers, more=False, copies=copies(liar))

    return lie


def own(liar: Liar) -> list[Wire]:
    return [to_wire(one) for one in operations(liar.workstation, liar.space)]


REFUSALS: dict[str, Lie] = {
    "copied": refusing(COPIED),
    "copied, and proven by what it holds": refusing(COPIED, copies=own),
    "copied, and proven by another": refusing(COPIED, copies=lambda liar: [forged(liar)]),
    "copied, and proven by what it never signed": refusing(COPIED, copies=lambda liar: [forged(liar, victim(liar))]),
    "badly signed": refusing("signature"),
    "of another space": refusing("autre espace"),
    "quarantined": refusing("", "quarantined"),
}


@pytest.mark.parametrize("shape", REFUSALS)
def test_what_is_refused_without_a_reason_is_neither_given_up_nor_written_again(lied_to: Scene, shape: str) -> None:
    scene = lied_to
    life, before = scene.second.store.incarnation, [one.id for one in operations(scene.second, scene.crisis)]
    for _ in range(3):
        scene.hear(REFUSALS[shape])
    assert scene.second.store.incarnation == life
    assert [one.id for one in operations(scene.second, scene.crisis)] == before
    assert scene.second.reading.pending() == 1
    (alarm,) = scene.second.reading.alarms()
    assert alarm.kind == "refused"
    assert "sans montrer de raison" in alarm.words


def test_an_epoch_for_each_answer_keeps_nobody_busy(scene: Scene) -> None:
    count = iter(range(100))

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        shared = promise(liar, request, 0, first_running(liar.space))
        told = structs.replace(reply, epoch=f"{next(count):032x}", after=0, continued=shared, answers=reply.answers)
        answers = [Answer(sha256(wire.header).digest(), "waiting") for wire in request.operations]
        return structs.replace(liar.signed(request, told, []), answers=answers, more=False)

    before = {one.id for one in operations(scene.second, scene.crisis)}
    for _ in range(3):
        with suppress(Contradicted):
            scene.hear(lie)
    assert {one.id for one in operations(scene.second, scene.crisis)} == before
    assert "restored" in scene.kinds()
    scene.require_agreement()


@pytest.mark.parametrize("by", ["the server", "the victim", "a key that somebody made"])
def test_nobody_is_shown_the_door_by_a_server_alone(lied_to: Scene, by: str) -> None:
    scene = lied_to

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        key = {"the server": liar.key, "the victim": FORGER}.get(by, FORGER)
        made = write(
            key,
            kind="member.removed",
            body={"person": person_of(liar.workstation), "reason": "", "last": []},
            space=liar.space,
            **{"salt": bytes(16), "incarnation": "f" * 16, "seq": 1, "prev": "", "clock": 1, "at": 1},  # type: ignore[arg-type]
        )
        wire = to_wire(made)
        if by == "the victim":
            header = json.encode(structs.replace(made.header, device=victim(liar)))
            wire = structs.replace(wire, header=header)
        answers = [Answer(sha256(one.header).digest(), "quarantined") for one in request.operations]
        return Reply(reply.epoch, 0, [], False, None, answers, wire)

    scene.hear(lie)
    assert scene.crisis in [one.id for one in scene.second.reading.crises()]
    assert "À envoyer" in numbers(scene.second, scene.crisis).values()


def test_what_is_said_in_one_crisis_changes_nothing_in_another(scene: Scene) -> None:
    waits = scene.second.desk.do(Record(scene.other, "Attend son tour"))

    def lie(liar: Liar, request: Exchange, reply: Reply) -> Reply:
        return structs.replace(reply, answers=[*reply.answers, Answer(bytes.fromhex(waits.id), "refused", "signature")])

    scene.hear(lie)
    assert scene.kinds() == set()
    scene.require_agreement()
    assert "Attend son tour" in numbers(scene.first, scene.other).values()
