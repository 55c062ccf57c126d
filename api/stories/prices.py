"""How fills and prices compare with what was decided, in percent."""

from bot.domain import Action


def slippage_pct(decided: float | None, filled: float | None, is_buy: bool) -> float | None:
    """How much worse than decided a fill was (negative: better)."""
    if not decided or filled is None:
        return None
    worse = filled / decided - 1.0 if is_buy else 1.0 - filled / decided
    return worse * 100.0


def best_and_worst_pct(
    direction: Action, entry: float | None, highest: float | None, lowest: float | None
) -> tuple[float | None, float | None]:
    """How far the price went for and against a position, of its entry."""
    if not entry:
        return None, None
    up, down = (
        None if price is None else direction.sign * (price / entry - 1.0) * 100.0
        for price in (highest, lowest)
    )
    return (up, down) if direction is Action.LONG else (down, up)
