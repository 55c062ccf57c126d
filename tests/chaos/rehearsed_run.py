"""One run: a simulated exchange, the real bot on it, and what the seed has drawn for both.

Time is the machine's: where in its code a kill meets the bot is chance.
"""

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.programs.exchange_simulator.candle_sources import synthetic_candles
from bot.programs.exchange_simulator.faults import HappenedFault
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import Access, SimulatorSetup
from tests.chaos.killed_bot import KilledBot
from tests.chaos.plan import (
    CALM_CYCLES,
    LOOP_SECONDS,
    PATIENCE_SECONDS,
    SECONDS,
    SPEED,
    SYMBOL,
    TIMEOUT_SECONDS,
    Kill,
    Plan,
)
from tests.support.processes.forked_programs import ForkedPrograms

CANARY = "canary8Qx2f0Zt5key"
CANARY_SECRET = "canary7Lm4v9Wr1secret"
_LIVELY = {  # it wants to be in, or by turns in and out
    "ema_fast": 2,
    "ema_slow": 3,
    "rsi_period": 2,
    "rsi_overbought": 100,
    "stop_loss_pct": 0.0015,
    "take_profit_pct": 0.002,
    "risk_per_trade_pct": 0.5,
    "exit_on_opposite_signal": True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What a run has left: the exchange as truth, the bot's folder and logs.

    In `deaths_ms`, times of the exchange, the bot was dead and not back yet. `truth` is what the
    exchange's /sim/ledger tells.
    """

    plan: Plan
    truth: dict[str, Any]
    happened: tuple[HappenedFault, ...]
    data_dir: Path
    logs: str
    kills: int
    exit_code: int
    deaths_ms: tuple[tuple[float, float], ...]


def rehearse(plan: Plan, folder: Path, forks: ForkedPrograms) -> Aftermath:
    """Let a bot trade through everything that was planned, then in peace, then end it."""
    data_dir = configured(plan, folder)
    with Simulator(exchange_of(plan)) as simulator:
        for fault in plan.faults:
            simulator.expect(fault)
        bot = KilledBot(forks, folder, environment(data_dir, simulator.url))
        begun = time.monotonic()
        bot.start()
        kills, deaths = 0, []
        for kill in plan.kills:
            _wait_for(kill, simulator, begun)
            kills += bot.kill()
            deaths.append(simulator.now)
            time.sleep(kill.pause)
            bot.start()
        time.sleep(max(0.0, begun + SECONDS - time.monotonic()))
        _wait_for_cycles(simulator)
        exit_code = bot.stop()
    return aftermath(
        plan, simulator, bot, data_dir, kills=kills, exit_code=exit_code, deaths=deaths
    )


def configured(plan: Plan, folder: Path) -> Path:
    """A bot's data folder below another, with a config that trades often."""
    data_dir = folder / "data"
    data_dir.mkdir(parents=True)
    (data_dir / "strategy_config.json").write_text(json.dumps(_config(plan)))
    return data_dir


def exchange_of(plan: Plan) -> SimulatorSetup:
    """The market that a plan draws, and the one key that it takes."""
    return SimulatorSetup(
        candles={SYMBOL: synthetic_candles(SYMBOL, "1m", plan.seed)},
        speed=SPEED,
        access=Access(key=CANARY, secret=CANARY_SECRET),
    )


def aftermath(
    plan: Plan,
    simulator: Simulator,
    bot: KilledBot,
    data_dir: Path,
    *,
    kills: int,
    exit_code: int,
    deaths: Sequence[float],
) -> Aftermath:
    """What a run that has ended left; `deaths` in milliseconds of the exchange."""
    return Aftermath(
        plan=plan,
        truth=simulator.truth(),
        happened=tuple(simulator.happened),
        data_dir=data_dir,
        logs=bot.logs,
        kills=kills,
        exit_code=exit_code,
        deaths_ms=tuple((death, _next_request(simulator, death)) for death in deaths),
    )


def _next_request(simulator: Simulator, moment: float) -> float:
    """When the bot was back: its first request after a moment."""
    return min((each.time for each in simulator.requests if each.time > moment), default=math.inf)


def _config(plan: Plan) -> dict[str, Any]:
    """Of two seeds one enters again and again, the other turns around with the market."""
    return {**_LIVELY, "rsi_oversold": 0 if plan.seed % 2 else 99}


def _wait_for(kill: Kill, simulator: Simulator, begun: float) -> None:
    while time.monotonic() < begun + kill.after_seconds:
        if kill.after_requests is not None and len(simulator.requests) >= kill.after_requests:
            return
        time.sleep(0.003)


def _wait_for_cycles(simulator: Simulator) -> None:
    """Let some cycles come through to the candles, on a busy machine later, in a ban not at all."""
    begun, before = time.monotonic(), _candles_asked(simulator)
    while time.monotonic() < begun + PATIENCE_SECONDS:
        if _candles_asked(simulator) >= before + CALM_CYCLES:
            return
        time.sleep(0.05)


def _candles_asked(simulator: Simulator) -> int:
    return sum(each.path.endswith("/klines") and each.status == 200 for each in simulator.requests)


def environment(data_dir: Path, url: str) -> dict[str, str]:
    """That of a bot on a data folder and an exchange."""
    return {
        "DATA_DIR": str(data_dir),
        "PAPER_MODE": "false",
        "BINANCE_TESTNET_ENABLED": "true",
        "BINANCE_TESTNET_API_KEY": CANARY,
        "BINANCE_TESTNET_API_SECRET": CANARY_SECRET,
        "EXCHANGE_URL": url,
        "EXCHANGE_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
        "SYMBOL": SYMBOL,
        "TIMEFRAME": "1m",
        "LOOP_INTERVAL_SECONDS": str(LOOP_SECONDS),
        "AI_ENABLED": "false",
        "MACRO_ENABLED": "false",
        "SIGNAL_MIN_CONFIDENCE": "0",
    }
