"""A closed round trip as every backtester can tell it, and when two of them are the same."""

from dataclasses import dataclass

PRICE_TOLERANCE = 1e-9
SIZE_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """Rows of the candles of both fills, direction (+1, -1), prices, and P&L after fees per unit.

    `quantity` is 1 wherever every trade is given the same size.
    """

    entry_row: int
    exit_row: int
    direction: int
    entry_price: float
    exit_price: float
    unit_pnl: float
    quantity: float = 1.0

    @property
    def entry(self) -> tuple[int, int]:
        """What trades of two backtesters are paired by: entry row and direction."""
        return self.entry_row, self.direction

    @property
    def return_pct(self) -> float:
        """P&L after fees in percent of the entry price."""
        return self.unit_pnl / self.entry_price * 100.0


def is_same_trade(one: RoundTrip, other: RoundTrip, *, sized: bool = False) -> bool:
    """Whether rows are equal and prices and P&L are, to 1e-9 of the price.

    With `sized` the quantities are compared too, to 1e-6 of the quantity.
    """
    near = PRICE_TOLERANCE * one.entry_price
    return (
        one.entry == other.entry
        and one.exit_row == other.exit_row
        and abs(one.entry_price - other.entry_price) <= near
        and abs(one.exit_price - other.exit_price) <= near
        and abs(one.unit_pnl - other.unit_pnl) <= near
        and (not sized or abs(one.quantity - other.quantity) <= SIZE_TOLERANCE * one.quantity)
    )
