"""How large the rooms are."""

from collections import Counter
from collections.abc import Iterable

from docs.house.layers import room_of
from docs.house.source import Module


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
