"""Whether this workstation may keep what a bundle holds of a space: nobody holds a space he is not a member of."""

from collections.abc import Callable, Iterator

from app.core.operations import Malformed, Operation, read
from app.core.registers import members
from app.core.standing import CONTROL
from app.core.store import carrying, log
from app.core.store.authority import where
from app.core.store.store import Store
from app.sync.bundle_format import Page, Record, Section
from app.sync.bundle_sealing import Broken

MOST_CONTROL = 50_000  # of one space: what gives and takes roles is little, whatever the length of a crisis

Read = Callable[[], Iterator[Record]]
"""The records of the bundle, from the first on, each time it is called."""


def admitted(store: Store, space: str, read_again: Read) -> bool:
    """Whether we belong to that space, by what is held of it and all that the bundle brings of it, judged before
    anything of it is kept. The accounts of the bundle were taken in before. A removal that it brings is noted."""
    with store.read() as transaction:
        accounts = transaction.accounts
        me = accounts.person_of(store.key.public)
        held = carrying.control(transaction.connection, space)
        removed = log.removal(transaction.connection, space)
    if me is None or store.key.public in accounts.cuts:
        return False
    if space in (accounts.directory, *accounts.privates):
        return accounts.may_see(store.key.public, space)
    known = {one.id for one, _ in held}
    operations = held + [(one, None) for id, one in _control(space, read_again).items() if id not in known]
    named = {id for one, _ in operations for id in _named(one)} | {id for cut in accounts.cuts.values() for id in cut}
    places = _places(space, named, read_again) if named else {}
    with store.read() as transaction:
        position = where(transaction.connection)
        folded = members.fold(operations, accounts, lambda id: places.get(id) or position(id))
    mine = [one for one in folded.grants.values() if one.person.id == me.id]
    if folded.of(me.id):
        return removed is None or any(removed in one.undoes for one in mine)
    removals = [cut.id for one in mine for cut in folded.removals_of(one)]
    if held and removals and removed is None:
        with store.write() as transaction:
            log.note_removal(transaction.connection, space, removals[0])
            transaction.touch(space)
    return False


def _control(space: str, read_again: Read) -> dict[str, Operation]:
    """What the bundle brings of that space that gives and takes roles, each signed by its author."""
    found: dict[str, Operation] = {}
    for one in _operations(space, read_again):
        if one.header.kind in CONTROL and len(found) < MOST_CONTROL and one.signed_by_its_device():
            found[one.id] = one
    return found


def _places(space: str, named: set[str], read_again: Read) -> dict[str, tuple[tuple[str, str, str], int]]:
    """Where the operations that removals name stand in their chains."""
    return {one.id: (one.chain, one.header.seq) for one in _operations(space, read_again) if one.id in named}


def _operations(space: str, read_again: Read) -> Iterator[Operation]:
    section = ""
    try:
        for record in read_again():
            match record:
                case Section():
                    section = record.space
                case Page() if section == space:
                    for wire in record.operations:
                        try:
                            one = read(wire)
                        except Malformed:
                            continue
                        if one.space == space:
                            yield one
                case Page():
                    pass
                case _:  # text comes first
                    return
    except Broken:
        return


def _named(one: Operation) -> list[str]:
    """What a removal says was accepted."""
    last = one.body.get("last") if isinstance(one.body, dict) else None
    return [id for id in last if isinstance(id, str)] if isinstance(last, list) else []
