"""From markup to plain text on one line."""

import html
import re
import unicodedata

_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?/?>",
    re.I,
)
_TAG = re.compile(r"</?[a-z!][^<>]*>|<[a-z][a-z0-9]*\s[^<>=]*+=[^<>]*+\Z", re.I)
"""A tag, or one with attributes that the end of the text cuts off."""
_ROUNDS = 3
"""How often entities are decoded: feeds encode them once too often, or twice."""
_LONGEST_ENTITY = 12
_MARKUP_OF_A_CHARACTER = 20
"""So much markup is looked at for each character that may be kept."""


def plain_text(markup: str, most: int) -> str:
    """The words of the markup without tags, scripts, entities and control characters.

    Runs of spaces are one; a text of more than `most` characters ends in an ellipsis after a word.
    """
    text = _beginning(markup, most * _MARKUP_OF_A_CHARACTER)
    for _ in range(_ROUNDS):
        if "<" in text:
            text = _TAG.sub(" ", _INLINE.sub("", _HIDDEN.sub(" ", text)))
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _INLINE.sub("", _HIDDEN.sub(" ", text)))
    return _shortened(" ".join(_visible(text).split()), most)


def _beginning(markup: str, most: int) -> str:
    """As much of the markup as may be needed, without half a tag or entity at its end."""
    if len(markup) <= most:
        return markup
    text = markup[:most]
    if text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    if "&" in text[-_LONGEST_ENTITY:]:
        text = text[: text.rfind("&")]
    return text


def _visible(text: str) -> str:
    """Without what changes how other characters are shown, and with spaces for other controls."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else "" if unicodedata.category(c) in ("Cf", "Cs") else " "
        for c in text
    )


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    words = kept.rpartition(" ")[0]
    return f"{words if len(words) > most // 2 else kept}…"
