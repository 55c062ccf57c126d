"""What the day says of memory, files and threads."""

import pytest

from tests.day.bot_process import Held
from tests.day.resources import Growth


def held(megabytes: float, files: int = 5, threads: int = 3) -> Held:
    return Held(megabytes=megabytes, files=files, threads=threads)


def test_memory_that_grows_by_a_megabyte_each_60_candles_grows_by_one_an_hour():
    warming = [held(1_000.0)] * 10
    growth = Growth.of([*warming, *(held(100 + candle / 60) for candle in range(240))], warm_up=10)
    assert growth.megabytes_an_hour == pytest.approx(1.0)
    assert (growth.hours, growth.leaks) == (4.0, False)


@pytest.mark.parametrize("more", [{"files": 6}, {"threads": 4}])
def test_a_file_or_a_thread_more_in_the_end_than_ever_in_the_beginning_is_a_leak(more):
    assert Growth.of([held(100.0)] * 75 + [held(100.0, **more)] * 25, warm_up=0).leaks
    assert not Growth.of([held(100.0, **more)] * 25 + [held(100.0)] * 75, warm_up=0).leaks
