"""Private numbers on a real server: they reach a liaison, and an observer's workstation never, whatever it asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from app.core.revealing import reveal
from app.core.store.log import noted
from app.sync.engine import Outcome, exchange_space
from app.sync.protocol import Exchange, Inventory
from app.sync.transport import NotThere
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, carry_files, first_desk, sync
from tests.office import operations
from tests.raw_store import words_in

NUMBER, DIGITS = "06 39 98 12 41", b"639981241"
ADDRESS, REMARK = "fanny.delmas@exemple.fr", "chez sa soeur"
WORDS = (DIGITS, ADDRESS.encode(), REMARK.encode())


@dataclass(frozen=True)
class Desks:
    admin: Workstation
    liaison: Workstation
    observer: Workstation
    contact: str
    private: str

    def sync(self) -> None:
        for one in (self.admin, self.liaison, self.observer, self.admin):
            sync(one)
            carry_files(one)


@pytest.fixture
def desks(central: Central, tmp_path: Path) -> Iterator[Desks]:
    admin = first_desk(central, tmp_path / "SIG1")
    liaison = another_desk(admin, tmp_path / "INT", "INT", "Léa Aubert", "INT", "LIA")
    observer = another_desk(admin, tmp_path / "OBS1", "OBS1", "Noé Bellec", "SIG", "OBS")
    contact = admin.desk.do(AddContact({"family_name": "Delmas", "given_name": "Fanny"})).id
    admin.desk.do(AddPrivate(contact, NUMBER, remark=REMARK))
    admin.desk.do(AddPrivate(contact, ADDRESS, "email"))
    with admin.store.read() as transaction:
        private = transaction.accounts.private
    made = Desks(admin, liaison, observer, contact, private)
    made.sync()
    yield made
    for one in (admin, liaison, observer):
        one.close()


def test_private_numbers_reach_a_liaison_and_no_byte_of_them_an_observer(desks: Desks) -> None:
    assert [one.masked for one in desks.liaison.reading.private_of(desks.contact)] == [
        "06 39 98 •• 41",
        "f…@exemple.fr",
    ]
    shown = reveal(desks.liaison.desk, desks.liaison.reading, [desks.contact], "shown", "appel de nuit")
    assert {value for one in shown[desks.contact] for value in one.values} == {"+33639981241", ADDRESS}
    desks.sync()
    (look,) = desks.admin.reading.consultations(desks.contact)
    assert (look.author.name, look.about) == ("Léa Aubert", "appel de nuit")

    assert desks.observer.reading.contact(desks.contact).name == "Fanny Delmas"
    assert desks.observer.reading.private_of(desks.contact) == ()
    assert desks.observer.reading.consultations() == []
    with pytest.raises(Refused):
        reveal(desks.observer.desk, desks.observer.reading, [desks.contact], "shown")
    held = words_in(desks.liaison.store.database)
    assert [word for word in (*WORDS, b"appel de nuit") if word not in held] == []  # the search finds what is there
    held = words_in(desks.observer.store.database)
    assert b"Delmas" in held
    assert [word for word in (*WORDS, b"appel de nuit", b"consultation.logged") if word in held] == []


def test_an_observer_who_asks_by_a_program_of_his_own_is_told_nothing(desks: Desks) -> None:
    transport = desks.observer.transport()
    heard: list[str] = []
    try:
        assert desks.private not in transport.spaces().spaces
        number = operations(desks.admin, desks.private)[-1]
        for ask in (
            lambda: transport.exchange(Exchange(desks.private, "", 0, [])),
            lambda: transport.missing(Inventory(desks.private, [sha256(b"").digest()])),
            lambda: transport.hand_in(desks.private, b"contenu"),
            lambda: transport.fetch(desks.private, sha256(b"").hexdigest()),
            lambda: transport.heads(number.header.device),
        ):
            with pytest.raises((NotThere, Refused)):
                ask()
        exchange_space(desks.observer.store, transport, desks.private, Outcome())
        heard = [told.space for told in islice(transport.live(lambda: None), 2)]
    finally:
        transport.close()
    with desks.observer.store.read() as transaction:
        service = (noted(transaction.connection, "service") or b"").hex()
        assert set(heard) == {service, transaction.accounts.directory}
    assert operations(desks.observer, desks.private) == []
