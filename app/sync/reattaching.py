"""A workstation goes on with a central made again elsewhere, on the word of the root of its own service alone."""

from app.core.errors import Refused
from app.core.reattachment import Reattachment, read_reattachment
from app.core.store import log
from app.core.whole import write_whole
from app.sync.engine import ATTACHED_KEY
from app.sync.transport import checked_url, fetch_authority
from app.sync.workstation import AUTHORITY, Workstation


def reattach(workstation: Workstation, code: str) -> Reattachment:
    """Takes the address, the authority and the key that the code names; what is held stays, and is brought there at the
    next exchanges. Raises Refused, or Unavailable while nothing answers there: nothing was changed then."""
    with workstation.store.read() as transaction:
        accounts = transaction.accounts
    to = read_reattachment(code, accounts.service, accounts.root)
    if to.server_key in accounts.former_keys:
        raise Refused("Ce code est celui d'un serveur qui a été remplacé depuis : demandez le dernier.", "code")
    address = checked_url(to.address)
    authority = workstation.folder / AUTHORITY
    if to.authority:
        write_whole(authority, fetch_authority(address, to.authority))
    else:
        authority.unlink(missing_ok=True)
    with workstation.store.database.write() as connection:
        noted = {"server": address, "authority_sha256": to.authority, ATTACHED_KEY: to.server_key}
        for name, value in noted.items():
            log.note(connection, name, value.encode())
    return to
