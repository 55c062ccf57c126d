"""How many are kept, what is told of a run, and what of both a service believes."""

from dataclasses import replace

import pytest

from api.backtests.figures import done_with
from api.backtests.kept_few import MOST_KEPT, MOST_WAITING, to_forget
from api.backtests.told import Step, Told
from bot.domain import BacktestState
from bot.domain.errors import ConfigError, DataError
from tests.state.backtests.test_every_backtest_store import made


def kept(count, **changes):
    """Newest first, as a store gives them."""
    usual = {"state": BacktestState.DONE}
    return [replace(made(number), **{**usual, **changes}) for number in range(count, 0, -1)]


def test_the_oldest_without_a_note_makes_room_for_a_new_one():
    assert to_forget(kept(MOST_KEPT - 1)) == ()
    all_of_them = kept(MOST_KEPT)
    assert to_forget(all_of_them) == [all_of_them[-1]]
    all_of_them[-1] = replace(all_of_them[-1], note="keep this")
    assert to_forget(all_of_them) == [all_of_them[-2]]


def test_what_has_a_note_or_is_not_over_makes_no_room():
    for changes in ({"note": "keep"}, {"state": BacktestState.RUNNING}):
        with pytest.raises(ConfigError, match="delete some"):
            to_forget(kept(MOST_KEPT, **changes))


def test_only_so_many_wait():
    waiting = kept(MOST_WAITING, state=BacktestState.QUEUED)
    assert to_forget(waiting[1:]) == ()
    with pytest.raises(ConfigError, match="fewer than 10 backtests that wait"):
        to_forget(waiting)


def test_steps_are_read_and_the_last_other_line_is_the_sentence():
    told = Told()
    told.listen(
        [
            "40%, deciding on 2,000 candles, 3 s left\n",
            "run_backtest.py: need a file that exists, was 'x'\n",
            "70%, writing the result, 1 s left\n",
            "\n",
        ]
    )
    assert told.step == Step(0.7, 1.0)
    assert told.last_sentence == "need a file that exists, was 'x'"


def test_before_anything_was_told_nothing_is_known():
    told = Told()
    told.listen([])
    assert (told.step, told.last_sentence) == (None, "")


@pytest.mark.parametrize("result", [b"", b"[]", b"{}", b'{"data": {}, "metrics": {}}'])
def test_a_document_that_is_none_is_refused(result):
    with pytest.raises(DataError, match="cannot be read"):
        done_with(made(1), result)
