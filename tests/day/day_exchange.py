"""The exchange of a day, which looks at the bot once a candle and ends the day."""

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.cycles.many_symbols import CAPITAL
from bot.programs.exchange_simulator.rest import Answer, HttpRequest
from bot.programs.exchange_simulator.simulator_setup import RateRules, SimulatorSetup
from tests.day.bot_process import TIMEOUT_SECONDS, BotProcess, Held
from tests.day.markets import FIRST_OPEN, HISTORY, MINUTE, DayMarket
from tests.support.made_time.exchange import ExchangeInMadeTime
from tests.support.made_time.time_file import MadeTime

SPEED = 60.0
"""Seconds of the exchange in each that is made."""
_UNLIMITED = RateRules(weight=10**9, orders=10**9, orders_a_day=10**9)
"""Limits count the bot's seconds, in each of which a minute of the market passes: none here."""


class DayExchange(ExchangeInMadeTime):
    """Real candles for so many minutes; what the bot holds at the first answer in each.

    The day is over once the bot has decided on the last minute of every symbol.
    """

    def __init__(
        self, markets: Sequence[DayMarket], made: MadeTime, minutes: int, bot: BotProcess
    ) -> None:
        super().__init__(_setup(markets), made, seed=0, timeout_seconds=TIMEOUT_SECONDS)
        self.held: list[Held] = []
        self._bot = bot
        self._minute = FIRST_OPEN // MINUTE + HISTORY
        self._end = self._minute + minutes - 1

    def look(self, request: HttpRequest, answer: Answer) -> None:
        """Once a minute what the bot holds, until the day is over."""
        minute = self._faulty.exchange.now // MINUTE
        if minute > self._minute:
            self._minute = minute
            self.held.append(self._bot.held())
        if minute >= self._end and self._bot.last_minute() >= self._end - 1:
            self.made.is_over = True


def _setup(markets: Sequence[DayMarket]) -> SimulatorSetup:
    return SimulatorSetup(
        candles={market.symbol: market.strip for market in markets},
        start=FIRST_OPEN + HISTORY * MINUTE,
        balances={"USDT": Decimal(CAPITAL * len(markets))},
        rates=_UNLIMITED,
        speed=SPEED,
    )
