"""trading_state.json and risk.json as a person, a kill or another program may leave them."""

from datetime import UTC, datetime

import pytest

from bot.domain import TradingPermit, TradingState
from bot.domain.errors import StateError
from bot.state import FileVolume

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"state":"SLEEPING"}', '{"state":"ACTIVE","since":5}']
)
def test_a_trading_state_that_cannot_be_read_is_an_error_until_it_is_written_anew(tmp_path, text):
    store = FileVolume(tmp_path).trading_permit
    store.write(TradingPermit(reason="calm", since=AT, by="ann"))
    (tmp_path / "trading_state.json").write_text(text)
    for _ in range(2):
        with pytest.raises(StateError, match=r"takes it for HALTED; say python tools/control\.py"):
            store.read()
    store.write(TradingPermit(reason="calm", since=AT, by="ann"))
    assert store.read().by == "ann"


def test_a_person_may_write_the_trading_state_by_hand(tmp_path):
    store = FileVolume(tmp_path).trading_permit
    assert store.read().state is TradingState.ACTIVE
    (tmp_path / "trading_state.json").write_text('{"state": "HALTED", "reason": "fire"}')
    assert (store.read().state, store.read().reason) == (TradingState.HALTED, "fire")
    (tmp_path / "trading_state.json").unlink()
    assert store.read() == TradingPermit()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"as_of": 1}', '{"as_of":"2024-03-05T12:00:00Z","equity":1.0}']
)
def test_a_risk_report_that_cannot_be_read_is_an_error(tmp_path, text):
    (tmp_path / "risk.json").write_text(text)
    with pytest.raises(StateError, match="the bot writes it anew"):
        FileVolume(tmp_path).risk.read()


def test_what_a_killed_writer_left_is_swept_away_by_the_next_one(tmp_path):
    left = [tmp_path / f".{name}.77-77.tmp" for name in ("trading_state.json", "risk.json")]
    for path in left:
        path.write_text("{")
    store = FileVolume(tmp_path).trading_permit
    store.write(TradingPermit(reason="calm", since=AT, by="ann"))
    assert [path.exists() for path in left] == [False, True]
