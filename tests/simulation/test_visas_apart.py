"""Six workstations that write, sign and meet in any order: *validé* is never false, and who holds the same agrees.

With `DIAPASON_EXAMPLES` in the environment, so many histories are played instead of a few.
"""

import os
import shutil
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core import circuits
from app.core.circuits import Circuit, Step
from app.core.clock import Clock
from app.core.entry_commands import Amend, Record
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_commands import (
    Abandon,
    Arbitrate,
    ConfirmVisa,
    Dispatch,
    Draft,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    PhoneVisa,
    Reexamine,
    Return,
    Revise,
    SetCircuit,
    Submit,
    Support,
    Withdraw,
)
from app.core.registers.members import AddMember, RemoveMember
from app.core.texts import Text
from tests.building import NOW
from tests.cell import SEATS, Cell
from tests.core.store.looking import tables
from tests.office import Office, operations, person_of
from tests.simulation.proof import Proof, Seat, Witness

EXAMPLES = int(os.environ.get("DIAPASON_EXAMPLES", "6"))
WORDS = ("Fermez les fenêtres.", "Ouvrez les fenêtres.", "Appelez le [numéro].")
CLEARED = ("validated", "dispatched", "embargoed", "expired")
SPEAKERS = ("Dominique Roy", "Léa Aubert", "Paul Martin", "Rémi Faure")
STEPS = {step.id: step for step in circuits.load().steps}
FINAL, HEAD, MINISTRIES = STEPS["authority"], STEPS["coordination"], STEPS["organisations"]
HEALTH = Step("sante", "visa de la Santé", "organisations", ("LIA",), organisations=("SAN",))
SIDE = Step("coordination", "visa de la cellule", "role", ("CCOM", "DIR"), parallel=True)
CIRCUITS = (
    Circuit("standard", "sans les ministères", (HEAD, FINAL)),
    Circuit("standard", "avec la Santé", (HEALTH, HEAD, FINAL)),
    Circuit("standard", "côte à côte", (MINISTRIES, SIDE, FINAL)),
    circuits.load(),
)
ROLES = (("RED", "CCOM"), ("INT", "DIR"), ("SIG2", "DIR"), ("PM1", "CCOM"), ("SAN", "CCOM"))
desks = st.sampled_from(("SIG1", "SIG2", "PM1", "INT", "SAN", "RED"))
heads = st.sampled_from(("SIG1", "SIG2"))
words = st.sampled_from((*WORDS[:2], *WORDS))
decisions = st.sampled_from(("favourable",) * 5 + ("unfavourable", "abstention", "reservation"))
rounds = st.sampled_from(("standard", "urgent", "telephone"))
parties = st.sampled_from(("authority", "authority", "coordination", "INT", "SAN"))
rarely = st.integers(0, 9)
reached: Counter[str] = Counter()


class Apart(RuleBasedStateMachine):
    """Two heads of cell, a director, two ministries and somebody who writes; operations pass between any two."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        moments, self.serial = count(NOW), count(1)
        self.office = Office(self.folder, Clock(lambda: next(moments)))
        self.held: dict[str, dict[str, Any]] = {}
        self.knew: dict[str, frozenset[str]] = {}
        self.shown: dict[frozenset[str], Any] = {}
        self.checked: dict[str, frozenset[str]] = {}

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    @initialize(author=desks, text=words, how=rounds, absent=rarely)
    def begin(self, author: str, text: str, how: str, absent: int) -> None:
        """Most of what may go wrong goes wrong around a text that is nearly cleared, or was."""
        self.open()
        self.go_round(author, text, how, absent)

    def open(self) -> None:
        self.cell = Cell(self.office, "SIG2", "SAN", "RED", associated=("INT", "SAN"))
        self.held = {prefix: {} for prefix in self.cell.at}
        self.look()
        self.fact = self.act("SIG1", Record(self.cell.crisis, "Trois blessés", occurred_at=NOW, sender="SDIS"))
        self.message = self.act("SIG1", Draft(self.cell.crisis, "line", Text("Titre", WORDS[0]), uses=(self.fact,)))
        self.meet_all()
        seats = {one.store.key.public: Seat(*SEATS[name][:2]) for name, one in self.cell.at.items()}
        self.witness = Witness(seats, self.knew, frozenset(("INT", "SAN")))

    # -- what each one holds, and knew

    def look(self) -> None:
        for prefix, one in self.cell.at.items():
            with one.store.read() as transaction:
                known = transaction.connection.exec_driver_sql("SELECT count(*) FROM op").scalar()
            if known != self.held[prefix].get("all"):
                every = operations(one, self.cell.crisis)
                self.held[prefix] = {
                    "all": range(known or 0),
                    "ids": frozenset(each.id for each in every),
                    "ops": every,
                }

    def act(self, desk: str, command: Any) -> str:
        """What is done is done knowing all that is held there; what is refused is not done."""
        before = self.held[desk].get("ids", frozenset())
        try:
            done = self.cell.do(desk, command)
        except Refused:
            return ""
        self.look()
        for one in self.held[desk]["ops"]:
            if one.id not in before:
                self.knew[one.id] = before
                before = before | {one.id}
        return done

    def pass_on(self, source: str, target: str) -> None:
        """Whatever one holds, the other takes in, unranked: a stick carried from one room to the next."""
        known = self.held[target]["ids"]
        new = [one for one in self.held[source]["ops"] if one.id not in known]
        if new:
            with self.cell[target].store.write() as transaction:
                for one in new:
                    transaction.append(one)
            self.look()

    def message_at(self, desk: str) -> Message:
        return self.cell[desk].reading.message(self.message)

    # -- what people do

    @rule(desk=desks, text=words, all_heads=st.booleans())
    def revise(self, desk: str, text: str, all_heads: bool) -> None:
        heads = self.message_at(desk).heads
        self.act(desk, Revise(self.message, Text("Titre", text), None if all_heads else heads[0].operations))

    @rule(desk=desks, circuit=st.sampled_from(("", "", "", "urgent", "urgent", "joint", "standard")))
    def submit(self, desk: str, circuit: str) -> None:
        self.act(desk, Submit(self.message, None, circuit))

    @rule(desk=desks, decision=decisions)
    def sign(self, desk: str, decision: str) -> None:
        self.act(desk, GiveVisa(self.message, None, decision, "réserve" if decision == "reservation" else ""))

    @rule(desk=heads, step=parties, who=st.sampled_from(SPEAKERS), decision=decisions)
    def telephone(self, desk: str, step: str, who: str, decision: str) -> None:
        of = step if step in ("INT", "SAN") else ""
        found = [one.step for one in self.message_at(desk).steps if one.organisation == of and (of or one.step == step)]
        for name in found:
            self.act(desk, PhoneVisa(self.message, None, name, decision, who, "", of, "0142", "réserve"))

    @rule(desk=desks)
    def confirm(self, desk: str) -> None:
        for one in self.message_at(desk).visas:
            if one.recorded and not one.confirmed:
                self.act(desk, ConfirmVisa(self.message, one.id))

    @rule(desk=st.sampled_from(("SIG1", "PM1", "RED")), really=rarely)
    def end(self, desk: str, really: int) -> None:
        if really < 2:
            self.act(desk, (Withdraw, Abandon)[really](self.message, "erreur"))

    @rule(desk=st.sampled_from(("SIG1", "SIG2", "PM1")), really=rarely)
    def send_back(self, desk: str, really: int) -> None:
        if really < 3:
            self.act(desk, Return(self.message, None, "à revoir"))

    @rule(desk=desks, which=st.integers(0, 3))
    def arbitrate(self, desk: str, which: int) -> None:
        heads = self.message_at(desk).heads
        self.act(desk, Arbitrate(self.message, heads[which % len(heads)].label, "plus clair"))

    @rule(desk=heads, circuit=st.sampled_from(CIRCUITS))
    def change_circuit(self, desk: str, circuit: Circuit) -> None:
        self.act(desk, SetCircuit(self.cell.crisis, circuit))

    @rule(given=st.sampled_from(ROLES))
    def give_role(self, given: tuple[str, str]) -> None:
        prefix, role = given
        self.act("SIG1", AddMember(self.cell.crisis, person_of(self.cell[prefix]), role))

    @rule(prefix=st.sampled_from(("SIG2", "PM1", "INT", "RED")), back=st.booleans())
    def remove(self, prefix: str, back: bool) -> None:
        person = person_of(self.cell[prefix])
        self.act("SIG1", RemoveMember(self.cell.crisis, person, "relève"))
        if back:
            self.act("SIG1", AddMember(self.cell.crisis, person, SEATS[prefix][2]))

    @rule(desk=desks, really=rarely)
    def rectify(self, desk: str, really: int) -> None:
        if really < 6:
            self.act(desk, Amend(self.fact, {"subject": f"{next(self.serial)} blessés"}, "nouveau point"))

    @rule(desk=st.sampled_from(("SIG1", "PM1")))
    def reexamine(self, desk: str) -> None:
        self.act(desk, Reexamine(self.message, "le texte tient"))

    @rule(desk=desks, add=st.booleans())
    def support(self, desk: str, add: bool) -> None:
        fact = (self.fact,)
        self.act(desk, Support(self.message, add=fact if add else (), remove=() if add else fact))

    @rule(desk=desks, really=rarely)
    def embargo(self, desk: str, really: int) -> None:
        if really < 3:
            self.act(desk, Embargo(self.message, None, "Europe/Paris", "familles informées"))

    @rule(desk=desks)
    def lift(self, desk: str) -> None:
        self.act(desk, LiftEmbargo(self.message, "familles informées"))

    @rule(desk=desks)
    def dispatch(self, desk: str) -> None:
        self.act(desk, Dispatch(self.message, None, "sms", to="tous", degraded="réseau coupé"))

    @rule(giver=desks, taker=desks)
    def meet(self, giver: str, taker: str) -> None:
        self.pass_on(giver, taker)

    @rule()
    def meet_all(self) -> None:
        for other in ("SIG2", "PM1", "INT", "SAN", "RED"):
            self.pass_on(other, "SIG1")
        for other in ("SIG2", "PM1", "INT", "SAN", "RED"):
            self.pass_on("SIG1", other)

    @rule(author=desks, text=words, how=rounds, absent=rarely)
    def go_round(self, author: str, text: str, how: str, absent: int) -> None:
        """Somebody writes what will stand for all, and everybody signs it, one after the other, but one perhaps."""
        self.meet_all()
        self.revise(author, text, True)
        self.meet_all()
        self.submit("SIG1", "urgent" if how == "urgent" else "")
        self.meet_all()
        signers = ["SIG1", "PM1"] if how == "urgent" else ["INT", "SAN", "SIG1", "PM1"]
        for place, desk in enumerate(signers):
            if place == absent:
                continue
            if how == "telephone" and desk == "PM1":
                self.telephone("SIG2", "authority", "Paul Martin", "favourable")
                self.pass_on("SIG2", "SIG1")
            else:
                self.sign(desk, "favourable")
                self.pass_on(desk, "PM1")
                self.pass_on(desk, "SIG2")

    @rule(author=desks, text=words, circuit=st.sampled_from(CIRCUITS), knows=st.booleans())
    def change_on_the_way(self, author: str, text: str, circuit: Circuit, knows: bool) -> None:
        """The circuit changes between the last visa but one and the authority's, who knows of it or not."""
        self.go_round(author, text, "standard", absent=3)
        self.change_circuit("SIG1", circuit)
        if knows:
            self.meet_all()
        self.sign("PM1", "favourable")
        self.meet_all()

    @rule(author=desks, text=words)
    def sign_twice(self, author: str, text: str) -> None:
        """The director coordinates too: he would be alone."""
        self.give_role(("PM1", "CCOM"))
        self.go_round(author, text, "urgent", absent=0)
        self.sign("PM1", "favourable")
        self.meet_all()

    @rule(author=desks, text=words)
    def leave_on_the_way(self, author: str, text: str) -> None:
        """The director is removed, and signs what he was asked before he knows."""
        self.go_round(author, text, "standard", absent=3)
        self.act("SIG1", RemoveMember(self.cell.crisis, person_of(self.cell["PM1"]), "relève"))
        self.sign("PM1", "favourable")
        self.meet_all()

    @rule(author=desks, text=words, before=st.booleans())
    def object_to_what_is_urgent(self, author: str, text: str, before: bool) -> None:
        """A ministry objects, before the text is urged or afterwards."""
        self.go_round(author, text, "standard" if before else "urgent", absent=0 if before else 9)
        self.meet_all()
        self.sign("INT", "unfavourable")
        self.meet_all()
        if before:
            self.submit("SIG1", "urgent")
            self.sign("SIG1", "favourable")
            self.pass_on("SIG1", "PM1")
            self.sign("PM1", "favourable")
            self.meet_all()

    # -- what holds at every moment

    @invariant()
    def what_is_shown_is_proved_and_the_same_for_all_who_hold_the_same(self) -> None:
        for prefix in self.held:
            ids = self.held[prefix]["ids"]
            if self.checked.get(prefix) == ids:
                continue
            self.checked[prefix] = ids
            message = self.message_at(prefix)
            row = next(one for one in self.cell[prefix].reading.messages(self.cell.crisis) if one.id == self.message)
            assert (row.state, row.version) == (message.state, message.current.label)
            shown = (
                *(message.state, message.missing, message.visas, message.steps, message.grounds, message.uses),
                [(head.label, head.authors) for head in message.heads],
            )
            if ids not in self.shown:
                reached[message.state] += 1
                self.shown[ids] = (shown, tables(self.cell[prefix].store) if len(self.shown) % 4 == 0 else None)
                if message.state in CLEARED:
                    Proof(self.witness, self.held[prefix]["ops"], self.message).require(message.state, self.fact)
            known, kept = self.shown[ids]
            assert shown == known
            assert kept is None or tables(self.cell[prefix].store) == kept


TestApart = Apart.TestCase
TestApart.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # thirty steps are read as they are; shrinking takes minutes
)


def test_the_round_of_signatures_does_validate() -> None:
    """The machine has teeth only if its rules reach *validé*."""
    for how in ("standard", "urgent", "telephone"):
        apart = Apart()
        try:
            apart.open()
            apart.go_round("RED", WORDS[1], how, 9)
            apart.what_is_shown_is_proved_and_the_same_for_all_who_hold_the_same()
            desk = "SIG2" if how == "telephone" else "PM1"
            assert apart.message_at(desk).state == "validated"
            apart.revise("INT", WORDS[0], True)
            apart.pass_on("INT", desk)
            assert apart.message_at(desk).state != "validated"
        finally:
            apart.teardown()
