"""What both workstations correct apart, and how long things take."""

from app.core.entry_commands import Record
from app.core.registers.directory import AddContact
from app.demonstration import cut, fire
from app.demonstration.scene import Seat


def test_seconds_are_written_the_french_way():
    assert cut.seconds(1.44) == "1,4 s"


def test_each_workstation_has_its_own_words_and_one_of_them_is_kept():
    apart = fire.scenario().cut
    assert set(apart.lines) == set(apart.rectified) == set(apart.phones) == {"SIG1", "INT"}
    assert apart.rectified["SIG1"].subject != apart.rectified["INT"].subject
    assert apart.phones["SIG1"] != apart.phones["INT"]
    assert apart.kept in apart.rectified


def test_the_first_figures_and_the_first_duty_number_are_disputed(office):
    workstation = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(workstation)
    workstation.desk.do(Record(crisis, "Sans chiffre"))
    figures = workstation.desk.do(Record(crisis, "41 appels", type="figures"))
    duty = workstation.desk.do(AddContact({"family_name": "Delaunay", "function": "astreinte santé"}))
    workstation.desk.do(AddContact({"family_name": "Kerjean", "function": "directrice"}))
    assert cut.disputed(Seat(workstation, None, workstation.close), crisis) == (figures.id, duty.id)
