"""How a day and a zone are named on the screen, beside the hours themselves."""

from app.core.clock import moment

CITIES = {"Paris": "de Paris", "Reunion": "de La Réunion", "Noumea": "de Nouméa", "UTC": "universelle"}


def near_day(at: int, now: int, zone: str) -> str:
    """aujourd’hui, hier, demain, or nothing."""
    days = (moment(at, zone).date() - moment(now, zone).date()).days
    return {0: "aujourd’hui", -1: "hier", 1: "demain"}.get(days, "")


def zone_words(zone: str) -> str:
    """heure de Paris."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"heure {CITIES.get(city, f'de {city}')}"


def day_number(at: int, zone: str) -> int:
    """The same for all instants of one day in that zone, and for no other."""
    return moment(at, zone).toordinal()


def seconds(at: int, zone: str) -> str:
    """03:16:04."""
    return f"{moment(at, zone):%H:%M:%S}"
