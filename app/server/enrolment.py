"""Enrolment: a workstation's first operation, made with an invitation, opens the door it came to."""

from sqlalchemy import Connection

from app.core.operations import Malformed, Operation, read
from app.core.registers.accounts import Accounts
from app.server import log
from app.server.access import Access
from app.server.central import Central
from app.server.exchange import reply_from_start
from app.server.log import Space
from app.server.receiving import Push
from app.sync.protocol import Enrolment, Reply

PREFIX_TAKEN = "préfixe déjà utilisé"


def enrol(central: Central, connection: Connection, device: str, request: Enrolment) -> Reply | str | None:
    """The whole of `service` for a workstation whose enrolment counts; None; or the one refusal that is explained.

    The same enrolment again gets the same reply: the first may have been lost on its way.
    """
    try:
        operation = read(request.operation)
    except Malformed:
        return None
    service = log.find_space(connection, central.access.service, locked=True)
    assert service is not None
    known = central.access.view(connection, [service])
    if known.person(device) and known.accounts.workstations[device].id == operation.id:
        return reply_from_start(central, connection, service)
    if operation.header.device != device or not _may_enrol(operation, known.accounts, service, central.clock.now()):
        return None
    return _append(central, connection, service, operation, request)


def _append(
    central: Central, connection: Connection, service: Space, operation: Operation, request: Enrolment
) -> Reply | str | None:
    attempt = connection.begin_nested()
    access = Access(central.access.service)  # what is folded here may be taken back
    before = access.view(connection, [service]).accounts
    received = Push(connection, service, before, operation.header.device, central.clock.now()).take([request.operation])
    after = access.view(connection, [received.space]).accounts
    if operation.header.device in after.workstations:
        attempt.commit()
        return reply_from_start(central, connection, received.space)
    attempt.rollback()
    return PREFIX_TAKEN if after.refused.get(operation.id) == PREFIX_TAKEN else None


def _may_enrol(operation: Operation, accounts: Accounts, service: Space, now: int) -> bool:
    """What the fold cannot know: the server's own time. The rest it judges, the same for everyone."""
    header, body = operation.header, operation.body
    if header.kind != "workstation.enrolled" or header.space != service.id or header.seq != 1:
        return False
    if not isinstance(body, dict) or not isinstance(body.get("invitation"), str):
        return False
    invitation = accounts.invitations.get(body["invitation"])
    if invitation is None or now > invitation.expires_at:
        return False
    return all(other.invitation != invitation.id for other in accounts.workstations.values())
