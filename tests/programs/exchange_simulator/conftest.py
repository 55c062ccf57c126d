"""A running simulator of one symbol and clients of it, all closed after the test."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import ccxt
import pytest

from bot.programs.exchange_simulator.simulator import Simulator
from tests.support.simulated_exchange import SignedClient, ccxt_on, setup

Start = Callable[..., Simulator]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is to be closed after the test."""
    with ExitStack() as kept:
        yield kept


@pytest.fixture
def start(stack: ExitStack) -> Start:
    """Starts a simulator of the candles given, with the clock standing before them."""

    def started(*rows: Iterable[float], **more: Any) -> Simulator:
        return stack.enter_context(Simulator(setup(*rows, **more)))

    return started


@pytest.fixture
def signed(stack: ExitStack) -> Callable[..., SignedClient]:
    """Makes a client that signs."""
    return lambda *given, **more: stack.enter_context(SignedClient(*given, **more))


@pytest.fixture
def library(stack: ExitStack) -> "Callable[..., ccxt.binance]":
    """Makes a ccxt client."""
    return lambda *given, **more: stack.enter_context(ccxt_on(*given, **more))
