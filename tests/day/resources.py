"""What a process holds over a day: memory that grows, files and threads that are left open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from tests.day.bot_process import Held

CANDLES_AN_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Growth:
    """MB an hour of the market by least squares after the warm-up; open files and threads, the
    fewest in its first and in its last quarter, since one is open for a moment while it is written;
    `hours` of the market that were looked at.
    """

    megabytes_an_hour: float
    last_megabytes: float
    files: tuple[int, int]
    threads: tuple[int, int]
    hours: float

    @classmethod
    def of(cls, held: Sequence[Held], warm_up: int) -> Self:
        """What was held after each candle, of which the first `warm_up` do not count."""
        counted = held[warm_up:]
        memory = [each.megabytes for each in counted]
        slope = float(np.polyfit(np.arange(len(memory)), memory, 1)[0])
        quarter = max(1, len(counted) // 4)
        first, last = counted[:quarter], counted[-quarter:]
        return cls(
            megabytes_an_hour=slope * CANDLES_AN_HOUR,
            last_megabytes=memory[-1],
            files=(min(each.files for each in first), min(each.files for each in last)),
            threads=(min(each.threads for each in first), min(each.threads for each in last)),
            hours=len(counted) / CANDLES_AN_HOUR,
        )

    @property
    def leaks(self) -> bool:
        """Whether more files or threads are open in the end than in the beginning."""
        return self.files[1] > self.files[0] or self.threads[1] > self.threads[0]

    def __str__(self) -> str:
        return (
            f"{self.megabytes_an_hour:+.3f} MB an hour over {self.hours:.1f} h of the market, "
            f"{self.last_megabytes:.0f} MB in the end; open files {self.files[0]} then "
            f"{self.files[1]}, threads {self.threads[0]} then {self.threads[1]}"
        )
