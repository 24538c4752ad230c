"""The desk: the one entry for user actions. A command is decided and written in one transaction, or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.operations import Operation
from app.core.register import Draft
from app.core.registers.shelf import WRITERS, decide
from app.core.standing import CONTROL
from app.core.store import drafts
from app.core.store.store import Store
from app.core.store.view import StoreView


@dataclass(frozen=True, slots=True)
class Done:
    """What a command wrote: `id` of the record it began or changed, `label` what a person calls it."""

    changes: Changes
    id: str
    label: str


class Desk:
    """Safe to call from any thread, never on the window's: each call ends with a durable write or an exception."""

    def __init__(self, store: Store):
        self._store = store

    def do(self, command: Any) -> Done:
        """Raises Refused (nothing was written) or Unavailable (the disk failed, and nothing was written)."""
        with self._store.write() as transaction:
            view = transaction.view()
            written: list[Operation] = []
            for draft in decide(command, view):
                written.append(transaction.sign(draft, draft.grant or grant_for(draft, view)))
                transaction.append(written[-1])
            first = written[0]
            label = transaction.label(first.record)
        return Done(transaction.changes, first.record, label)

    def keep_draft(self, name: str, text: str) -> None:
        """Keeps what is being typed at that place, on this workstation alone; an empty text forgets it."""
        with self._store.database.write() as connection:
            drafts.keep(connection, name, text)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """`listener` is called after each commit, a received batch included, from whichever thread made it."""
        self._store.subscribe(listener)


def grant_for(draft: Draft, view: StoreView) -> str:
    """The role the author acts under: the first of his that may write this kind. Raises Refused."""
    if not draft.space or draft.kind in CONTROL:
        return ""
    if draft.space == view.accounts.directory:
        if view.me.role not in WRITERS[draft.kind]:
            raise Refused("Votre rôle habituel ne permet pas d'écrire dans l'annuaire.")
        return view.accounts.workstations[view.device].invitation
    grants = view.grants(draft.space)
    if not grants:
        raise Refused("Vous n'êtes pas membre de cette crise.")
    for grant in grants:
        if grant.role in WRITERS[draft.kind]:
            return grant.id
    roles = ", ".join(grant.role for grant in grants)
    raise Refused(f"Votre rôle dans cette crise ({roles}) ne permet pas cet acte.")
