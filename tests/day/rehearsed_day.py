"""One bot through one day at a simulated exchange, and its parity reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.cycles.many_symbols import CAPITAL
from bot.parity import Cause, ParityReport
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import RateRules, SimulatorSetup
from bot.programs.parity.run import report_on
from tests.day.bot_process import BotProcess, Held
from tests.day.lockstep import Lockstep
from tests.day.markets import FIRST_OPEN, HISTORY, MINUTE, DayMarket

UNLIMITED = RateRules(weight=10**9, orders=10**9, orders_a_day=10**9)
"""What a client may ask in real time is no limit here, where a day takes minutes."""


@dataclass(frozen=True, kw_only=True)
class RehearsedDay:
    """What a bot held after each candle, its parity reports by symbol, its orders and fills."""

    held: Sequence[Held]
    reports: Mapping[str, ParityReport]
    orders: int
    fills: int

    @property
    def differing(self) -> int:
        """Trades that are not the backtest's."""
        return sum(report.count for report in self.reports.values())

    @property
    def unexplained(self) -> int:
        """Trades, decisions and candles that nothing explains."""
        return sum(
            report.by_cause.get(Cause.UNEXPLAINED, 0)
            + report.counts[Cause.DECISION]
            + report.counts[Cause.CHANGED_CANDLE]
            for report in self.reports.values()
        )


def rehearsed_day(
    markets: Sequence[DayMarket],
    folder: Path,
    candles: int,
    mode: Mapping[str, str],
    *,
    speed: float,
) -> RehearsedDay:
    """Run the bot through so many candles, at most at so many simulated seconds a second.

    RuntimeError where it does not end as it should.
    """
    names = [market.symbol for market in markets]
    with (
        Simulator(_setup(markets)) as simulator,
        BotProcess(folder, names, simulator.url, mode) as bot,
    ):
        held = list(Lockstep(simulator, bot, names, speed).candles(candles - 1))
        code = bot.end()
        orders, fills = len(simulator.orders), len(simulator.fills)
    if code:
        raise RuntimeError(f"the bot ended with {code}: {bot.log.read_text()[-2000:]}")
    reports = {name: report_on(folder, name) for name in names}
    return RehearsedDay(held=held, reports=reports, orders=orders, fills=fills)


def _setup(markets: Sequence[DayMarket]) -> SimulatorSetup:
    return SimulatorSetup(
        candles={market.symbol: market.strip for market in markets},
        start=FIRST_OPEN + HISTORY * MINUTE,
        balances={"USDT": Decimal(CAPITAL * len(markets))},
        rates=UNLIMITED,
    )
