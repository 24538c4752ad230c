"""How far a workstation may vouch for what it shows, out of what the exchange says of itself."""

from app.core.leaving_rules import FRESH
from app.core.situation import ServerTime
from app.sync.state import ExchangeState
from app.ui.state_words import Known


def known(time: ServerTime, exchange: ExchangeState | None, zone: str) -> Known:
    """What is known of something read at that hour. As long as the exchange has said nothing of itself, it is offline
    unless it met the server lately."""
    if exchange is not None:
        return Known(not exchange.online, time.met, zone, time.now)
    lately = time.met is not None and time.sure and time.now - time.met <= FRESH
    return Known(not lately, time.met, zone, time.now)
