"""One bot through one day at a simulated exchange, and its parity reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.parity import Cause, ParityReport
from bot.programs.parity.run import report_on
from tests.day.bot_process import BotProcess, Held
from tests.day.day_exchange import SPEED, DayExchange
from tests.day.markets import MINUTE, DayMarket
from tests.support.made_time.lives import TIME_FILE
from tests.support.made_time.time_file import MadeTime


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
    markets: Sequence[DayMarket], folder: Path, candles: int, mode: Mapping[str, str]
) -> RehearsedDay:
    """Run the bot through so many candles. RuntimeError where it does not end as it should."""
    names = [market.symbol for market in markets]
    made = MadeTime(folder / TIME_FILE)
    most_seconds = (candles + 10) * MINUTE / 1000 / SPEED
    with (
        BotProcess(folder, names, mode, most_seconds=most_seconds) as bot,
        DayExchange(markets, made, candles, bot) as exchange,
    ):
        bot.start(exchange.url)
        code = bot.wait()
        orders, fills = len(exchange.orders), len(exchange.fills)
    if code or not made.is_over:
        how = f"with {code}" if code else "before it had decided on every minute"
        raise RuntimeError(f"the bot ended {how}: {bot.log.read_text()[-2000:]}")
    reports = {name: report_on(folder, name) for name in names}
    return RehearsedDay(held=exchange.held, reports=reports, orders=orders, fills=fills)
