"""Who may read what from a relay, judged anew at each request by the accounts and the members that it holds."""

from app.core.keys import verify
from app.core.store import relaying
from app.core.store.transaction import Transaction
from app.core.store.view import StoreView
from app.sync.peering import belongs


def is_served(view: StoreView, device: str) -> bool:
    """Whether that workstation is one of the service, and so are we: who was revoked neither serves nor is served."""
    accounts = view.accounts
    return all(one in accounts.workstations and one not in accounts.cuts for one in (view.device, device))


def spaces_of(transaction: Transaction, device: str) -> dict[str, int]:
    """The spaces we hold and still belong to that this workstation may read, each with a number that moves with it."""
    held = relaying.reached(transaction.connection)
    return {space: mark for space, mark in held.items() if belongs(transaction, device, space)}


def signed(device: str, signature: str, message: bytes) -> bool:
    try:
        return len(device) == 64 and verify(device, bytes.fromhex(signature), message)
    except ValueError:
        return False
