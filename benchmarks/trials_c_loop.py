"""The search's trials against the same trials by a loop written by hand in C, on one core."""

import ctypes
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.c_loop import FLAGS
from benchmarks.workload import CONFIG, TECHNICAL_RULE, Workload
from bot.backtesting import Metrics
from bot.candles import CandleArrays
from bot.decide import observe
from bot.domain import guess_asset_type, periods_per_year
from bot.optimizer.fast_trials import indicator_tables
from bot.optimizer.trials import EmaRsiColumns, MetricColumns

SOURCE = Path(__file__).with_name("trials.c")
BALANCE = 10_000.0


class _Shared(ctypes.Structure):
    _fields_ = (
        *(
            (name, ctypes.c_void_p)
            for name in ("open", "high", "low", "close", "deviation", "emas", "rsis")
        ),
        ("candles", ctypes.c_int64),
        *((n, ctypes.c_double) for n in ("balance", "fee", "slippage", "periods_per_year")),
    )


class _Draws(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_void_p) for name in EmaRsiColumns._fields)


def c_trials(work: Workload, folder: Path, cc: str) -> Callable[[], MetricColumns]:
    """All trials of the workload by the C loop, given the indicators; one core, one call."""
    library = folder / "trials.so"
    subprocess.run([cc, *FLAGS, str(SOURCE), "-lm", "-o", str(library)], check=True)
    run = ctypes.CDLL(str(library)).trials
    candles = CandleArrays.of(work.candles, CONFIG.timeframe)
    deviation = observe(candles, TECHNICAL_RULE, symbol=CONFIG.symbol).deviation
    with ThreadPoolExecutor(1) as pool:
        emas, rsis = indicator_tables(candles.close, work.draws, pool)
    draws = work.draws._replace(
        ema_fast=emas.rows_for(work.draws.ema_fast),
        ema_slow=emas.rows_for(work.draws.ema_slow),
        rsi_period=rsis.rows_for(work.draws.rsi_period),
    )
    prices = candles.open, candles.high, candles.low, candles.close
    arrays = [np.ascontiguousarray(a) for a in (*prices, deviation, emas.values, rsis.values)]
    shared = _Shared(
        *(array.ctypes.data for array in arrays),
        len(candles),
        BALANCE,
        CONFIG.fee_pct,
        CONFIG.slippage_pct,
        periods_per_year(guess_asset_type(CONFIG.symbol), CONFIG.timeframe),
    )
    pointers = _Draws(*(column.ctypes.data for column in draws))
    found = np.empty((len(draws.ema_fast), len(Metrics._fields)))

    def trials() -> MetricColumns:
        kept = arrays, draws  # their memory is read
        count = ctypes.c_int64(len(found))
        run(ctypes.byref(shared), ctypes.byref(pointers), count, ctypes.c_void_p(found.ctypes.data))
        assert kept
        return found

    return trials
