"""Stop and target of a position, from its entry to its exit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """`stop_price` and `target_price` as the entry set them, `last_stop_price` where the stop lay
    at the exit: elsewhere where it trailed. None = not on record, or there was none.
    """

    stop_price: float | None
    target_price: float | None
    last_stop_price: float | None
