"""What a person does to a brief: freeze it, take it up again, approve it, make its numbered copies."""

from dataclasses import replace
from hashlib import sha256

import pytest

from app.core.brief import held_when_frozen
from app.core.brief_commands import Copy, Freeze, MakeCopies, Printed, Revise, reference
from app.core.brief_content import Content, Paragraph, Section, fingerprint, plain
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.crisis import CloseCrisis
from app.sync.workstation import Workstation
from tests.office import Office, share

PDF = b"%PDF-1.7 essai"
HOUR = 1_800_000_000_000


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def freeze(sig: Workstation, crisis: str, approved: bool = True, pdf: bytes = PDF) -> str:
    content = sig.reading.compose(crisis, HOUR, approved)
    return sig.desk.do(Freeze(crisis, content, Printed(pdf, 2))).id


def copies(file: bytes, first: int, of: int) -> tuple[Copy, ...]:
    tails = [f"+{number}".encode() for number in range(first, of + 1)]
    return tuple(
        Copy(number, f"Destinataire {number}", tail, sha256(file + tail).hexdigest())
        for number, tail in enumerate(tails, first)
    )


def test_a_frozen_brief_gives_back_the_very_bytes_on_every_workstation(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    brief = freeze(sig, crisis)
    share(sig, crisis, [lia])
    assert lia.reading.brief_file(brief) == PDF
    (row,) = lia.reading.briefs(crisis)
    assert (row.reference, row.number, row.approved, row.pages) == ("PDS-SIG1-001", 1, True, 2)
    assert reference("SIG1", 1) == row.reference


def test_a_brief_composed_before_another_was_frozen_is_composed_again(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    content = sig.reading.compose(crisis, HOUR, True)
    freeze(sig, crisis)
    with pytest.raises(Refused, match="porte déjà le n° 1"):
        sig.desk.do(Freeze(crisis, content, Printed(PDF, 2)))
    assert sig.reading.compose(crisis, HOUR, True).replaces == "PDS-SIG1-001"


def test_a_project_is_replaced_by_nothing_and_replaces_nothing(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    freeze(sig, crisis, approved=False)
    content = sig.reading.compose(crisis, HOUR, True)
    assert (content.number, content.replaces, content.since) == (2, "", "")


def test_who_may_not_approve_freezes_a_project(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    content = lia.reading.compose(crisis, HOUR, True)
    assert content.approver == ""
    with pytest.raises(Refused, match="approuvent"):
        lia.desk.do(Freeze(crisis, replace(content, approver="Léa Aubert"), Printed(PDF, 2)))
    brief = lia.desk.do(Freeze(crisis, content, Printed(PDF, 2))).id
    assert not lia.reading.briefs(crisis)[0].approved
    with pytest.raises(Refused, match="approuvent"):
        lia.desk.do(Revise(brief, replace(content, approver="Léa Aubert"), Printed(PDF, 2)))


def test_a_project_is_approved_by_another_under_its_number_and_changes_no_more(
    office: Office, sig: Workstation
) -> None:
    red = office.workstation("SIG2", "Louis Aubert", "SIG", "RED")
    crisis = office.crisis(sig, (red, "RED"))
    brief = freeze(red, crisis, approved=True)
    share(red, crisis, [sig])
    project = sig.reading.brief_content(brief)
    assert project is not None
    assert project.approver == ""
    signed = replace(project, approver="Camille Morvan (CCOM)")
    sig.desk.do(Revise(brief, signed, Printed(b"%PDF bon", 1, b"%PDF annexe", 3)))
    (row,) = sig.reading.briefs(crisis)
    assert (row.reference, row.approved, row.approver, row.author) == (
        *("PDS-SIG2-001", True),
        *("Camille Morvan", "Louis Aubert"),
    )
    assert sig.reading.brief_file(brief) == b"%PDF bon"
    assert (sig.reading.brief_annex(brief), row.annex_pages) == (b"%PDF annexe", 3)
    with pytest.raises(Refused, match="est approuvé par Camille Morvan : il ne change plus"):
        sig.desk.do(Revise(brief, signed, Printed(PDF, 2)))


def test_a_project_taken_up_again_keeps_its_number_and_what_it_was_gathered_from(
    office: Office, sig: Workstation
) -> None:
    crisis = office.crisis(sig)
    brief = freeze(sig, crisis, approved=False)
    with sig.store.read() as transaction:
        before = held_when_frozen(transaction.verified(brief))
    sig.desk.do(Record(crisis, "Venu depuis"))
    content = sig.reading.brief_content(brief)
    assert content is not None
    sig.desk.do(Revise(brief, replace(content, marking="Diffusion restreinte"), Printed(b"%PDF 2", 1)))
    with sig.store.read() as transaction:
        assert held_when_frozen(transaction.verified(brief)) == before
    with pytest.raises(Refused, match="n'est pas celui de PDS-SIG1-001"):
        sig.desk.do(Revise(brief, replace(content, number=7), Printed(PDF, 2)))
    with pytest.raises(Refused, match="pas connu"):
        sig.desk.do(Revise("ab" * 32, content, Printed(PDF, 2)))


def test_copies_are_numbered_on_and_kept_as_they_were_made(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    brief = freeze(sig, crisis)
    file = sig.reading.brief(brief).file.sha256
    sig.desk.do(MakeCopies(brief, file, 2, copies(PDF, 1, 2)))
    sig.desk.do(MakeCopies(brief, file, 3, copies(PDF, 3, 3)))
    assert [one.label for one in sig.reading.brief_copies(brief)] == ["1/2", "2/2", "3/3"]
    assert sig.reading.copy_file(brief, "2/2") == PDF + b"+2"
    assert sig.reading.briefs(crisis)[0].copies == 3
    with pytest.raises(Refused, match="D'autres exemplaires"):
        sig.desk.do(MakeCopies(brief, file, 3, copies(PDF, 3, 3)))
    with pytest.raises(Refused, match="De 1 à 500"):
        sig.desk.do(MakeCopies(brief, file, 3, ()))


def test_many_copies_are_as_many_operations_as_can_be_carried(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    brief = freeze(sig, crisis)
    file = sig.reading.brief(brief).file.sha256
    heavy = tuple(replace(one, tail=bytes(20_000)) for one in copies(PDF, 1, 300))
    sig.desk.do(MakeCopies(brief, file, 300, heavy))
    assert [one.number for one in sig.reading.brief_copies(brief)] == list(range(1, 301))


def test_copies_of_a_text_that_was_replaced_are_refused(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    brief = freeze(sig, crisis, approved=False)
    file, content = sig.reading.brief(brief).file.sha256, sig.reading.brief_content(brief)
    assert content is not None
    sig.desk.do(Revise(brief, content, Printed(b"%PDF 2", 1)))
    with pytest.raises(Refused, match="a été repris ou approuvé depuis"):
        sig.desk.do(MakeCopies(brief, file, 1, copies(PDF, 1, 1)))


def test_a_closed_crisis_keeps_its_briefs_and_takes_no_copy_more(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    brief = freeze(sig, crisis)
    sig.desk.do(CloseCrisis(crisis))
    with pytest.raises(Refused, match="close"):
        sig.desk.do(MakeCopies(brief, sig.reading.brief(brief).file.sha256, 1, copies(PDF, 1, 1)))
    assert sig.reading.brief_file(brief) == PDF


def test_a_file_too_large_to_be_carried_is_refused_in_words(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    with pytest.raises(Refused, match="pèsent 5,1 Mo, 4 Mo au plus"):
        freeze(sig, crisis, pdf=b"x" * 4_000_000)
    assert sig.reading.briefs(crisis) == []


def test_the_fingerprint_changes_with_anything_a_brief_says(office: Office, sig: Workstation) -> None:
    content = sig.reading.compose(office.crisis(sig), HOUR, True)
    others = [
        replace(content, marking="Diffusion restreinte"),
        replace(content, cutoff=content.cutoff + 1),
        replace(content, sections=(Section(1, "L'essentiel", (Paragraph("x"),)), *content.sections[1:])),
        replace(content, sections=content.sections[1:]),
        replace(content, annexes=(Section(1, "Suite"),)),
    ]
    assert len({fingerprint(one) for one in (content, *others)}) == 6
    assert isinstance(content, Content)
    assert plain(content)["reference"] == "PDS-SIG1-001"


def test_a_brief_says_all_that_its_workstation_held_when_it_was_gathered(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "Fumée"))
    proposal = sig.reading.propose(crisis, sig.clock.now(), True)
    content = sig.reading.compose(crisis, sig.clock.now(), True)
    sig.desk.do(Record(crisis, "Venue pendant qu'on relisait"))
    brief = sig.desk.do(Freeze(crisis, content, Printed(PDF, 1), proposal.known)).id
    with sig.store.read() as transaction:
        (one,) = transaction.verified(brief)
        device = transaction.view().device
    assert held_when_frozen([one]) == {f"{device}:{sig.store.incarnation}": 2}
