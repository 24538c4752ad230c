"""Archives nobody vouches for."""

import pytest

from app.core.errors import Refused
from app.documents.bounded_archive import MOST_MEMBERS, BoundedArchive, attribute, below, local
from tests.documents.written_elsewhere import archive


def test_a_part_is_read_by_what_it_holds_and_not_by_what_it_claims() -> None:
    bomb = BoundedArchive(archive({"content.xml": b"\0" * 5_000_000}))
    with pytest.raises(Refused, match="démesuré"):
        bomb.read("content.xml", 1_000_000)
    assert bomb.read("absent.xml") == b""


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(Refused, match="trop de parties"):
        BoundedArchive(archive({f"p{n}": b"" for n in range(MOST_MEMBERS + 1)}))


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "Basic/Standard/Module1.xml"])
def test_macros_are_refused(name: str) -> None:
    with pytest.raises(Refused, match="macros"):
        BoundedArchive(archive({name: b"x"}))


def test_entities_are_refused_and_nothing_is_fetched() -> None:
    trap = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(Refused, match="piégé"):
        BoundedArchive(archive({"a.xml": trap})).tree("a.xml")


def test_elements_are_found_whatever_their_namespace() -> None:
    tree = BoundedArchive(archive({"a.xml": '<a xmlns="urn:x"><b><c d="1"/></b></a>'})).tree("a.xml")
    found = below(tree, "b", "c")
    assert found is not None
    assert (local(found), attribute(found, "d"), attribute(found, "e")) == ("c", "1", "")
    assert below(tree, "z", "c") is None
