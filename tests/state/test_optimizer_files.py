import json
from datetime import UTC, datetime

import pytest

from bot.domain.errors import StateError
from bot.state import (
    append_run,
    read_allocation,
    read_recommendations,
    read_runs,
    update_recommendations,
    write_allocation,
)


def test_runs_are_kept_one_a_line_and_read_newest_first(tmp_path):
    assert read_runs(tmp_path, 5) == []
    at = datetime(2024, 5, 1, tzinfo=UTC)
    for number in range(5):
        append_run(tmp_path, {"number": number, "at": at, "score": float("nan")})
    runs = read_runs(tmp_path, 2)
    assert runs[0] == {"number": 4, "at": "2024-05-01T00:00:00Z", "score": None}
    assert [run["number"] for run in runs] == [4, 3]


def test_a_run_torn_by_a_kill_is_dropped_by_the_next(tmp_path):
    append_run(tmp_path, {"number": 1})
    with (tmp_path / "portfolio" / "optimizer_runs.jsonl").open("ab") as file:
        file.write(b'{"numb')
    assert read_runs(tmp_path, 5) == [{"number": 1}]
    append_run(tmp_path, {"number": 2})
    assert read_runs(tmp_path, 5) == [{"number": 2}, {"number": 1}]


def test_recommendations_of_other_symbols_stay(tmp_path):
    assert read_recommendations(tmp_path) == {}
    now = datetime(2024, 5, 1, tzinfo=UTC)
    update_recommendations(tmp_path, {"BTC/USDT": {"score": 1}, "NVDA": {"score": 2}})
    path = update_recommendations(tmp_path, {"NVDA": {"score": 3}}, now=lambda: now)
    assert read_recommendations(tmp_path) == {"BTC/USDT": {"score": 1}, "NVDA": {"score": 3}}
    assert json.loads(path.read_text())["updated_at"] == "2024-05-01T00:00:00Z"


def test_unreadable_recommendations_are_kept_aside(tmp_path):
    path = update_recommendations(tmp_path, {"NVDA": {"score": 1}})
    path.write_text("garbage")
    update_recommendations(tmp_path, {"NVDA": {"score": 2}})
    (aside,) = path.parent.glob("portfolio_recommendations.json.broken-*")
    assert aside.read_text() == "garbage"
    assert read_recommendations(tmp_path) == {"NVDA": {"score": 2}}


def test_an_allocation_and_the_recommendations_leave_each_other_alone(tmp_path):
    assert read_allocation(tmp_path) is None
    write_allocation(tmp_path, {"verdict": "none"})
    assert (read_recommendations(tmp_path), read_allocation(tmp_path)) == ({}, {"verdict": "none"})
    update_recommendations(tmp_path, {"NVDA": {"score": 1}})
    write_allocation(tmp_path, {"verdict": "some"})
    assert read_recommendations(tmp_path) == {"NVDA": {"score": 1}}
    assert read_allocation(tmp_path) == {"verdict": "some"}


@pytest.mark.parametrize(
    "content", ['{"recommendations": []}', '{"recommendations": {}, "allocation": 1}']
)
def test_recommendations_of_another_shape_are_told(tmp_path, content):
    path = write_allocation(tmp_path, {})
    path.write_text(content)
    with pytest.raises(StateError, match="as an object in"):
        read_allocation(tmp_path)
