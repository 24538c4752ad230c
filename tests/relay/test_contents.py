"""Files through a relay: the whole or nothing, for those whose space names them."""

from hashlib import sha256

from app.core.attachments import described
from app.core.entry_commands import Record
from app.relay import contents
from app.relay.contents import Begun
from app.sync.protocol import Given, Inventory
from app.sync.workstation import Workstation
from tests.office import Office, share

PHOTO = bytes(range(256)) * 300
NAME = ("poste", "espace", sha256(PHOTO).hexdigest())


def joined(office: Office, *others: Workstation) -> tuple[Workstation, str]:
    first = office.workstation("SIG1", "A")
    crisis = office.crisis(first, *((one, "RED") for one in others))
    first.desk.do(Record(crisis, "Photo", files=(described("vue.jpg", PHOTO),)), [PHOTO])
    share(first, crisis, others)
    return first, crisis


def test_pieces_make_a_whole_in_their_order() -> None:
    begun = Begun()
    assert begun.add(NAME, 0, 5, b"") == (0, None)
    assert begun.add(NAME, 0, 5, b"abc") == (3, None)
    assert begun.add(NAME, 0, 5, b"abc") == (3, None)
    assert begun.add(NAME, 3, 5, b"def") == (3, None)
    assert begun.add(NAME, 3, 5, b"de") == (5, b"abcde")


def test_those_who_never_end_make_room_for_others() -> None:
    begun = Begun()
    for n in range(contents.MOST_BEGUN + 1):
        begun.add(("poste", "espace", f"{n}"), 0, 5, b"abc")
    assert begun.add(("poste", "espace", "0"), 0, 5, b"") == (0, None)


def test_what_is_here_and_what_is_lacking_is_said_of_one_space(office: Office) -> None:
    other = office.workstation("SIG2", "B")
    first, crisis = joined(office, other)
    asked = Inventory(crisis, [sha256(PHOTO).digest(), b"x" * 32])
    assert contents.missing(first.store, asked).lacking == []
    assert contents.missing(first.store, asked).unknown == [b"x" * 32]
    assert contents.missing(other.store, asked).lacking == [sha256(PHOTO).digest()]


def test_a_file_held_for_another_crisis_is_not_given_to_whoever_names_it(office: Office) -> None:
    other = office.workstation("SIG2", "B")
    first, _ = joined(office)
    shared = office.crisis(first, (other, "CCOM"), title="Autre")
    other.desk.do(Record(shared, "Je connais son empreinte", files=(described("vue.jpg", PHOTO),)), [PHOTO])
    share(other, shared, [first])
    assert contents.found(first.store, shared, sha256(PHOTO).hexdigest()) is None


def test_a_content_is_believed_when_its_hash_is_its_name(office: Office) -> None:
    other = office.workstation("SIG2", "B")
    _, crisis = joined(office, other)
    hash, begun = sha256(PHOTO).hexdigest(), Begun()
    assert contents.expected(other.store, crisis, hash, len(PHOTO))
    assert not contents.expected(other.store, crisis, "0" * 64, len(PHOTO))
    false = bytes(len(PHOTO))
    assert contents.add(other.store, begun, "poste", crisis, hash, 0, len(PHOTO), false) == Given(0)
    assert contents.add(other.store, begun, "poste", crisis, hash, 0, len(PHOTO), PHOTO) == Given(len(PHOTO), True)
    assert contents.found(other.store, crisis, hash) == PHOTO
