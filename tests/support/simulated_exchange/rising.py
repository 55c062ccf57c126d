"""A simulated exchange whose market rises by one a minute, so that the default strategy buys."""

from typing import Any

from benchmarks.cycles.many_symbols import ORDERS
from bot.programs.exchange_simulator.market.candles import listed_candles
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from tests.support.simulated_exchange import FIRST_OPEN, MINUTE

RISING = [(100 + n, 101.5 + n, 99.5 + n, 100.5 + n, 10) for n in range(120)]
SEEN = 100
WIDE = {"TIMEFRAME": "1m", "STOP_LOSS_PCT": "0.05", "TAKE_PROFIT_PCT": "0.5"}
"""Settings whose stop and target the market does not reach."""
TESTNET = {**WIDE, **ORDERS}
LIVE = {
    **WIDE,
    "PAPER_MODE": "false",
    "I_UNDERSTAND_THIS_IS_REAL_MONEY": "true",
    "EXCHANGE_API_KEY": "any",
    "EXCHANGE_API_SECRET": "rehearsal",
}


def rising_candles() -> Any:
    """The candles of a symbol; their clock stands at the hundredth."""
    return listed_candles("1m", FIRST_OPEN, RISING)


def rising_exchange(**terms: Any) -> Simulator:
    """One that is started as a context manager; `terms` are those of SimulatorSetup."""
    terms.setdefault("candles", {"BTC/USDT": rising_candles()})
    return Simulator(SimulatorSetup(start=FIRST_OPEN + SEEN * MINUTE, **terms))
