"""Messages: a visa holds for one exact text, and *validé* is never false."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.members import AddMember
from app.core.registers.messages import (
    KINDS,
    REGISTER,
    STATES,
    Draft,
    GiveVisa,
    Message,
    Revise,
    Submit,
    Withdraw,
    fold,
)
from app.core.texts import Text, plain
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records
from tests.office import Office, person_of, share

TEXT = Text("Restez à l'abri", "Fermez les fenêtres.")
ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
BODY = {"number": "EDL-SIG1-001", "kind": "line", "topic": "", "fields": {"version": plain(TEXT)}}


def body(words: str) -> Text:
    return replace(TEXT, body=words)


def revise(first: Held, words: str, *replaced: Held, by: Writer = BOB) -> Held:
    return held(edit(by, "message.revised", first.id, {"version": plain(body(words))}, *replaced), person=by.name)


def drafted() -> Held:
    return held(ANN.write("message.drafted", BODY, SPACE), person="ann")


def test_every_order_of_arrival_gives_the_same_message() -> None:
    first = drafted()
    two, three = revise(first, "deux", first), revise(first, "trois", first, by=CAM)
    four = revise(first, "quatre", two, three)
    operations = [first, two, three, four, revise(first, "cinq", three, by=CAM)]
    expected = show(REGISTER, operations)
    assert all(show(REGISTER, order) == expected for order in permutations(operations))


SOME = {"version": st.sampled_from([plain(body("a")), plain(body("b")), plain(body("[c]")), {"title": 3}])}
EDITS = ("message.revised", "message.submitted", "message.withdrawn", "visa.given")


@settings(max_examples=100)
@given(histories("message.drafted", EDITS, SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_message_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@settings(max_examples=100)
@given(strange_records(REGISTER, BODY, ("version", "circuit", "organisations", "step", "decision", "reason")))
def test_nothing_anybody_signs_about_a_message_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_a_withdrawal_whose_body_is_gone_still_withdraws() -> None:
    first = drafted()
    gone = replace(ANN.write("message.withdrawn", {"reason": "x"}, SPACE, first.id), body_bytes=None)
    message = fold([first, held(gone)])
    assert message is not None
    assert (message.state, message.withdrawn_reason) == ("withdrawn", "")


def test_what_does_not_count_does_not_bring_a_message_to_the_top() -> None:
    first = drafted()
    late = Writer("late", now=2**41)
    refused = held(edit(late, "message.revised", first.id, {"version": plain(body("x"))}, first), "rôle non reçu")
    message = fold([first, refused])
    assert message is not None
    assert message.changed_at == first.at


class Cell:
    """Three workstations of one crisis: a writer who heads the cell, a director, a ministry."""

    def __init__(self, office: Office):
        self.sig = office.workstation("SIG1", "Camille Morvan")
        self.dir = office.workstation("PM1", "Dominique Roy", "PM", "DIR")
        self.lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
        self.crisis = office.crisis(self.sig, (self.dir, "DIR"), (self.lia, "LIA"), associated=("INT",))
        self.all = [self.sig, self.dir, self.lia]

    def share(self) -> None:
        for one in self.all:
            share(one, self.crisis, [other for other in self.all if other is not one])

    def draft(self, text: Text = TEXT, by: Workstation | None = None) -> str:
        id = (by or self.sig).desk.do(Draft(self.crisis, "line", text)).id
        self.share()
        return id

    def clear(self, message: str, *but: Workstation) -> None:
        """Submitted and signed by everybody, or all `but` these."""
        if not self.sig.reading.message(message).current.submitted:
            self.sig.desk.do(Submit(message))
        self.share()
        for one in self.all:
            if one not in but:
                one.desk.do(GiveVisa(message, None, "favourable"))
        self.share()

    def message(self, id: str) -> Message:
        found = [one.reading.message(id) for one in self.all]
        assert all((one.state, one.missing) == (found[0].state, found[0].missing) for one in found)
        return found[0]


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def test_a_message_is_validated_by_its_whole_circuit_and_by_nothing_less(cell: Cell) -> None:
    for absent in cell.all:
        message = cell.draft()
        cell.clear(message, absent)
        assert cell.message(message).state == "submitted"
    message = cell.draft()
    cell.clear(message)
    assert cell.message(message).state == "validated"
    assert cell.message(message).missing == ()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Restez à l’abri"},
        {"body": "Fermez les\u00a0fenêtres."},
        {"lead": "Chapô"},
        {"key_messages": ("Rentrez",)},
        {"variants": {"sms": "Rentrez"}},
        {"alternatives": {"carte": "Rouen"}},
        {"language": "en"},
        {"issuer": "Gouvernement"},
    ],
    ids=str,
)
def test_a_visa_does_not_outlive_its_text(cell: Cell, change: dict[str, Any]) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.lia.desk.do(Revise(message, replace(TEXT, **change)))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.current.number, found.current.submitted) == ("draft", 2, False)
    cell.sig.desk.do(Submit(message))
    cell.share()
    assert cell.message(message).state == "submitted"
    assert len(cell.message(message).missing) == 3


def test_saving_an_unchanged_text_is_refused_and_resets_nothing(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    for same in (TEXT, replace(TEXT, body=" Fermez les fenêtres.\n"), replace(TEXT, variants={})):
        with pytest.raises(Refused, match="aucun visa ne tombe"):
            cell.lia.desk.do(Revise(message, same))
    assert cell.message(message).state == "validated"


def test_a_text_that_comes_back_to_a_signed_version_finds_its_visas_again(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.sig.desk.do(Revise(message, body("Ouvrez.")))
    cell.sig.desk.do(Revise(message, TEXT))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.current.number) == ("validated", 1)


def test_the_author_of_a_text_does_not_give_its_final_visa(cell: Cell) -> None:
    message = cell.draft()
    cell.dir.desk.do(Revise(message, body("Écrit par la direction.")))
    cell.share()
    cell.clear(message, cell.dir)
    with pytest.raises(Refused, match="Quatre yeux"):
        cell.dir.desk.do(GiveVisa(message, None, "favourable"))
    assert cell.message(message).state == "submitted"


def test_a_text_to_be_completed_is_submitted_but_never_finally_signed(cell: Cell) -> None:
    message = cell.draft(body("Appelez le [numéro]."))
    cell.clear(message, cell.dir)
    with pytest.raises(Refused, match=r"\[numéro\]"):
        cell.dir.desk.do(GiveVisa(message, None, "favourable"))
    cell.dir.desk.do(GiveVisa(message, None, "unfavourable", "à compléter"))
    cell.share()
    assert cell.message(message).state == "returned"


def test_two_texts_written_apart_are_two_versions_until_a_person_chooses(cell: Cell) -> None:
    message = cell.draft()
    cell.sig.desk.do(Revise(message, body("Texte de SIG.")))
    cell.lia.desk.do(Revise(message, body("Texte de l'Intérieur.")))
    cell.share()
    found = cell.message(message)
    assert (found.state, len(found.heads)) == ("conflict", 2)
    for refused in (Submit(message), GiveVisa(message, None, "favourable")):
        with pytest.raises(Refused, match="versions"):
            cell.sig.desk.do(refused)
    seen = tuple(id for head in found.heads for id in head.operations)
    cell.dir.desk.do(Revise(message, body("Texte de SIG."), seen))
    cell.share()
    assert cell.message(message).state == "draft"
    assert cell.message(message).current.text.body == "Texte de SIG."


def test_two_versions_validated_apart_are_both_blocked(cell: Cell) -> None:
    message = cell.draft()
    cell.sig.desk.do(Revise(message, body("Texte de SIG.")))
    share(cell.sig, cell.crisis, [cell.dir])
    cell.sig.desk.do(Submit(message))
    cell.lia.desk.do(Revise(message, body("Texte de l'Intérieur.")))
    cell.lia.desk.do(Submit(message))
    cell.share()
    assert cell.message(message).state == "conflict"


def test_nobody_signs_a_version_that_was_replaced_and_the_change_is_quoted(cell: Cell) -> None:
    message = cell.draft()
    former = cell.message(message).current
    cell.sig.desk.do(Revise(message, body("Ouvrez les fenêtres.")))
    cell.sig.desk.do(Submit(message))
    for name in (former.label, former.hash, "v1"):
        with pytest.raises(Refused, match="« Fermez » devient « Ouvrez »"):
            cell.sig.desk.do(GiveVisa(message, name, "favourable"))
    with pytest.raises(Refused, match="pas de version v9"):
        cell.sig.desk.do(GiveVisa(message, "v9", "favourable"))


def test_a_short_name_that_two_versions_bear_names_neither(cell: Cell) -> None:
    message = cell.draft()
    cell.sig.desk.do(Revise(message, body("Texte de SIG.")))
    cell.lia.desk.do(Revise(message, body("Texte de l'Intérieur.")))
    cell.share()
    heads = cell.message(message).heads
    cell.sig.desk.do(Revise(message, heads[0].text, tuple(id for head in heads for id in head.operations)))
    with pytest.raises(Refused, match="plusieurs versions"):
        cell.sig.desk.do(Submit(message, "v2"))
    cell.sig.desk.do(Submit(message, heads[0].label))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (lambda cell, message: Draft(cell.crisis, "poem", TEXT), "Genre inconnu"),
        (lambda cell, message: Draft(cell.crisis, "line", replace(TEXT, title=" ")), "titre"),
        (lambda cell, message: Revise("0" * 64, TEXT), "pas connu"),
        (lambda cell, message: GiveVisa(message, None, "favourable"), "soumise"),
        (lambda cell, message: GiveVisa(message, None, "perhaps"), "Décision inconnue"),
        (lambda cell, message: GiveVisa(message, None, "reservation"), "réserve"),
        (lambda cell, message: Withdraw(message, " "), "motif"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(cell: Cell, command: Any, said: str) -> None:
    message = cell.draft()
    with pytest.raises(Refused, match=said):
        cell.sig.desk.do(command(cell, message))
    assert cell.sig.reading.pending() == 0


def test_a_version_is_submitted_once(cell: Cell) -> None:
    message = cell.draft()
    cell.sig.desk.do(Submit(message))
    with pytest.raises(Refused, match="déjà en visa"):
        cell.sig.desk.do(Submit(message))


def test_a_message_withdrawn_is_signed_and_changed_no_more(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.sig.desk.do(Withdraw(message, "erreur sur la zone"))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.withdrawn_reason) == ("withdrawn", "erreur sur la zone")
    with pytest.raises(Refused, match="est retiré"):
        cell.lia.desk.do(Revise(message, body("Encore")))


def test_a_visa_that_is_not_ones_own_to_give_is_refused(cell: Cell, office: Office) -> None:
    other = office.workstation("SAN", "Sam Petit", "SAN", "LIA")
    cell.sig.desk.do(AddMember(cell.crisis, person_of(other), "LIA"))
    message = cell.draft()
    cell.sig.desk.do(Submit(message))
    share(cell.sig, cell.crisis, [other])
    with pytest.raises(Refused, match="Aucune étape"):
        other.desk.do(GiveVisa(message, None, "favourable"))


def test_each_kind_has_its_own_series_of_references(cell: Cell) -> None:
    given = [cell.sig.desk.do(Draft(cell.crisis, kind, TEXT)).label for kind in KINDS]
    assert given == [f"{series}-SIG1-001" for series, _ in KINDS.values()]
    assert cell.lia.desk.do(Draft(cell.crisis, "line", TEXT)).label == "EDL-INT-001"
    cell.share()
    assert cell.dir.desk.do(Draft(cell.crisis, "line", TEXT)).label == "EDL-PM1-002"


def test_the_list_says_whose_visa_is_awaited(cell: Cell) -> None:
    message = cell.draft()
    cell.sig.desk.do(Submit(message))
    cell.share()
    assert [one.reading.messages(cell.crisis)[0].awaits_me for one in cell.all] == [True, True, True]
    cell.lia.desk.do(GiveVisa(message, None, "abstention"))
    cell.share()
    assert [one.reading.messages(cell.crisis)[0].awaits_me for one in cell.all] == [True, True, False]
    assert cell.message(message).state in STATES
