"""A text as its words, figures and marks."""

import re

START = "^"
"""Stands before the first word, so that a phrase can say that a text begins with it."""
_WORDS = re.compile(
    r"[a-zà-öø-ÿ]+(?:'t)?"  # isn't is one word; the s of a genitive is one of its own
    r"|(?:(?<!\w)-)?[0-9]+(?:,[0-9]+)*(?: ?\.[0-9]+)?"  # also 3 .68, as news wires set it
    r"|[%,]|[.;:!?](?=\s|$)"
)
"""Ranges are faster than a class of all letters, and words of other scripts say nothing here."""


def words_of(text: str) -> list[str]:
    """START, and then each word in lower case, figure, comma, percent sign and end of a clause.

    Parts of a compound are words of their own: "52-week high" is 52, week, high.
    """
    return [START, *_WORDS.findall(text.lower().replace("’", "'"))]
