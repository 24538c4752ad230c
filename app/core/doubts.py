"""What makes an hour doubtful: it is kept as it was typed, and the person is told."""

from app.core import times

AHEAD = 10 * times.MINUTE  # a clock may be this much slow, or a call announced, without an error
BEFORE = 24 * 60 * times.MINUTE  # before the opening of the crisis: what led to it
YEAR = 300 * 24 * 60 * times.MINUTE


def doubts(
    occurred_at: int | None, received_at: int | None, now: int, opened_at: int | None, zone: str
) -> tuple[str, ...]:
    """A French sentence for each thing to look at again. Times in ms; None: the fact is of now, the reception was not
    noted, the crisis is not known."""
    found = [ahead("Heure du fait", occurred_at, now), ahead("Heure de réception", received_at, now)]
    found.append(_before(occurred_at, opened_at, zone))
    if received_at is not None and received_at < (now if occurred_at is None else occurred_at):
        found.append(_received_early(occurred_at, received_at, now, zone))
    return tuple(one for one in found if one)


def ahead(what: str, at: int | None, now: int) -> str:
    """Said of an hour still to come."""
    if at is None or at <= now:
        return ""
    if at - now <= AHEAD:
        lasting = times.lasting(max(1, (at - now) // times.MINUTE))
        return f"{what} en avance de {lasting} sur l'horloge de ce poste."
    return f"{what} à venir, dans {times.lasting((at - now) // times.MINUTE)}. La date est-elle juste ?"


def _before(at: int | None, opened_at: int | None, zone: str) -> str:
    if at is None or opened_at is None or opened_at - at <= BEFORE:
        return ""
    lapse = opened_at - at
    what = "L'année" if lapse > YEAR else "La date"
    lasting = times.lasting(lapse // times.MINUTE)
    return f"{times.date_words(at, zone)} : {lasting} avant l'ouverture de la crise. {what} est-elle juste ?"


def _received_early(occurred_at: int | None, received_at: int, now: int, zone: str) -> str:
    fact = now if occurred_at is None else occurred_at
    received = f"à {times.hour(received_at, zone)}"
    if times.local_day(received_at, zone) != times.local_day(fact, zone):
        received = f"le {times.date_words(received_at, zone)} {received}"
    hour = times.hour(fact, zone) if occurred_at is not None else f"maintenant, {times.hour(fact, zone)}"
    return f"Reçu {received}, avant l'heure du fait ({hour})."
