"""What this workstation knows of its link with the central server, or with a relay in its stead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """`since`: when it became online or offline; `last_exchange`: the last one that ended well (ms UTC, None: never);
    `skew_ms`: this workstation's clock minus the server's, measured then; `problem`: French, when something is
    wrong."""

    online: bool
    since: int | None
    last_exchange: int | None
    skew_ms: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RelayState:
    """The relay this workstation agrees with while the server is away: its `prefix` (SIG2; empty: none) and `person`;
    `at`: the last round that ended well (ms UTC); `kept`: how many operations that wait for the server it held then;
    `problem`: French, why the address that was typed does not serve."""

    prefix: str = ""
    person: str = ""
    at: int | None = None
    kept: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RelaysSeen:
    """What is known of relays now. `addresses`: where this workstation serves (empty: it does not), `present` who is
    there by name; `found`: those heard of, as address; `called`: the address that was typed; `met`: with whom this
    workstation agrees, by name; `problem`: why the address that was typed does not serve."""

    addresses: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    announced: bool = False
    found: tuple[str, ...] = ()
    called: str = ""
    met: str = ""
    problem: str = ""
