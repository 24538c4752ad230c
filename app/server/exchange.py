"""One exchange with the central: what the caller may push is taken, what it may read is told."""

import re
from collections.abc import Collection
from hashlib import sha256

import msgspec
from sqlalchemy import Connection

from app.core.operations import Header, Operation, Wire
from app.core.registers.accounts import PRIVATE_OPENED
from app.core.standing import is_control
from app.server import aside, erasing, log
from app.server.access import Access, View
from app.server.central import Central
from app.server.log import Page, Space
from app.server.receiving import Push, Received, readable
from app.sync.protocol import COPIED, PAGE, Answer, Checkpoint, Exchange, Reply, sign_checkpoint

BEGINNINGS = ("crisis.opened", "directory.opened", PRIVATE_OPENED)
_NAME = re.compile("[0-9a-f]{64}")


def exchange(central: Central, connection: Connection, device: str, request: Exchange) -> Reply | None:
    """The reply to an enrolled workstation, or None when for this caller the space does not exist."""
    if not _NAME.fullmatch(request.space):
        return None
    epoch = _epoch(central, connection, request)
    space = log.find_space(connection, request.space, locked=bool(request.operations))
    view = central.access.view(connection, [space] if space else [])
    if space and view.belongs(device, space.id):
        received = _push(central, connection, view, space, device, request)
        if received.space.control != space.control:
            view = central.access.view(connection, [received.space])
        if view.belongs(device, space.id):  # who removes himself is told so at once
            return _reply(central, connection, epoch, received, request)
        return _reply_to_removed(connection, epoch, view, received.space, device, received)
    if view.person(device) and _brings_authority(request.operations):
        reply = _push_that_admits(central, connection, epoch, device, request)
        if reply:
            return reply
    if space and view.removal(device, space.id):
        received = _hand_in(central, connection, space, device, request)
        return _reply_to_removed(connection, epoch, view, space, device, received)
    return None


def _epoch(central: Central, connection: Connection, request: Exchange) -> str:
    """The epoch of the log, a new one if the caller shows our own word for what our log does not hold."""
    shown = request.checkpoint
    if shown is None or shown.space != request.space:
        return log.current_epoch(connection)
    epoch, running = log.epoch_and_running(connection, shown.space, shown.rank)
    now = central.clock.now()
    if log.forgot_epoch(connection, shown, central.key.public, epoch):  # put back from a copy older than that epoch
        epoch = log.open_epoch(connection, epoch, shown.epoch, now, shown)
    elif not log.shows_us_restored(shown, running, central.key.public, epoch):
        return epoch
    return log.open_epoch(connection, epoch, central.clock.chance(16).hex(), now, shown)


def _push(
    central: Central, connection: Connection, view: View, space: Space, device: str, request: Exchange
) -> Received:
    if not request.operations:
        return Received(space, {}, {})
    return Push(connection, space, view.accounts, device, central.clock.now()).take(request.operations)


def _push_that_admits(
    central: Central, connection: Connection, epoch: str, device: str, request: Exchange
) -> Reply | None:
    """The reply when the push itself makes its bearer a member: it begins the space, or carries his grant.

    Otherwise nothing of it remains.
    """
    attempt = connection.begin_nested()
    access = Access(central.access.service)  # what is folded here may be taken back
    space = log.find_space(connection, request.space, locked=True)
    if space is None and _begins(request):
        space = log.begin_space(connection, request.space)
    if space is not None:
        received = _push(central, connection, access.view(connection, [space]), space, device, request)
        if access.view(connection, [received.space]).belongs(device, space.id):
            attempt.commit()
            return _reply(central, connection, epoch, received, request)
    attempt.rollback()
    return None


def _begins(request: Exchange) -> bool:
    """Whether the first operation of that space is among those sent, and may begin one."""
    operations = readable(request.space, request.operations, {})
    return request.space in operations and operations[request.space].header.kind in BEGINNINGS


_kind = msgspec.json.Decoder(Header).decode


def _brings_authority(wires: Collection[Wire]) -> bool:
    for wire in wires:
        try:
            if is_control(_kind(wire.header).kind):
                return True
        except (msgspec.DecodeError, RecursionError):
            continue
    return False


def _hand_in(central: Central, connection: Connection, space: Space, device: str, request: Exchange) -> Received:
    """Receipts for what a workstation that belongs no more brings: kept in quarantine, no rank, nothing read."""
    answers: dict[bytes, Answer] = {}
    brought = readable(space.id, request.operations, answers)
    room = aside.room_in_quarantine(connection, device) if brought else 0
    kept: list[Operation] = []
    for operation in brought.values():
        id = bytes.fromhex(operation.id)
        if not operation.signed_by_its_device():
            answers[id] = Answer(id, "refused", "signature")
        elif len(kept) >= room:
            answers[id] = Answer(id, "refused", "quarantaine pleine")
        else:
            kept.append(operation)
            answers[id] = Answer(id, "quarantined")
    aside.quarantine(connection, erasing.without_words(connection, kept), device, central.clock.now())
    return Received(space, {}, answers)


def reply_from_start(central: Central, connection: Connection, space: Space) -> Reply:
    """The first page of a space, for somebody who holds nothing of it."""
    request = Exchange(space.id, "", 0, [])
    return _reply(central, connection, log.current_epoch(connection), Received(space, {}, {}), request)


def _reply(central: Central, connection: Connection, epoch: str, received: Received, request: Exchange) -> Reply:
    """What follows the caller's rank. Another epoch, or a rank we have not reached, is told from the start."""
    space, sent = received.space, {sha256(wire.header).digest() for wire in request.operations}
    # what had waited may have been sent by somebody else: it is given whole
    ranked = {id: rank for id, rank in received.ranked.items() if id in sent}
    after = request.rank if request.epoch == epoch and request.rank <= space.rank else 0
    if after + len(ranked) == space.rank and len(ranked) <= PAGE:  # nothing but what he has just brought
        page = Page(list(ranked), space.rank, space.running, False)
    else:
        page = log.page_after(connection, space, after, ranked)
    beyond = [Answer(id, "known", "", rank) for id, rank in ranked.items() if not after < rank <= page.rank]
    checkpoint = sign_checkpoint(central.key, space.id, epoch, page.rank, page.running)
    more = page.more or _erased_meanwhile(connection, space, page)
    answers = [*received.answers.values(), *beyond]
    continued = _continued(central, connection, space, epoch, request)
    copies = _copies(connection, request, answers)
    return Reply(epoch, after, page.items, more, checkpoint, answers, continued=continued, copies=copies)


def _copies(connection: Connection, request: Exchange, answers: Collection[Answer]) -> list[Wire]:
    """What proves each refusal of a chain that has two branches."""
    refused = {one.id.hex() for one in answers if one.reason == COPIED}
    if not refused:
        return []
    sent = readable(request.space, request.operations, {})
    return aside.branches(connection, {one.chain for id, one in sent.items() if id in refused})


def _continued(
    central: Central, connection: Connection, space: Space, epoch: str, request: Exchange
) -> list[Checkpoint]:
    """Our word for how far the history of the caller's epoch is in this one, when he comes from another."""
    if request.epoch in ("", epoch):
        return []
    shared = log.continued(connection, space, request.epoch, request.rank)
    return [sign_checkpoint(central.key, space.id, request.epoch, rank, running) for rank, running in shared]


def _erased_meanwhile(connection: Connection, space: Space, page: Page) -> bool:
    """Whether words of this page were erased by what another process ranked while it was read: the caller does not
    believe that they were before he is told by whom."""
    if not any(isinstance(item, Wire) and item.body is None for item in page.items):
        return False
    now = log.find_space(connection, space.id)
    return now is not None and page.rank < now.rank


def _reply_to_removed(
    connection: Connection, epoch: str, view: View, space: Space, device: str, received: Received
) -> Reply:
    removal = view.removal(device, space.id)
    assert removal is not None
    ranked = [Answer(id, "known", "", rank) for id, rank in received.ranked.items()]
    answers = [*received.answers.values(), *ranked]
    return Reply(epoch, 0, [], False, None, answers, log.operation_named(connection, removal))
