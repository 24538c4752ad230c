"""The brief: frozen once, the same document for ever."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.briefs import (
    REGISTER,
    Content,
    Freeze,
    Paragraph,
    Section,
    file_of,
    fingerprint,
    fold,
    held_when_frozen,
    plain,
)
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.holding import SPACE, held, show, strange_records
from tests.office import Office, share

PDF = b"%PDF-1.7 essai"
BODY = {
    "number": "PDS-SIG1-001",
    "n": 1,
    "format": "standard",
    "cutoff": 1_800_000_000_000,
    "approved": True,
    "fingerprint": "f" * 64,
    "sha256": "0" * 64,
    "pages": 2,
    "content": {"sections": []},
    "pdf": "JVBERg==",
}


def frozen(role: str = "CCOM", **changes: Any) -> Held:
    return held(Writer("ann").write("brief.frozen", BODY | changes, SPACE), role=role)


@pytest.mark.parametrize(
    "changes",
    [{"n": "1"}, {"n": None}, {"n": -1}, {"n": 2**63}, {"n": True}, {"cutoff": 2**42}, {"cutoff": 1.5}, {"pages": []}],
    ids=str,
)
def test_what_has_no_number_hour_or_pages_is_no_brief(changes: dict[str, Any]) -> None:
    assert fold([frozen(**changes)]) is None


def test_a_brief_says_approved_only_of_somebody_who_may() -> None:
    for role, approved in (("CCOM", True), ("DIR", True), ("MC", False)):
        brief = fold([frozen(role)])
        assert brief is not None
        assert brief.approved == approved


@pytest.mark.parametrize("changes", [{}, {"pdf": "%%%"}, {"pdf": None}, {"pdf": []}, {"sha256": None}], ids=str)
def test_a_file_that_is_not_the_one_that_was_frozen_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="n'est pas celui"):
        file_of([frozen(**changes)])
    with pytest.raises(Refused, match="pas connu"):
        file_of([])


@settings(max_examples=60)
@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_brief_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def freeze(sig: Workstation, crisis: str, approved: bool = True, pdf: bytes = PDF) -> str:
    content = sig.reading.compose(crisis, 1_800_000_000_000, approved)
    return sig.desk.do(Freeze(crisis, content, pdf, 2)).id


def test_a_frozen_brief_gives_back_the_very_bytes_on_every_workstation(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    brief = freeze(sig, crisis)
    share(sig, crisis, [lia])
    assert lia.reading.brief_file(brief) == PDF
    (row,) = lia.reading.briefs(crisis)
    assert (row.reference, row.number, row.approved, row.pages) == ("PDS-SIG1-001", 1, True, 2)


def test_a_brief_composed_before_another_was_frozen_is_composed_again(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    content = sig.reading.compose(crisis, 1_800_000_000_000, True)
    freeze(sig, crisis)
    with pytest.raises(Refused, match="porte déjà le n° 1"):
        sig.desk.do(Freeze(crisis, content, PDF, 2))
    assert sig.reading.compose(crisis, 1_800_000_000_000, True).replaces == "PDS-SIG1-001"


def test_who_may_not_approve_freezes_a_project(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    content = lia.reading.compose(crisis, 1_800_000_000_000, True)
    assert content.approver == ""
    with pytest.raises(Refused, match="approuvent"):
        lia.desk.do(Freeze(crisis, replace(content, approver="Léa Aubert"), PDF, 2))
    lia.desk.do(Freeze(crisis, content, PDF, 2))
    assert not lia.reading.briefs(crisis)[0].approved


def test_a_file_too_large_to_be_carried_is_refused_in_words(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    with pytest.raises(Refused, match="volumineux"):
        freeze(sig, crisis, pdf=b"x" * 4_000_000)
    assert sig.reading.briefs(crisis) == []


def test_the_fingerprint_changes_with_anything_a_brief_says(office: Office, sig: Workstation) -> None:
    content = sig.reading.compose(office.crisis(sig), 1_800_000_000_000, True)
    others = [
        replace(content, marking="Diffusion restreinte"),
        replace(content, cutoff=content.cutoff + 1),
        replace(content, sections=(Section(1, "L'essentiel", (Paragraph("x"),)), *content.sections[1:])),
        replace(content, sections=content.sections[1:]),
    ]
    assert len({fingerprint(one) for one in (content, *others)}) == 5
    assert isinstance(content, Content)
    assert plain(content)["reference"] == "PDS-SIG1-001"


def test_a_brief_says_all_that_its_workstation_held(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "Fumée"))
    content = sig.reading.compose(crisis, sig.clock.now(), True)
    brief = sig.desk.do(Freeze(crisis, content, PDF, 1)).id
    with sig.store.read() as transaction:
        (one,) = transaction.verified(brief)
        device = transaction.view().device
    assert held_when_frozen([one]) == {f"{device}:{sig.store.incarnation}": 2}


@pytest.mark.parametrize(
    "said", [{}, {"held": None}, {"held": []}, {"held": {"a:b": "2"}}, {"held": {"a:b": -1}}], ids=str
)
def test_a_brief_that_does_not_say_what_was_held_is_refused_as_a_beginning(said: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="ne notait pas ce que son poste détenait"):
        held_when_frozen([frozen(**said)])
    with pytest.raises(Refused, match="pas connu"):
        held_when_frozen([])
