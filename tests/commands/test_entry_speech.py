"""An entry as the command line says it."""

from app.commands.entry_speech import amendment, line, plain, readable
from app.core.entries import Assignee, Place
from app.core.entry_commands import Amend, Assign, Link, Record
from tests.office import Office

ZONE = "Europe/Paris"
AT = 1_790_000_000_000


def test_everything_recorded_is_said(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    place = Place("76540", "Rouen", ("76451",), 49.44, 1.09)
    decision = Record(crisis, "Fermer l'A150", type="decision", options="fermer ou attendre", place=place, tlp="red")
    done = sig.desk.do(decision)
    sig.desk.do(Link(done.id, "contradicts", sig.desk.do(Record(crisis, "Fumée")).id))
    sig.desk.do(Amend(done.id, {"occurred_at": AT}, "montre arrêtée"))
    sig.desk.do(Assign(done.id, Assignee("", "SAN", "Santé"), AT))
    entry = sig.reading.entry(done.id)
    told = plain(entry, ZONE)
    assert told["place"] == {
        **{"code": "76540", "name": "Rouen", "others": ["76451"]},
        **{"latitude": 49.44, "longitude": 1.09},
    }
    assert (told["decision"], told["options"], told["tlp"]) == ("D-SIG1-001", "fermer ou attendre", "TLP:RED")
    assert (told["assigned"], told["due"], told["links"][0]["kind"]) == (
        "Santé",
        readable("due", AT, ZONE),
        "contradicts",
    )
    shown = line(entry, ZONE)
    for words in ("D-SIG1-001", "à trier · Santé avant", "rectifiée", "en contredit une autre", "en attente"):
        assert words in shown
    assert "heure du fait" in amendment(entry.amendments[0], ZONE)
    assert readable("occurred_at", AT, ZONE)[:10] in amendment(entry.amendments[0], ZONE)
