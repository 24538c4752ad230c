"""A message as its operations leave it: the first state that applies, and what stands between it and *validé*."""

from dataclasses import replace

import pytest

from app.core.message import KINDS, STATES, fold, said_version, settled_apart, spoken_of
from app.core.message_commands import Dispatch, Draft, Embargo, Return, Revise, Submit, Withdraw
from app.core.records import Held
from app.core.texts import Text, plain
from tests.building import Writer
from tests.cell import TEXT, Cell
from tests.core.holding import SPACE, edit, held
from tests.office import Office

ANN, BOB = Writer("ann"), Writer("bob")


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def drafted(kind: object = "line") -> Held:
    body = {"number": "EDL-SIG1-001", "kind": kind, "topic": "Eau", "fields": {"version": plain(TEXT)}}
    return held(ANN.write("message.drafted", body, SPACE), person="ann")


@pytest.mark.parametrize("kind", ["poem", None, 3, ["line"]])
def test_a_message_of_no_known_kind_is_none(kind: object) -> None:
    assert fold([drafted(kind)]) is None
    assert fold([]) is None


def test_a_message_that_nobody_began_is_none() -> None:
    first = drafted()
    revised = held(edit(BOB, "message.revised", first.id, {"version": plain(TEXT)}, first))
    assert fold([revised]) is None
    assert fold([replace(first, why_not="rôle non reçu"), revised]) is None


def test_a_draft_says_what_it_waits_for() -> None:
    first = drafted()
    message = fold([first])
    assert message is not None
    assert (message.state, message.missing, message.topic) == ("draft", ("soumettre au visa",), "Eau")
    assert (message.steps, message.circuit, message.returned_by, message.judgement) == ((), None, None, None)
    hole = held(edit(BOB, "message.revised", first.id, {"version": plain(replace(TEXT, body="[quoi]"))}, first))
    message = fold([first, hole])
    assert message is not None
    assert message.missing == ("texte à compléter : [quoi]", "soumettre au visa")


def test_a_text_that_replaces_one_nobody_brought_is_never_validated(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    with cell["SIG1"].store.read() as transaction:
        operations = list(transaction.view().held(message))
    first = operations[0]
    touching = edit(Writer("x"), "message.revised", message, {"version": plain(TEXT)}, "e" * 64)
    found = fold([*operations, replace(first, operation=touching, author=first.author)])
    assert found is not None
    assert found.state == "submitted"
    assert "une version que ce poste n'a pas encore reçue" in found.missing


def test_the_states_of_a_message_come_one_after_the_other(cell: Cell) -> None:
    message = cell.draft()
    seen = [cell.state(message)]
    cell.submit(message)
    seen.append(cell.state(message))
    cell.do("PM1", Return(message, None, "à revoir"))
    cell.share()
    seen.append(cell.state(message))
    cell.do("INT", Revise(message, replace(TEXT, body="Revu.")))
    cell.share()
    cell.clear(message)
    seen.append(cell.state(message))
    cell.do("SIG1", Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    seen.append(cell.state(message))
    cell.do("INT", Revise(message, replace(TEXT, body="Rectifié.")))
    cell.share()
    seen.append(cell.state(message))
    cell.do("SIG1", Withdraw(message, "faux"))
    cell.share()
    seen.append(cell.state(message))
    assert seen == ["draft", "submitted", "returned", "validated", "dispatched", "draft", "withdrawn"]
    assert set(seen) <= set(STATES)


def test_what_was_said_stays_said_when_another_text_is_being_written(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    assert said_version(cell.message(message)) is None
    cell.do("SIG1", Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
    cell.do("SIG1", Revise(message, replace(TEXT, body="Rectifié.")))
    cell.share()
    out = said_version(cell.message(message))
    assert out is not None
    assert out.text.body == TEXT.body


def test_an_embargo_is_beside_the_circuit_and_a_withdrawal_before_all(cell: Cell) -> None:
    message = cell.draft()
    cell.do("INT", Embargo(message, None, "Europe/Paris", "familles informées"))
    cell.share()
    assert cell.state(message) == "draft"
    cell.clear(message)
    found = cell.message(message)
    assert (found.state, found.missing) == ("embargoed", ())
    cell.do("SIG1", Withdraw(message, "faux"))
    cell.share()
    assert cell.state(message) == "withdrawn"


def test_what_was_written_apart_is_counted_field_by_field(cell: Cell) -> None:
    message = cell.do("SIG1", Draft(cell.crisis, "qa", TEXT))
    cell.share()
    for prefix in ("SIG1", "INT"):
        cell.do(prefix, Revise(message, replace(TEXT, body=f"Texte de {prefix}.")))
    cell.share()
    found = cell.message(message)
    assert (found.state, settled_apart(found), found.to_arbitrate) == ("conflict", {"version": 2}, ())
    assert found.missing[0].startswith("choisir entre v2·")


def test_a_change_of_circuit_keeps_nothing_from_reading_the_message(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    found = cell.message(message)
    assert found.circuit is not None
    assert [one.step for one in found.steps] == ["organisations", "coordination", "authority"]
    assert found.current.submitted
    cell.do("SIG1", Submit(message, None, "urgent"))
    cell.share()
    assert cell.message(message).circuit != found.circuit


def test_search_looks_at_every_part_a_person_reads_and_each_kind_has_its_series() -> None:
    text = Text("Titre", "Corps", "Chapô", ("Clé",), frame={"known": "Su"})
    assert all(part in spoken_of(text) for part in ("Titre", "Corps", "Chapô", "Clé", "Su"))
    assert len({series for series, _ in KINDS.values()}) == len(KINDS)
