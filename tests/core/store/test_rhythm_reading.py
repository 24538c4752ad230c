"""What the screens and the command line ask of the rhythm of briefs."""

from app.core.clock import Clock
from app.core.registers.crisis import EditCrisis
from app.core.rhythm import Rhythm
from tests.office import Office, share
from tests.ui.lines import at


def test_the_rhythm_of_a_crisis_is_everybody_s_and_its_hours_are_those_who_may_freeze_a_brief(tmp_path):
    office = Office(tmp_path, Clock(lambda: at(24, 3, 16)))
    chief, observer = office.workstation("SIG1", "Morvan"), office.workstation("OBS1", "Le Gall")
    space = office.crisis(chief, (observer, "OBS"))
    assert chief.reading.pace(space) is None
    chief.desk.do(EditCrisis(space, {"rhythm": "toutes les 4 heures à :00"}))
    share(chief, space, [observer])
    for one in (chief, observer):
        assert one.reading.pace(space).rhythm == Rhythm(4)
    assert [one.space for one in chief.reading.my_paces()] == [space]
    assert observer.reading.my_paces() == []
    assert chief.reading.pace("0" * 64) is None
    office.close()
