"""The kernel against the same rule written by hand in C, each given the same directions."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import directions_of, equity_of, simulated
from bot.candles import CandleArrays
from bot.decide import ActionArray, decide, observe
from bot.domain import DecisionPolicy, StrategyConfig
from bot.rules import TRADE_DTYPE, TradeArray, terms_of

SOURCE = Path(__file__).with_name("kernel.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
"""All that the compiler has but fused multiply-add, which would round otherwise."""
BALANCE = 10_000.0

Found = tuple[FloatArray, TradeArray]


class _Terms(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_double) for name in ("risk", "stop", "target", "fee", "slippage")),
        ("allow_short", ctypes.c_int64),
        ("exit_on_opposite_signal", ctypes.c_int64),
        ("max_position", ctypes.c_double),
    )


def compiler() -> str | None:
    """The C compiler of this machine, None where there is none."""
    return shutil.which("cc")


def both(
    candles: CandleArrays, config: StrategyConfig, folder: Path, cc: str
) -> tuple[Callable[[], Found], Callable[[], Found]]:
    """The kernel and the C loop on the same candles and directions; AssertionError unless both
    find the same trades and the same equity, bit by bit.
    """
    policy = DecisionPolicy()
    decisions = decide(candles, config, policy, observe(candles, policy, symbol=config.symbol))
    ours = _kernel(candles, decisions.action, config)
    theirs = _c_loop(candles, decisions.action, config, _compiled(folder, cc))
    (equity, trades), (c_equity, c_trades) = ours(), theirs()
    assert len(trades) > 0, "need trades to compare"
    assert np.array_equal(trades, c_trades), "the C loop trades otherwise"
    assert np.array_equal(equity, c_equity), "the C loop finds another equity"
    return ours, theirs


def _kernel(
    candles: CandleArrays, action: ActionArray, config: StrategyConfig
) -> Callable[[], Found]:
    prices = candles.open, candles.high, candles.low, candles.close
    terms = terms_of(config)

    def run() -> Found:
        found = simulated(*prices, directions_of(action), BALANCE, terms)
        return equity_of(found, BALANCE, len(candles)), found.trades

    return run


def _c_loop(
    candles: CandleArrays,
    action: ActionArray,
    config: StrategyConfig,
    library: ctypes.CDLL,
) -> Callable[[], Found]:
    arrays = candles.open, candles.high, candles.low, candles.close, action
    terms = _Terms(*terms_of(config))
    library.simulate.restype = ctypes.c_int64

    def run() -> Found:
        equity, trades = np.empty(len(candles)), np.empty(2 * len(candles), TRADE_DTYPE)
        count = library.simulate(
            ctypes.c_int64(len(candles)),
            *(ctypes.c_void_p(array.ctypes.data) for array in arrays),
            ctypes.c_double(BALANCE),
            ctypes.byref(terms),
            ctypes.c_void_p(equity.ctypes.data),
            ctypes.c_void_p(trades.ctypes.data),
        )
        return equity, trades[:count].copy()

    return run


def _compiled(folder: Path, cc: str) -> ctypes.CDLL:
    library = folder / "kernel.so"
    subprocess.run([cc, *FLAGS, str(SOURCE), "-o", str(library)], check=True)
    return ctypes.CDLL(str(library))
