"""The channels a text goes out by, and the true limit of each."""

import re
import unicodedata
from dataclasses import dataclass

from app.core.language import easy_reading, spoken_time
from app.core.language.graphemes import graphemes, is_emoji


@dataclass(frozen=True, slots=True)
class Channel:
    """`word` is its French name, `limit` is counted in `unit`; `rule` says in French what is counted."""

    word: str
    limit: int
    unit: str
    rule: str


@dataclass(frozen=True, slots=True)
class Measure:
    """`words` is what is shown beside the text; `remarks` are the rest, in French, when there is more to say."""

    count: int
    limit: int
    fits: bool
    words: str
    remarks: tuple[str, ...] = ()


CHANNELS = {
    "x": Channel("X", 280, "caractères", "un lien compte 23, une émoticône 2, comme … et €"),
    "bluesky": Channel("Bluesky", 300, "caractères", "les liens comptent en entier"),
    "mastodon": Channel("Mastodon", 500, "caractères", "un lien compte 23 ; d’une mention, seul le nom compte"),
    "sms": Channel("SMS", 160, "caractères", "70 dès qu’une lettre manque à l’alphabet des SMS (’, ê, ç, œ, …)"),
    "spoken": Channel("Oral, 30 s", 30, "secondes", f"{spoken_time.WORDS_A_MINUTE} mots par minute"),
    "falc": Channel("FALC", 0, "remarques", "facile à lire et à comprendre : phrases courtes, sans sigle"),
}

# github.com/twitter/twitter-text (Apache 2.0), config v3: what counts one; the rest counts two, each emoji too.
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
LINK = 23
COUNTRIES = "be|bl|ca|ch|cn|co|de|es|eu|fr|gf|gp|io|it|lu|mc|mf|mq|nc|nl|pf|pm|pt|re|tf|uk|us|wf|yt"
DOMAINS = f"com|org|net|info|edu|gov|int|mil|biz|paris|bzh|corsica|alsace|app|dev|{COUNTRIES}"
LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
URL = re.compile(r"https?://[^\s<>«»]*[\w/#=&-]", re.IGNORECASE)
# Without its protocol, X makes a link of a domain unless it is one name and a country alone: « exemple.fr » is none.
BARE = re.compile(
    rf"(?<![\w@./-])(?!{LABEL}\.(?:{COUNTRIES})(?![\w./-]))(?:{LABEL}\.)+(?:{DOMAINS})(?![\w-])(?:/[^\s<>«»]*[\w/#=&-]|/)?",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<![\w/])@(\w+)@[\w.-]+\w")

# 3GPP TS 23.038, the default alphabet and its extension, whose letters count two.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")


def channel_word(code: str) -> str:
    """The French name of a channel; one that is not listed is already in words, or keeps the code it was given."""
    return CHANNELS[code].word if code in CHANNELS else code


def measure(channel: str, text: str) -> Measure:
    """What the text counts on that channel. One that this version does not know has no limit."""
    limit = CHANNELS[channel].limit if channel in CHANNELS else 0
    if not text.strip():
        return Measure(0, limit, True, "à écrire")
    text = unicodedata.normalize("NFC", text)
    match channel:
        case "x":
            return _against(_weighted(text), limit)
        case "bluesky":
            return _against(sum(1 for _ in graphemes(text)), limit)
        case "mastodon":
            return _against(sum(1 for _ in graphemes(MENTION.sub(r"@\1", URL.sub("x" * LINK, text)))), limit)
        case "sms":
            return _texted(text)
        case "spoken":
            spent = spoken_time.seconds(text)
            fits = spent <= limit
            return Measure(spent, limit, fits, f"{spent} s sur {limit}" if fits else f"{spent} s, trop long")
        case "falc":
            return _easy(text)
    return Measure(len(text), 0, True, f"{len(text)} caractères")


def _against(count: int, limit: int) -> Measure:
    over = f", {count - limit} de trop" if count > limit else ""
    return Measure(count, limit, count <= limit, f"{count} sur {limit}{over}")


def _weighted(text: str) -> int:
    links = 0
    for pattern in (URL, BARE):
        text, found = pattern.subn("", text)
        links += found
    return links * LINK + sum(2 if is_emoji(one) else _weight(one) for one in graphemes(text))


def _weight(grapheme: str) -> int:
    return sum(1 if any(first <= ord(one) <= last for first, last in LIGHT) else 2 for one in grapheme)


def _texted(text: str) -> Measure:
    odd = next((one for one in text if one not in GSM and one not in GSM_EXTENSION), "")
    if odd:
        sizes, alone, joined = [len(one.encode("utf-16-le")) // 2 for one in text], 70, 67
    else:
        sizes, alone, joined = [2 if one in GSM_EXTENSION else 1 for one in text], 160, 153
    count = sum(sizes)
    number = 1 if count <= alone else _parts(sizes, joined)
    why = (f"« {odd} » réduit chaque SMS à {alone} caractères",) if odd else ()
    return Measure(count, alone, number == 1, f"{count} sur {alone}" + f", soit {number} SMS" * (number > 1), why)


def _parts(sizes: list[int], size: int) -> int:
    """How many messages: a letter that counts two is never cut."""
    parts, left = 1, size
    for one in sizes:
        if one > left:
            parts, left = parts + 1, size
        left -= one
    return parts


def _easy(text: str) -> Measure:
    found = easy_reading.remarks(text)
    if not found:
        return Measure(0, 0, True, "rien à reprendre")
    more = f" (et {len(found) - 1} autre{'s' * (len(found) > 2)})" if len(found) > 1 else ""
    return Measure(len(found), 0, False, found[0] + more, found)
