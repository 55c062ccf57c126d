"""One run in a time that is made, which a second run of the same plan repeats to the last byte."""

import hashlib
import json
import re
import signal
from pathlib import Path

from bot.programs.exchange_simulator.rest import Answer, HttpRequest
from bot.programs.exchange_simulator.rest.messages import Delivery
from tests.chaos.killed_bot import KilledBot
from tests.chaos.plan import CALM_CYCLES, PATIENCE_SECONDS, SECONDS, TIMEOUT_SECONDS, Kill, Plan
from tests.chaos.rehearsed_run import Aftermath, aftermath, configured, environment, exchange_of
from tests.support.made_time.exchange import ExchangeInMadeTime
from tests.support.made_time.lives import TIME_FILE
from tests.support.made_time.time_file import MadeTime
from tests.support.processes.forked_programs import ForkedPrograms

_PORT = 18_245
"""Each seed's exchange has a loopback address of its own, as its address is in the bot's books."""
_START_SECONDS = 0.1
"""How long a bot takes until it is there."""


class _LyingExchange(ExchangeInMadeTime):
    """An exchange at which time is over once the bot came through some cycles after the faults."""

    def __init__(self, plan: Plan, made: MadeTime) -> None:
        super().__init__(
            exchange_of(plan),
            made,
            seed=plan.seed,
            timeout_seconds=TIMEOUT_SECONDS,
            host=f"127.1.{plan.seed // 250 % 250}.{plan.seed % 250 + 1}",
            port=_PORT,
        )
        self.calm_cycles = 0
        for fault in plan.faults:
            self.expect(fault)

    def look(self, request: HttpRequest, answer: Answer) -> None:
        """Count the cycles that came through to the candles."""
        if self.made.seconds < SECONDS:
            return
        arrives = answer.status == 200 and answer.delivery is Delivery.WHOLE
        self.calm_cycles += request.path.endswith("/klines") and arrives
        if self.calm_cycles >= CALM_CYCLES:
            self.made.is_over = True


def rehearse_exactly(plan: Plan, folder: Path, forks: ForkedPrograms) -> Aftermath:
    """As `rehearse`, with a bot that kills itself where the plan says, to the function."""
    data_dir = configured(plan, folder)
    made = MadeTime(folder / TIME_FILE)
    with _LyingExchange(plan, made) as simulator:
        surroundings = environment(data_dir.relative_to(folder), simulator.url)
        bot = KilledBot(forks, folder, {**surroundings, "LIFE_IN": str(folder)})
        kills, deaths = 0, []
        for kill in plan.kills:
            kills += _life(bot, simulator, plan, kill) == -signal.SIGKILL
            deaths.append(float(simulator.exchange.clock.now()))
            made.let_pass(kill.pause)
        simulator.calm_cycles = 0
        exit_code = _life(bot, simulator, plan, None)
    return aftermath(
        plan, simulator, bot, data_dir, kills=kills, exit_code=exit_code, deaths=deaths
    )


def _life(bot: KilledBot, simulator: _LyingExchange, plan: Plan, kill: Kill | None) -> int:
    """Let a bot live until it has ended; its exit code."""
    simulator.made.let_pass(_START_SECONDS)
    order = {
        "seed": f"{plan.seed} {bot.starts}",
        "most_seconds": SECONDS + PATIENCE_SECONDS,
        "kill": kill
        and {
            "seconds": kill.after_seconds,
            "requests": kill.after_requests,
            "calls": kill.calls,
        },
    }
    bot.start(LIFE=json.dumps(order))
    code = bot.wait()
    simulator.await_quiet()
    return code


_OF_THE_MACHINE = {"api_token", "bot.lock"}
_WRITER = re.compile(r"\.\d+-\d+(?=\.tmp$)")


def fingerprint(run: Aftermath) -> str:
    """What tells a run from another: all that the exchange saw, and all that the bot kept.

    Left out are a secret and process ids: a bot's own, and that in the name of an unfinished write.
    """
    digest = hashlib.sha256(json.dumps(run.truth, sort_keys=True, default=str).encode())
    for path in sorted(run.data_dir.rglob("*")):
        if path.is_file() and path.name not in _OF_THE_MACHINE:
            name = _WRITER.sub("", path.name)
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
