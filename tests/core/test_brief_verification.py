"""What a workstation answers about a brief in a file or on paper: which, which copy, what it is worth now."""

import os
from dataclasses import replace

import pytest

from app.core import brief_code, brief_verification
from app.core.brief_verdict import Verdict
from app.core.brief_verification import of_code, of_file
from app.core.entry_commands import Amend, Link
from app.core.errors import Refused
from app.sync.workstation import Workstation
from tests.freezing import copy, freeze, paper, record, tail_of
from tests.office import Office, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def on_paper(sig: Workstation, id: str, label: str = "", digits: int = 64) -> Verdict:
    brief = sig.reading.brief(id)
    return of_code(sig.reading, brief_code.written(brief.reference, brief.file.fingerprint[:digits], label))


def flipped(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def test_the_last_approved_brief_is_in_force(sig: Workstation, crisis: str) -> None:
    record(sig, crisis)
    id = freeze(sig, crisis, annex=True)
    for pdf, document in ((sig.reading.brief_file(id), "brief"), (sig.reading.brief_annex(id), "annex")):
        found = of_file(sig.reading, pdf)
        assert (found.state, found.exact, found.document, found.label) == ("in_force", True, document, "")
        assert found.brief is not None
        assert (found.brief.id, found.faithful, found.cited, found.since) == (id, True, 1, ())
        assert found.crisis is not None
        assert found.crisis.id == crisis


def test_a_copy_is_told_with_whom_it_was_made_for(sig: Workstation, crisis: str) -> None:
    id = freeze(sig, crisis, annex=True)
    copy(sig, id, ["Cabinet PM", "SGDSN"])
    for annex, document in ((False, "brief"), (True, "annex")):
        found = of_file(sig.reading, sig.reading.copy_file(id, "2/2", annex))
        assert (found.state, found.exact, found.document, found.label) == ("in_force", True, document, "2/2")
        assert found.copy is not None
        assert found.copy.recipient == "SGDSN"


def test_a_brief_followed_by_another_of_its_family_is_replaced(sig: Workstation, crisis: str) -> None:
    first, cabinet = freeze(sig, crisis), freeze(sig, crisis, format="cabinet")
    second = freeze(sig, crisis)
    freeze(sig, crisis, approved=False)
    found = of_file(sig.reading, sig.reading.brief_file(first))
    assert (found.state, found.replaced_by) == ("replaced", sig.reading.brief(second).reference)
    assert [on_paper(sig, one).state for one in (first, cabinet, second)] == ["replaced", "in_force", "in_force"]


def test_a_project_says_so_and_is_no_longer_good_once_it_is_approved(sig: Workstation, crisis: str) -> None:
    id = freeze(sig, crisis, approved=False)
    project = sig.reading.brief_file(id)
    assert (of_file(sig.reading, project).state, of_file(sig.reading, project).replaced_by) == ("draft", "")
    record(sig, crisis)
    freeze(sig, crisis, approved=False, takes=id)
    taken_up = of_file(sig.reading, project)
    assert (taken_up.state, taken_up.replaced_by) == ("draft", "PDS-SIG1-001")
    assert "repris depuis" in taken_up.note
    freeze(sig, crisis, takes=id)
    over = of_file(sig.reading, project)
    assert (over.state, over.replaced_by) == ("draft", "PDS-SIG1-001")
    assert "approuvé depuis" in over.note
    assert of_file(sig.reading, sig.reading.brief_file(id)).state == "in_force"


def test_an_approval_given_apart_is_not_the_one_that_stands(office: Office, sig: Workstation) -> None:
    other = office.workstation("INT", "Léa Aubert", "INT", "DIR")
    crisis = office.crisis(sig, (other, "DIR"))
    id = freeze(sig, crisis, approved=False)
    share(sig, crisis, [other])
    for one in (sig, other):
        record(one, crisis)
        freeze(one, crisis, takes=id)
    files = [sig.reading.brief_file(id), other.reading.brief_file(id)]
    share(sig, crisis, [other])
    share(other, crisis, [sig])
    found = sorted(of_file(sig.reading, file).state for file in files)
    assert found == ["in_force", "replaced"]


@pytest.mark.parametrize("place", [0, 5, 100, 3000, 6020, -60, -2])
def test_one_byte_that_was_changed_is_found(sig: Workstation, crisis: str, place: int) -> None:
    id = freeze(sig, crisis, annex=True)
    copy(sig, id, ["Cabinet PM", "SGDSN"])
    kept = {
        ("brief", ""): sig.reading.brief_file(id),
        ("annex", ""): sig.reading.brief_annex(id),
        ("brief", "1/2"): sig.reading.copy_file(id, "1/2"),
        ("annex", "2/2"): sig.reading.copy_file(id, "2/2", True),
    }
    for (document, label), pdf in kept.items():
        found = of_file(sig.reading, flipped(pdf, place))
        assert (found.state, found.exact, found.altered_at) == ("altered", False, place % len(pdf))
        assert (found.document, found.label, found.size) == (document, label, len(pdf))


def test_what_was_cut_or_prolonged_is_altered(sig: Workstation, crisis: str) -> None:
    pdf = sig.reading.brief_file(freeze(sig, crisis))
    for given, place in ((pdf[:4000], 4000), (pdf + b"\n", len(pdf)), (pdf[:2000] + pdf[2300:], 2000)):
        found = of_file(sig.reading, given)
        assert (found.state, found.altered_at) == ("altered", place)


def test_a_copy_that_this_register_lacks_is_not_accused(sig: Workstation, crisis: str) -> None:
    id = freeze(sig, crisis)
    copy(sig, id, ["Cabinet PM"])
    found = of_file(sig.reading, sig.reading.brief_file(id) + tail_of("fait ailleurs"))
    assert (found.state, found.exact) == ("unknown", False)
    assert "PDS-SIG1-001" in found.note
    assert "fait ailleurs" in found.note
    told = on_paper(sig, id, "INT-1/4")
    assert (told.state, told.label, told.copy) == ("in_force", "INT-1/4", None)
    assert "n'est pas au registre" in told.note


def test_a_brief_of_another_service_is_unknown_and_nothing_more(sig: Workstation, crisis: str) -> None:
    freeze(sig, crisis)
    found = of_file(sig.reading, paper("ab" * 32))
    assert found == Verdict("unknown", found.sha256, False)


def test_a_brief_that_names_a_known_one_and_is_another_file_is_altered(sig: Workstation, crisis: str) -> None:
    id = freeze(sig, crisis)
    forged = paper(sig.reading.brief(id).file.fingerprint, "réécrit")
    found = of_file(sig.reading, forged)
    assert (found.state, found.document) == ("altered", "brief")
    assert found.altered_at == 9


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "vide"),
        (b"PK\x03\x04" + b"x" * 5000, "n'est pas un PDF"),
        (b"%PDF-1.7\n" + b"x" * 9000, "s'arrête avant sa fin"),
        (b"\0" * (brief_verification.MOST + 1), "au plus"),
    ],
    ids=["empty", "other", "cut", "huge"],
)
def test_what_is_no_whole_pdf_is_refused(sig: Workstation, crisis: str, given: bytes, said: str) -> None:
    freeze(sig, crisis)
    with pytest.raises(Refused, match=said):
        of_file(sig.reading, given)


def test_a_sheet_of_paper_answers_by_its_code(sig: Workstation, crisis: str) -> None:
    id = freeze(sig, crisis)
    copy(sig, id, ["Cabinet PM"])
    found = on_paper(sig, id, "1/1")
    assert (found.state, found.exact, found.label) == ("in_force", None, "1/1")
    assert found.copy is not None
    assert found.copy.recipient == "Cabinet PM"
    assert on_paper(sig, id, digits=12).state == "in_force"
    assert of_code(sig.reading, sig.reading.brief(id).file.fingerprint[:12]).state == "in_force"


def test_a_code_that_nothing_here_answers_is_unknown(sig: Workstation, crisis: str) -> None:
    freeze(sig, crisis)
    found = of_code(sig.reading, f"PDS-SIG1-001 {'ab' * 32}")
    assert (found.state, found.brief) == ("unknown", None)
    assert "pas avec cette empreinte" in found.note
    assert of_code(sig.reading, f"PDS-INT-001 {'ab' * 32} 3/4") == Verdict("unknown", label="3/4")


def test_what_was_rectified_since_is_told_and_what_was_before_is_not(sig: Workstation, crisis: str) -> None:
    entry, other = record(sig, crisis, "Douze communes"), record(sig, crisis, "Aucun blessé")
    sig.desk.do(Amend(other, {"subject": "Un blessé"}, "erreur d'écoute"))
    id = freeze(sig, crisis)
    assert on_paper(sig, id).since == ()
    sig.desk.do(Amend(entry, {"subject": "Treize communes"}, "erreur d'écoute"))
    (since,) = on_paper(sig, id).since
    assert (since.what, since.citation.record, since.citation.called) == ("amended", entry, "SIG1-0001")
    assert "objet" in since.words


def test_what_was_contradicted_since_is_told(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis)
    id = freeze(sig, crisis)
    other = record(sig, crisis, "Reprise de feu")
    sig.desk.do(Link(other, "contradicts", entry))
    (since,) = on_paper(sig, id).since
    assert (since.what, since.words) == ("contradicted", "contredit par SIG1-0002")


def test_a_contradiction_that_the_brief_told_is_not_told_again(sig: Workstation, crisis: str) -> None:
    entry, other = record(sig, crisis), record(sig, crisis, "Reprise de feu")
    sig.desk.do(Link(other, "contradicts", entry))
    assert on_paper(sig, freeze(sig, crisis)).since == ()


def test_what_this_workstation_does_not_hold_of_what_is_cited_is_missing(office: Office, sig: Workstation) -> None:
    other = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (other, "LIA"))
    entry = record(sig, crisis)
    id = freeze(sig, crisis)
    share(sig, crisis, [other])
    with other.store.write() as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM op WHERE record = ?", (bytes.fromhex(entry),))
    (since,) = on_paper(other, id).since
    assert (since.what, since.citation.called) == ("absent", "SIG1-0001")
    assert on_paper(sig, id).since == ()


def test_a_hash_that_is_not_that_of_the_content_is_said(
    sig: Workstation, crisis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.core import brief_commands

    monkeypatch.setattr(brief_commands, "fingerprint", lambda content: "ab" * 32)
    id = freeze(sig, crisis)
    found = of_file(sig.reading, sig.reading.brief_file(id))
    assert (found.state, found.exact, found.faithful, found.altered_at) == ("altered", True, False, None)


def test_another_brief_altered_on_the_disk_keeps_nothing_from_being_said(sig: Workstation, crisis: str) -> None:
    first, second = freeze(sig, crisis), freeze(sig, crisis)
    pdf = sig.reading.brief_file(second)
    with sig.store.write() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE op SET signature = ? WHERE record = ?", (os.urandom(64), bytes.fromhex(first))
        )
    assert of_file(sig.reading, pdf).exact


def test_a_brief_not_sent_yet_is_pending(office: Office, sig: Workstation) -> None:
    other = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (other, "LIA"))
    id = freeze(sig, crisis)
    assert on_paper(sig, id).pending
    share(sig, crisis, [other])
    assert not on_paper(sig, id).pending
    assert replace(on_paper(sig, id), sha256="") == replace(
        on_paper(other, id), sha256="", crisis=on_paper(sig, id).crisis
    )
