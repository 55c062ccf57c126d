"""A text as its words, figures and marks."""

import re

START = "^"
"""Stands before the first word, so that a phrase can say that a text begins with it."""
_WORDS = re.compile(
    r"[^\W\d_]+(?:'t)?"  # isn't is one word; the s of a genitive is one of its own
    r"|(?:(?<!\w)-)?\d+(?:,\d+)*(?: ?\.\d+)?"  # also 3 .68, as news wires set it
    r"|[%,]|[.;:!?](?=\s|$)"
)


def words_of(text: str) -> list[str]:
    """START, and then each word in lower case, figure, comma, percent sign and end of a clause.

    Parts of a compound are words of their own: "52-week high" is 52, week, high.
    """
    return [START, *_WORDS.findall(text.lower().replace("’", "'"))]
