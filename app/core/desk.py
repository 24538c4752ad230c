"""The desk: the one entry for user actions. A command is decided and written in one transaction, or refused."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.core.attachments import MOST_IN_SPACE, files_named, weighed
from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.operations import Operation
from app.core.register import Draft
from app.core.registers.shelf import WRITERS, decide
from app.core.standing import CONTROL
from app.core.store import alarms, blobs, drafts, notices, preferences
from app.core.store.alarms import Alarm
from app.core.store.filtering import EntryFilter
from app.core.store.store import Store
from app.core.store.transaction import Transaction
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

    def do(self, command: Any, files: Sequence[bytes] = ()) -> Done:
        """Raises Refused (nothing was written) or Unavailable (the disk failed, and nothing was written).

        `files` are the contents of the Attachments that the command names: they are held from the very transaction
        that names them, or not at all.
        """
        contents = {sha256(content).hexdigest(): content for content in files}
        blobs.set_down(self._store.database, contents)
        try:
            return self._do(command, contents)
        except BaseException:
            if contents:
                with suppress(Unavailable), self._store.database.write() as connection:
                    blobs.sweep(connection)
            raise

    def _do(self, command: Any, contents: Mapping[str, bytes]) -> Done:
        with self._store.write() as transaction:
            view = transaction.view()
            written: list[Operation] = []
            for draft in decide(command, view):
                written.append(transaction.sign(draft, draft.grant or grant_for(draft, view)))
                transaction.append(written[-1])
            _keep_files(transaction, command, written, contents)
            first = written[0]
            label = transaction.label(first.record)
        return Done(transaction.changes, first.record, label)

    def refusals(self, commands: Sequence[Any]) -> list[str]:
        """For each of these commands, why the rules would refuse it now; nothing for one they would let through.
        Nothing is written."""
        with self._store.read() as transaction:
            view = transaction.view()
            return [_refusal(command, view) for command in commands]

    def keep_draft(self, name: str, text: str) -> None:
        """Keeps what is being typed at that place, on this workstation alone; an empty text forgets it."""
        with self._store.database.write() as connection:
            drafts.keep(connection, name, text)

    def note_due(self) -> None:
        """Makes the notices that the hour calls for: due times reached, or about to be."""
        with self._store.read() as transaction:
            if not transaction.has_due():
                return
        with self._store.write() as transaction:
            transaction.note_due()

    def note_brief(self, space: str, kind: str, at: int) -> None:
        """Notes, on this workstation alone, what was done of the brief that a crisis calls for at that hour (`kind`,
        of `notices.OF_BRIEFS`): it is told, and not done again."""
        with self._store.write() as transaction:
            transaction.note_brief(space, kind, at)

    def see_notices(self, numbers: Sequence[int] | None = None) -> None:
        """Notes, on this workstation alone, that these notices were seen; None: all of them."""
        with self._store.database.write() as connection:
            notices.see(connection, numbers)

    def see_alarms(self, shown: Sequence[Alarm] | None = None) -> None:
        """Notes, on this workstation alone, that these alarms were seen; None: all of them."""
        with self._store.database.write() as connection:
            alarms.mark_seen(connection, shown)

    def keep_view(self, space: str, name: str, wanted: EntryFilter | None) -> None:
        """Keeps a filter under that name, for every crisis looked at from this workstation; None forgets it. Raises
        Refused."""
        with self._store.database.write() as connection:
            preferences.keep_view(connection, name, wanted)

    def keep_word(self, space: str, word: str) -> None:
        """Keeps, on this workstation alone, a word that is no spelling fault in that crisis. Raises Refused."""
        with self._store.database.write() as connection:
            preferences.keep_word(connection, space, word)

    def keep_distinct(self, one: str, other: str) -> None:
        """Keeps, on this workstation alone, that these two crises are two."""
        with self._store.database.write() as connection:
            preferences.keep_distinct(connection, one, other)

    def keep_crisis(self, id: str) -> None:
        """Keeps, on this workstation alone, which crisis is looked at."""
        with self._store.database.write() as connection:
            preferences.keep_crisis(connection, id)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """`listener` is called after each commit, a received batch included, from whichever thread made it."""
        self._store.subscribe(listener)


def _refusal(command: Any, view: StoreView) -> str:
    try:
        for draft in decide(command, view):
            if not draft.grant:
                grant_for(draft, view)
    except Refused as refused:
        return str(refused)
    return ""


def _keep_files(
    transaction: Transaction, command: Any, written: Sequence[Operation], contents: Mapping[str, bytes]
) -> None:
    """Holds the contents that these operations name. Raises Refused unless each one is given, or held already."""
    connection = transaction.connection
    named = {hash: size for one in written for hash, size in files_named(one.body).items()}
    known = {one.sha256 for one in getattr(command, "files", ())}  # joined already: no operation names them again
    sizes = blobs.held(connection, list(named)) | {hash: len(content) for hash, content in contents.items()}
    if contents.keys() - named.keys() - known:
        raise Refused("Un des fichiers donnés n'est pas de ceux qui sont joints : rien n'a été enregistré.", "files")
    if any(sizes.get(hash) != size for hash, size in named.items()):
        raise Refused("Le contenu d'une pièce jointe manque ou a changé : choisissez le fichier à nouveau.", "files")
    for hash in named.keys() & contents.keys():
        blobs.keep(connection, hash, contents[hash])
    blobs.ask_again(connection, named.keys() - contents.keys())
    for one in written:
        blobs.hold_for(connection, one.space, files_named(one.body))
    for space in {one.space for one in written} if named else ():
        weight = blobs.weight(connection, space)
        if weight > MOST_IN_SPACE:
            raise Refused(
                f"Avec ces fichiers, les pièces jointes de la crise feraient {weighed(weight)}, pour "
                f"{weighed(MOST_IN_SPACE)} au plus : rien n'a été enregistré.",
                "files",
            )


def grant_for(draft: Draft, view: StoreView) -> str:
    """The role the author acts under: the first of his that may write this kind. Raises Refused."""
    if not draft.space or draft.kind in CONTROL:
        return ""
    if draft.space in (view.accounts.directory, *view.accounts.privates):
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
