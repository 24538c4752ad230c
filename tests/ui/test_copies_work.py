"""Making numbered copies: the register first, then where they go."""

import os

import pytest

from app.core.errors import Refused, Unavailable
from app.core.recipients import Recipient
from app.ui.copies_work import FOLDER, MAIL, QUEUE, Asked, carried_out, named
from tests.ui.copy_register import Register

PM, SGDSN = Recipient("Cabinet PM", "cabinet@pm.example"), Recipient("SGDSN")


def test_people_are_named_one_a_line_with_a_courriel_or_not():
    assert named("Cabinet PM <cabinet@pm.example>\nSGDSN\n\nSGDSN") == (PM, SGDSN)


@pytest.mark.parametrize("text", ["x" * 81, "Préfet <+33199001201>", "<>", "a\u202eb"])
def test_a_recipient_that_no_copy_can_bear_is_refused(text):
    with pytest.raises(Refused) as refusal:
        named(text)
    assert refusal.value.field == "recipients"


def test_copies_are_numbered_then_reach_the_queue_with_their_annex(cups):
    register = Register()
    outcome = carried_out(register, Asked((PM, SGDSN), queue="Bureau"))
    assert outcome.made == ("1/2", "2/2")
    assert [cups.received().file for _ in range(4)] == [
        data for copy in register.copies for data in (copy.pdf, copy.annex)
    ]


def test_a_copy_of_the_register_goes_out_again_the_same_and_without_its_annex_if_asked(cups):
    register = Register()
    register.make(["Cabinet PM"])
    outcome = carried_out(register, Asked((), ("1/1",), QUEUE, "Bureau", annex=False))
    assert outcome.made == ()
    assert cups.received().file == register.copies[0].pdf
    assert cups.idle
    assert len(register.copies) == 1


def test_a_folder_that_is_none_numbers_nothing(tmp_path):
    register = Register()
    for output in (FOLDER, MAIL):
        with pytest.raises(Refused):
            carried_out(register, Asked((PM,), output=output, folder=str(tmp_path / "absent")))
    assert register.copies == []


def test_courriels_go_to_the_addresses_that_were_typed(tmp_path):
    outcome = carried_out(Register(), Asked((PM, SGDSN), output=MAIL, folder=str(tmp_path)))
    assert [copy.label for copy in outcome.bare] == ["2/2"]
    assert sorted(name[-4:] for name in os.listdir(tmp_path)) == [".eml", ".pdf", ".pdf"]


def test_what_is_registered_and_did_not_go_out_is_told_as_such(cups):
    register = Register()
    outcome = carried_out(register, Asked((PM,), queue="Ferme"))
    assert outcome.made == ("1/1",)
    assert "refuse les travaux" in str(outcome.error)
    assert [copy.label for copy in outcome.copies] == ["1/1"]


def test_a_register_that_says_no_lets_nothing_out(tmp_path):
    register = Register()
    register.failing = Unavailable("Le disque est plein.")
    with pytest.raises(Unavailable, match="plein"):
        carried_out(register, Asked((PM,), output=FOLDER, folder=str(tmp_path)))
    assert os.listdir(tmp_path) == []


def test_without_a_queue_the_system_prints_what_was_registered():
    outcome = carried_out(Register(), Asked((PM,)))
    assert (outcome.made, outcome.error) == (("1/1",), None)
