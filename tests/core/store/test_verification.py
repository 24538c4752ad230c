"""Whatever is changed on the disk behind our back is found, and named."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from app.core.attachments import described
from app.core.entry_commands import Amend, Record
from app.core.registers.directory import AddContact, EditContact
from app.core.store import schema
from app.core.store.cursor import Cursor
from app.core.store.verification import Verdict, fingerprints, verify
from app.sync.workstation import Workstation
from tests.office import Office, give, operations


@pytest.fixture
def sig(office: Office) -> Workstation:
    """A workstation with a crisis, three entries, one of them rectified, and a contact with two values."""
    sig, other = office.workstation("SIG1", "Alice"), office.workstation("SIG2", "Bruno")
    crisis = office.crisis(sig, (other, "CCOM"))
    for place in range(3):
        sig.desk.do(Record(crisis, f"Fait {place}", content="Détail"))
    entry = sig.reading.find("SIG1-0002", "entry")[0].id
    sig.desk.do(Amend(entry, {"subject": "Fait rectifié"}, "relu"))
    contact = sig.desk.do(AddContact({"family_name": "Durand"})).id
    space = office.directory
    give(sig, space, operations(sig, space))
    give(other, space, operations(sig, space))
    sig.desk.do(EditContact(contact, {"family_name": "Dupont"}))
    other.desk.do(EditContact(contact, {"family_name": "Dupond"}))
    give(sig, space, [*operations(sig, space), operations(other, space)[-1]])
    assert sig.reading.contact(contact).conflicts == ("family_name",)
    return sig


def judged(workstation: Workstation, space: str | None = None) -> Verdict:
    return verify(workstation.store, lambda *_: "", space)


def tamper(workstation: Workstation, sql: str) -> None:
    with workstation.store.database.write() as connection:
        assert connection.exec_driver_sql(sql).rowcount == 1


ENTRY = "(SELECT record FROM number WHERE text = 'SIG1-0002')"
FIRST = f"rowid = (SELECT min(rowid) FROM op WHERE record = {ENTRY})"


def test_what_nobody_touched_is_intact(sig: Workstation) -> None:
    verdict = judged(sig)
    assert verdict.intact
    assert verdict == Verdict(operations=verdict.operations)
    held = len(operations(sig, sig.reading.crises()[0].id))
    assert judged(sig, sig.reading.crises()[0].id).operations == held < verdict.operations


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("header = replace(header, '\"v\":1', '\"v\": 1')", "en-tête"),
        ("header = x'00'", "en-tête"),
        ("header = ''", "en-tête"),
        ("body = CAST(replace(CAST(body AS TEXT), 'Détail', 'Autre') AS BLOB)", "texte"),
        ("salt = zeroblob(16)", "texte"),
        ("id = zeroblob(32)", "en-tête"),
        ("record = zeroblob(32)", "rangé"),
        ("seq = 999", ""),
        ("control = 1", "rangé"),
        ("space = (SELECT min(n) FROM space)", "rangé"),
        ("chain = (SELECT min(n) FROM chain), seq = 998", ""),
    ],
)
def test_every_column_of_the_log_is_watched(sig: Workstation, change: str, why: str) -> None:
    tamper(sig, f"UPDATE op SET {change} WHERE {FIRST}")
    verdict = judged(sig)
    assert not verdict.intact
    assert why in verdict.why
    assert verdict.first_bad


def test_the_altered_entry_is_named(sig: Workstation) -> None:
    tamper(sig, f"UPDATE op SET salt = zeroblob(16) WHERE {FIRST}")
    assert judged(sig).first_bad == "SIG1-0002"


BAD = ("zeroblob(64)", "(SELECT signature FROM op AS other WHERE other.n = 1)")


@pytest.mark.parametrize("signature", BAD)
def test_a_signature_that_a_later_one_makes_up_for_is_counted(sig: Workstation, signature: str) -> None:
    tamper(sig, f"UPDATE op SET signature = {signature} WHERE {FIRST}")
    verdict = judged(sig)
    assert (verdict.intact, verdict.unsigned) == (True, 1)
    entry = next(one for one in operations(sig, sig.reading.crises()[0].id) if not one.signed_by_its_device())
    assert sig.reading.entry(entry.record).number == "SIG1-0002"  # nor is it told to be altered when it is opened


@pytest.mark.parametrize("signature", BAD)
def test_a_signature_that_nothing_makes_up_for_is_found(sig: Workstation, signature: str) -> None:
    last = "n = (SELECT max(n) FROM op WHERE chain = (SELECT max(chain) FROM op WHERE rank IS NULL OR rank > 1))"
    tamper(sig, f"UPDATE op SET signature = {signature} WHERE {last}")
    verdict = judged(sig)
    assert not verdict.intact
    assert "signature" in verdict.why


def test_a_body_that_nobody_erased_is_missing(sig: Workstation) -> None:
    tamper(sig, f"UPDATE op SET body = NULL WHERE {FIRST}")
    verdict = judged(sig)
    assert (verdict.intact, verdict.missing) == (False, 1)


@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM op WHERE {FIRST}",
        "DELETE FROM op WHERE n = (SELECT max(n) FROM op)",
        "UPDATE chain SET seq = seq + 1 WHERE n = 1",
        "UPDATE chain SET last = zeroblob(32) WHERE n = 1",
        "UPDATE chain SET device = 'ff' WHERE n = 1",
        "UPDATE chain SET incarnation = 'ff' WHERE n = 1",
    ],
)
def test_a_chain_that_lost_a_link_is_found(sig: Workstation, sql: str) -> None:
    tamper(sig, sql)
    assert not judged(sig).intact


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET subject = 'Rien' WHERE number = 'SIG1-0001'",
        "UPDATE entry SET key = key + (1 << 40) WHERE number = 'SIG1-0001'",
        "UPDATE entry SET occurred_at = 0 WHERE number = 'SIG1-0001'",
        "UPDATE entry SET space = (SELECT min(n) FROM space) WHERE number = 'SIG1-0001'",
        "UPDATE entry SET id = zeroblob(32) WHERE number = 'SIG1-0001'",
        "DELETE FROM entry WHERE number = 'SIG1-0001'",
        "UPDATE number SET text = 'SIG1-0009' WHERE text = 'SIG1-0001'",
        "UPDATE number SET n = 9 WHERE text = 'SIG1-0001'",
        "DELETE FROM number WHERE text = 'SIG1-0001'",
        "UPDATE conflict SET count = 3",
        "DELETE FROM conflict",
        "DELETE FROM search_entry WHERE rowid = (SELECT key FROM entry WHERE number = 'SIG1-0001')",
    ],
)
def test_a_read_table_that_is_not_the_fold_is_found_and_rebuilt(sig: Workstation, sql: str) -> None:
    tamper(sig, sql)
    assert not judged(sig).intact
    sig.store.rebuild()
    assert judged(sig).intact


def test_a_line_that_comes_from_no_operation_is_found(sig: Workstation) -> None:
    columns = ", ".join(one.name for one in schema.metadata.tables["crisis"].columns if one.name not in ("key", "id"))
    tamper(sig, f"INSERT INTO crisis (key, id, {columns}) SELECT 1, zeroblob(32), {columns} FROM crisis LIMIT 1")
    assert "aucune opération" in judged(sig).why


def test_what_the_server_signed_is_compared_with_what_is_ranked(sig: Workstation) -> None:
    asked = []
    crisis = sig.reading.crises()[0].id

    def contradicted(space: str, ids: Iterable[bytes], cursor: Cursor) -> str:
        asked.append((space, len(list(ids))))
        return "autre histoire"

    verdict = verify(sig.store, contradicted, crisis)
    assert (verdict.why, verdict.intact, asked) == ("autre histoire", False, [(crisis, 2)])
    assert judged(sig).intact
    tamper(sig, f"UPDATE op SET rank = NULL WHERE rank = 1 AND space = (SELECT n FROM space WHERE name = x'{crisis}')")
    assert "rangs" in judged(sig).why


def test_verifying_changes_nothing(sig: Workstation, tmp_path: Path) -> None:
    with sig.store.database.read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        judged(sig)
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before


def test_the_same_operations_give_the_same_fingerprint(office: Office) -> None:
    sig, other = office.workstation("SIG1", "Alice"), office.workstation("SIG2", "Bruno")
    crisis = office.crisis(sig, (other, "CCOM"))

    def prints(workstation: Workstation) -> dict[str, str]:
        with workstation.store.database.read() as connection:
            return fingerprints(connection)

    assert prints(sig) == prints(other)
    sig.desk.do(Record(crisis, "Seul ici"))
    assert prints(sig)[crisis] != prints(other)[crisis]
    give(other, crisis, operations(sig, crisis))
    assert prints(sig) == prints(other)


@pytest.mark.parametrize(
    "change", ["UPDATE blob SET size = size + 1", "UPDATE blob_part SET data = x'00'", "DELETE FROM blob_part"]
)
def test_an_altered_file_is_found_and_its_entry_is_named(sig: Workstation, change: str) -> None:
    crisis = sig.reading.crises()[0].id
    sig.desk.do(Record(crisis, "Photo", files=(described("photo.jpg", b"photo"),)), [b"photo"])
    assert judged(sig).intact
    tamper(sig, change)
    for space in (None, crisis):
        verdict = judged(sig, space)
        assert (verdict.intact, verdict.first_bad) == (False, "SIG1-0004")
        assert "« photo.jpg »" in verdict.why
