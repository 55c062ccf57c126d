"""A second simulation of the fills, plain and slow, written from docs/architecture.md alone.

It shares no code with the bot: lists and loops, and cash accounting (what is bought leaves the
cash, what is sold comes in) where the bot keeps a balance and an open profit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LONG, FLAT, SHORT = 1, 0, -1


@dataclass(frozen=True)
class SlowTerms:
    """Risk and costs, named as in StrategyConfig."""

    risk_per_trade_pct: float = 1.0
    stop_loss_pct: float = 0.1
    take_profit_pct: float = 0.1
    fee_pct: float = 0.0
    slippage_pct: float = 0.0
    allow_short: bool = True
    exit_on_opposite_signal: bool = False


@dataclass(frozen=True)
class SlowRules:
    """Sizes and stops, named and with the values as in StrategyConfig."""

    position_sizing: str = "fixed"
    stop_type: str = "fixed"
    max_position_pct: float = 100.0
    atr_period: int = 2
    stop_atr_multiple: float = 1.0
    target_atr_multiple: float = 2.0
    kelly_fraction: float = 0.5
    kelly_trades: int = 2


@dataclass(frozen=True)
class SlowTrade:
    """A closed round trip; rows are those of the candles in which the fills happened."""

    entry_row: int
    exit_row: int
    direction: int
    reason: str
    quantity: float
    entry_price: float
    exit_price: float
    fees: float
    pnl: float


@dataclass
class SlowRun:
    """What a run leaves; `cash` and `holding` (signed quantity) at each close let it be audited.

    `edges` are what Kelly's shares were made of.
    """

    trades: list[SlowTrade] = field(default_factory=list)
    equity: list[float] = field(default_factory=list)
    cash: list[float] = field(default_factory=list)
    holding: list[float] = field(default_factory=list)
    fees_paid: list[float] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)


class SlowSimulation:
    """One pass over (open, high, low, close) rows with a direction decided at each close.

    `finer` has the finer rows inside each of them, in order. What was decided in a `withheld` row
    enters nothing.
    """

    def __init__(
        self,
        candles: Sequence[Sequence[float]],
        directions: Sequence[int],
        terms: SlowTerms,
        balance: float,
        finer: Sequence[Sequence[Sequence[float]]] | None = None,
        rules: SlowRules | None = None,
        withheld: Sequence[bool] = (),
    ) -> None:
        self.withheld = withheld or [False] * len(candles)
        self.rules = rules or SlowRules()
        self.candles = candles
        self.directions = directions
        self.terms = terms
        self.finer = finer or [[] for _ in candles]
        self.cash = balance
        self.holding = 0.0
        self.fees = 0.0
        self.open_trade: dict[str, float] | None = None
        self.done = SlowRun()

    def run(self) -> SlowRun:
        """Every candle in turn, and the end of the data."""
        last = len(self.candles) - 1
        for row, (_, _, _, close) in enumerate(self.candles):
            if row > 0:
                self._at_the_open(row)
                self._inside(row)
                self._trail(row)
            if row == last and self.open_trade:
                self._leave(row, "end_of_data", close)
            self.done.equity.append(self.cash + self.holding * close)
            self.done.cash.append(self.cash)
            self.done.holding.append(self.holding)
            self.done.fees_paid.append(self.fees)
        return self.done

    def _at_the_open(self, row: int) -> None:
        open_price = self.candles[row][0]
        wanted = self.directions[row - 1]
        if self.open_trade:
            if self._resting_orders(row, open_price):
                return
            opposite = wanted == (SHORT if self.holding > 0 else LONG)
            if not (opposite and self.terms.exit_on_opposite_signal):
                return
            self._leave(row, "signal", open_price)
        if self.withheld[row - 1]:
            return
        if wanted == LONG or (wanted == SHORT and self.terms.allow_short):
            self._enter(row, wanted, open_price)

    def _resting_orders(self, row: int, open_price: float) -> bool:
        assert self.open_trade is not None
        stop, target = self.open_trade["stop"], self.open_trade["target"]
        long = self.holding > 0
        if (long and open_price <= stop) or (not long and open_price >= stop):
            self._leave(row, "stop_loss", open_price)
        elif (long and open_price >= target) or (not long and open_price <= target):
            self._leave(row, "take_profit", open_price)
        return self.open_trade is None

    def _inside(self, row: int) -> None:
        if not self.open_trade or not self._touches(self.candles[row]):
            return
        entered_here = self.open_trade["row"] == row
        for number, candle in enumerate(self.finer[row]):
            its_entry = entered_here and number == 0
            if not its_entry and self._resting_orders(row, candle[0]):
                return
            if self._touches(candle):
                self._touched(row, candle)
                return
        self._touched(row, self.candles[row])

    def _touches(self, candle: Sequence[float]) -> bool:
        assert self.open_trade is not None
        levels = self.open_trade["stop"], self.open_trade["target"]
        return candle[2] <= min(levels) or candle[1] >= max(levels)

    def _touched(self, row: int, candle: Sequence[float]) -> None:
        assert self.open_trade is not None
        _, high, low, _ = candle
        stop, target = self.open_trade["stop"], self.open_trade["target"]
        if low <= stop if self.holding > 0 else high >= stop:
            self._leave(row, "stop_loss", stop)
        elif high >= target if self.holding > 0 else low <= target:
            self._leave(row, "take_profit", target)

    def _trail(self, row: int) -> None:
        """The stop moves at the close, behind the best price since the entry."""
        if not self.open_trade or self.rules.stop_type != "trailing":
            return
        since = self.candles[int(self.open_trade["row"]) : row + 1]
        distance, stop = self.terms.stop_loss_pct, self.open_trade["stop"]
        if self.holding > 0:
            best = max(candle[1] for candle in since)
            self.open_trade["stop"] = max(stop, best * (1 - distance))
        else:
            best = min(candle[2] for candle in since)
            self.open_trade["stop"] = min(stop, best * (1 + distance))

    def _atr(self, row: int) -> float | None:
        """Wilder's: the mean of the first true ranges, then each with a weight of 1 / period."""
        period = self.rules.atr_period
        if row < period:
            return None
        reaches = []
        for (_, _, _, before), (_, high, low, _) in pairwise(self.candles[: row + 1]):
            reaches.append(max(high - low, abs(high - before), abs(before - low)))
        atr = sum(reaches[:period]) / period
        for reach in reaches[period:]:
            atr = atr - atr / period + reach / period
        return atr

    def _risk(self, row: int) -> float:
        """Percent of the cash; by Kelly of the trades that ended before this row."""
        rules = self.rules
        record = [trade for trade in self.done.trades if trade.exit_row < row]
        if rules.position_sizing != "kelly" or len(record) < rules.kelly_trades:
            return self.terms.risk_per_trade_pct
        record = record[-rules.kelly_trades :]
        earned = [trade.pnl / (trade.quantity * trade.entry_price) for trade in record]
        wins = [share for share in earned if share > 0]
        losses = [-share for share in earned if share <= 0]
        if not wins:
            return 0.0  # nothing was ever won
        chance = len(wins) / len(earned)
        lost = sum(losses) / len(losses) if losses else 0.0
        edge = chance - (1 - chance) * lost / (sum(wins) / len(wins))
        self.done.edges.append(edge)
        return 100 * rules.kelly_fraction * max(edge, 0.0)

    def _enter(self, row: int, wanted: int, open_price: float) -> None:
        terms, rules = self.terms, self.rules
        if self.cash <= 0:
            return
        fill = open_price * (1 + wanted * terms.slippage_pct)
        to_stop, to_target = terms.stop_loss_pct, terms.take_profit_pct
        atr = self._atr(row - 1)
        if (rules.stop_type == "atr" or rules.position_sizing == "volatility") and not atr:
            return
        if rules.stop_type == "atr":
            to_stop = rules.stop_atr_multiple * atr / fill
            to_target = rules.target_atr_multiple * atr / fill
        stop, target = fill * (1 - wanted * to_stop), fill * (1 + wanted * to_target)
        if stop <= 0 or target <= 0:
            return
        risked = self.cash * self._risk(row) / 100
        quantity = risked / (atr if rules.position_sizing == "volatility" else fill * to_stop)
        affordable = rules.max_position_pct / 100 * self.cash / (fill * (1 + terms.fee_pct))
        if quantity > affordable:
            quantity = affordable
        if quantity == 0:
            return
        fee = terms.fee_pct * (quantity * fill)
        self.cash = self.cash - wanted * quantity * fill - fee
        self.holding = wanted * quantity
        self.fees += fee
        self.open_trade = {"row": row, "fill": fill, "stop": stop, "target": target, "fee": fee}

    def _leave(self, row: int, reason: str, price: float) -> None:
        assert self.open_trade is not None
        opened, quantity = self.open_trade, abs(self.holding)
        direction = LONG if self.holding > 0 else SHORT
        if reason != "take_profit":
            slippage = self.terms.slippage_pct
            price = price * (1 - slippage) if direction == LONG else price * (1 + slippage)
        fee = self.terms.fee_pct * (quantity * price)
        self.cash = self.cash + direction * quantity * price - fee
        self.fees += fee
        fees = opened["fee"] + fee
        gained = price - opened["fill"] if direction == LONG else opened["fill"] - price
        self.done.trades.append(
            SlowTrade(
                entry_row=int(opened["row"]),
                exit_row=row,
                direction=direction,
                reason=reason,
                quantity=quantity,
                entry_price=opened["fill"],
                exit_price=price,
                fees=fees,
                pnl=quantity * gained - fees,
            )
        )
        self.holding = 0.0
        self.open_trade = None
