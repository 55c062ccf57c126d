"""A day on a clock that never runs away from the bot."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.programs.exchange_simulator.simulator import Simulator
from tests.day.bot_process import BotProcess, Held
from tests.day.markets import MINUTE
from tests.day.patient_clock import PatientClock

PATIENCE_SECONDS = 120


class Lockstep:
    """Lets the exchange's clock go on into the next candle once the bot has decided on every
    symbol, so that none is missed however slow the machine.
    """

    def __init__(
        self, simulator: Simulator, bot: BotProcess, symbols: Sequence[str], speed: float
    ) -> None:
        """`speed` is in simulated seconds a second."""
        self._clock = PatientClock(simulator.exchange, speed)
        simulator.exchange.clock = self._clock
        self._bot = bot
        folders = [symbol.replace("/", "_") for symbol in symbols]
        self._states = [bot.folder / "portfolio" / name / "state.json" for name in folders]

    def candles(self, count: int) -> Iterator[Held]:
        """Let so many candles pass; what the bot holds after each. TimeoutError where it stalls."""
        minute = self._clock.now() // MINUTE - 1
        self._await_decisions(minute)
        for number in range(1, count + 1):
            self._clock.go_on()
            self._await_decisions(minute + number)
            yield self._bot.held()

    def _await_decisions(self, minute: int) -> None:
        """Until the bot has decided on every symbol's candle of a minute since 1970."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while not all(_last_candle(state) >= minute for state in self._states):
            if self._bot.has_ended or time.monotonic() > patience:
                words = self._bot.log.read_text()[-2000:]
                raise TimeoutError(f"waited in vain for decisions; the bot's last words: {words}")
            time.sleep(0.005)


def _last_candle(state: Path) -> int:
    """The minute since 1970 of the last candle that was decided on; 0 before the first one."""
    try:
        told = json.loads(state.read_bytes())["last_candle_time"]
    except FileNotFoundError:
        return 0
    return 0 if told is None else round(datetime.fromisoformat(told).timestamp() / 60)
