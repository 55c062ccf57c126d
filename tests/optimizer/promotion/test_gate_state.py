"""What the gate remembers, read back: anything that it did not write is refused with a sentence."""

import pytest

from bot.domain.errors import DataError
from bot.optimizer import GateState

AT = "2024-02-01T00:00:00Z"
LOOK = {"at": AT, "number": 1, "p_threshold": 0.05}
WATCH = {"promoted": {}, "predecessor": {}, "since": AT, "until": AT, "differences": []}


def test_what_it_writes_is_read():
    state = GateState.from_dict({"looks": [LOOK], "watch": WATCH})
    assert [look.number for look in state.ledger.looks] == [1]
    assert GateState.from_dict(state.to_dict()) == state


@pytest.mark.parametrize(
    "looks",
    [
        "none",
        [1],
        [{"at": AT, "number": 1}],
        [{**LOOK, "at": "2024-02-01T00:00:00"}],
        [{**LOOK, "at": 5}],
        [{**LOOK, "at": "9999-12-31T23:59:59Z"}],
        [{**LOOK, "number": 3}],
        [{**LOOK, "number": "x"}],
        [{**LOOK, "number": n, "at": f"2024-02-0{n}T00:00:00Z"} for n in range(1, 8)],
    ],
)
def test_looks_that_cannot_be_trusted_are_refused(looks):
    with pytest.raises(DataError, match=r"looks and watch of promotion\.json .*mend it"):
        GateState.from_dict({"looks": looks, "watch": None})


@pytest.mark.parametrize(
    "change",
    [
        {"since": "2024-02-01T00:00:00", "until": "2024-02-01T00:00:00"},
        {"since": "2024-03-01T00:00:00Z"},
        {"differences": ["nan"]},
        {"differences": 4},
        {"predecessor": {"symbol": "ETH/USDT"}},
        {"promoted": {"bogus": 1}},
        {"promoted": {"ema_fast": 50, "ema_slow": 3}},
        {"promoted": None},
    ],
)
def test_a_watch_that_cannot_be_trusted_is_refused(change):
    with pytest.raises(DataError, match=r"looks and watch of promotion\.json .*mend it"):
        GateState.from_dict({"looks": [], "watch": {**WATCH, **change}})


def test_a_missing_part_is_named():
    with pytest.raises(DataError, match="'watch' is missing"):
        GateState.from_dict({"looks": []})
