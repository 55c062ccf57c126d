"""The bars of a cycle: what a symbol costs, how that grows, and what a thousand hold."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.cycles.many_symbols import ORDERS, PAPER
from benchmarks.cycles.measuring import Measured, measured
from benchmarks.line import Line


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many symbols, the cycles that warm up and those that count, and the clock's speed.

    A clock that is moved while one symbol alone asks for the time looks like one that runs fast,
    so there it runs; for many it stands during a cycle, and no candle is missed.
    """

    symbols: int
    warm: int
    cycles: int
    speed: float = 0.0


ONE = Size(symbols=1, warm=10, cycles=50, speed=400)
SIZES = (ONE, Size(symbols=200, warm=1, cycles=1), Size(symbols=1_000, warm=1, cycles=1))
MEMORY_MB = 1_000


def cycle_lines() -> list[Line]:
    """What a cycle of the bot takes, network and candles apart, and the memory of 1,000 symbols."""
    paper, orders = (
        {size.symbols: _measured(size, mode) for size in SIZES} for mode in (PAPER, ORDERS)
    )
    return [
        *figures("paper", paper),
        *bars("paper", paper),
        *figures("testnet", orders),
        *bars("testnet", orders),
        *against_paper(paper, orders),
    ]


def against_paper(paper: Mapping[int, Measured], orders: Mapping[int, Measured]) -> list[Line]:
    """That placing orders costs no more than twice what paper does."""
    return [
        Line(
            what=f"cycle of one of {symbols:,} symbols: testnet / paper, p50",
            value=float(np.median(orders[symbols].own) / np.median(paper[symbols].own)),
            unit="x",
            bar=2,
            at_most=True,
        )
        for symbols in paper
    ]


def _measured(size: Size, mode: Mapping[str, str]) -> Measured:
    return measured(size.symbols, warm=size.warm, cycles=size.cycles, speed=size.speed, mode=mode)


def figures(mode: str, by_symbols: Mapping[int, Measured]) -> list[Line]:
    """What a cycle of a symbol takes of the processor, by how many are traded."""
    return [
        Line(
            what=f"cycle on {mode}, one of {symbols:,} symbols, p{percent} (CPU)",
            value=float(np.percentile(found.own, percent)),
            unit="ms",
        )
        for symbols, found in by_symbols.items()
        for percent in (50, 99)
    ] + [
        Line(
            what="and its candles: asked for, cleaned, kept, p50 (CPU)",
            value=float(np.median(by_symbols[max(by_symbols)].outside)),
            unit="ms",
        )
    ]


def bars(mode: str, by_symbols: Mapping[int, Measured]) -> list[Line]:
    """That a symbol costs the same however many there are, and what they hold."""
    fewest, *_, some, most = sorted(by_symbols)
    middle = {symbols: float(np.median(found.own)) for symbols, found in by_symbols.items()}
    memory = {symbols: found.resident / 1e6 for symbols, found in by_symbols.items()}
    return [
        Line(
            what=f"cycle of a symbol on {mode}: one of {most:,} / alone",
            value=middle[most] / middle[fewest],
            unit="x",
            bar=1.25,
            at_most=True,
        ),
        Line(
            what=f"memory of a bot of {most:,} symbols on {mode}",
            value=memory[most],
            unit="MB",
            bar=MEMORY_MB,
            at_most=True,
        ),
        Line(
            what="of it for each further symbol",
            value=(memory[most] - memory[some]) / (most - some),
            unit="MB",
        ),
    ]
