"""Whether what a language model wrote says nothing but the facts."""

import re
from decimal import Decimal, InvalidOperation

from bot.assistant.fact import Told
from bot.assistant.formats import minute

MOST_CHARACTERS = 2_000
_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_IN_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "twice": 2, "double": 2, "half": 0.5,
}  # fmt: skip
_ADVICE = re.compile(
    r"\b(?:you|one|we) (?:should|ought to|must|could|may want to)\b|\bI(?:'d| would)? (?:recommend|"
    r"suggest|advise)|\bconsider (?:buying|selling|holding|closing|opening)|\bit is (?:a"
    r" )?(?:good|bad)"
    r" (?:time|idea)|\b(?:will|going to) (?:rise|fall|go up|go down)\b|\bguarantee"
    r"|(?:^|[.!?:;,]\s*)(?:buy|sell|hold|wait|close|exit|enter|go)\b"
    r"|\b(?:buy|sell)\s(?:now|more|it|all|everything)\b|\ball in\b"
    r"|\b(?:would|might|may) be (?:wise|smart|good|better|best|safer)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}\[\]|`*#\\]|://|\bwww\.|\bjavascript:", re.IGNORECASE)
_DIRECTIONS = ("LONG", "SHORT", "FLAT", "HALTED", "REDUCING", "ACTIVE")


def what_is_wrong(text: str, plain: Told) -> str | None:
    """Why a text must not stand for the plain answer; None where it may.

    It may hold only numbers, directions and states that the facts or the plain answer hold, no
    advice, no markup, and no control characters.
    """
    if not text or len(text) > MOST_CHARACTERS or not text.isprintable():
        return "it is empty, too long or not printable"
    if _MARKUP.search(text):
        return "it has markup or a link"
    if _ADVICE.search(text):
        return "it advises"
    given = _given(plain)
    if _directions(text) - _directions(given):
        return "it names a direction that the facts do not hold"
    allowed = _numbers(given)
    if not all(_is_among(number, allowed) for number in _numbers(text, in_words=True)):
        return "it has a number that the facts do not hold"
    return None


def _directions(text: str) -> set[str]:
    """The directions and states that a text names, in whatever letters."""
    return {word for word in re.findall(r"[A-Z]+", text.upper()) if word in _DIRECTIONS}


def _given(plain: Told) -> str:
    """All that a text may be made of."""
    facts = (
        f"{fact.name} {fact.value} {'' if fact.as_of is None else minute(fact.as_of)}"
        for fact in plain.facts
    )
    return "\n".join((plain.text, *facts))


def _numbers(text: str, *, in_words: bool = False) -> set[tuple[str, Decimal]]:
    """The numbers in a text, each with its sign as written: "+", "-" or ""."""
    spelled = text.replace("−", "-").replace("–", " ")
    # the hyphens of a date or a word are no signs
    spelled = re.sub(r"(?<=[\w.])-(?=\d)", " ", spelled)
    found = set()
    for match in _NUMBER.findall(spelled):
        sign = match[0] if match[0] in "+-" else ""
        try:
            found.add((sign, Decimal(match.lstrip("+-").replace(",", ""))))
        except InvalidOperation:
            continue
    if in_words:
        words = re.findall(r"[a-z]+", text.lower())
        found |= {("", Decimal(str(_IN_WORDS[word]))) for word in words if word in _IN_WORDS}
    return found


def _is_among(number: tuple[str, Decimal], allowed: set[tuple[str, Decimal]]) -> bool:
    """Whether a number is one of those; one without a sign is any of that size."""
    sign, size = number
    signs = {each for each, other in allowed if other == size}
    return bool(signs) and (sign == "" or sign in signs or (sign == "+" and "" in signs))
