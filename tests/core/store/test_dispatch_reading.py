"""A version on its way out is read with its marks, as it stands at that moment."""

from io import BytesIO

import pytest
from odfdo import Document

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.leaving import NOT_CLEARED, words
from app.core.message_commands import Draft, Embargo, LiftEmbargo, Revise, Withdraw
from app.core.texts import Text
from app.documents import message_outputs
from tests.core.newsroom import AFP, STAY, STAY_MORE, Newsroom
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def room(office: Office) -> Newsroom:
    return Newsroom(office, frame="real")


def marks(room: Newsroom, id: str) -> tuple[str, ...]:
    return room.head.reading.leaving(id)[1].marks


def test_a_draft_never_leaves_as_a_text_one_may_publish(room: Newsroom) -> None:
    id = room.drafted()
    assert marks(room, id) == (NOT_CLEARED,)
    room.clear(id)
    assert marks(room, id) == ()
    space, leaving = room.head.reading.leaving(id)
    assert (space, leaving.words) == (room.space, words(STAY))
    room.sent(id, AFP)
    assert marks(room, id) == ()
    room.press.desk.do(Revise(id, STAY_MORE))
    room.spread(room.press)
    assert marks(room, id) == (NOT_CLEARED,)


def test_an_embargo_marks_all_that_leaves_until_it_is_lifted(room: Newsroom) -> None:
    id = room.cleared()
    now = room.head.reading.message(id).created_at
    room.head.desk.do(Embargo(id, now + 3_600_000, "Europe/Paris", "conférence"))
    room.head.desk.do(Embargo(id, None, "Europe/Paris", "familles informées"))
    room.spread(room.head)
    assert marks(room, id) == ("SOUS EMBARGO jusqu’à décision de levée — familles informées",)
    room.authority.desk.do(LiftEmbargo(id, "familles informées à 4 h"))
    room.spread(room.authority)
    assert marks(room, id) == ()


def test_a_draft_under_embargo_says_both(room: Newsroom) -> None:
    id = room.drafted()
    room.press.desk.do(Embargo(id, None, "Europe/Paris", "familles"))
    room.spread(room.press)
    embargo, standing = marks(room, id)
    assert embargo.startswith("SOUS EMBARGO")
    assert standing == NOT_CLEARED


def test_a_text_taken_back_or_past_its_hour_says_so(room: Newsroom) -> None:
    id = room.cleared()
    room.head.desk.do(Withdraw(id, "erreur"))
    room.spread(room.head)
    assert marks(room, id) == ("RETIRÉ — NE PAS DIFFUSER",)
    other = room.cleared()
    room.sent(other, AFP)
    third = room.cleared(Text("Autre", "Texte."), replaces=other)
    room.sent(third, AFP)
    assert marks(room, other)[0].startswith("REMPLACÉ PAR EDL-RP1-003")


def test_a_variant_is_asked_by_its_channel_and_refused_when_there_is_none(room: Newsroom) -> None:
    id = room.cleared(Text("Titre", "Corps", variants={"x": "Court."}))
    assert room.head.reading.leaving(id, None, "x")[1].words == "Court."
    with pytest.raises(Refused, match="pas de variante"):
        room.head.reading.leaving(id, None, "sms")


def test_what_is_beside_the_text_never_leaves(room: Newsroom) -> None:
    fact = room.press.desk.do(Record(room.space, "Produit secret, cuvette 3")).id
    aside = {"not_to_say": "Aucun danger", "spokesperson": "Préfet Machin", "sensitivities": {"families": "no"}}
    id = room.press.desk.do(Draft(room.space, "release", STAY, "Thème réservé", aside, (fact,))).id
    room.spread(room.press)
    room.clear(id)
    _, leaving = room.head.reading.leaving(id)
    pdf = " ".join(pages(message_outputs.made(leaving, "pdf")))
    odt = Document(BytesIO(message_outputs.made(leaving, "odt"))).body.text_recursive
    for said in (leaving.marked, message_outputs.made(leaving, "eml").decode(), odt, pdf):
        assert "douze communes" in said
        assert not [word for word in ("danger", "Machin", "cuvette", "réservé", "families") if word in said]
