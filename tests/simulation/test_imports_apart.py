"""Two people apart correct one contact, bring files in and take them back, in any order: what they wrote is what stays.

With `DIAPASON_EXAMPLES` in the environment, so many histories are played instead of a few.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any

from app.core import contact
from app.core.errors import Refused
from app.core.importing import apply, undo
from app.core.incoming import Incoming
from app.core.merging import CHOICES
from app.core.records import Field, Held, fold_fields
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.imports import BeginImport
from app.sync.workstation import Workstation
from tests.office import Office, give, operations

EXAMPLES = int(os.environ.get("DIAPASON_EXAMPLES", "12"))
BEGIN = BeginImport("agents.csv", "csv", "ab" * 32)
WORDS = ("service", "languages")


class Pair:
    """Two workstations and the order their operations have at the central."""

    def __init__(self, office: Office):
        self.office = office
        self.both = [office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Ali Benali")]
        self.log = operations(self.both[0], office.directory)

    def meet(self) -> None:
        for one in self.both:
            known = {each.id for each in self.log}
            self.log += [each for each in operations(one, self.office.directory) if each.id not in known]
        for one in self.both:
            give(one, self.office.directory, self.log)

    def play(self, chance: Random, uid: str) -> str:
        """The contact (id) of a history in which every import was taken back at the end."""
        first = self.both[0]
        id = first.desk.do(AddContact({"family_name": uid, "uid": uid})).id
        self.meet()
        batches: list[str] = []
        for step in range(chance.randint(4, 10)):
            one = chance.choice(self.both)
            match chance.choice(("edit", "import", "undo", "meet")):
                case "edit":
                    with suppress(Refused):  # it says so already
                        one.desk.do(EditContact(id, typed(chance, step)))
                case "import":
                    batches += brought(one, chance, step, uid)
                case "undo" if batches:
                    with suppress(Refused):  # the other's, not received yet
                        undo(one.desk, one.reading, chance.choice(batches))
                case _:
                    self.meet()
        self.meet()
        chance.shuffle(batches)
        for batch in batches:
            one = chance.choice(self.both)
            undo(one.desk, one.reading, batch)
            self.meet()
        return id


def number(chance: Random) -> dict[str, Any]:
    return {"number": f"+3323276500{chance.randrange(10)}", "usage": "office", "public": False}


def typed(chance: Random, step: int) -> dict[str, Any]:
    name = chance.choice((*WORDS, "phone:1"))
    if chance.randrange(7) == 0:
        return {name: None if name == "phone:1" else ""}
    return {name: number(chance) if name == "phone:1" else f"écrit {step}"}


def brought(one: Workstation, chance: Random, step: int, uid: str) -> list[str]:
    fields: dict[str, Any] = {name: f"lu {step}" for name in WORDS if chance.random() < 0.6}
    if chance.random() < 0.5:
        fields["phone:1"] = number(chance)
    chosen = chance.choice(sorted(CHOICES))
    card = Incoming("carte 1", {"family_name": uid, "uid": uid, **fields})
    batch, _ = apply(
        one.desk, one.reading, BEGIN, [card], lambda merge: {each.field: chosen for each in merge.differences}
    )
    return [batch] if batch else []


def history(one: Workstation, id: str) -> Sequence[Held]:
    with one.store.read() as transaction:
        return transaction.held([id])[id]


def said(fields: dict[str, Field]) -> dict[str, set[str]]:
    """What each field says; one that says nothing is as if it were not there."""
    values = {name: {repr(one.value) for one in field.values if one.value} for name, field in fields.items()}
    return {name: values[name] for name in values if values[name] and name not in ("source", "purge_on")}


def by_hand(held: Held) -> Held:
    """What somebody wrote; what an import did, or took back, counts for nothing."""
    done = contact.import_of(held) or held.operation.body.get("undoes")
    return replace(held, why_not="un import") if done else held


def test_once_every_import_is_taken_back_the_contact_says_what_people_wrote(office: Office) -> None:
    pair = Pair(office)
    for seed in range(EXAMPLES):
        id = pair.play(Random(seed), f"contact {seed}")
        mine, theirs = (fold_fields(history(one, id), contact.may_write) for one in pair.both)
        wrote = fold_fields(map(by_hand, history(pair.both[0], id)), contact.may_write)
        assert said(mine) == said(theirs) == said(wrote), seed
