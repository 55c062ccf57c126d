"""What a seed draws: the market, when the bot is killed, and which faults it meets."""

import random
from dataclasses import dataclass
from math import exp, log

from bot.programs.exchange_simulator.faults import Fault, faults_by_chance

SYMBOL, MARKET = "BTC/USDT", "BTCUSDT"
"""What is traded, by our name and by the exchange's."""
SECONDS = 9.0
"""How long the faults and kills of a run last, in the bot's seconds."""
CALM_CYCLES, PATIENCE_SECONDS = 6, 15.0
"""How many cycles the bot then has to bring everything in order, and how long it may take."""
SPEED = 60.0
"""Seconds of the exchange in each of the bot's."""
TIMEOUT_SECONDS = 1.0
"""How long the bot waits for an answer."""
LOOP_SECONDS = 0.3
"""What the bot waits between two cycles, in its seconds."""
MOST_CALLS = 100_000
"""The most function calls between the moment of a kill and the kill: those of a cycle or two."""


@dataclass(frozen=True, slots=True)
class Kill:
    """kill -9 once the bot has sent so many requests, or that many seconds have passed.

    In a run that replays exactly, so many function calls and returns after that (`calls`). The bot
    is started again after `pause` seconds.
    """

    after_requests: int | None
    after_seconds: float
    pause: float
    calls: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One run; the same seed draws the same."""

    seed: int
    kills: tuple[Kill, ...]
    faults: tuple[Fault, ...]

    @classmethod
    def of_seed(cls, seed: int) -> "Plan":
        """1 to 5 kills, half of them at a request, and 1 to 8 faults."""
        draw, calls = random.Random(seed), random.Random(f"calls of {seed}")
        hours = SECONDS * SPEED / 3600
        faults = faults_by_chance(
            seed, [MARKET], hours=hours, an_hour=draw.randint(1, 8) / hours, speed=SPEED
        )
        moments = sorted(draw.uniform(0.5, SECONDS) for _ in range(draw.randint(1, 5)))
        return cls(
            seed=seed,
            faults=tuple(faults),
            kills=tuple(
                Kill(
                    after_requests=draw.randint(5, 250) if draw.random() < 0.5 else None,
                    after_seconds=moment,
                    pause=draw.uniform(0, 0.6),
                    calls=round(exp(calls.uniform(0, log(MOST_CALLS)))),
                )
                for moment in moments
            ),
        )
