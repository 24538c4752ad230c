"""What this workstation knows of its link with the central server."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """`since`: when it became online or offline; `last_exchange`: the last one that ended well (ms UTC, None: never);
    `skew_ms`: this workstation's clock minus the server's; `problem`: French, when something is wrong."""

    online: bool
    since: int | None
    last_exchange: int | None
    skew_ms: int | None
    problem: str = ""
