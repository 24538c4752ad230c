"""What a brief tells of the word of the State: in force, on its way, sent since, promised."""

from typing import Any

from app.core.brief_commands import Freeze, Printed
from app.core.brief_content import Pair, Paragraph, Table
from app.core.brief_offer import OVERDUE, Group
from app.core.brief_word import no_more
from app.core.message_commands import Describe, Draft, Submit, Withdraw
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.core.test_composing import blocks, compose, crisis, said, sig
from tests.office import Office

__all__ = ("crisis", "sig")


def groups(sig: Workstation, crisis: str, number: int, format: str = "standard") -> dict[str, Group]:
    offers = sig.reading.propose(crisis, sig.clock.now(), True, format).offers
    return {group.name: group for offer in offers if offer.number == number for group in offer.groups}


def rows(group: Group) -> list[Any]:
    return [pick.printed for pick in group.picks]


def test_what_was_sent_is_in_force_with_its_sentence_its_hours_and_its_visas(office: Office, sig: Workstation) -> None:
    crisis, (line,) = said(office, sig, ("line",))
    found = groups(sig, crisis, 6)
    ((reference, words, _, until, visas),) = rows(found["in_force"])
    assert (reference, words, until, visas) == ("EDL-SIG1-001 v1", "Corps line.", "—", "complets")
    assert found["in_force"].picks[0].record == line
    ((told,),) = rows(found["dispatched"])
    assert told.startswith("EDL-SIG1-001 (")


def test_what_was_sent_before_the_last_brief_is_in_force_and_not_told_as_sent(office: Office, sig: Workstation) -> None:
    crisis, _ = said(office, sig, ("line",))
    content, proposal = compose(sig, crisis), sig.reading.propose(crisis, sig.clock.now(), True)
    sig.desk.do(Freeze(crisis, content, Printed(b"%PDF", 1), proposal.known))
    found = groups(sig, crisis, 6)
    assert "dispatched" not in found
    assert [pick.changed for pick in found["in_force"].picks] == [False]


def test_what_is_not_cleared_is_named_with_its_state_and_a_draft_is_not_told(sig: Workstation, crisis: str) -> None:
    sig.desk.do(Draft(crisis, "line", Text("Brouillon", "Texte")))
    message = sig.desk.do(Draft(crisis, "line", Text("En visa", "Texte secret encore"))).id
    sig.desk.do(Submit(message))
    ((reference, title, state, _),) = rows(groups(sig, crisis, 6)["waited"])
    assert (reference, title, state) == ("EDL-SIG1-002 v1", "En visa", "en visa")
    (table,) = blocks(compose(sig, crisis), 6)
    assert isinstance(table, Table)


def test_what_was_promised_is_a_word_to_come_and_late_once_its_hour_has_passed(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for title, at in (("Point presse", now + 3_600_000), ("Déjà dû", now - 3_600_000)):
        message = sig.desk.do(Draft(crisis, "line", Text(title, "Texte"))).id
        sig.desk.do(Describe(message, {"promised_at": at}))
    late, coming = groups(sig, crisis, 6)["promised"].picks
    assert ("Déjà dû" in late.words, late.picked, late.marks) == (True, False, {OVERDUE})
    assert ("Point presse" in coming.words, coming.picked, coming.marks) == (True, True, frozenset())


def test_what_was_sent_and_what_is_promised_stand_side_by_side(office: Office, sig: Workstation) -> None:
    crisis, (line,) = said(office, sig, ("line",))
    sig.desk.do(Describe(line, {"promised_at": sig.clock.now() + 3_600_000}))
    pair = next(block for block in blocks(compose(sig, crisis), 6) if isinstance(block, Pair))
    assert isinstance(pair.left, Paragraph)
    assert (pair.left.lead, pair.right.lead) == ("Diffusés.", "Paroles à venir.")


def test_what_was_withdrawn_is_not_to_be_said_any_more_and_why(office: Office, sig: Workstation) -> None:
    crisis, (answer,) = said(office, sig, ("qa",))
    assert no_more([], "Europe/Paris") == ()
    assert "gone" not in groups(sig, crisis, 13, "cip")
    sig.desk.do(Withdraw(answer, "chiffre faux"))
    ((reference, title, why, _),) = rows(groups(sig, crisis, 13, "cip")["gone"])
    assert (reference, title, why) == ("QR-SIG1-001 v1", "Titre qa", "retiré")
    assert groups(sig, crisis, 11, "cip") == {}
