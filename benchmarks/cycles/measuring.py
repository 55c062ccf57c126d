"""A bot in a process of its own, measured against an exchange simulated in this one."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cycles.many_symbols import CAPITAL, write_portfolio
from bot.programs.exchange_simulator.candle_sources import synthetic_candles
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import RateRules, SimulatorSetup

ROOT = Path(__file__).resolve().parents[2]
UNLIMITED = RateRules(weight=10**9, orders=10**9, orders_a_day=10**9)
MINUTE_MS = 60_000
ALWAYS_LONG = """
from dataclasses import dataclass
import numpy as np
from bot.strategy import CandleArrays, Opinions


@dataclass(frozen=True, kw_only=True)
class AlwaysLong:
    search_space = {}
    price_values = ()
    warm_up_candles = 2

    def opinions(self, candles: CandleArrays) -> Opinions:
        ones = np.ones(len(candles))
        return Opinions(direction=ones.astype(np.int8), confidence=ones)
"""
"""A strategy by which every symbol holds something from its first cycle on."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What cycles took, in processor milliseconds of one symbol, the bot's memory in bytes, and how
    many orders reached the exchange.
    """

    own: NDArray[np.float64]
    outside: NDArray[np.float64]
    resident: int
    orders: int


def measured(
    symbols: int, *, cycles: int, warm: int, speed: float, mode: Mapping[str, str]
) -> Measured:
    """The cycles of a bot of so many symbols after the first `warm` ones, a new candle in each.

    `speed` is that of the exchange's clock. RuntimeError with the bot's words where it fails.
    """
    with tempfile.TemporaryDirectory() as folder, Simulator(market(symbols, speed)) as simulator:
        arguments = ["-m", "benchmarks.cycles.measured_bot", str(warm + cycles)]
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment(Path(folder), symbols, simulator.url, mode),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        orders = len(simulator.orders)
    if done.returncode:
        raise RuntimeError(f"the measured bot failed: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout)
    own, outside = (np.array(answer[name][warm * symbols :]) for name in ("own", "outside"))
    if len(own) != cycles * symbols:
        raise RuntimeError(f"need {cycles * symbols} cycles of a symbol, were {len(own)}")
    return Measured(
        own=1000 * own, outside=1000 * outside, resident=answer["resident"], orders=orders
    )


def market(symbols: int, speed: float) -> SimulatorSetup:
    """So many symbols with the same made-up minutes, money for all, and no limit of the rate."""
    minutes = synthetic_candles("BTC/USDT", "1m", 0)
    return SimulatorSetup(
        candles=dict.fromkeys(names(symbols), minutes),
        speed=speed,
        balances={"USDT": Decimal(CAPITAL * symbols)},
        rates=UNLIMITED,
    )


def names(symbols: int) -> list[str]:
    """The symbols of such a market."""
    return [f"C{number}/USDT" for number in range(symbols)]


def environment(
    folder: Path, symbols: int, address: str, mode: Mapping[str, str]
) -> dict[str, str]:
    """The bot's environment, with a portfolio of the symbols and ALWAYS_LONG in its folder."""
    write_portfolio(folder, names(symbols))
    (folder / "strategies").mkdir()
    (folder / "strategies" / "always_long.py").write_text(ALWAYS_LONG)
    settings = {
        "DATA_DIR": str(folder),
        "EXCHANGE_URL": address,
        "TIMEFRAME": "1m",
        "LOG_LEVEL": "ERROR",
        "STRATEGY": "always_long",
        "STOP_LOSS_PCT": "0.2",
        "TAKE_PROFIT_PCT": "0.2",
        "RISK_LIMITS": "off",
    }
    return {**os.environ, **settings, **mode}
