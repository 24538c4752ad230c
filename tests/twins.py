"""Two records of one number, as a workstation that was copied and used in two places leaves them."""

from app.core.register import Draft
from app.sync.workstation import Workstation


def lived_twice(workstation: Workstation, entry: str) -> str:
    """Another entry under the number of that one. Returns its id."""
    with workstation.store.write() as transaction:
        one = transaction.verified(entry)[0].operation
        again = transaction.sign(Draft(one.header.kind, one.body, one.space), one.header.grant)
        transaction.append(again)
    return again.record
