"""What moved under the messages of a crisis, for all of them at once."""

from app.core.entry_commands import Amend, Record
from app.core.message_commands import Draft
from app.core.texts import Text
from app.sync.workstation import Workstation


def test_only_what_changed_since_somebody_looked_is_named_with_what_it_says_now(sig: Workstation, crisis: str) -> None:
    moved, still = (sig.desk.do(Record(crisis, subject)).id for subject in ("Douze communes", "Deux écoles"))
    message = sig.desk.do(Draft(crisis, "line", Text("Titre", "Corps"), uses=(moved, still))).id
    sig.desk.do(Draft(crisis, "line", Text("Autre", "Corps"), uses=(still,)))
    with sig.store.read() as transaction:
        assert transaction.moved(crisis) == {}
    sig.desk.do(Amend(moved, {"subject": "Treize communes"}, "erreur d’écoute"))
    with sig.store.read() as transaction:
        found = transaction.moved(crisis)
        footing = transaction.view().footing(moved)
    assert footing is not None
    assert list(found) == [bytes.fromhex(message)]
    ((one,),) = found.values()
    assert (one.record, one.number, one.now) == (moved, "SIG1-0001", footing.hash)
