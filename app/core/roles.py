"""The ten roles a person may hold in a crisis, and what each may do (domain.md §1)."""

from app.core.errors import Refused

ROLES = {
    "DIR": "directeur de crise / autorité",
    "CCOM": "chef de la cellule communication",
    "MC": "main-courantier",
    "RED": "rédacteur",
    "VEI": "veilleur",
    "RP": "relations presse",
    "LIA": "liaison ministère / préfecture",
    "PP": "porte-parole",
    "OBS": "observateur",
    "ADM": "administrateur",
}

OBSERVER = "OBS"
ENTRIES, TRIAGE, MESSAGES, VISA, DISPATCH, BRIEFS, MEMBERS, CLOSE, FIGURES, ERASE = (
    "entries",
    "triage",
    "messages",
    "visa",
    "dispatch",
    "briefs",
    "members",
    "close",
    "figures",
    "erase",
)
_WRITER = frozenset({ENTRIES, MESSAGES})
_HEAD = _WRITER | {TRIAGE, VISA, DISPATCH, BRIEFS, MEMBERS, FIGURES, ERASE}
MAY = {
    "DIR": _HEAD | {CLOSE},
    "CCOM": _HEAD,
    "MC": frozenset({ENTRIES}),
    "RED": _WRITER,
    "VEI": frozenset({ENTRIES}),
    "RP": _WRITER | {DISPATCH},
    "LIA": _WRITER | {VISA},  # the visa of its own organisation: the circuit's step says so
    "PP": frozenset[str](),
    "OBS": frozenset[str](),
    "ADM": frozenset({MEMBERS, ERASE}),
}


def known(code: str) -> str:
    """The role's code, in whatever case it was typed. Refuses any other word."""
    role = code.strip().upper()
    if role not in ROLES:
        raise Refused(f"Rôle inconnu : « {code} ». Rôles : {', '.join(ROLES)}.", "role")
    return role


def may_write_entries(role: str) -> bool:
    """Record and rectify entries of the main courante, change their handling."""
    return _may(role, ENTRIES)


def may_triage(role: str) -> bool:
    """Bring an entry from one step to the next, say who deals with it and before when."""
    return _may(role, TRIAGE)


def may_write_messages(role: str) -> bool:
    """Write drafts and versions, submit them, take them back."""
    return _may(role, MESSAGES)


def may_give_visa(role: str) -> bool:
    """Give some visa; which one, the circuit's steps say."""
    return _may(role, VISA)


def may_dispatch(role: str) -> bool:
    """Send out a validated message."""
    return _may(role, DISPATCH)


def may_approve_briefs(role: str) -> bool:
    """Freeze a brief that is not a project."""
    return _may(role, BRIEFS)


def may_choose_figures(role: str) -> bool:
    """Say which of two figures is published, and whether one may be."""
    return _may(role, FIGURES)


def may_manage_members(role: str) -> bool:
    """Give a role in the crisis, whatever the person's usual role, and take one back."""
    return _may(role, MEMBERS)


def may_close_crisis(role: str) -> bool:
    """Close the crisis."""
    return _may(role, CLOSE)


def may_erase(role: str) -> bool:
    """Erase, for ever and everywhere, what the directory holds of somebody."""
    return _may(role, ERASE)


def may_see_private(role: str) -> bool:
    """Hold the private numbers of the directory. It goes by the usual role, and no crisis gives it."""
    return role in MAY and role != OBSERVER


def at_most(role: str, usual: str) -> bool:
    """True when `role` may do nothing that `usual` may not. Two roles may each do what the other may not."""
    return role in MAY and usual in MAY and MAY[role] <= MAY[usual]


def _may(role: str, what: str) -> bool:
    return what in MAY.get(role, frozenset())
