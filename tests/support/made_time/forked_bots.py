"""python -m tests.support.made_time.forked_bots: forked programs, each in a time that is made.

As tests.support.processes.forked_programs, with LIFE and LIFE_IN in each environment.
"""

import gc
from importlib import import_module

from tests.support.made_time.lives import begin, take_over
from tests.support.processes import forked_programs

HOME = "tests.support.made_time.forked_bots"
_LOADED_LATE = (
    "ccxt",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "bot.state.candles.candle_store",
)
"""What a bot loads once it trades: in every life anew, and not by the same calls each time."""


def _begin() -> None:
    gc.collect()
    gc.disable()  # when it would run next hangs on everything before
    begin()


if __name__ == "__main__":
    take_over()
    for name in _LOADED_LATE:
        import_module(name)
    forked_programs.main(_begin)
