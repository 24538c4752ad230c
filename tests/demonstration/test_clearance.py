"""The refusals of the story are those of the rules."""

from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.texts import Text
from app.demonstration import clearance
from app.demonstration.scene import Seat
from tests.office import share


def test_a_refusal_is_given_in_words_and_a_visa_that_is_taken_gives_none(office):
    sig = office.workstation("SIG1", "Camille Morvan")
    director = office.workstation("DIR1", "Anne Rousseau", "PM", "DIR")
    crisis = office.crisis(sig, (director, "DIR"))
    message = sig.desk.do(Draft(crisis, "holding", Text("Restez à l’abri", "Appelez le [numéro].")))
    sig.desk.do(Submit(message.id))
    sig.desk.do(GiveVisa(message.id, None, "favourable"))
    share(sig, crisis, [director])
    seat = Seat(director, None, director.close)
    assert "[numéro]" in clearance.refused(seat, message.id)
    whole = sig.desk.do(Draft(crisis, "holding", Text("Restez à l’abri", "Fermez les fenêtres.")))
    sig.desk.do(Submit(whole.id))
    share(sig, crisis, [director])
    assert clearance.refused(seat, whole.id) == ""
