"""Lines of text for a terminal: columns, and sentences wrapped behind a label."""

import textwrap
from collections.abc import Iterable

WIDTH = 80
WIDE = 100
"""The width of reports with long sentences."""
_LABEL = 20
_VALUE = 16

Row = tuple[str, str, str]


def columns(rows: list[Row]) -> list[str]:
    """A line for each (label, value, remark), values aligned to the right."""
    return [f"{name:<{_LABEL}}{value:>{_VALUE}}  {remark}".rstrip() for name, value, remark in rows]


def wrapped(label: str, text: str, width: int = WIDTH) -> list[str]:
    """A text behind a label, its further lines below its first."""
    return textwrap.wrap(text, width, initial_indent=label, subsequent_indent=" " * len(label)) or [
        label.rstrip()
    ]


def warning_lines(sentences: Iterable[str]) -> list[str]:
    """The warnings below their heading; no line without one."""
    lines = [line for sentence in sentences for line in wrapped("  - ", sentence)]
    return ["Warnings", *lines] if lines else []


def blocks_of_text(blocks: Iterable[list[str]]) -> str:
    """Blocks of lines with an empty line between them; an empty block is left out."""
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"
