"""A communication cell at work: real workstations of one crisis, apart until they share, and what a hand may sign."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from random import Random
from typing import Any

from app.core.entry_commands import Record
from app.core.message import Message, fold
from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.operations import Operation
from app.core.register import Draft as Written
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.office import Office, give, operations

SEATS = {  # prefix: (name, organisation, role)
    "SIG1": ("Camille Morvan", "SIG", "CCOM"),
    "SIG2": ("Bruno Lenoir", "SIG", "CCOM"),
    "PM1": ("Dominique Roy", "PM", "DIR"),
    "PM2": ("Eve Caron", "PM", "DIR"),
    "INT": ("Léa Aubert", "INT", "LIA"),
    "SAN": ("Sam Petit", "SAN", "LIA"),
    "RED": ("Rémi Faure", "SIG", "RED"),
    "RP1": ("Paul Garnier", "SIG", "RP"),
}
TEXT = Text("Restez à l'abri", "Fermez les fenêtres.")


class Cell:
    """A head of cell, a director, a ministry, and whoever else is asked for. `log` is the order of the central."""

    def __init__(self, office: Office, *more: str, associated: Sequence[str] = ("INT",)):
        self.office = office
        seats = ("SIG1", "PM1", "INT", *more)
        self.at = {prefix: office.workstation(prefix, *SEATS[prefix]) for prefix in seats}
        others = [(self.at[prefix], SEATS[prefix][2]) for prefix in seats[1:]]
        self.crisis = office.crisis(self.at["SIG1"], *others, associated=tuple(associated))
        self.log: list[Operation] = operations(self.at["SIG1"], self.crisis)

    def __getitem__(self, prefix: str) -> Workstation:
        return self.at[prefix]

    def do(self, prefix: str, command: Any) -> str:
        """What that person does, on his own workstation; the id of what it began or changed."""
        return self.at[prefix].desk.do(command).id

    def share(self, *but: str) -> None:
        """Everybody exchanges with the central, but these."""
        present = [one for prefix, one in self.at.items() if prefix not in but]
        known = {one.id for one in self.log}
        for one in present:
            new = [each for each in operations(one, self.crisis) if each.id not in known]
            self.log += new
            known |= {each.id for each in new}
        for one in present:
            give(one, self.crisis, self.log)

    def draft(self, text: Text = TEXT, by: str = "SIG1", **more: Any) -> str:
        id = self.do(by, Draft(self.crisis, "line", text, **more))
        self.share()
        return id

    def submit(self, message: str, by: str = "SIG1", **more: Any) -> None:
        self.do(by, Submit(message, **more))
        self.share()

    def sign(self, message: str, *by: str, decision: str = "favourable", comment: str = "") -> None:
        for prefix in by:
            self.do(prefix, GiveVisa(message, None, decision, comment))
        self.share()

    def clear(self, message: str, *signers: str) -> None:
        """Submitted, and signed by these: all that the standard circuit asks, when nobody is named."""
        self.submit(message)
        self.sign(message, *(signers or ("INT", "SIG1", "PM1")))

    def fact(self, subject: str = "Trois blessés", by: str = "SIG1") -> str:
        id = self.do(by, Record(self.crisis, subject, occurred_at=self.office.clock.now(), sender="SDIS 76"))
        self.share()
        return id

    def message(self, id: str, *readers: str) -> Message:
        """The message as everybody reads it (or these): the same for all, in the list as in detail."""
        found = []
        for prefix in readers or self.at:
            reading = self.at[prefix].reading
            found.append(reading.message(id))
            row = next(one for one in reading.messages(self.crisis) if one.id == id)
            assert (row.state, row.version) == (found[-1].state, found[-1].current.label)
        first = found[0]
        assert all((one.state, one.missing, one.visas) == (first.state, first.missing, first.visas) for one in found)
        return first

    def state(self, id: str, *readers: str) -> str:
        return self.message(id, *readers).state

    def reads_the_same_in_any_order(self, id: str) -> bool:
        """Whether every order in which the operations of a message may come in (or a thousand of them) amounts to the
        same."""
        with self.at["SIG1"].store.read() as transaction:
            held = list(transaction.view().held(id))
        expected, chance = fold(held), Random(id)
        orders = permutations(held) if len(held) < 7 else (chance.sample(held, len(held)) for _ in range(1_000))
        return all(fold(order) == expected for order in orders)

    def journal(self, prefix: str = "INT") -> list[str]:
        """What the entries somebody holds are about, the oldest first."""
        with self.at[prefix].store.read() as transaction:
            rows = transaction.connection.exec_driver_sql("SELECT subject FROM entry ORDER BY key")
            return [row.subject for row in rows]

    def by_hand(
        self,
        prefix: str,
        kind: str,
        body: Any,
        message: str = "",
        touches: Mapping[str, Iterable[str]] | None = None,
        grant: str | None = None,
    ) -> str:
        """What a member signs with his own key and a program of his own, that asks no rule. Everybody receives it."""
        one = self.at[prefix]
        with one.store.write() as transaction:
            mine = [held.id for held in transaction.view().grants(self.crisis)]
            under = (mine[0] if mine else "") if grant is None else grant
            named = {name: list(ids) for name, ids in (touches or {}).items()}
            operation = transaction.sign(Written(kind, body, self.crisis, message, named), under)
            transaction.append(operation)
        self.share()
        return operation.id

    def visa_by_hand(self, prefix: str, message: str, step: str, grant: str | None = None, **more: Any) -> str:
        """A visa on the version in hand, signed without asking any rule."""
        found = self.at[prefix].reading.message(message)
        judgement = found.judgement
        body = {
            "version": judgement.submission.signs if judgement else "",
            "label": found.current.label,
            "submission": judgement.submission.id if judgement else "",
            "step": step,
            "organisation": "",
            "decision": "favourable",
            "comment": "",
        }
        return self.by_hand(prefix, "visa.given", body | more, message, grant=grant)
