"""After a purge, nobody who has exchanged since holds the words any more: not in a table, an index or a free page."""

from pathlib import Path

import pytest

from app.core.errors import Refused, Unavailable
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.erasures import Erase
from app.core.registers.private import AddPrivate
from app.core.store.verification import verify
from app.sync.confirmation import against
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, fingerprint, first_desk, sync
from tests.end_to_end.proxy import bad_line
from tests.raw_store import words_in

WORDS = (b"zqkervran", b"zqremarque", b"199001133", b"0639980088", b"33639980088", b"zqpersonne", b"zqhorsligne")
FIELDS = {
    "family_name": "Zqkervran",
    "remark": "Zqremarque sur une zqpersonne",
    "phone:1": {"number": "01 99 00 11 33"},
}


def held_by(workstation: Workstation) -> set[bytes]:
    """Those of the words that the files of a workstation hold, wherever it is."""
    found = words_in(workstation.store.database).lower()
    return {word for word in WORDS if word in found}


def held_by_server(central: Central) -> set[bytes]:
    found = b"".join(file.read_bytes() for file in central.data.glob("central.db*")).lower()
    return {word for word in WORDS if word in found}


def directory_of(workstation: Workstation) -> str:
    with workstation.store.read() as transaction:
        return transaction.accounts.directory


def is_intact(workstation: Workstation) -> bool:
    def server_key() -> str:
        with workstation.store.read() as transaction:
            return transaction.accounts.server_key

    return verify(workstation.store, against(server_key)).intact


def test_after_a_purge_the_words_are_nowhere_and_everything_verifies(central: Central, tmp_path: Path):
    first = first_desk(central, tmp_path / "first")
    second = another_desk(first, tmp_path / "second", "DIR1", "Anne Rousseau", "PM", "DIR", central.url)
    away = another_desk(first, tmp_path / "away", "MC1", "Paul Morel", "SIG", "MC", central.url)
    with bad_line(central.url) as line:
        unlucky = another_desk(first, tmp_path / "unlucky", "MC2", "Ali Benali", "SIG", "MC", line.url)
        everybody = [first, second, away, unlucky]
        directory = directory_of(first)
        for n in range(40):  # a file that has lived
            first.desk.do(AddContact({"family_name": f"Voisin {n}", "remark": "x" * 50 * n}))
        contact = first.desk.do(AddContact(FIELDS)).id
        other = first.desk.do(AddContact({"family_name": "Le Goff"})).id
        first.desk.do(AddPrivate(contact, "06 39 98 00 88"))
        first.desk.do(EditContact(contact, {"function": "zqpersonne de garde"}))
        for one in (first, second, away, unlucky):
            sync(one)
        away.desk.do(EditContact(contact, {"remark": "Zqhorsligne"}))
        away.desk.do(EditContact(other, {"remark": "reste"}))
        second.desk.keep_draft(f"contact {contact}", "Zqkervran, à rappeler")
        assert all(held_by(one) >= set(WORDS[:3]) for one in everybody)
        assert held_by(away) >= {b"zqhorsligne"}
        assert held_by_server(central) >= set(WORDS[:2])

        assert second.desk.do(Erase(contact, "demande de la personne")).changes
        assert len(second.reading.contacts("zqkervran")) == 0
        line.swallowing = b"POST /v1/exchange"
        sync(second)
        with pytest.raises(Unavailable):
            sync(unlucky)  # its answer was lost
        line.swallowing = b""
        for one in (away, first, second, unlucky):
            sync(one)
        late = another_desk(first, tmp_path / "late", "LAT1", "Iris Petit", "SIG", "CCOM", central.url)
        sync(late)
        everybody.append(late)
        assert [held_by(one) for one in everybody] == [set()] * 5
        assert held_by_server(central) == set()
        assert all(is_intact(one) for one in everybody)
        assert len({fingerprint(one, directory) for one in everybody}) == 1
        for one in everybody:
            assert one.reading.pending() == 0
            assert [row.name for row in one.reading.contacts("goff")] == ["Le Goff"]
            assert one.reading.contact(other).said("remark") == "reste"
            one.store.rebuild()
            assert one.reading.contacts("zqkervran") == []
        with pytest.raises(Refused, match="connu"):
            late.desk.do(EditContact(contact, {"remark": "encore"}))
        with pytest.raises(Refused, match="déjà"):
            late.desk.do(Erase(contact, "encore"))
        for one in everybody:
            one.close()
