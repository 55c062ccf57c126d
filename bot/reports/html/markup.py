"""Escaped HTML: text, numbers, tables, lists and sections."""

from html import escape

from bot.reports import formats
from bot.reports.formats import UNDEFINED


def text(value: object) -> str:
    """A value as escaped text, a dash where it is None."""
    return UNDEFINED if value is None else escape(str(value))


def number(value: float | None, digits: int = 2, sign: str = "") -> str:
    """As formats.number, without a minus before a zero."""
    written = formats.number(value, digits, sign)
    return written.replace("-", "") if not written.strip("-+0.,") else written


def percent(value: float | None, sign: str = "") -> str:
    """Two decimals and the percent sign, without a minus before a zero."""
    return UNDEFINED if value is None else f"{number(value, 2, sign)} %"


def tone(value: float | None) -> str:
    """The class that colours a gain or a loss; the sign says it too."""
    if value is None or value == 0.0:
        return ""
    return "up" if value > 0.0 else "down"


def section(identity: str, title: str, *parts: str) -> str:
    """A headed part of the page; `parts` are HTML."""
    return (
        f'<section id="{identity}" aria-labelledby="{identity}-title">'
        f'<h2 id="{identity}-title">{escape(title)}</h2>{"".join(parts)}</section>'
    )


def pairs_table(caption: str, rows: list[tuple[str, str]]) -> str:
    """Names and values in two columns; `rows` are plain text."""
    body = "".join(f"<tr><th scope=row>{_name(a)}<td>{text(b)}" for a, b in rows)
    return f"<table class=pairs><caption>{escape(caption)}</caption><tbody>{body}</table>"


def _name(name: str) -> str:
    """A name that breaks behind its underscores, and elsewhere only where it must."""
    return text(name).replace("_", "_<wbr>")


def sentences(items: list[str]) -> str:
    """A list of plain sentences."""
    return "<ul>" + "".join(f"<li>{text(item)}" for item in items) + "</ul>"
