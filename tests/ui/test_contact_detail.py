"""A contact in full."""

from datetime import date

from app.core.registers.directory import AddContact, EditContact
from app.core.registers.duties import AddDuty
from app.ui.contact_detail import Acts, ContactDetail
from app.ui.contact_opening import open_contact
from app.ui.controls import Sign
from tests.office import share
from tests.ui.by_name import button, words
from tests.ui.lines import NOW

TODAY = date(2026, 9, 24)
HOUR = 3_600_000


def detail_of(cell, qtbot, contact, gone=None, workstation=None, crisis=None):
    gone = [] if gone is None else gone
    acts = Acts(*[lambda *_: None] * 6, lambda id: gone.append(id), lambda node: gone.append(node))
    mine = workstation or cell.head
    detail = ContactDetail(cell.station(mine), acts)
    qtbot.addWidget(detail)
    opened = open_contact(mine.reading, contact, crisis.id if crisis else "", NOW)
    detail.show_contact(opened, TODAY, NOW, crisis)
    detail.show()
    return detail


def test_who_and_the_number_come_first_and_the_rest_below(cell, qtbot):
    contact = cell.contact(
        family_name="Delmas",
        function="DICOM",
        organisation="DGS",
        phone_1={"number": "0199003300", "usage": "office", "public": True},
        phone_2={"number": "0199003315", "usage": "duty", "public": False},
        languages="anglais",
    ).id
    shown = words(detail_of(cell, qtbot, contact)).splitlines()
    assert shown[:2] == ["Delmas", "DICOM · direction générale de la santé"]
    assert shown.index("01 99 00 33 15") < shown.index("01 99 00 33 00") < shown.index("anglais")


def test_a_contact_never_verified_says_so_and_when_it_is_to_be_purged(cell, qtbot):
    contact = cell.contact(family_name="Delmas", purge_on="2026-10-01").id
    signs = [sign.accessibleName() for sign in detail_of(cell, qtbot, contact).findChildren(Sign)]
    assert "jamais vérifié" in signs
    assert "à purger bientôt" in signs


def test_the_path_the_deputy_and_the_duty_of_the_hour_are_there(cell, qtbot):
    deputy = cell.contact(family_name="Morvan").id
    contact = cell.contact(family_name="Delmas", organisation="DGS", deputy=deputy).id
    slot = {"organisation": "SAN", "function": "DICOM", "holder": contact, "starts": NOW - HOUR, "ends": NOW + HOUR}
    cell.head.desk.do(AddDuty(slot))
    gone: list[str] = []
    detail = detail_of(cell, qtbot, contact, gone)
    button(detail, "Suppléant : Morvan").click()
    button(detail, "Aller à Santé").click()
    assert gone == [deputy, "SAN"]
    assert "Santé, DICOM" in words(detail)


def test_the_history_says_who_wrote_what_and_what_it_replaced(cell, qtbot):
    contact = cell.contact(family_name="Delmas", function="directrice").id
    cell.head.desk.do(EditContact(contact, {"function": "porte-parole"}))
    detail = detail_of(cell, qtbot, contact)
    assert "directrice" not in words(detail)
    detail.past.fold.click()
    qtbot.waitUntil(lambda: "directrice (remplacé)" in words(detail))
    assert "SIG1 · C. Morvan (CCOM), jeu.\u00a024\u00a0sept.\u00a02026, 03:16" in words(detail)


def test_who_may_not_write_sees_why(cell, qtbot):
    contact = cell.contact(family_name="Delmas").id
    observer = cell.office.workstation("OBS1", "V. Observateur", "SIG", "OBS")
    cell.office.crisis(cell.head, (observer, "OBS"))
    share(cell.head, cell.directory, [observer])
    detail = detail_of(cell, qtbot, contact, workstation=observer)
    assert not detail.bar.button("edit").isEnabled()
    assert "le rôle OBS ne permet pas" in words(detail.bar)


def test_what_is_written_is_shown_letter_for_letter(cell, qtbot):
    contact = cell.contact(family_name="<b>Delmas</b>").id
    assert "<b>Delmas</b>" in words(detail_of(cell, qtbot, contact))


def test_a_contact_of_the_crisis_alone_shows_no_day_of_purge(cell, qtbot):
    crisis = cell.crisis(cell.head)
    own = cell.head.desk.do(AddContact({"family_name": "Delmas", "purge_on": "2026-10-01"}, crisis.id)).id
    detail = detail_of(cell, qtbot, own, crisis=crisis)
    assert not [sign for sign in detail.findChildren(Sign) if "purger" in sign.accessibleName()]
    assert "À purger le" not in words(detail)
