"""From typed text to a list of values: 5,8,12 and 10:30:5, alone or mixed."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from bot.command_line.answers import real_number, text, whole_number
from bot.domain import require
from bot.domain.errors import ConfigError

MOST_VALUES = 10_000


def value_list(kind: str) -> Callable[[str], tuple[float, ...]]:
    """A reader of values of a kind ("int", else numbers), ascending and each once.

    a:b:step is a, a + step, ... up to b, b among them where a step meets it, in decimal steps so
    that 0.1:0.3:0.1 has three values. Raises ConfigError for more than MOST_VALUES.
    """
    read = whole_number if kind == "int" else real_number

    def values(answer: str) -> tuple[float, ...]:
        each_once = {
            read(item) for part in text(answer).split(",") for item in _items(part.strip())
        }
        require(
            len(each_once) <= MOST_VALUES, f"at most {MOST_VALUES:,} values", f"{len(each_once):,}"
        )
        return tuple(sorted(each_once))

    return values


def _items(part: str) -> Iterator[str]:
    if ":" not in part:
        yield part
        return
    first, last, step = _range(part)
    count = int((last - first) / step) + 1
    require(count <= MOST_VALUES, f"at most {MOST_VALUES:,} values", f"more in {part}")
    for k in range(count):
        yield str(first + k * step)


def _range(part: str) -> tuple[Decimal, Decimal, Decimal]:
    pieces = part.split(":")
    if len(pieces) != 3:
        raise ConfigError(f"need first:last:step such as 10:30:5, was {part!r}")
    for piece in pieces:
        real_number(piece)  # refuses what is no finite number
    try:
        first, last, step = (Decimal(piece.strip()) for piece in pieces)
    except InvalidOperation as exc:  # a number for float, such as 1_0 in full width digits
        raise ConfigError(f"need first:last:step such as 10:30:5, was {part!r}") from exc
    require(first <= last, "first <= last in first:last:step", part)
    require(step > 0, "step > 0 in first:last:step", part)
    return first, last, step
