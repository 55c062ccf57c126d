"""The simulator from its parsed flags on: candles are read, the server runs until a signal."""

import argparse
import signal
from datetime import UTC, datetime

from bot.command_line import EndRequest, tell, write_out
from bot.domain import require
from bot.domain.errors import ConfigError
from bot.programs.exchange_simulator.candle_sources import (
    candles_of_file,
    milliseconds,
    synthetic_candles,
)
from bot.programs.exchange_simulator.faults import Fault, faults_by_chance, faults_of_file
from bot.programs.exchange_simulator.market import CandleStrip
from bot.programs.exchange_simulator.matching import TradingTerms
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import BALANCES, Access, SimulatorSetup

_WITHOUT_FILES = ["BTC/USDT", "ETH/USDT"]
_WEEK_HOURS = 168


def run(given: argparse.Namespace) -> int:
    """Print where it answers, and answer until Ctrl-C or SIGTERM."""
    setup = _setup(given)
    _refuse_a_start_without_candles(setup)
    faults = _faults(given, setup)
    end = EndRequest()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.make())
    simulator = Simulator(setup, host=given.host, port=given.port)
    for fault in faults:
        simulator.expect(fault)
    try:
        simulator.start()
    except OSError as exc:
        reason = exc.strerror or exc
        raise ConfigError(
            f"cannot answer at {given.host}:{given.port}: {reason}; name another --port"
        ) from exc
    write_out(f"{simulator.url}\n")
    if not given.quiet:
        tell(f"{', '.join(setup.candles)} at {given.speed:g} simulated seconds a second")
    end.wait()
    simulator.stop()
    return 0


def _setup(given: argparse.Namespace) -> SimulatorSetup:
    return SimulatorSetup(
        candles=_candles(given),
        start=None if given.start is None else milliseconds(given.start),
        speed=given.speed,
        balances=dict(given.balance) or BALANCES,
        terms=TradingTerms(
            maker_fee=given.maker_fee,
            taker_fee=given.taker_fee,
            spread=given.spread,
            slippage=given.slippage,
            fees_in_bnb=given.fees_in_bnb,
        ),
        access=Access(key=given.key, secret=given.secret, may_withdraw=given.may_withdraw),
    )


def _refuse_a_start_without_candles(setup: SimulatorSetup) -> None:
    """Every symbol needs a closed candle when the clock begins, and more to come."""
    start = setup.first_moment()
    for symbol, strip in setup.candles.items():
        begin, end = strip.opens[0] + strip.length, strip.end
        if start < begin or (end is not None and start >= end):
            until = "" if end is None else f" and before {_written(end)}"
            raise ConfigError(
                f"need a --start from {_written(begin)} on{until}, where {symbol} has candles,"
                f" was {_written(start)}"
            )


def _written(time: int) -> str:
    return datetime.fromtimestamp(time / 1000, UTC).isoformat()


def _faults(given: argparse.Namespace, setup: SimulatorSetup) -> list[Fault]:
    """Those of the file, and those of the seed for a week."""
    planned = [] if given.faults is None else faults_of_file(given.faults)
    if given.fault_seed is not None:
        require(
            0 < given.faults_an_hour <= 3600, "0 < --faults-an-hour <= 3600", given.faults_an_hour
        )
        names = [symbol.replace("/", "") for symbol in setup.candles]
        planned += faults_by_chance(
            given.fault_seed,
            names,
            hours=_WEEK_HOURS,
            an_hour=given.faults_an_hour,
            speed=setup.speed,
        )
    return planned


def _candles(given: argparse.Namespace) -> dict[str, CandleStrip]:
    made_up = given.symbols or ([] if given.candles else _WITHOUT_FILES)
    strips = {name: candles_of_file(path, given.timeframe) for name, path in given.candles}
    for name in made_up:
        strips[name] = synthetic_candles(name, given.timeframe or "1m", given.seed)
    return strips
