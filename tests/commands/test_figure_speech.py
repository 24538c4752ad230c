"""A figure at the command line: what became of it stands in words beside it."""

from app.commands.figure_speech import history, line, plain, readable
from app.core.registers.figures import AmendFigure, ChooseFigure, RecordFigure, SetPublishable
from tests.office import Office, share

ZONE = "Europe/Paris"
SIX = 1_700_000_000_000


def test_what_became_of_a_figure_is_said_on_its_line(office: Office) -> None:
    sig, other = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Léa Aubert")
    crisis = office.crisis(sig, (other, "DIR"))
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", SIX)).id
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", SIX)).id
    share(sig, crisis, [other])
    sig.desk.do(ChooseFigure(one, (two,), "source habituelle"))
    other.desk.do(ChooseFigure(two, (one,), "plus récent"))
    share(other, crisis, [sig])
    account = sig.reading.account(crisis)
    assert "deux choix opposés, à trancher" in line(account.figures[one], account, ZONE)
    assert plain(account.figures[one], account, ZONE)["contested"] is True
    sig.desk.do(ChooseFigure(one, (two,), "vu ensemble"))
    account = sig.reading.account(crisis)
    assert "écarté au profit de BIL-SIG1-001 · non publiable · en attente" in line(account.figures[two], account, ZONE)


def test_all_that_was_said_of_a_figure_is_told_in_order(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    one = sig.desk.do(RecordFigure(crisis, "Décès", "1700", "SINUS", SIX)).id
    sig.desk.do(AmendFigure(one, {"value": "1800"}, "recompte"))
    sig.desk.do(SetPublishable(one, True, "vu"))
    told = history(sig.reading.figure(one), ZONE)
    assert [(each["act"], each["reason"]) for each in told] == [("amended", "recompte"), ("cleared", "vu")]
    assert (told[0]["former"], told[0]["new"]) == ("1\u202f700", "1\u202f800")


def test_values_are_read_as_a_person_says_them() -> None:
    assert readable("source", {"organisation": "", "name": "SINUS"}, ZONE) == "SINUS"
    assert readable("cutoff", SIX, ZONE) == "2023-11-14T23:13:20+01:00"
    assert (readable("publishable", True, ZONE), readable("note", "vu", ZONE)) == ("oui", "vu")
