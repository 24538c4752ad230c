"""Messages: a visa holds for one exact text, and *validé* is never false."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import circuits
from app.core.errors import Refused
from app.core.message import KINDS, STATES, fold
from app.core.message_commands import (
    Abandon,
    AddProof,
    Arbitrate,
    ConfirmVisa,
    Describe,
    Dispatch,
    Draft,
    GiveVisa,
    Proofread,
    ReadMessage,
    Reexamine,
    Remind,
    Return,
    Revise,
    Submit,
    Support,
    Withdraw,
)
from app.core.records import Held
from app.core.registers.members import AddMember
from app.core.registers.messages import REGISTER
from app.core.roles import ROLES
from app.core.texts import Text, plain, text_hash
from app.core.visas import Submission, signed_hash
from tests.building import NOW, Writer, seed
from tests.cell import TEXT, Cell
from tests.core.holding import SPACE, edit, held, histories, show, strange_records
from tests.office import Office, person_of, share

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


FACT, SOMEBODY = f"use.{seed('a fact').hex()}", seed("a message").hex()
LOOKED = {"footing": "f" * 64, "number": "SIG1-0147", "words": "Trois blessés"}
SOME: dict[str, st.SearchStrategy[Any]] = {
    "version": st.sampled_from([plain(body("a")), plain(body("b")), plain(body("[c]")), {"title": 3}]),
    FACT: st.sampled_from([LOOKED, LOOKED | {"footing": "e" * 64}, None, 3]),
    "topic": st.sampled_from(["Confinement", "Eau", None]),
    "valid_until": st.sampled_from([NOW, None, -1, "demain"]),
    "issuers": st.sampled_from([["INT"], ["INT", "SAN"], [3], "INT"]),
    "replaces": st.sampled_from([SOMEBODY, "", "elle"]),
}
EDITS = ("message.revised", "message.described", "message.supported", "message.reexamined", "message.withdrawn")


@given(histories("message.drafted", EDITS, SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_message_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


SPEAKER = {"name": "Dominique Roy", "function": "directeur", "number": "0142"}
CAST = {"ann": ("RED", "SIG"), "cam": ("CCOM", "SIG"), "bob": ("CCOM", "SIG"), "dir": ("DIR", "PM")}
CAST |= {"lea": ("LIA", "INT"), "sam": ("LIA", "SAN")}
HOUSE = ("standard", "urgent", "joint")


def submissions_of(message: str) -> list[tuple[str, dict[str, Any]]]:
    """Every submission of the two texts, and what a visa on it signs."""
    found = []
    for words, name in ((words, name) for words in ("Fermez les fenêtres.", "b") for name in HOUSE):
        circuit, hash = circuits.load(name), text_hash(message, body(words))
        asked = [{"code": "INT", "name": "Intérieur"}]
        signs = signed_hash(hash, circuits.fingerprint(circuit), ["INT"])
        found.append((signs, {"version": hash, "circuit": circuits.plain(circuit), "organisations": asked}))
    return found


@st.composite
def rounds(draw: st.DrawFn) -> list[Held]:
    """A text, and whatever a cell may sign about it: every kind of operation, by anybody, knowing it or not."""
    writers = {name: Writer(name) for name in CAST}
    first = held(writers["ann"].write("message.drafted", BODY, SPACE), person="ann", role="RED")
    made, choices = [first], submissions_of(first.id)

    def one_of(*kinds: str) -> str:
        return draw(st.sampled_from([one.id for one in made if one.kind in kinds] or [first.id]))

    steps = st.sampled_from(("organisations", "coordination", "authority"))
    decisions = st.sampled_from(("favourable", "favourable", "favourable", "unfavourable", "abstention", "perhaps"))
    for _ in range(draw(st.integers(3, 24))):
        signs, submitted = draw(st.sampled_from(choices))
        step = draw(steps)
        visa = {
            "version": signs,
            "step": step,
            "organisation": "INT" if step == "organisations" else "",
            "decision": draw(decisions),
        }
        kind, said = draw(
            st.sampled_from(
                [
                    ("message.submitted", submitted),
                    ("visa.given", visa),
                    ("visa.given", visa),
                    ("visa.given", visa | {"means": "phone", "for": SPEAKER}),
                    ("visa.confirmed", {"visa": one_of("visa.given")}),
                    ("visa.asked", {"step": step, "organisation": ""}),
                    ("message.revised", {"fields": {"version": plain(body("b"))}}),
                    ("message.described", {"fields": {"topic": "Eau"}}),
                    ("message.supported", {"fields": {FACT: LOOKED}}),
                    ("message.proofread", {"version": submitted["version"], "remark": "une virgule"}),
                    ("message.returned", {"version": submitted["version"], "submissions": [], "reason": "non"}),
                    ("message.abandoned", {"reason": "inutile"}),
                    ("message.withdrawn", {"reason": "faux"}),
                    ("message.reexamined", {"reason": "tient", "visas": [one_of("visa.given")], "fields": {}}),
                    ("message.embargoed", {"until": None, "zone": "Europe/Paris", "reason": "familles"}),
                    ("embargo.lifted", {"embargoes": [one_of("message.embargoed")], "reason": "informées"}),
                    ("embargo.over", {"embargoes": [one_of("message.embargoed")]}),
                    ("message.dispatched", {"version": submitted["version"], "channel": "sms", "to": "tous"}),
                    ("message.proven", {"dispatch": one_of("message.dispatched"), "url": "https://exemple.fr"}),
                    ("message.received", {"dispatch": one_of("message.dispatched"), "recipients": ["AFP"]}),
                    ("message.read", {"version": submitted["version"]}),
                ]
            )
        )
        name = draw(st.sampled_from(sorted(CAST)))
        role, organisation = CAST[name]
        known = draw(st.lists(st.sampled_from([one.id for one in made]), max_size=2, unique=True))
        writers[name].now = draw(st.integers(NOW, NOW + 30))
        operation = writers[name].write(kind, said, SPACE, first.id, dict.fromkeys(said.get("fields", ()), known))
        why_not = "" if role in REGISTER.writers[kind] else f"le rôle {role} ne permet pas cet acte"
        written = held(operation, why_not, draw(st.sampled_from((1, None))), name, role, organisation)
        regimes = draw(st.sampled_from(((), (), (), (("standard", "change"),))))
        made.append(replace(written, regimes=frozenset(regimes)))
    return made


@settings(max_examples=80)
@given(rounds(), st.randoms(use_true_random=False))
def test_whatever_a_cell_signs_reads_the_same_in_any_order_and_is_never_cleared_by_less_than_its_circuit(
    operations: list[Held], chance: Any
) -> None:
    expected = show(REGISTER, operations)
    assert expected is not None
    message = expected[0]
    if message.state in ("validated", "dispatched"):
        hash = message.current.hash
        given = [one for one in operations if one.kind == "visa.given" and one.counts]
        signs = [one for one, said in submissions_of(message.id) if said["version"] == hash]
        signers = {
            (one.operation.body["step"], one.author.person) for one in given if one.operation.body["version"] in signs
        }
        assert {"coordination", "authority"} <= {step for step, _ in signers}
        assert len({person for _, person in signers}) > 1
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


NAMES = (
    *("version", "circuit", "organisations", "step", "decision", "reason", "submission", "submissions", "means", "for"),
    *(
        "visa",
        "visas",
        "label",
        "organisation",
        "comment",
        "remark",
        "until",
        "zone",
        "embargo",
        "embargoes",
        "channel",
    ),
    *("channel", "to", "recipients", "list", "url", "degraded", "dispatch"),
)


@given(strange_records(REGISTER, BODY, NAMES))
def test_nothing_anybody_signs_about_a_message_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


BESIDE = {
    "topic": "Eau",
    "audiences": ["riverains"],
    "spokesperson": "le préfet",
    "not_to_say": "le bilan",
    "sensitivities": {"families": "no"},
    **dict.fromkeys(("valid_from", "valid_until", "promised_at"), NOW),
    "issuers": ["INT"],
    "replaces": SOMEBODY,
    FACT: LOOKED,
}


@given(strange_records(REGISTER, BODY | {"fields": BODY["fields"] | BESIDE}, NAMES))  # type: ignore[operator]
def test_nothing_anybody_writes_beside_a_message_breaks_it(operations: list[Held]) -> None:
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


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def test_a_message_is_validated_by_its_whole_circuit_and_by_nothing_less(cell: Cell) -> None:
    everybody = ("INT", "SIG1", "PM1")
    for absent in everybody:
        message = cell.draft()
        cell.clear(message, *(one for one in everybody if one != absent))
        assert cell.state(message) == "submitted"
    message = cell.draft()
    cell.clear(message)
    assert (cell.state(message), cell.message(message).missing) == ("validated", ())


def test_a_text_that_comes_back_to_a_signed_version_finds_its_visas_again(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.do("SIG1", Revise(message, body("Ouvrez.")))
    cell.do("SIG1", Revise(message, TEXT))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.current.number) == ("validated", 1)


def test_two_texts_written_apart_are_two_versions_until_a_person_chooses(cell: Cell) -> None:
    message = cell.draft()
    cell.do("SIG1", Revise(message, body("Texte de SIG.")))
    cell.do("INT", Revise(message, body("Texte de l'Intérieur.")))
    cell.share()
    found = cell.message(message)
    assert (found.state, len(found.heads)) == ("conflict", 2)
    for refused in (Submit(message), GiveVisa(message, None, "favourable"), Return(message, None, "x")):
        with pytest.raises(Refused, match="versions"):
            cell.do("SIG1", refused)
    cell.do("INT", Arbitrate(message, found.heads[0].label, "plus court"))  # none is validated: whoever writes may
    cell.share()
    now = cell.message(message)
    assert (now.state, now.current.hash) == ("draft", found.heads[0].hash)
    assert now.current.authors == found.heads[0].authors
    with pytest.raises(Refused, match="rien à départager"):
        cell.do("INT", Arbitrate(message, now.current.label, "encore"))


def test_nobody_signs_a_version_that_was_replaced_and_the_change_is_quoted(cell: Cell) -> None:
    message = cell.draft()
    former = cell.message(message).current
    cell.do("SIG1", Revise(message, body("Ouvrez les fenêtres.")))
    cell.do("SIG1", Submit(message))
    for name in (former.label, former.hash, "v1"):
        with pytest.raises(Refused, match="« Fermez » devient « Ouvrez »"):
            cell.do("SIG1", GiveVisa(message, name, "favourable"))
    with pytest.raises(Refused, match="pas de version v9"):
        cell.do("SIG1", GiveVisa(message, "v9", "favourable"))


def test_a_short_name_that_two_versions_bear_names_neither(cell: Cell) -> None:
    message = cell.draft()
    cell.do("SIG1", Revise(message, body("Texte de SIG.")))
    cell.do("INT", Revise(message, body("Texte de l'Intérieur.")))
    cell.share()
    heads = cell.message(message).heads
    cell.do("SIG1", Revise(message, heads[0].text, tuple(id for head in heads for id in head.operations)))
    with pytest.raises(Refused, match="plusieurs versions"):
        cell.do("SIG1", Submit(message, "v2"))
    cell.do("SIG1", Submit(message, heads[0].label))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (lambda cell, message: Draft(cell.crisis, "poem", TEXT), "Genre inconnu"),
        (lambda cell, message: Draft(cell.crisis, "line", replace(TEXT, title=" ")), "titre"),
        (lambda cell, message: Draft(cell.crisis, "line", TEXT, uses=("0" * 64,)), "n'est pas connu de ce poste"),
        (lambda cell, message: Draft(cell.crisis, "line", TEXT, aside={"replaces": "0" * 64}), "pas connu"),
        (lambda cell, message: Revise("0" * 64, TEXT), "pas connu"),
        (lambda cell, message: Describe(message, {"valid_from": 2, "valid_until": 1}), "finit avant"),
        (lambda cell, message: Describe(message, {"replaces": message}), "lui-même"),
        (lambda cell, message: Describe(message, {"state": "validated"}), "n'existe pas"),
        (lambda cell, message: Describe(message, {"topic": ""}), "Rien n'est changé"),
        (lambda cell, message: Support(message, remove=("0" * 64,)), "Rien n'est changé"),
        (lambda cell, message: Proofread(message), "son propre texte"),
        (lambda cell, message: GiveVisa(message, None, "favourable"), "soumise"),
        (lambda cell, message: GiveVisa(message, None, "perhaps"), "Décision inconnue"),
        (lambda cell, message: GiveVisa(message, None, "reservation"), "réserve"),
        (lambda cell, message: ConfirmVisa(message, "0"), "n'a pas de visa"),
        (lambda cell, message: Remind(message, "authority"), "n'est pas dans le circuit"),
        (lambda cell, message: Submit(message, None, "inconnu"), "inconnu"),
        (lambda cell, message: Return(message, None, "x"), "rien à retourner"),
        (lambda cell, message: Reexamine(message, "x"), "n'est pas à réexaminer"),
        (lambda cell, message: Dispatch(message, None, "sms", to="tous", degraded="x"), "ne peut pas être diffusé"),
        (lambda cell, message: AddProof(message, "0"), "pas de diffusion"),
        (lambda cell, message: Withdraw(message, " "), "motif"),
        (lambda cell, message: Abandon(message, " "), "motif"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(cell: Cell, command: Any, said: str) -> None:
    message = cell.draft()
    with pytest.raises(Refused, match=said):
        cell.do("SIG1", command(cell, message))
    assert cell["SIG1"].reading.pending() == 0


def test_a_version_is_submitted_once_and_urged_by_name(cell: Cell) -> None:
    message = cell.draft()
    cell.do("SIG1", Submit(message))
    for circuit in ("", "standard"):
        with pytest.raises(Refused, match="déjà en visa"):
            cell.do("SIG1", Submit(message, None, circuit))
    cell.submit(message, circuit="urgent")
    found = cell.message(message)
    assert found.circuit is not None
    assert (found.circuit.id, len(found.steps)) == ("urgent", 3)


def test_a_version_sent_back_waits_for_another_and_is_signed_no_more(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message, "INT")
    with pytest.raises(Refused, match="ne permet pas"):
        cell.do("INT", Return(message, None, "à revoir"))
    cell.do("PM1", Return(message, None, "à revoir"))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.returned_by and found.returned_by[1]) == ("returned", "à revoir")
    for refused in (Submit(message), Submit(message, None, "urgent"), GiveVisa(message, None, "favourable")):
        with pytest.raises(Refused, match="retournée"):
            cell.do("SIG1", refused)
    cell.do("INT", Revise(message, body("Revu.")))
    cell.share()
    assert cell.state(message) == "draft"


@pytest.mark.parametrize(("by", "may"), [("INT", True), ("SIG1", True), ("PM1", True), ("RED", False)])
def test_who_wrote_it_or_leads_abandons_a_message(office: Office, by: str, may: bool) -> None:
    cell = Cell(office, "RED")
    message = cell.draft(by="INT")
    if may:
        cell.do(by, Abandon(message, "sans objet"))
        cell.share()
        assert (cell.state(message), cell.message(message).abandoned_reason) == ("abandoned", "sans objet")
        with pytest.raises(Refused, match="est abandonné"):
            cell.do("INT", Submit(message))
        return
    with pytest.raises(Refused, match="abandonne"):
        cell.do(by, Abandon(message, "sans objet"))
    cell.by_hand(by, "message.abandoned", {"reason": "sans objet"}, message)
    assert cell.state(message) == "draft"


def test_what_went_out_is_withdrawn_by_who_leads_and_never_abandoned_by_who_wrote(cell: Cell) -> None:
    message = cell.draft(by="INT")
    cell.clear(message)
    cell.do("SIG1", Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    assert cell.state(message) == "dispatched"
    with pytest.raises(Refused, match="il ne s'abandonne pas"):
        cell.do("INT", Abandon(message, "x"))
    cell.by_hand("INT", "message.abandoned", {"reason": "x"}, message)
    assert cell.state(message) == "dispatched"
    with pytest.raises(Refused, match="ne permet pas"):
        cell.do("INT", Withdraw(message, "x"))
    cell.do("PM1", Withdraw(message, "faux"))
    cell.share()
    assert (cell.state(message), cell.message(message).withdrawn_reason) == ("withdrawn", "faux")


def test_a_message_withdrawn_is_signed_and_changed_no_more(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.do("SIG1", Withdraw(message, "erreur sur la zone"))
    cell.share()
    for refused in (Revise(message, body("Encore")), Submit(message), GiveVisa(message, None, "favourable")):
        with pytest.raises(Refused, match="est retiré"):
            cell.do("INT", refused)
    cell.do("INT", ReadMessage(message))


def test_a_visa_that_is_not_ones_own_to_give_is_refused(cell: Cell, office: Office) -> None:
    other = office.workstation("SAN", "Sam Petit", "SAN", "LIA")
    cell.do("SIG1", AddMember(cell.crisis, person_of(other), "LIA"))
    message = cell.draft()
    cell.do("SIG1", Submit(message))
    share(cell["SIG1"], cell.crisis, [other])
    with pytest.raises(Refused, match="Aucune étape"):
        other.desk.do(GiveVisa(message, None, "favourable"))


def test_each_kind_has_its_own_series_of_references(cell: Cell) -> None:
    given = [cell["SIG1"].desk.do(Draft(cell.crisis, kind, TEXT)).label for kind in KINDS]
    assert given == [f"{series}-SIG1-001" for series, _ in KINDS.values()]
    assert cell["INT"].desk.do(Draft(cell.crisis, "line", TEXT)).label == "EDL-INT-001"
    cell.share()
    assert cell["PM1"].desk.do(Draft(cell.crisis, "line", TEXT)).label == "EDL-PM1-002"


def test_every_kind_of_operation_names_roles_that_there_are() -> None:
    assert all(roles <= set(ROLES) and roles for roles in REGISTER.writers.values())
    assert REGISTER.writers["embargo.lifted"] == {"DIR"}
    assert REGISTER.writers["message.reexamined"] == REGISTER.writers["message.returned"] == {"CCOM", "DIR"}
    assert "RED" not in REGISTER.writers["message.dispatched"]
    assert set(REGISTER.columns) >= {"state", "missing", "told_by_phone"}
    assert len(STATES) == 11
    assert Submission
