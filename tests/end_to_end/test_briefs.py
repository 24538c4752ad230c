"""Briefs attacked: workstations that were restored, members who sign by hand, words erased since, papers too heavy."""

import base64
import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.core import brief_code, brief_verdict, brief_verification, vault
from app.core.brief import LONGEST_RECIPIENT, MOST_COPIES, fold
from app.core.brief_commands import Freeze, Printed, Revise
from app.core.brief_content import Chronology, Content, Table, Unverified, fingerprint, plain
from app.core.brief_formats import SITUATION
from app.core.clock import Clock
from app.core.composition import Composition
from app.core.composition import content as composed_of
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.message_commands import Dispatch
from app.core.registers.directory import AddContact
from app.core.registers.erasures import Erase
from app.core.registers.members import RemoveMember
from app.documents import brief as paper_brief
from app.sync.workstation import Workstation, open_profile
from tests.cell import Cell
from tests.central import Central, Line
from tests.end_to_end.desks import PASSPHRASE, another_desk, first_desk, shared_crisis, sync
from tests.freezing import copy, freeze, paper, record
from tests.office import Office, person_of


@pytest.fixture
def sig(central: Central, tmp_path: Path) -> Iterator[Workstation]:
    made = first_desk(central, tmp_path / "sig")
    yield made
    made.close()


@pytest.fixture
def pm(sig: Workstation, tmp_path: Path) -> Iterator[Workstation]:
    made = another_desk(sig, tmp_path / "pm", "PM1", "Dominique Roy", "PM", "DIR")
    yield made
    made.close()


def copied(workstation: Workstation, folder: Path) -> Workstation:
    """The same workstation, from its disk as it is now."""
    with workstation.store.database.write():  # nobody writes meanwhile
        shutil.copytree(workstation.folder, folder)
    return open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())


def told(workstation: Workstation, brief: str) -> set[str]:
    """The facts that stand in a brief."""
    content = workstation.reading.brief_content(brief)
    assert content is not None
    blocks = (block for one in content.sections if one.number == SITUATION for block in one.blocks)
    return {line.text for block in blocks if isinstance(block, Chronology | Unverified) for line in block.lines}


def approve(workstation: Workstation, project: str) -> None:
    content = workstation.reading.brief_content(project)
    assert content is not None
    signed = replace(content, approver=workstation.reading.me().name)
    workstation.desk.do(Revise(project, signed, Printed(paper(fingerprint(signed)), 2)))


def body_of(content: Content) -> dict[str, Any]:
    """What an operation that freezes that content says."""
    pdf = paper(fingerprint(content))
    return {
        "number": content.reference,
        "n": content.number,
        "format": content.format,
        "cutoff": content.cutoff,
        "approved": False,
        "fingerprint": fingerprint(content),
        "sha256": sha256(pdf).hexdigest(),
        "pages": 1,
        "held": {},
        "content": plain(content),
        "pdf": base64.b64encode(pdf).decode(),
    }


def test_what_a_copied_workstation_had_not_told_is_in_its_next_brief_and_its_last_one_is_recognised(
    sig: Workstation, pm: Workstation, tmp_path: Path
) -> None:
    crisis = shared_crisis(sig, (pm, "DIR"))
    clone = copied(pm, tmp_path / "clone")
    record(pm, crisis, "Écrit sur l'original")
    record(clone, crisis, "Écrit sur la copie")
    first = freeze(clone, crisis)
    pdf = clone.reading.brief_file(first)
    for one in (pm, clone, sig, pm):
        sync(one)
    sync(sig)
    (row,) = clone.reading.briefs(crisis)
    assert row.approved
    for one in (clone, sig):
        found = brief_verification.of_file(one.reading, pdf)
        assert (found.state, found.missing) == ("in_force", ()), brief_verdict.sentence(found)
        second = one.reading.compose(crisis, one.clock.now(), True)
        facts = [line.text for block in second.sections[1].blocks for line in block.lines]  # type: ignore[union-attr]
        assert facts == ["Écrit sur l'original"]
    clone.close()


# -- apart, then together


def test_after_two_briefs_of_one_number_the_next_tells_what_the_one_it_follows_could_not(office: Office) -> None:
    cell = Cell(office)
    sig, pm = cell["SIG1"], cell["PM1"]
    record(sig, cell.crisis, "Connu des deux")
    cell.share()
    freeze(sig, cell.crisis)
    cell.share()
    record(sig, cell.crisis, "Au SIG")
    record(pm, cell.crisis, "Au PM")
    twins = [freeze(sig, cell.crisis), freeze(pm, cell.crisis)]
    assert [told(one, twin) for one, twin in zip((sig, pm), twins, strict=True)] == [{"Au SIG"}, {"Au PM"}]
    cell.share()
    assert [row.number for row in sig.reading.briefs(cell.crisis)] == [2, 2, 1]
    third = {told(one, freeze(one, cell.crisis)).pop() for one in (sig, pm)}
    followed = {one.reading.followed(cell.crisis, "standard") for one in (sig, pm)}
    assert len(third) == 1
    assert third < {"Au SIG", "Au PM"}
    assert {one.replaces for one in followed if one} <= {"PDS-SIG1-002", "PDS-PM1-002"}
    cell.share()
    assert sig.reading.briefs(cell.crisis) == pm.reading.briefs(cell.crisis)


def test_a_project_that_another_brief_has_overtaken_is_not_approved(office: Office) -> None:
    cell = Cell(office, "RED")
    sig = cell["SIG1"]
    project = freeze(cell["RED"], cell.crisis)
    cell.share()
    record(sig, cell.crisis)
    freeze(sig, cell.crisis)
    with pytest.raises(Refused, match="PDS-SIG1-002 a été approuvé depuis"):
        approve(sig, project)
    with pytest.raises(Refused, match="composez le point suivant"):
        freeze(sig, cell.crisis, takes=project)
    assert [(row.number, row.approved) for row in sig.reading.briefs(cell.crisis)] == [(2, True), (1, False)]


def test_of_two_approvals_apart_everybody_keeps_the_same_in_any_order(office: Office) -> None:
    cell = Cell(office, "RED")
    sig, pm = cell["SIG1"], cell["PM1"]
    record(sig, cell.crisis)
    project = freeze(cell["RED"], cell.crisis)
    cell.share()
    freeze(cell["RED"], cell.crisis, takes=project)
    for one in (sig, pm):
        approve(one, project)
        copy(one, project, ["Cabinet PM"])
    files = {prefix: cell[prefix].reading.copy_file(project, "1/1") for prefix in ("SIG1", "PM1")}
    cell.share()
    found = {prefix: one.reading.brief(project) for prefix, one in cell.at.items()}
    assert len({one.file.sha256 for one in found.values()}) == 1
    assert [file.approved for file in found["SIG1"].files] == [True, True, False, False]
    with sig.store.read() as transaction:
        held = transaction.verified(project)
    assert all(fold(order) == found["SIG1"] for order in permutations(held))
    for prefix, pdf in files.items():
        verdict = brief_verification.of_file(cell["INT"].reading, pdf)
        stands = found["SIG1"].file.author.workstation == prefix
        assert (verdict.state, verdict.exact, verdict.label) == ("in_force" if stands else "replaced", True, "1/1")


def test_what_a_chief_approved_stands_when_he_has_left(office: Office) -> None:
    cell = Cell(office)
    brief = freeze(cell["PM1"], cell.crisis)
    cell.share()
    cell.do("SIG1", RemoveMember(cell.crisis, person_of(cell["PM1"]), "relève"))
    cell.share("PM1")
    later = freeze(cell["PM1"], cell.crisis, format="cabinet")  # he does not know it yet
    cell.share()
    rows = cell["SIG1"].reading.briefs(cell.crisis)
    assert [(row.id, row.approved) for row in rows] == [(brief, True)]
    with pytest.raises(Refused, match="pas connu"):
        cell["SIG1"].reading.brief(later)
    record(cell["SIG1"], cell.crisis)
    assert told(cell["SIG1"], freeze(cell["SIG1"], cell.crisis)) == {"Feu maîtrisé"}


def test_what_was_approved_before_a_workstation_was_revoked_stands(
    sig: Workstation, pm: Workstation, central: Central
) -> None:
    crisis = shared_crisis(sig, (pm, "DIR"))
    record(pm, crisis)
    brief = freeze(pm, crisis)
    for one in (pm, sig):
        sync(one)
    with sig.store.read() as transaction:
        enrolment = transaction.accounts.workstations[pm.store.key.public].id
    sig.revoke(enrolment, "volé")
    sync(sig)
    (row,) = sig.reading.briefs(crisis)
    assert (row.id, row.approved, row.approver) == (brief, True, "Dominique Roy")
    assert told(sig, brief) == {"Feu maîtrisé"}


# -- what a brief tells


def test_what_a_flash_has_no_room_for_is_in_the_next_standard_brief(office: Office) -> None:
    cell = Cell(office)
    sig = cell["SIG1"]
    sure: dict[str, Any] = {"source": "A", "credibility": "1", "occurred_at": sig.clock.now() - 1000}
    sig.desk.do(Record(cell.crisis, "Couper la route", type="decision", **sure))
    record(sig, cell.crisis)
    freeze(sig, cell.crisis, format="flash")
    content = sig.reading.compose(cell.crisis, sig.clock.now(), True)
    tables = [block for block in content.sections[3].blocks if isinstance(block, Table)]
    assert [row[1] for table in tables for row in table.rows] == ["Couper la route"]
    assert content.sections[1].blocks == ()
    freeze(sig, cell.crisis)
    assert sig.reading.compose(cell.crisis, sig.clock.now(), True).sections[3].blocks == ()


def test_a_key_event_of_any_type_is_told_and_the_last_figures_stay(office: Office) -> None:
    cell = Cell(office)
    sig = cell["SIG1"]
    at = sig.clock.now() - 1000
    sig.desk.do(Record(cell.crisis, "Trois blessés", type="figures", sender="SDIS", occurred_at=at, key_event=True))
    first = freeze(sig, cell.crisis)
    assert told(sig, first) == {"Trois blessés"}
    content = sig.reading.compose(cell.crisis, sig.clock.now(), True)
    assert content.sections[1].blocks == ()
    (table,) = content.sections[2].blocks
    assert isinstance(table, Table)
    assert (table.rows[0][2], table.changed) == ("Trois blessés", ())


def test_what_left_after_the_hour_of_a_brief_is_in_the_next(office: Office) -> None:
    cell = Cell(office, associated=())
    sig = cell["SIG1"]
    before = sig.clock.now() - 60_000
    message = cell.draft()
    cell.clear(message, "SIG1", "PM1")
    sig.desk.do(Dispatch(message, None, "press", "AFP", degraded="liaison coupée"))
    proposal = sig.reading.propose(cell.crisis, before, True)
    sig.desk.do(Freeze(cell.crisis, composed_of(proposal, Composition()), Printed(b"%PDF", 1), proposal.known))
    groups = [sig.reading.propose(cell.crisis, at, True).offers[5].groups for at in (before, sig.clock.now())]
    assert [[one.name for one in found if one.name == "dispatched"] for found in groups] == [[], ["dispatched"]]


def test_a_brief_that_says_nothing_of_what_was_held_is_followed_by_its_hour(office: Office) -> None:
    cell = Cell(office)
    sig, pm = cell["SIG1"], cell["PM1"]
    record(sig, cell.crisis, "Avant")
    record(pm, cell.crisis, "Arrivé après")  # written before, and ranked after
    content = sig.reading.compose(cell.crisis, sig.clock.now(), True)
    body = body_of(content) | {"approved": True}
    first = cell.by_hand("SIG1", "brief.frozen", {key: body[key] for key in body if key not in ("held", "annex_pages")})
    assert told(sig, first) == {"Avant"}
    record(sig, cell.crisis, "Après")
    assert told(sig, freeze(sig, cell.crisis)) == {"Arrivé après", "Après"}


def test_what_was_erased_since_is_said_so_and_the_paper_is_kept(
    sig: Workstation, pm: Workstation, central: Central
) -> None:
    crisis = shared_crisis(sig, (pm, "DIR"))
    phone = {"number": "01 99 00 12 34", "usage": "office", "public": True}
    contact = sig.desk.do(AddContact({"family_name": "Zqkervran", "phone:1": phone})).id
    brief = freeze(sig, crisis)
    pdf = sig.reading.brief_file(brief)
    for one in (sig, pm):
        sync(one)
    pm.desk.do(Erase(contact, "demande de la personne"))
    for one in (pm, sig, pm):
        sync(one)
    for one in (sig, pm):
        found = brief_verification.of_file(one.reading, pdf)
        assert (found.state, found.exact) == ("in_force", True)
        assert [(gone.what, gone.words) for gone in found.missing] == [("erased", "ses mots ont été effacés")]
        content = one.reading.brief_content(brief)
        assert content is not None
        assert "Zqkervran" in str(content.sections[9])  # paper went out: what is frozen says it still
        assert "Zqkervran" not in str(one.reading.compose(crisis, one.clock.now(), True).sections[9])


# -- members who sign by hand


def hostile(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Bodies of a brief that no command writes."""
    line = {"occurred_at": 2**62, "text": "x", "source": "", "rating": "", "number": "", "recorded_at": 0}
    curve = {"title": "", "unit": "", "zone": "Nulle/Part", "series": [{"source": "a", "points": [[2**60, 1e308]]}]}
    contents: dict[str, dict[str, Any]] = {
        "zone": {"zone": "../../etc/passwd"},
        "cutoff": {"cutoff": 10**15},
        "hours": {"made_at": -(10**18), "next_at": 2**62, "last_exchange": 2**60},
        "line": {"sections": [section("Chronology", {"lines": [line]})]},
        "curve": {"sections": [section("Curve", curve)]},
        "table": {"sections": [section("Table", {"heads": ["a"], "rows": [["x", "y"], []], "weights": [-1.0]})]},
        "asked": {"sections": [section("Asked", {"lines": ["a", "b"], "records": ["x"]})]},
        "replaces": {"replaces": "x" * 1_000_000},
        "names": {"approver": "Camille Morvan (CCOM)", "workstation": ["SIG1"], "format": "nouveau"},
    }
    bodies: dict[str, dict[str, Any]] = {
        "number": {"n": 999_999_999, "number": "PDS-RED-999999999"},
        "another's": {"number": "PDS-SIG1-001"},
        "pages": {"pages": 10**8, "annex_pages": 10**8},
        "format": {"format": "x" * 1_000_000},
        "held": {"held": {"x": True}, "before": [{"held": 1}, 2], "held_beside": [1]},
        "approved": {"approved": True},
    }
    return {name: {"content": content | more} for name, more in contents.items()} | bodies


def section(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"number": 2, "title": "x", "blocks": [[kind, fields]], "nothing": ""}


def test_nothing_a_member_signs_by_hand_is_approved_nor_stops_anybody(office: Office) -> None:
    cell = Cell(office, "RED")
    sig = cell["SIG1"]
    record(sig, cell.crisis)
    good = freeze(sig, cell.crisis)
    cell.share()
    base = body_of(sig.reading.compose(cell.crisis, sig.clock.now(), False)) | {"number": "PDS-RED-002"}
    base["content"] |= {"reference": "PDS-RED-002"}
    ids = [cell.by_hand("RED", "brief.frozen", base | body) for body in hostile(base["content"]).values()]
    rows = sig.reading.briefs(cell.crisis)
    assert [row.id for row in rows if row.approved] == [good]
    for id in ids:
        reading = cell["PM1"].reading
        verdict = brief_verification.of_code(reading, brief_code.written("", reading.brief(id).file.fingerprint))
        assert verdict.state in ("draft", "altered", "in_force")
        assert list(brief_verdict.lines(verdict))
        assert brief_verdict.plain(verdict)
        content = reading.brief_content(id)
        if content is not None:
            assert paper_brief.render(content).pages
    proposal = sig.reading.propose(cell.crisis, sig.clock.now(), True)
    assert (proposal.number, proposal.replaces) == (3, "PDS-SIG1-001")
    assert freeze(sig, cell.crisis)


@pytest.mark.parametrize(
    "more",
    [
        {"copies": ["x", {"n": 1, "recipient": "A"}]},
        {"copies": [{"n": 1.0}, {"n": True}, {"n": 9, "recipient": "A", "tail": "!!", "sha256": 3}]},
        {"copies": [{"n": n} for n in range(100_000)], "of": 100_000},
        {"copies": [{"n": 9, "recipient": "x" * 1_000_000}]},
        {"copies": [{"n": 9, "recipient": {"a": 1}, "sha256": ["x"]}]},
        {"copies": [{"n": 1, "recipient": "moi"}], "prefix": "SIG1"},
        {"copies": [{"n": 1, "recipient": "moi"}], "prefix": "REDz"},
        {"copies": {"n": 1}},
        {"copies": [{"n": 1}], "of": -1},
        {"copies": None, "file": None},
    ],
    ids=lambda more: str(more)[:40],
)
def test_no_copy_signed_by_hand_takes_the_place_of_another(office: Office, more: dict[str, Any]) -> None:
    cell = Cell(office, "RED")
    sig = cell["SIG1"]
    record(sig, cell.crisis)
    brief = freeze(sig, cell.crisis)
    copy(sig, brief, ["Cabinet PM", "SGDSN"])
    cell.share()
    found = sig.reading.brief(brief)
    before = {label: sig.reading.copy_file(brief, label) for label in ("1/2", "2/2")}
    cell.by_hand("RED", "brief.copied", {"file": found.file.sha256, "prefix": "RED", "of": 2} | more, brief)
    mine = body_of(sig.reading.compose(cell.crisis, sig.clock.now(), False))
    mine |= {"number": found.reference, "n": 1, "sha256": found.file.sha256}  # its copies would have another home
    cell.by_hand("RED", "brief.revised", mine | {"content": mine["content"] | {"workstation": "RED"}}, brief)
    cell.by_hand("RED", "brief.approved", mine | {"approved": True}, brief)
    reading = cell["INT"].reading
    assert reading.brief(brief).file == found.file
    register = {one.label: one for one in reading.brief_copies(brief)}
    assert len(register) <= 2 + MOST_COPIES
    assert all(len(one.recipient) <= LONGEST_RECIPIENT for one in register.values())
    assert {label: reading.copy_file(brief, label) for label in before} == before
    verdict = brief_verification.of_file(reading, before["1/2"])
    assert (verdict.state, verdict.label, verdict.exact) == ("in_force", "1/2", True)
    assert not brief_verification.of_file(reading, paper("0" * 64)).known


# -- papers that are too heavy, crises that are closed


def test_a_paper_that_nobody_could_receive_is_refused_in_words_and_its_number_is_not_taken(office: Office) -> None:
    cell = Cell(office)
    sig = cell["SIG1"]
    proposal = sig.reading.propose(cell.crisis, sig.clock.now(), True)
    content = composed_of(proposal, Composition())
    with pytest.raises(Refused, match=r"pèsent 4,\d Mo, 4 Mo au plus"):
        sig.desk.do(Freeze(cell.crisis, content, Printed(b"%PDF", 2, b"x" * 3_300_000, 200), proposal.known))
    assert sig.reading.briefs(cell.crisis) == []
    assert sig.reading.propose(cell.crisis, sig.clock.now(), True).number == 1


def test_in_a_closed_crisis_nothing_is_frozen_nor_numbered_and_all_is_read_and_printed_again(
    admin: Line, tmp_path: Path
) -> None:
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "SDIS76 > incendie maîtrisé #fait")
    make = ("brief", "make", "--crisis", crisis, "--format", "standard")
    out = tmp_path / "pds.pdf"
    made = admin(*make, "--out", str(out), "--copies", "Cabinet PM").only
    project = admin(*make, "--draft").only
    assert admin("crisis", "close", crisis).code == 0
    refused = (
        make,
        ("brief", "approve", str(project["id"])),
        (*make, "--revises", str(project["id"])),
        ("brief", "print", str(made["id"]), "--copies", "SGDSN", "--out", str(tmp_path / "x")),
    )
    for words in refused:
        answer = admin(*words)
        assert (answer.code, answer.out, "close" in answer.err) == (1, "", True), answer.err
    assert not (tmp_path / "x").exists()
    again = tmp_path / "encore"
    (first,) = admin("brief", "print", str(made["id"]), "--out", str(again)).results
    assert Path(first["file"]).read_bytes() == out.read_bytes()
    assert admin("brief", "print", str(made["id"]), "--copy", "1/1", "--out", str(again)).code == 0
    assert admin("brief", "verify", str(out)).only["state"] == "in_force"
    assert [one["copies"] for one in admin("brief", "list", "--crisis", crisis).results] == [1, 0]


# -- nonsense on the command line


NONSENSE: tuple[tuple[str, ...], ...] = (
    *(("make", "--cutoff", hour) for hour in ("2099-01-01T00:00", "", "25:99", "0001-01-01T00:00", "demain")),
    *(("compose", "--cutoff", hour) for hour in ("2099-01-01T00:00", "9999-12-31T23:59")),
    *(("make", "--next", hour) for hour in ("1969-12-31T23:59Z", "2020-01-01", "nimporte")),
    *(("make", "--section", words) for words in ("5", "=x", "5={tmp}", "5=\0", "11={tmp}/file")),
    ("make", "--section", "5={tmp}/file", "--section", "5={tmp}/file"),
    *(("make", "--none", words) for words in ("8=TRÈS SECRET", f"8={'x' * 400}", "8=a\x07", "8=", "x=y")),
    *(("make", name, words) for name in ("--leave-out", "--take") for words in ("", "SIG1-9999", "fact:zz")),
    *(("make", "--annexes", "lignes"), ("make", "--tlp", "blue"), ("make", "--marking", "x" * 500)),
    *(("make", "--marking", words) for words in ("a\u202eb", "\ud800", "SECRET DÉFENSE")),
    *(("make", "--revises", words) for words in ("", "PDS-999", "{entry}")),
    *(("make", "--out", file) for file in ("", "{tmp}")),
    *(("make", "--out", "{tmp}/a.pdf", "--copies", words) for words in ("x" * 200, "a\u202eb")),
    ("make", "--out", "{tmp}/a.pdf", "--copies", ";".join(f"D{n}" for n in range(600))),
    ("make", "--copies", "A"),
    *(("approve", words) for words in ("", "PDS-999", "{entry}")),
    *(("print", words, "--out", "{tmp}/x") for words in ("", "PDS-999", "{entry}")),
    ("print", "PDS-001"),
    *(("print", "PDS-001", "--out", "{tmp}/x", "--copy", words) for words in ("", "9/9", "1")),
    ("print", "PDS-001", "--out", "{tmp}/x", "--copies", "x" * 200),
    ("print", "PDS-001", "--out", "{tmp}/x", "--copies", "A", "--printer", "nulle-part"),
    ("print", "PDS-001", "--printer", "--mail"),
    *(("copies", words) for words in ("", "PDS-999")),
    *(("export", "PDS-999", "--odt", "{tmp}/x.odt"), ("export", "PDS-001")),
    *(("verify", words) for words in ("/nulle/part", "{tmp}", "{tmp}/file")),
    ("verify",),
    ("verify", "{tmp}/file", "--code", "x"),
    *(("verify", "--code", words) for words in ("", "x" * 5000, "PDS-SIG1-001 zz", "\0")),
    *(("schedule", "--every", words) for words in ("5h", "x", "٤h", "9" * 30, "-4h")),
    *(("schedule", "--every", "4h", name, "99:99") for name in ("--at", "--from")),
    *(("schedule", "--every", "4h", "--stop"), ("schedule",), ("schedule", "--every", "4h", "--format", "a4")),
)
UNWRITABLE = ("{tmp}/file/x.pdf", "/proc/nulle/part/x.pdf", "{tmp}/" + "n" * 300 + ".pdf")


def kept(line: Line, crisis: str, folder: Path) -> object:
    """What a refusal leaves as it was: the briefs, their copies, the rhythm, the files."""
    briefs = line("brief", "list", "--crisis", crisis).results
    rhythm = line("brief", "next", "--crisis", crisis).only["rhythm"]
    return briefs, rhythm, sorted(map(str, folder.rglob("*")))


def told_of(words: tuple[str, ...], crisis: str, folder: Path) -> list[str]:
    known = {"{tmp}": str(folder), "{entry}": "SIG1-0001"}
    made = ["brief", *words]
    for name, value in known.items():
        made = [word.replace(name, value) for word in made]
    formats = ["--format", "standard"] if words[0] in ("make", "compose") else []
    return made + formats + ([] if words[0] == "verify" else ["--crisis", crisis])


def test_nonsense_is_refused_in_french_and_changes_nothing(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "SDIS76 > incendie maîtrisé #fait")
    admin("brief", "make", "--crisis", crisis, "--format", "standard", "--draft")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    before = kept(admin, crisis, tmp_path)
    for words in NONSENSE:
        answer = admin.told(*told_of(words, crisis, tmp_path))
        assert (answer.code in (1, 2), bool(answer.err.strip())) == (True, True), (words, answer)
        assert "Traceback" not in answer.err
        assert kept(admin, crisis, tmp_path) == before, words
    for out in UNWRITABLE:
        for words in (("make", "--out", out), ("approve", "PDS-001", "--out", out)):
            answer = admin.told(*told_of(words, crisis, tmp_path))
            assert (answer.code, "n'a pas pu être écrit" in answer.err) == (3, True), (words, answer)
            assert kept(admin, crisis, tmp_path) == before, words
