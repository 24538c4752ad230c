"""Who was invited and on which workstations, as administrators read it."""

from app.core.keys import SigningKey
from app.core.registers.accounts import Invite, Revoke
from tests.office import Office


def test_persons_come_by_name_with_their_workstations_and_what_became_of_them(tmp_path):
    office = Office(tmp_path)
    chief = office.workstation("SIG1", "C. Morvan")
    lost = office.workstation("INT", "L. Aubert", "INT", "LIA")
    enrolment = next(row for row in chief.reading.people() if row.name == "L. Aubert").workstations[0]
    assert (enrolment.prefix, enrolment.revoked) == ("INT", False)
    chief.desk.do(Revoke(enrolment.id, "perdu dans un train", ()))
    until = office.clock.now() + 60_000
    chief.desk.do(Invite("A. Roy", "SAN", "LIA", SigningKey(b"r" * 32).public, until))
    chief.desk.do(Invite("B. Passé", "SAN", "LIA", SigningKey(b"p" * 32).public, office.clock.now() - 1))
    rows = {row.name: row for row in chief.reading.people()}
    assert list(rows) == ["A. Roy", "B. Passé", "C. Morvan", "L. Aubert"]
    assert rows["L. Aubert"].workstations[0].revoked
    assert (rows["A. Roy"].workstations, rows["A. Roy"].invited_until) == ((), until)
    assert rows["B. Passé"].invited_until is None
    assert rows["C. Morvan"].invited_until is None
    assert lost.reading.me().workstation == "INT"
    office.close()
