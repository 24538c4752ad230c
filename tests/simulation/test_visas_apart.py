"""Three workstations that write, sign and meet in any order: *validé* is never false, and who holds the same agrees."""

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.operations import Operation
from app.core.registers.messages import Draft, GiveVisa, Message, Revise, Submit, Withdraw
from app.core.texts import Text, text_hash, text_of
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.core.store.looking import deliver, tables
from tests.office import Office, operations

DESKS = {"SIG1": ("SIG", "CCOM"), "PM1": ("PM", "DIR"), "INT": ("INT", "LIA")}
WORDS = ("Fermez les fenêtres.", "Ouvrez les fenêtres.", "Appelez le [numéro].")
desks, words = st.sampled_from(sorted(DESKS)), st.sampled_from(WORDS)


class Cell(RuleBasedStateMachine):
    """A head of cell, a director and a ministry, each on his own; operations pass between any two of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        moments = count(NOW)
        self.office = Office(self.folder, Clock(lambda: next(moments)))
        self.at: dict[str, Workstation] = {}
        self.crisis = self.message = ""

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    @initialize()
    def open(self) -> None:
        for prefix, (organisation, role) in DESKS.items():
            self.at[prefix] = self.office.workstation(prefix, prefix, organisation, role)
        sig = self.at["SIG1"]
        self.crisis = self.office.crisis(sig, (self.at["PM1"], "DIR"), (self.at["INT"], "LIA"), associated=("INT",))
        self.message = sig.desk.do(Draft(self.crisis, "line", Text("Titre", WORDS[0]))).id
        for other in ("PM1", "INT"):
            self.pass_on("SIG1", other)

    def pass_on(self, source: str, target: str) -> None:
        """Whatever one holds, the other takes in, unranked: a stick carried from one room to the next."""
        known = {one.id for one in operations(self.at[target], self.crisis)}
        for one in operations(self.at[source], self.crisis):
            if one.id not in known:
                with self.at[target].store.write() as transaction:
                    transaction.append(one)

    def attempt(self, desk: str, command: Any) -> None:
        try:
            self.at[desk].desk.do(command)
        except Refused:
            return

    @rule(desk=desks, text=words, all_heads=st.booleans())
    def revise(self, desk: str, text: str, all_heads: bool) -> None:
        heads = self.at[desk].reading.message(self.message).heads
        seen = None if all_heads else heads[0].operations
        self.attempt(desk, Revise(self.message, Text("Titre", text), seen))

    @rule(desk=desks)
    def submit(self, desk: str) -> None:
        self.attempt(desk, Submit(self.message))

    @rule(desk=desks, decision=st.sampled_from(("favourable",) * 4 + ("unfavourable", "abstention")))
    def sign(self, desk: str, decision: str) -> None:
        self.attempt(desk, GiveVisa(self.message, None, decision))

    @rule(desk=st.sampled_from(("SIG1", "PM1")), really=st.integers(0, 9))
    def withdraw(self, desk: str, really: int) -> None:
        if really == 0:
            self.attempt(desk, Withdraw(self.message, "erreur"))

    @rule(giver=desks, taker=desks)
    def meet(self, giver: str, taker: str) -> None:
        self.pass_on(giver, taker)

    @rule(author=desks, text=words)
    def go_round(self, author: str, text: str) -> None:
        """Somebody writes what will stand for all, and everybody signs it, one after the other."""
        for other in DESKS:
            self.pass_on(other, author)
        self.revise(author, text, True)
        self.pass_on(author, "SIG1")
        self.submit("SIG1")
        for desk, following in (("SIG1", "INT"), ("INT", "PM1"), ("PM1", "SIG1")):
            self.sign(desk, "favourable")
            self.pass_on(desk, following)

    @invariant()
    def validated_is_never_false(self) -> None:
        for one in self.at.values():
            message = one.reading.message(self.message)
            if message.state == "validated":
                prove(message, operations(one, self.crisis))

    @invariant()
    def who_holds_the_same_reads_the_same(self) -> None:
        read: dict[frozenset[str], Any] = {}
        for one in self.at.values():
            held = frozenset(each.id for each in operations(one, self.crisis))
            message = one.reading.message(self.message)
            shown = (message.state, message.missing, [(head.label, head.authors) for head in message.heads])
            assert read.setdefault(held, (shown, tables(one.store))) == (shown, tables(one.store))


def prove(message: Message, held: list[Operation]) -> None:
    """Counts the signatures by hand, from the operations alone: the exact text, and who signed it."""
    (head,) = message.heads
    written = [
        one
        for one in held
        if one.record == message.id and one.header.kind in ("message.drafted", "message.revised")
        if text_hash(message.id, of(one)) == head.hash
    ]
    authors = {one.header.device for one in written}
    assert authors
    assert "[" not in head.text.body
    asked = {one.id for one in held if one.header.kind == "message.submitted" and one.body["version"] == head.hash}
    visas = [one for one in held if one.header.kind == "visa.given" and one.body["submission"] in asked]
    last: dict[tuple[str, str], Operation] = {}
    for one in sorted(visas, key=lambda one: (one.header.clock, one.id)):
        last[one.body["step"], one.header.device] = one

    def favourable(step: str, worth: tuple[str, ...]) -> set[str]:
        return {device for (name, device), one in last.items() if name == step and one.body["decision"] in worth}

    final = favourable("authority", ("favourable",))
    assert final - authors, "the author gave the final visa"
    assert favourable("coordination", ("favourable",)), "no head of cell"
    assert favourable("organisations", ("favourable", "abstention")), "no ministry"
    assert not favourable("authority", ("unfavourable",))
    assert len({one.header.device for one in visas}) >= 2


def of(operation: Operation) -> Text:
    text = text_of(operation.body["fields"]["version"])
    assert text is not None
    return text


TestCell = Cell.TestCase
TestCell.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # twenty steps are read as they are; shrinking takes minutes
)


def test_the_round_of_signatures_does_validate(tmp_path: Path) -> None:
    """The machine has teeth only if its rules reach *validé*."""
    cell = Cell()
    try:
        cell.open()
        cell.go_round("INT", WORDS[1])
        cell.validated_is_never_false()
        cell.who_holds_the_same_reads_the_same()
        assert cell.at["SIG1"].reading.message(cell.message).state == "validated"
        deliver(cell.at["INT"].store, cell.crisis, operations(cell.at["SIG1"], cell.crisis))
        assert not cell.at["INT"].reading.message(cell.message).unconfirmed
        cell.revise("INT", WORDS[0], True)
        cell.pass_on("INT", "SIG1")
        assert cell.at["SIG1"].reading.message(cell.message).state == "draft"
    finally:
        cell.teardown()
