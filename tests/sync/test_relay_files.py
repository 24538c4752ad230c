"""Joined files through a relay: both ways, whole, without the central being thought to have them."""

from hashlib import sha256

from app.core.attachments import described
from app.core.entry_commands import Record
from app.core.store import blobs
from app.sync.workstation import Workstation
from tests.office import Office
from tests.relaying import met, relaying

PHOTO, PLAN = bytes(range(256)) * 3_000, b"%PDF plan" * 90_000


def joined(workstation: Workstation, crisis: str, name: str, content: bytes) -> None:
    workstation.desk.do(Record(crisis, name, files=(described(name, content),)), [content])


def holds(workstation: Workstation, content: bytes) -> bool:
    with workstation.store.read() as transaction:
        hash = sha256(content).hexdigest()
        if not blobs.held(transaction.connection, [hash]):
            return False
        return blobs.read(transaction.connection, hash) == content


def test_files_go_both_ways_after_the_text(office: Office) -> None:
    relay, one, other = (office.workstation(f"SIG{n}", f"P{n}") for n in (1, 2, 3))
    crisis = office.crisis(relay, (one, "RED"), (other, "RED"))
    joined(relay, crisis, "vue.jpg", PHOTO)
    joined(one, crisis, "plan.pdf", PLAN)
    with relaying(relay) as address:
        met(one, address)
        met(other, address)
    assert all(holds(each, content) for each in (relay, one, other) for content in (PHOTO, PLAN))
    with one.store.read() as transaction:
        assert not blobs.placed(transaction.connection, [sha256(PLAN).hexdigest()])


def test_a_file_of_a_crisis_that_is_not_the_callers_stays_there(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    joined(relay, office.crisis(relay), "vue.jpg", PHOTO)
    shared = office.crisis(relay, (one, "CCOM"), title="Autre")
    joined(one, shared, "vue.jpg", PLAN)
    with relaying(relay) as address:
        met(one, address)
    assert not holds(one, PHOTO)
    assert holds(relay, PLAN)
