"""Who was invited and on which workstations, as administrators read it."""

from dataclasses import dataclass

from app.core.registers.accounts import Accounts


@dataclass(frozen=True, slots=True)
class WorkstationRow:
    """An enrolled workstation; `id` is its enrolment."""

    id: str
    prefix: str
    enrolled_at: int
    revoked: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody invited. `invited_until` is the end of an invitation nobody used yet, or None."""

    id: str
    name: str
    organisation: str
    role: str
    workstations: tuple[WorkstationRow, ...]
    invited_until: int | None


def people(accounts: Accounts, now: int) -> list[PersonRow]:
    """By name; the workstations of each in the order they were enrolled."""
    used = {one.invitation for one in accounts.workstations.values()}
    rows = []
    for person in accounts.persons.values():
        mine = [one for one in accounts.workstations.values() if one.person.id == person.id]
        pending = [
            one.expires_at
            for one in accounts.invitations.values()
            if one.person.id == person.id and one.id not in used and one.expires_at >= now
        ]
        workstations = tuple(
            WorkstationRow(one.id, one.prefix, one.enrolled_at, one.device in accounts.cuts)
            for one in sorted(mine, key=lambda one: (one.enrolled_at, one.id))
        )
        rows.append(
            PersonRow(
                person.id, person.name, person.organisation, person.role, workstations, max(pending, default=None)
            )
        )
    return sorted(rows, key=lambda row: (row.name, row.id))
