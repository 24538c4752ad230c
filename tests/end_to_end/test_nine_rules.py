"""The nine rules of visas, each on real workstations that work apart and meet."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import Clock
from app.core.entry_commands import Amend, Record
from app.core.errors import Refused
from app.core.message_commands import (
    Arbitrate,
    ConfirmVisa,
    Describe,
    Dispatch,
    Embargo,
    GiveVisa,
    PhoneVisa,
    Reexamine,
    Remind,
    Return,
    Revise,
    Submit,
    Support,
)
from app.core.registers.members import AddMember
from app.core.texts import Text, plain
from tests.building import NOW
from tests.cell import TEXT, Cell
from tests.office import Office, operations, person_of

ALL = Text(
    title="Restez à l'abri",
    lead="Un nuage traverse la ville.",
    body="Fermez les fenêtres.",
    key_messages=("Rentrez", "Écoutez la radio"),
    variants={"sms": "Rentrez chez vous", "falc": "Restez chez vous"},
    alternatives={"carte.png": "Les communes confinées"},
    language="fr",
    issuer="Préfecture",
    frame={"known": "Un feu", "unknown": "Sa cause", "doing": "Les secours", "asked": "Rentrez", "next": "À 18 h"},
)
EDITS: dict[str, dict[str, Any]] = {
    "title": {"title": "Restez à l’abri"},
    "lead": {"lead": "Un nuage traverse la ville"},
    "lead taken away": {"lead": ""},
    "body": {"body": "Fermez les\u00a0fenêtres."},
    "body taken away": {"body": ""},
    "first key message": {"key_messages": ("Rentrez.", "Écoutez la radio")},
    "second key message": {"key_messages": ("Rentrez", "Écoutez la radio !")},
    "key messages turned": {"key_messages": ("Écoutez la radio", "Rentrez")},
    "key message added": {"key_messages": ("Rentrez", "Écoutez la radio", "Fermez")},
    "key message taken away": {"key_messages": ("Rentrez",)},
    **{f"section {name}": {"frame": {**(ALL.frame or {}), name: "autre"}} for name in ALL.frame or {}},
    **{
        f"section {name} taken away": {"frame": {one: words for one, words in (ALL.frame or {}).items() if one != name}}
        for name in ALL.frame or {}
    },
    "frame taken away": {"frame": None},
    "variant sms": {"variants": {"sms": "Rentrez", "falc": "Restez chez vous"}},
    "variant falc": {"variants": {"sms": "Rentrez chez vous", "falc": "Restez"}},
    "variant added": {"variants": {**(ALL.variants or {}), "x": "Rentrez"}},
    "variant taken away": {"variants": {"sms": "Rentrez chez vous"}},
    "variant of another channel": {"variants": {"x": "Rentrez chez vous", "falc": "Restez chez vous"}},
    "alternative text": {"alternatives": {"carte.png": "Les communes"}},
    "picture of another name": {"alternatives": {"plan.png": "Les communes confinées"}},
    "alternative text added": {"alternatives": {**(ALL.alternatives or {}), "photo.jpg": "Le feu"}},
    "alternative text taken away": {"alternatives": {}},
    "language": {"language": "en"},
    "issuer": {"issuer": "Gouvernement"},
    "issuer taken away": {"issuer": ""},
}


BOTH = ("Dominique Roy", "CCOM")


def words(body: str) -> Text:
    return replace(TEXT, body=body)


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


@pytest.fixture
def two_heads(office: Office) -> Cell:
    """With a second head of cell, and somebody who writes."""
    return Cell(office, "SIG2", "RED")


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Cell, str]]:
    """A text that fills every field, validated: each test puts it back as it was."""
    office = Office(tmp_path_factory.mktemp("cleared"))
    cell = Cell(office)
    message = cell.draft(ALL)
    cell.clear(message)
    yield cell, message
    office.close()


def told_by_phone(message: str, step: str = "authority", name: str = "Dominique Roy", **more: Any) -> PhoneVisa:
    body = {"decision": "favourable", "function": "directeur de cabinet", "number": "+33 1 42 75 80 00"}
    return PhoneVisa(message, None, step, name=name, **{**body, **more})


# -- 1


@pytest.mark.parametrize("name", EDITS)
def test_rule_1_a_visa_holds_for_one_exact_text(cleared: tuple[Cell, str], name: str) -> None:
    cell, message = cleared
    assert cell.state(message) == "validated"
    former = cell.message(message).current
    cell.do("INT", Revise(message, replace(ALL, **EDITS[name])))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.current.submitted, found.judgement) == ("draft", False, None)
    assert found.current.hash != former.hash
    with pytest.raises(Refused, match=r"n'est plus la version en cours.*Ce qui a changé : "):
        cell.do("PM1", GiveVisa(message, former.label, "favourable"))
    cell.do("INT", Revise(message, ALL))
    cell.share()
    assert (cell.state(message), cell.message(message).current.hash) == ("validated", former.hash)


def test_rule_1_what_is_beside_the_text_takes_no_visa_away(cell: Cell) -> None:
    message, fact = cell.draft(ALL), cell.fact()
    cell.clear(message)
    hash = cell.message(message).current.hash
    for beside in (
        {"topic": "Confinement", "spokesperson": "Le préfet", "not_to_say": "le bilan"},
        {"audiences": ["riverains"], "sensitivities": {"families": "pending"}, "promised_at": NOW},
        {"issuers": ["INT"]},
    ):
        cell.do("SIG1", Describe(message, beside))
    cell.do("SIG1", Support(message, add=(fact,)))
    cell.share()
    assert (cell.state(message), cell.message(message).current.hash) == ("validated", hash)
    cell.do("SIG1", Embargo(message, None, "Europe/Paris", "familles informées"))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.judgement and found.judgement.validated) == ("embargoed", True)


def test_rule_1_what_holds_does_not_depend_on_the_order_in_which_texts_and_visas_arrive(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    assert cell.reads_the_same_in_any_order(message)
    cell.do("INT", Revise(message, words("Ouvrez.")))
    cell.share()
    assert cell.reads_the_same_in_any_order(message)
    assert cell.state(message) == "draft"


# -- 2


def test_rule_2_saving_an_unchanged_text_resets_nothing(cell: Cell) -> None:
    message = cell.draft(ALL)
    cell.clear(message)
    held = len(operations(cell["INT"], cell.crisis))
    same = (
        ALL,
        replace(ALL, body=" Fermez les fenêtres.\r\n"),
        replace(ALL, title=unicodedata.normalize("NFD", ALL.title)),
        replace(ALL, variants=dict(reversed((ALL.variants or {}).items())), key_messages=(*ALL.key_messages, " ")),
        replace(ALL, frame=dict(reversed((ALL.frame or {}).items()))),
    )
    for text in same:
        with pytest.raises(Refused, match="aucun visa ne tombe"):
            cell.do("INT", Revise(message, text))
    assert len(operations(cell["INT"], cell.crisis)) == held
    assert cell.state(message) == "validated"


def test_rule_2_the_same_text_signed_again_by_hand_resets_nothing_either(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    seen = cell.message(message).fields["version"].seen
    for touches in (seen, ()):
        cell.by_hand("INT", "message.revised", {"fields": {"version": plain(TEXT)}}, message, {"version": touches})
    found = cell.message(message)
    assert (found.state, len(found.versions), found.current.number) == ("validated", 1, 1)


# -- 3


def test_rule_3_the_author_never_gives_the_final_visa(cell: Cell) -> None:
    message = cell.draft()
    cell.do("PM1", Revise(message, words("Écrit par la direction.")))
    cell.share()
    cell.clear(message, "INT", "SIG1")
    with pytest.raises(Refused, match="Quatre yeux"):
        cell.do("PM1", GiveVisa(message, None, "favourable"))
    cell.visa_by_hand("PM1", message, "authority")
    found = cell.message(message)
    assert (found.state, found.missing) == ("submitted", ("visa de l’autorité",))
    assert "auteur" in found.visas[-1].why_not


def test_rule_3_an_author_who_signed_before_he_wrote_is_an_author_in_any_order(cell: Cell) -> None:
    """The director's visa and, apart, his hand-written copy of the same text."""
    message = cell.draft()
    cell.clear(message)
    cell.by_hand("PM1", "message.revised", {"fields": {"version": plain(TEXT)}}, message, {"version": []})
    assert cell.state(message) == "submitted"
    assert cell.reads_the_same_in_any_order(message)


def test_rule_3_two_persons_at_least_whatever_the_circuit(cell: Cell) -> None:
    message = cell.draft(by="INT")
    cell.submit(message, circuit="urgent")
    cell.sign(message, "PM1")
    cell.visa_by_hand("PM1", message, "coordination")
    assert cell.state(message) == "submitted"
    cell.do("SIG1", AddMember(cell.crisis, person_of(cell["PM1"]), "CCOM"))  # he holds both roles now
    cell.share()
    grant = next(one.grant for one in cell["PM1"].reading.members(cell.crisis) if (one.name, one.role) == BOTH)
    cell.visa_by_hand("PM1", message, "coordination", grant=grant)
    found = cell.message(message)
    assert (found.state, found.missing) == ("submitted", ("une deuxième personne (quatre yeux)",))
    cell.sign(message, "SIG1")
    assert cell.state(message) == "validated"


# -- 4


def test_rule_4_silence_is_never_approval(tmp_path: Path) -> None:
    moment = [NOW]
    office = Office(tmp_path, Clock(lambda: moment[0]))
    cell = Cell(office)
    message = cell.draft()
    cell.clear(message, "INT", "SIG1")
    due = [one.due for one in cell.message(message).steps if one.due]
    for later in (60_000, *(one - NOW + 1 for one in due), 24 * 3_600_000, 365 * 24 * 3_600_000, 20 * 365 * 86_400_000):
        moment[0] = NOW + later
        found = cell.message(message)
        assert (found.state, found.missing) == ("submitted", ("visa de l’autorité",))
        row = cell["PM1"].reading.messages(cell.crisis)[0]
        assert bool(row.overdue(moment[0])) is (later > due[0] - NOW)
    cell.do("SIG1", Remind(message, "authority"))
    cell.share()
    assert cell.state(message) == "submitted"
    moment[0] = NOW + 1
    cell.sign(message, "PM1")
    moment[0] = NOW + 20 * 365 * 86_400_000
    assert cell.state(message) == "validated"
    office.close()


# -- 5


def test_rule_5_in_an_emergency_ccom_and_dir_suffice_and_the_others_stay_asked(office: Office) -> None:
    cell = Cell(office, "SAN", "RED", associated=("INT", "SAN"))
    message = cell.draft(by="RED")
    for other in ("RED", "INT", "PM1"):
        with pytest.raises(Refused, match="Seul le chef"):
            cell.do(other, Submit(message, circuit="urgent"))
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1")
    assert cell.state(message) == "submitted"
    cell.sign(message, "PM1")
    found = cell.message(message)
    assert found.state == "validated"
    assert [(one.organisation, one.after, one.state) for one in found.steps[2:]] == [
        ("INT", True, "waiting"),
        ("SAN", True, "waiting"),
    ]
    assert cell["INT"].reading.messages(cell.crisis)[0].awaits_me
    cell.sign(message, "INT")
    assert [(one.organisation, one.state) for one in cell.message(message).steps[2:]] == [
        ("INT", "done"),
        ("SAN", "waiting"),
    ]
    cell.sign(message, "SAN", decision="unfavourable", comment="Le numéro est faux.")
    found = cell.message(message)
    assert found.state == "review"
    assert found.situation is not None
    assert found.situation.review[0].present == "Le numéro est faux."
    cell.do("SIG1", Reexamine(message, "Le numéro est juste, vérifié à 14:20."))
    cell.share()
    assert cell.state(message) == "validated"
    assert cell.reads_the_same_in_any_order(message)


def test_rule_5_an_objection_under_the_standard_circuit_is_not_lost_in_the_urgent_one(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    cell.sign(message, "INT", decision="unfavourable", comment="Non.")
    assert cell.state(message) == "returned"
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1", "PM1")
    assert cell.state(message) == "review"
    cell.do("PM1", Revise(message, words("Sans la phrase contestée.")))
    cell.share()
    assert cell.state(message) == "draft"


# -- 6


def test_rule_6_a_visa_by_telephone_is_recorded_by_a_ccom_offline_and_stays_flagged_until_confirmed(
    two_heads: Cell,
) -> None:
    cell = two_heads
    message = cell.draft(by="RED")
    cell.clear(message, "INT", "SIG1")
    cell.do("SIG2", told_by_phone(message))  # alone: nothing is exchanged
    assert cell.state(message, "SIG2") == "validated"
    cell.share()
    found = cell.message(message)
    told = found.visas[-1]
    assert (found.state, told.confirmed, told.speaker, told.called) == (
        "validated",
        False,
        "Dominique Roy",
        "+33 1 42 75 80 00",
    )
    assert (told.means, told.author.name) == ("phone", "Bruno Lenoir")
    assert cell["INT"].reading.messages(cell.crisis)[0].told_by_phone == 1
    for other in ("SIG2", "SIG1", "INT", "RED"):
        with pytest.raises(Refused):
            cell.do(other, ConfirmVisa(message, told.id))
        cell.by_hand(other, "visa.confirmed", {"visa": told.id}, message)
        assert not cell.message(message).visas[-1].confirmed
    cell.do("PM1", ConfirmVisa(message, told.id))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.visas[-1].confirmed) == ("validated", True)
    assert cell["INT"].reading.messages(cell.crisis)[0].told_by_phone == 0


@pytest.mark.parametrize("prefix", ["RED", "INT", "PM1"])
def test_rule_6_only_a_ccom_records_a_visa_by_telephone(two_heads: Cell, prefix: str) -> None:
    cell = two_heads
    message = cell.draft(by="RED")
    cell.clear(message, "INT", "SIG1")
    with pytest.raises(Refused, match="Seul le rôle CCOM"):
        cell.do(prefix, told_by_phone(message))
    called = {"name": "Quelqu'un d'autre", "function": "", "number": "1"}
    cell.visa_by_hand(prefix, message, "authority", means="phone", **{"for": called})
    assert cell.state(message) == "submitted"


def test_rule_6_the_author_records_no_visa(two_heads: Cell) -> None:
    cell = two_heads
    message = cell.draft(by="SIG2")
    cell.clear(message, "INT", "SIG1")
    with pytest.raises(Refused, match="l'auteur du texte ne note pas"):
        cell.do("SIG2", told_by_phone(message))
    called = {"name": "Dominique Roy", "function": "", "number": "1"}
    cell.visa_by_hand("SIG2", message, "authority", means="phone", **{"for": called})
    assert cell.state(message) == "submitted"


def test_rule_6_a_ccom_records_the_visa_of_one_step(two_heads: Cell) -> None:
    cell = two_heads
    message = cell.draft(by="RED")
    cell.clear(message, "SIG1")
    cell.do("SIG2", told_by_phone(message, "organisations", "Léa Aubert", organisation="INT"))
    with pytest.raises(Refused, match="d'une autre étape"):
        cell.do("SIG2", told_by_phone(message))
    called = {"name": "Dominique Roy", "function": "", "number": "1"}
    cell.visa_by_hand("SIG2", message, "authority", means="phone", **{"for": called})
    found = cell.message(message)
    assert (found.state, found.missing) == ("submitted", ("visa de l’autorité",))
    assert cell.reads_the_same_in_any_order(message)


def test_rule_6_a_ccom_never_records_a_visa_together_with_his_own(two_heads: Cell) -> None:
    cell = two_heads
    first, second = cell.draft(by="RED"), cell.draft(words("Autre texte."), by="RED")
    for message in (first, second):
        cell.clear(message, "INT")
    cell.do("SIG2", GiveVisa(first, None, "favourable"))
    with pytest.raises(Refused, match="Vous avez donné votre visa"):
        cell.do("SIG2", told_by_phone(first))
    cell.do("SIG2", told_by_phone(second))
    with pytest.raises(Refused, match="Vous avez noté un visa"):
        cell.do("SIG2", GiveVisa(second, None, "favourable"))
    cell.share()
    called = {"name": "Dominique Roy", "function": "", "number": "1"}
    cell.visa_by_hand("SIG2", first, "authority", means="phone", **{"for": called})
    cell.visa_by_hand("SIG2", second, "coordination")
    for message in (first, second):
        assert cell.state(message) == "submitted"


def test_rule_6_what_is_said_of_who_gave_it_is_whole_and_is_not_the_recorder(two_heads: Cell) -> None:
    cell = two_heads
    message = cell.draft(by="RED")
    cell.clear(message, "INT", "SIG1")
    for refused, said in (
        ({"name": " "}, "Dites qui"),
        ({"number": ""}, "numéro appelé"),
        ({"name": "Bruno LENOIR"}, "le vôtre"),
        ({"name": "Rémi Faure"}, "l'auteur du texte"),
        ({"means": "silence"}, "Moyen inconnu"),
        ({"step": "absente"}, "n'est pas dans le circuit"),
    ):
        with pytest.raises(Refused, match=said):
            cell.do("SIG2", told_by_phone(message, **refused))
    for means in ("email", "paper"):
        cell.do("SIG2", told_by_phone(message, means=means, number=""))
    assert cell.state(message, "SIG2") == "validated"


# -- 7


def test_rule_7_two_versions_validated_apart_are_both_blocked_until_somebody_arbitrates(office: Office) -> None:
    cell = Cell(office, "SIG2", "PM2", "RED", associated=())
    message = cell.draft(by="RED")
    cell.do("SIG1", Revise(message, words("Texte du SIG.")))
    cell.do("SIG1", Submit(message))
    cell.share("SIG2", "PM2")
    cell.do("SIG1", GiveVisa(message, None, "favourable"))
    cell.share("SIG2", "PM2")
    cell.do("PM1", GiveVisa(message, None, "favourable"))
    assert cell.state(message, "PM1") == "validated"
    # on the other side of the cut
    cell.do("SIG2", Revise(message, words("Texte de Matignon.")))
    cell.do("SIG2", Submit(message))
    cell.do("SIG2", GiveVisa(message, None, "favourable"))
    carried = operations(cell["SIG2"], cell.crisis)
    with cell["PM2"].store.write() as transaction:
        known = {one.id for one in operations(cell["PM2"], cell.crisis)}
        for one in carried:
            if one.id not in known:
                transaction.append(one)
    cell.do("PM2", GiveVisa(message, None, "favourable"))
    assert cell.state(message, "PM2") == "validated"
    cell.share()
    found = cell.message(message)
    assert (found.state, len(found.to_arbitrate)) == ("conflict", 2)
    assert "deux versions validées, arbitrage entre" in found.missing[0]
    for refused in (
        Dispatch(message, found.heads[0].label, "sms", to="tous", degraded="x"),
        GiveVisa(message, None, "favourable"),
        Submit(message),
    ):
        with pytest.raises(Refused, match="versions"):
            cell.do("SIG1", refused)
    kept = next(one for one in found.heads if one.text.body == "Texte du SIG.")
    with pytest.raises(Refused, match="le CCOM ou le DIR arbitre"):
        cell.do("RED", Arbitrate(message, kept.label, "plus court"))
    with pytest.raises(Refused, match="arbitrage, du CCOM ou du DIR"):
        cell.do("RED", Revise(message, kept.text))  # writing one of them again would be choosing it
    cell.do("PM1", Arbitrate(message, kept.label, "plus court"))
    cell.share()
    found = cell.message(message)
    assert (found.state, found.current.text.body) == ("validated", "Texte du SIG.")
    assert len(found.versions) == 3
    assert any("retenue contre" in subject for subject in cell.journal())
    assert cell.reads_the_same_in_any_order(message)


# -- 8


def test_rule_8_a_rectified_fact_sends_every_message_that_uses_it_back_to_be_examined(cell: Cell) -> None:
    fact, other = cell.fact(), cell.fact("Autre fait")
    using = [cell.draft(words(f"Trois blessés, {n}."), uses=(fact,)) for n in range(2)]
    apart = cell.draft(words("Un autre."), uses=(other,))
    for message in (*using, apart):
        cell.clear(message)
    cell.do("INT", Amend(fact, {"subject": "Quatre blessés"}, "erreur d'écoute"))
    assert cell.state(using[0], "INT") == "review"
    cell.share()
    for message in using:
        found = cell.message(message)
        assert found.state == "review"
        assert found.situation is not None
        (review,) = found.situation.review
        assert ("Trois blessés" in review.former, "Quatre blessés" in review.present) == (True, True)
        with pytest.raises(Refused, match="ne peut pas être diffusé"):
            cell.do("SIG1", Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
    assert cell.state(apart) == "validated"
    for nobody in ("INT",):
        with pytest.raises(Refused):
            cell.do(nobody, Reexamine(using[0], "ça tient"))
    with pytest.raises(Refused, match="Dites pourquoi"):
        cell.do("SIG1", Reexamine(using[0], " "))
    cell.do("SIG1", Reexamine(using[0], "Le texte ne dit pas le nombre."))
    cell.do("INT", Revise(using[1], words("Quatre blessés.")))
    cell.share()
    assert [cell.state(one) for one in using] == ["validated", "draft"]
    cell.do("SIG1", Amend(fact, {"subject": "Cinq blessés"}, "nouveau point"))
    cell.share()
    assert [cell.state(one) for one in using] == ["review", "review"]


def test_rule_8_a_fact_contradicted_replaced_or_denied_does_it_too(cell: Cell) -> None:
    for link in ("contradicts", "replaces"):
        fact = cell.fact(f"Un fait que l'on {link}")
        message = cell.draft(uses=(fact,))
        cell.clear(message)
        assert cell.state(message) == "validated"
        now = cell.office.clock.now()
        cell.do("INT", Record(cell.crisis, "Un autre", occurred_at=now, sender="SDIS", links=((link, fact),)))
        cell.share()
        assert cell.state(message) == "review"
    fact = cell.fact("Une rumeur")
    message = cell.draft(uses=(fact,))
    cell.do("SIG1", Amend(fact, {"verification": "denied"}, "démenti par la préfecture"))
    cell.share()
    assert cell.state(message) == "review"


def test_rule_8_nothing_but_a_new_text_or_a_signed_word_leaves_that_state(cell: Cell) -> None:
    fact = cell.fact()
    message = cell.draft(uses=(fact,))
    cell.clear(message)
    cell.do("INT", Amend(fact, {"subject": "Quatre blessés"}, "erreur d'écoute"))
    cell.share()
    cell.do("SIG1", Support(message, remove=(fact,)))
    cell.share()
    assert cell.state(message) == "review"
    cell.do("SIG1", Support(message, add=(fact,)))
    cell.share()
    assert cell.state(message) == "review"
    field = f"use.{fact}"
    footing = next(one for one in cell.message(message).fields[field].values).value
    seen = cell.message(message).fields[field].seen
    for kind in ("message.supported", "message.revised"):
        cell.by_hand("INT", kind, {"fields": {field: footing}}, message, {field: seen})
        assert cell.state(message) == "review"
    same = {"fields": {field: footing, "version": plain(TEXT)}}
    seen = cell.message(message).fields[field].seen
    cell.by_hand("INT", "message.revised", same, message, {field: seen, "version": []})
    assert cell.state(message) == "review"
    cell.by_hand("SIG1", "message.reexamined", {"fields": {field: footing}, "reason": " "}, message, {field: seen})
    assert cell.state(message) == "review"
    cell.by_hand("INT", "message.reexamined", {"fields": {field: footing}, "reason": "x"}, message, {field: seen})
    assert cell.state(message) == "review"
    cell.do("PM1", Reexamine(message, "Vérifié avec le SDIS."))
    cell.share()
    assert cell.state(message) == "validated"
    assert cell.reads_the_same_in_any_order(message)


def test_rule_8_the_authority_does_not_sign_a_text_whose_ground_has_moved(cell: Cell) -> None:
    fact = cell.fact()
    message = cell.draft(uses=(fact,))
    cell.clear(message, "INT", "SIG1")
    cell.do("INT", Amend(fact, {"subject": "Quatre blessés"}, "erreur d'écoute"))
    cell.share()
    with pytest.raises(Refused, match="À réexaminer avant le visa final"):
        cell.do("PM1", GiveVisa(message, None, "favourable"))
    cell.visa_by_hand("PM1", message, "authority")
    assert cell.state(message) == "review"


# -- 9


@pytest.mark.parametrize(
    "text",
    [
        words("Appelez le [numéro]."),
        replace(TEXT, title="Le [lieu]"),
        replace(TEXT, lead="[chapô]"),
        replace(TEXT, issuer="[ministère]"),
        replace(TEXT, key_messages=("[clé]",)),
        replace(TEXT, variants={"sms": "[sms]"}),
        replace(TEXT, alternatives={"carte.png": "[légende]"}),
        replace(TEXT, frame={"next": "[heure]"}),
    ],
    ids=["body", "title", "lead", "issuer", "key message", "variant", "alternative text", "frame"],
)
def test_rule_9_a_text_that_still_holds_a_placeholder_cannot_be_validated(cell: Cell, text: Text) -> None:
    message = cell.draft(text)
    cell.clear(message, "INT", "SIG1")
    assert cell.message(message).placeholders
    with pytest.raises(Refused, match=r"à compléter : \[.*Le visa final est refusé"):
        cell.do("PM1", GiveVisa(message, None, "favourable"))
    cell.visa_by_hand("PM1", message, "authority")
    found = cell.message(message)
    assert (found.state, found.missing[0].startswith("texte à compléter : [")) == ("submitted", True)
    cell.do("PM1", Return(message, None, "à compléter"))
    cell.share()
    assert cell.state(message) == "returned"
