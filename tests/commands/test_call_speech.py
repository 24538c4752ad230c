"""A cascade told at the command line: the number to dial now, and who answered."""

from dataclasses import replace

from app.commands.call_speech import headed, line, plain, summary
from app.core import cascade_calls
from app.core.cascade import Number, fold
from tests.building import Writer
from tests.core.cascades import FONTAINE, KERJEAN, called, written

ZONE = "Europe/Paris"


def test_a_line_names_the_next_number_his_deputy_or_nobody_once_he_is_reached() -> None:
    by = Writer("ann")
    first = written(by)
    wrong = called(by, first, KERJEAN, "wrong_number", number="+33199001201")
    found = fold([first, wrong, called(by, first, FONTAINE, "no_answer", number="+33199005112")])
    assert found is not None
    one, two, three = cascade_calls.lines(found)
    assert "01 99 00 12 01 (faux)" in line(one, ZONE)
    assert line(one, ZONE).endswith("à composer maintenant : 01 99 00 12 02")
    assert line(two, ZONE).endswith("à composer maintenant : 01 99 00 51 99, suppléant R. Vasseur")
    assert "maintenant" not in line(three, ZONE)
    said = plain(two, found, ZONE)
    assert (said["dial"], said["dial_deputy"], said["spoke_to"]) == ("+33199005199", True, "")


def test_a_private_number_is_told_masked_and_apart() -> None:
    found = fold([written(Writer("ann"))])
    assert found is not None
    one = replace(cascade_calls.line(found, KERJEAN.key), private=(Number("mobile", "06 39 98 •• 41"),))
    said = plain(one, found, ZONE)
    assert (len(said["phones"]), said["private"]) == (2, ["06 39 98 •• 41"])
    assert "06 39 98 •• 41 (privé)" in line(one, ZONE)
    assert headed(found).endswith("joint 0/3, à appeler 3")
    assert summary(found)["to_call"] == 3
