"""What may be done to a frozen brief, and why not."""

from dataclasses import replace
from hashlib import sha256

import pytest

from app.core.composition import Composition
from app.core.errors import Refused, Unavailable
from app.ui import brief_acts, brief_viewer
from app.ui.brief_acts import APPROVE, COPIES, MAIL, ODT, RETAKE, SAVE
from tests.ui.briefs import EMPTY, freeze, measures
from tests.ui.lines import NOW


def frozen(cell):
    row = cell.head.reading.briefs(cell.space)[0]
    return brief_viewer.opened(cell.head.reading, row)


def why_not(cell, role="CCOM", open=True):
    found = frozen(cell)
    return brief_acts.reasons(replace(cell.crisis(cell.head), role=role, open=open), found.row, found)


def test_a_project_may_be_approved_by_a_chief_and_taken_up_again(cell):
    freeze(cell, cell.writer, approved=False)
    assert not any(why_not(cell).values())
    assert "seuls le chef" in why_not(cell, role="RED")[APPROVE]
    assert "le rôle OBS" in why_not(cell, role="OBS")[RETAKE]
    assert why_not(cell, open=False)[COPIES] == "la crise est close."


def test_an_approved_brief_does_not_change_any_more(cell):
    freeze(cell)
    found = why_not(cell)
    assert "est approuvé par C. Morvan et ne change plus" in found[APPROVE]
    assert found[RETAKE] == found[APPROVE]
    assert not any(found[act] for act in (COPIES, SAVE, MAIL, ODT))


def test_a_brief_of_another_version_is_copied_and_saved_as_it_is(cell):
    freeze(cell, approved=False)
    unread = replace(frozen(cell), content=None)
    found = brief_acts.reasons(cell.crisis(cell.head), unread.row, unread)
    assert "une autre version" in found[APPROVE]
    assert "une autre version" in found[ODT]
    assert (found[COPIES], found[SAVE]) == ("", "")


def test_approving_signs_the_same_words_under_the_same_number(cell):
    id = freeze(cell, cell.writer, approved=False, composed=Composition(texts={5: "Vent au nord."}, nothing=EMPTY))
    before = frozen(cell).content
    assert brief_acts.approve(cell.station(cell.head), cell.space, id, NOW + 60_000) == id
    after = frozen(cell)
    assert after.row.approved
    assert after.row.approver == "C. Morvan"
    assert after.content == replace(before, approver="C. Morvan (CCOM)", made_at=NOW + 60_000)
    with pytest.raises(Refused, match="ne change plus"):
        brief_acts.approve(cell.station(cell.head), cell.space, id, NOW)


def test_who_is_no_chief_approves_nothing(cell):
    id = freeze(cell, cell.writer, approved=False)
    with pytest.raises(Refused, match="Seuls le chef"):
        brief_acts.approve(cell.station(cell.writer), cell.space, id, NOW)


def test_each_file_that_leaves_is_what_it_says(cell, tmp_path):
    measures(cell, 120)
    freeze(cell)
    found = frozen(cell)
    shown = ("PDS-SIG1-001", found.pdf)
    station = cell.station(cell.head)
    assert brief_acts.written(station, SAVE, found, shown, NOW, tmp_path / "a.pdf") == str(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == found.pdf
    brief_acts.written(station, MAIL, found, shown, NOW, tmp_path / "a.eml")
    mail = (tmp_path / "a.eml").read_bytes()
    assert b"PDS-SIG1-001.pdf" in mail
    assert b"PDS-SIG1-001-annexe.pdf" in mail
    with pytest.raises(Refused, match="une autre version"):
        brief_acts.written(station, MAIL, replace(found, content=None), shown, NOW, tmp_path / "b.eml")
    assert not (tmp_path / "b.eml").exists()
    assert cell.head.reading.extractions(cell.space) == []


def test_the_text_that_leaves_is_noted_among_the_extractions(cell, tmp_path):
    freeze(cell, approved=False)
    found, file = frozen(cell), tmp_path / "a.odt"
    assert brief_acts.written(cell.station(cell.head), ODT, found, ("", b""), NOW, file) == str(file)
    (noted,) = cell.head.reading.extractions(cell.space)
    assert (noted.what, noted.format, noted.filter) == ("brief", "odt", "PDS-SIG1-001, texte modifiable, PROJET")
    assert file.read_bytes().startswith(b"PK")
    assert noted.sha256 == sha256(file.read_bytes()).hexdigest()
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        brief_acts.written(cell.station(cell.head), ODT, found, ("", b""), NOW, tmp_path)
    assert len(cell.head.reading.extractions(cell.space)) == 1


def test_a_folder_that_cannot_be_written_in_is_said(cell, tmp_path):
    freeze(cell)
    found = frozen(cell)
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        brief_acts.written(cell.station(cell.head), SAVE, found, ("a", found.pdf), NOW, tmp_path / "absent" / "a.pdf")
