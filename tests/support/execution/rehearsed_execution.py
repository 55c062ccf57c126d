"""OrderExecution over the real adapter of Binance and the simulated exchange, over HTTP."""

from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal

from bot.domain import Candle, StrategyConfig
from bot.programs.exchange_simulator.market.candles import listed_candles
from bot.programs.exchange_simulator.matching.prices import TradingTerms
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from bot.trading.orders import OrderExecution, SharedAccount
from tests.exchange.binance.rehearsal import Rehearsal
from tests.support.execution.orders_at import DrivenExecution, MortalJournal
from tests.support.simulated_exchange import QUIET

_HOUR = 3_600_000
_START = round(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)
_INSTANT = 0.001


class RehearsedExecution(DrivenExecution):
    """The driver over HTTP: candles of one hour from 2024-01-01 on, no fees, the account's money
    twice what the symbol may trade with.
    """

    def __init__(self, symbol: str, balance: float) -> None:
        capital = Decimal(repr(balance))
        setup = SimulatorSetup(
            candles={symbol: listed_candles("1h", _START - _HOUR, [QUIET])},
            start=_START,
            balances={"USDT": 2 * capital},
            terms=TradingTerms(maker_fee=Decimal(0), taker_fee=Decimal(0)),
        )
        self._symbol = symbol
        self._open_things = ExitStack()
        self.simulator = self._open_things.enter_context(Simulator(setup))
        self.rehearsal = Rehearsal(self.simulator)
        self._open_things.callback(self.rehearsal.session.close)
        self.rehearsal.venue.advance()
        self.begin(
            OrderExecution(
                symbol=symbol,
                timeframe="1h",
                volume_id="a volume",
                capital=capital,
                venue=self.rehearsal.venue,
                account=SharedAccount(self.rehearsal.venue),
                journal=MortalJournal([]),
                lines=(),
                sleep=self.rehearsal.sleep,
            )
        )

    def end(self) -> None:
        """Close server and session."""
        self._open_things.close()

    def begin_candle(self, candle: Candle) -> None:
        """Time has passed by itself."""

    def go_to_the_open(self, candle: Candle, config: StrategyConfig) -> None:
        """The candle begins, a moment of it has passed."""
        rows = (candle.open, candle.high, candle.low, candle.close, candle.volume)
        self.simulator.exchange.market.strips[self._symbol].append(rows)
        self.rehearsal.sleep(_INSTANT)
        self.rehearsal.venue.advance()

    def go_through(self, candle: Candle) -> None:
        """The rest of the candle passes."""
        self.rehearsal.sleep(3600 - _INSTANT)
        self.rehearsal.venue.advance()
