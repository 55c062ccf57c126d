"""OrderExecution over a venue in memory, and a driver that moves the price with the candles."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.domain import NOTHING_KNOWN, Candle, ExitReason, Fill, StrategyConfig
from bot.domain.errors import StateError
from bot.trading.orders.book.written_lines import journal_by_symbol
from bot.trading.orders.order_execution import OrderExecution
from bot.trading.orders.shared_account import SharedAccount
from tests.support.execution.memory_venue import RULES, MemoryVenue, with_rules
from tests.support.memory.journal import MemoryJournal


class Killed(BaseException):
    """The process is gone at this instruction."""


class MortalJournal(MemoryJournal):
    """A MemoryJournal in which a process can die, or the disk be full, before or after a line."""

    def __init__(self, kept) -> None:
        super().__init__(kept)
        self.is_full = False
        self.on_append = lambda moment: None

    def append(self, line) -> None:
        """Keep the line, if the disk and the process are there."""
        self.on_append("before")
        if self.is_full:
            raise StateError("no space left on device")
        super().append(line)
        self.on_append("after")


def execution_at(
    venue: MemoryVenue,
    kept: list,
    *,
    capital: Decimal = Decimal(10_000),
    timeframe: str = "1h",
    journal: MemoryJournal | None = None,
    **options,
) -> OrderExecution:
    """As a start does it: the fold over what the journal holds."""
    journal = MortalJournal(kept) if journal is None else journal
    return OrderExecution(
        symbol="BTC/USDT",
        timeframe=timeframe,
        volume_id="a volume",
        capital=capital,
        venue=venue,
        account=SharedAccount(venue),
        journal=journal,
        lines=journal_by_symbol(journal.lines()).get("BTC/USDT", ()),
        sleep=venue.sleep,
        **options,
    )


class DrivenExecution:
    """An ExecutionClient that fills a decision at the open of the candle that it is asked for.

    A venue fills at once what is submitted: the driver holds a decision back until the candle is
    there whose open is the venue's price, then lets the price go to the stop's side first. The
    account has twice what the symbol may trade with.
    """

    def __init__(self, symbol: str, balance: float, *, parts: int = 1) -> None:
        fine = with_rules(
            tick=Decimal("1e-12"),
            step=Decimal("1e-12"),
            least_quantity=Decimal(0),
            least_notional=Decimal(0),
        )
        self.venue = MemoryVenue(quote_balance=2 * Decimal(repr(balance)), rules=fine, parts=parts)
        self.begin(execution_at(self.venue, [], capital=Decimal(repr(balance))))

    def begin(self, execution: OrderExecution) -> None:
        """Drive an execution, of which nothing is submitted yet."""
        self._execution = execution
        self._wanted: tuple[object, ...] | None = None
        self._closing: ExitReason | None = None
        self._before: Candle | None = None

    def history(self) -> tuple[Fill, ...]:
        return self._execution.history()

    def tend(self) -> tuple[Fill, ...]:
        return ()

    def refusal(self) -> str | None:
        return self._execution.refusal()

    def stories(self):
        return self._execution.stories()

    def filled(self) -> tuple[Fill, ...]:
        return self._execution.filled()

    def notes(self) -> tuple[str, ...]:
        return self._execution.notes()

    def submit(self, action, config, *, exits_only=False, scale=1.0, basis=NOTHING_KNOWN):
        self._wanted = action, config, exits_only, scale, basis
        return ()

    def withdraw(self) -> None:
        self._wanted = None

    def resume(self, reason) -> None:
        """Nothing."""

    def close(self, reason) -> None:
        self._closing = reason

    def settle(self, candle: Candle, config: StrategyConfig) -> tuple[Fill, ...]:
        if self._before is not None and candle.open_time <= self._before.open_time:
            return self._settled(candle, config)
        held = self._execution.book.position > 0
        self.begin_candle(candle)
        self._execution.tend()  # a stop that trails moves before the price does
        self.go_to_the_open(candle, config)
        self._execution.tend()
        was_filled = held and self._execution.book.position == 0
        hour_before = replace(candle, open_time=candle.open_time - timedelta(hours=1))
        self._execution.settle(self._before or hour_before, config)  # what was decided on
        if self._closing is not None:
            self._execution.close(self._closing)
            self._closing = None
        if self._wanted is not None and not was_filled:
            action, decided_with, exits_only, scale, basis = self._wanted
            self._execution.submit(
                action, decided_with, exits_only=exits_only, scale=scale, basis=basis
            )
        self._wanted, self._before = None, candle
        self.go_through(candle)
        return self._settled(candle, config)

    def begin_candle(self, candle: Candle) -> None:
        """Its time has come, at the price of the close before."""
        self.venue.time = candle.open_time

    def go_to_the_open(self, candle: Candle, config: StrategyConfig) -> None:
        """The price is the candle's open, reached at once."""
        self.venue.fee_pct = _exact(config.fee_pct)
        self.venue.slippage = _exact(config.slippage_pct)
        self.venue.jump(_exact(candle.open))

    def go_through(self, candle: Candle) -> None:
        """The price goes to the low, to the high and to the close."""
        for price in (candle.low, candle.high, candle.close):
            self.venue.move(_exact(price))

    def position(self):
        return self._execution.position()

    def _settled(self, candle, config) -> tuple[Fill, ...]:
        self._execution.tend()
        return self._execution.settle(candle, config)


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


__all__ = ["RULES", "DrivenExecution", "Killed", "MortalJournal", "execution_at"]
