"""How large the rooms are."""

from collections import Counter
from collections.abc import Iterable

from docs.house.layers import room_of
from docs.house.source import Module

LARGEST_BEFORE = (
    ("optimizer", 51, 6_151),
    ("backtesting", 48, 4_313),
    ("portfolio", 26, 3_152),
    ("strategy", 24, 2_526),
    ("state", 21, 2_451),
)
"""The rooms of commit dc42df4, before the house was cut anew, with their files and lines."""


def sizes(known: Iterable[Module]) -> list[tuple[str, int, int]]:
    """Each room with its files and their lines, the one with the most lines first."""
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for module in known:
        room = room_of(module)
        if room is not None:
            files[room] += 1
            lines[room] += len(module.path.read_text("utf-8").splitlines())
    return [(room, files[room], count) for room, count in lines.most_common()]


def size_table(largest: Iterable[tuple[str, int, int]]) -> str:
    """The largest rooms before, each beside one of the largest now, as a table of the page."""
    rows = [
        f"| {old} | {old_files} | {old_lines:,} | {room} | {files} | {lines:,} |"
        for (old, old_files, old_lines), (room, files, lines) in zip(
            LARGEST_BEFORE, largest, strict=False
        )
    ]
    head = "| before (commit dc42df4) | files | lines | now | files | lines |"
    return "\n".join([head, "|---|--:|--:|---|--:|--:|", *rows])
