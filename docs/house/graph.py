"""Which room imports which, as a table that shows at a glance that no arrow points upwards."""

from collections.abc import Iterable

from docs.house.layers import room_of
from docs.house.source import Import

_BELOW, _NEVER, _ITSELF = "x", "·", "\\"


def arrows(found: Iterable[Import]) -> set[tuple[str, str]]:
    """The pairs (importing room, imported room) of two different rooms."""
    pairs = {(room_of(each.importer), room_of(each.imported)) for each in found}
    return {(high, low) for high, low in pairs if high and low and high != low}


def table(rooms: list[str], found: Iterable[Import]) -> str:
    """One row a room, the roof first: `x` where it imports the room of that column.

    Columns are numbered as the rows are, so every mark to the right of the diagonal points down.
    Marks are not counted: the table changes only where a room learns of another one.
    """
    drawn = arrows(found)
    width = max(len(room) for room in rooms)
    head = " " * (width + 4) + "".join(f"{number:>3}" for number in range(1, len(rooms) + 1))
    rows = [
        f"{number:>2}  {room:<{width}}" + "".join(f"{_mark(room, low, drawn):>3}" for low in rooms)
        for number, room in enumerate(rooms, start=1)
    ]
    return "\n".join([head, *rows])


def _mark(high: str, low: str, drawn: set[tuple[str, str]]) -> str:
    if high == low:
        return _ITSELF
    return _BELOW if (high, low) in drawn else _NEVER
