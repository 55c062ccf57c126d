"""Every series through the three backtesters, case by case."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.agreement import cases
from benchmarks.agreement.backtesting_fills import backtesting_trades
from benchmarks.agreement.cases import Case
from benchmarks.agreement.causes import BACKTESTING, VECTORBT
from benchmarks.agreement.our_trades import directions, our_result, our_trades
from benchmarks.agreement.pairing import Tally, compare
from benchmarks.agreement.series import Series, market_of, with_indicators
from benchmarks.agreement.trades import RoundTrip, is_same_trade
from benchmarks.agreement.vectorbt_fills import ENGINES, technical_directions, vectorbt_trades


@dataclass(frozen=True, kw_only=True)
class CaseOnSeries:
    """One case on one series: a tally a peer, and what must be 0."""

    case: Case
    series: Series
    tallies: dict[str, Tally]
    other_decisions: int  # candles where TA-Lib and the peers' spelling decide otherwise than we do
    other_orders: int  # trades that vectorbt's second engine does not share with its first


@dataclass(frozen=True, kw_only=True)
class CoreOnSeries:
    """A core case on one series: trades of each of the three, and those that all three share."""

    case: Case
    series: Series
    trades: dict[str, int]
    shared: int

    @property
    def all_agree(self) -> bool:
        """Whether each trade of each is one of all."""
        return set(self.trades.values()) == {self.shared}


def cases_on(series: Series) -> Iterator[CaseOnSeries]:
    """Every case, with the causes of what differs."""
    for case in cases.CASES:
        frame = with_indicators(series, case.config)
        result = our_result(series, case.config)
        market = market_of(series, case.config, directions(result))
        ours = our_trades(result)
        first, second = (vectorbt_trades(frame, case.config, engine=name) for name in ENGINES)
        theirs = backtesting_trades(frame, case.config)
        yield CaseOnSeries(
            case=case,
            series=series,
            tallies={
                "backtesting.py": compare(market, ours, theirs, BACKTESTING),
                "vectorbt": compare(market, ours, first, VECTORBT),
            },
            other_decisions=_other_decisions(frame, case, directions(result)),
            other_orders=max(len(first), len(second)) - _shared(first, second),
        )


def cores_on(series: Series) -> Iterator[CoreOnSeries]:
    """Both core cases; the trade that is open at the end is left out of all three."""
    for case in (cases.CORE_LONG, cases.CORE_BOTH):
        sized = case is cases.CORE_LONG
        frame = with_indicators(series, case.config)
        found = {
            "ours": our_trades(our_result(series, case.config), closed_only=True),
            "backtesting.py": backtesting_trades(frame, case.config, sized=sized, closed_only=True),
            "vectorbt": vectorbt_trades(frame, case.config, sized=sized, closed_only=True),
        }
        shared = _shared(*found.values(), sized=sized)
        counts = {name: len(trades) for name, trades in found.items()}
        yield CoreOnSeries(case=case, series=series, trades=counts, shared=shared)


def _other_decisions(frame: pd.DataFrame, case: Case, ours: np.ndarray) -> int:
    return int(np.count_nonzero(technical_directions(frame, case.config) != ours))


def _shared(first: list[RoundTrip], *others: list[RoundTrip], sized: bool = False) -> int:
    """How many trades of the first list are at the same place in each other one."""
    return sum(
        all(is_same_trade(rows[0], other, sized=sized) for other in rows[1:])
        for rows in zip(first, *others, strict=False)
    )
