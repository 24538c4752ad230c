"""Each output of a message is noted before it has its name, and bears its marks whatever the format."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from odfdo import Document

from app.core.errors import Refused
from app.core.leaving import FORMATS, words
from app.core.recipients import Recipient
from app.documents import message_outputs
from app.sync.workstation import Workstation
from tests.documents.messages import EMBARGO, TEXT, leaving
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def mine(office: Office) -> Workstation:
    return office.workstation("SIG1", "C. Morvan")


@pytest.mark.parametrize("format", FORMATS)
def test_each_output_is_noted_with_its_hash_then_given_its_name(
    office: Office, mine: Workstation, format: str, tmp_path: Path
) -> None:
    crisis, file = office.crisis(mine), tmp_path / "neuf" / f"cp.{format}"
    sha = message_outputs.take_out(mine.desk, crisis, leaving(embargo=EMBARGO), format, file)
    assert sha == sha256(file.read_bytes()).hexdigest()
    (noted,) = mine.reading.extractions(crisis)
    assert (noted.what, noted.format, noted.count, noted.sha256) == ("message", format, 1, sha)
    assert noted.filter == f"CP-SIG1-006 v4·4b07 ; {EMBARGO}"


def test_the_text_file_and_the_clipboard_are_the_signed_words_between_their_marks(
    office: Office, mine: Workstation
) -> None:
    crisis = office.crisis(mine)
    assert message_outputs.made(leaving(), "txt").decode() == f"{words(TEXT)}\n"
    copied = message_outputs.copy(mine.desk, crisis, leaving(embargo=EMBARGO))
    assert copied == f"{EMBARGO}\n\n{words(TEXT)}\n\n{EMBARGO}"
    (noted,) = mine.reading.extractions(crisis)
    assert (noted.format, noted.sha256) == ("copie", sha256(copied.encode()).hexdigest())


@pytest.mark.parametrize("format", FORMATS)
def test_no_output_is_without_its_embargo_nor_its_exercise(format: str) -> None:
    data = message_outputs.made(leaving(embargo=EMBARGO, frame="exercise"), format)
    match format:
        case "pdf":
            said = pages(data)[0]
        case "odt":
            said = "\n".join(one.inner_text for one in Document(BytesIO(data)).body.xpath("//text:p"))
        case _:
            said = data.decode()
    assert "EMBARGO" in said
    assert "EXERCICE" in said


def test_what_is_refused_leaves_nothing(office: Office, mine: Workstation, tmp_path: Path) -> None:
    crisis = office.crisis(mine)
    wrong = (("doc", ()), ("eml", (Recipient("x", "a@b@c"),)))
    for format, hidden in wrong:
        with pytest.raises(Refused):
            message_outputs.take_out(mine.desk, crisis, leaving(), format, tmp_path / "cp", (), hidden)
    with pytest.raises(Refused, match="pas connue"):
        message_outputs.copy(mine.desk, "a" * 64, leaving())
    assert not (tmp_path / "cp").exists()
    assert mine.reading.extractions(crisis) == []
