import json
from datetime import UTC, datetime

import pytest

from bot.domain import AllocationFinding, OptimizerRun, Recommendation
from bot.domain.errors import StateError
from bot.state import FileVolume
from tests.support.on_volume import recommended, recorded_runs

NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def volume(tmp_path):
    return FileVolume(tmp_path, now=lambda: NOW)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "portfolio" / "portfolio_recommendations.json"


def test_runs_are_kept_one_a_line_and_read_newest_first(volume, tmp_path):
    assert recorded_runs(tmp_path, 5) == []
    for number in range(5):
        run = {"number": number, "at": NOW, "score": float("nan")}
        volume.runs.append(OptimizerRun(run))
    runs = recorded_runs(tmp_path, 2)
    assert runs[0] == {"number": 4, "at": "2024-05-01T00:00:00Z", "score": None}
    assert [run["number"] for run in runs] == [4, 3]


def test_a_run_torn_by_a_kill_is_dropped_by_the_next(volume, tmp_path):
    volume.runs.append(OptimizerRun({"number": 1}))
    with (tmp_path / "portfolio" / "optimizer_runs.jsonl").open("ab") as file:
        file.write(b'{"numb')
    assert recorded_runs(tmp_path, 5) == [{"number": 1}]
    volume.runs.append(OptimizerRun({"number": 2}))
    assert recorded_runs(tmp_path, 5) == [{"number": 2}, {"number": 1}]


def test_recommendations_of_other_symbols_stay(volume, tmp_path, file):
    assert recommended(tmp_path) == {}
    for symbol, score in (("BTC/USDT", 1), ("NVDA", 2), ("NVDA", 3)):
        volume.recommendations.set(symbol, Recommendation({"score": score}))
    assert recommended(tmp_path) == {"BTC/USDT": {"score": 1}, "NVDA": {"score": 3}}
    assert json.loads(file.read_text())["updated_at"] == "2024-05-01T00:00:00Z"


def test_unreadable_recommendations_are_kept_aside(volume, tmp_path, file):
    volume.recommendations.set("NVDA", Recommendation({"score": 1}))
    file.write_text("garbage")
    volume.recommendations.set("NVDA", Recommendation({"score": 2}))
    (aside,) = file.parent.glob("portfolio_recommendations.json.broken-*")
    assert aside.read_text() == "garbage"
    assert recommended(tmp_path) == {"NVDA": {"score": 2}}


def test_an_allocation_and_the_recommendations_leave_each_other_alone(volume, tmp_path):
    assert volume.allocation.read() is None
    volume.allocation.set(AllocationFinding({"verdict": "none"}))
    assert recommended(tmp_path) == {}
    assert volume.allocation.read() == AllocationFinding({"verdict": "none"})
    volume.recommendations.set("NVDA", Recommendation({"score": 1}))
    volume.allocation.set(AllocationFinding({"verdict": "some"}))
    assert recommended(tmp_path) == {"NVDA": {"score": 1}}
    assert volume.allocation.read() == AllocationFinding({"verdict": "some"})


@pytest.mark.parametrize(
    "content", ['{"recommendations": []}', '{"recommendations": {}, "allocation": 1}']
)
def test_recommendations_of_another_shape_are_told(volume, file, content):
    volume.allocation.set(AllocationFinding({}))
    file.write_text(content)
    with pytest.raises(StateError, match="as an object in"):
        volume.allocation.read()
