import json
import os

import pytest

from api.promotion_notes import CAME_UNGATED, GATE_IS_OFF
from bot.domain import AllocationFinding, Recommendation
from bot.state import FileVolume
from tests.support.small_volume import NOON, write_volume


def test_the_strategy_in_use_without_files_comes_from_environment_and_defaults(client):
    strategy = client.get("/strategy").json()
    assert (strategy["ema_fast"], strategy["symbol"], strategy["strategy"]) == (
        12,
        "BTC/USDT",
        "ema_rsi",
    )
    assert strategy["origin"] == "environment and defaults"
    assert strategy["file"] is None


def test_a_symbols_own_file_is_shown_with_its_provenance(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    (tmp_path / "strategy_config.json").write_text('{"ema_fast": 9}')
    own = {"ema_fast": 10, "_meta": {"seed": 7}}
    (tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json").write_text(json.dumps(own))
    strategy = serve(tmp_path).get("/strategy", params={"symbol": "BTC/USDT"}).json()
    assert strategy["origin"] == "portfolio/BTC_USDT/strategy_config.json"
    assert (strategy["file"], strategy["global_file"]) == (own, {"ema_fast": 9})


def test_a_config_of_another_shape_is_told_and_hides_no_other_symbol(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    write_volume(tmp_path, symbol="ETH/USDT", candles=9, config={"strategy_params": None})
    client = serve(tmp_path)
    answer = client.get("/portfolio/strategies")
    assert [item["symbol"] for item in answer.json()] == ["BTC/USDT"]
    assert "the config of ETH/USDT" in answer.headers["note"]
    for route in ("/strategy", "/status"):
        refused = client.get(route, params={"symbol": "ETH/USDT"})
        assert refused.status_code == 503
        assert "strategy_params" in refused.json()["detail"]


def ungated(tmp_path, **meta):
    write_volume(tmp_path, candles=9)
    own = {"ema_fast": 10, "_meta": {"written_by": "optimizer", **meta}}
    (tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json").write_text(json.dumps(own))


@pytest.mark.parametrize("route", ["/strategy", "/portfolio/strategies", "/status"])
def test_a_config_that_came_without_the_gate_is_told_wherever_it_is_shown(serve, tmp_path, route):
    ungated(tmp_path, gate={"state": "off"})
    FileVolume(tmp_path).recommendations.set("BTC/USDT", Recommendation({"gate": "off"}))
    answer = serve(tmp_path).get(route).json()
    shown = answer[0] if isinstance(answer, list) else answer
    told = shown.get("warnings") or shown["notes"]
    assert list(told)[-2:] == [GATE_IS_OFF, CAME_UNGATED]


def test_a_config_that_was_put_back_says_why(serve, tmp_path):
    ungated(tmp_path, rolled_back=True, reason="rolled back: it lost")
    assert serve(tmp_path).get("/status").json()["warnings"][-1] == "rolled back: it lost"


def test_nothing_is_said_of_the_gate_while_it_judges(serve, tmp_path):
    ungated(tmp_path, gate={"state": "on"})
    FileVolume(tmp_path).recommendations.set("BTC/USDT", Recommendation({"gate": "on"}))
    assert serve(tmp_path).get("/strategy").json()["notes"] == []
    (tmp_path / "portfolio" / "portfolio_recommendations.json").write_text("rubbish")
    assert serve(tmp_path).get("/strategy").json()["notes"] == []


def test_a_broken_config_file_is_told_and_what_is_in_use_stays(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    (tmp_path / "strategy_config.json").write_text("{half")
    strategy = serve(tmp_path).get("/strategy").json()
    assert "strategy_config.json cannot be used" in strategy["config_error"]
    assert str(tmp_path) not in strategy["config_error"]
    assert strategy["ema_fast"] == 12


def test_the_portfolio_lists_every_symbol_once(client):
    answer = client.get("/portfolio/strategies")
    assert [item["symbol"] for item in answer.json()] == ["BTC/USDT", "ETH/USDT"]
    assert (answer.headers["stale"], answer.headers.get("note")) == ("?0", None)
    assert answer.json()[1]["position"] == "LONG"


def test_one_broken_symbol_leaves_the_others_in_the_portfolio(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    write_volume(tmp_path, symbol="ETH/USDT", candles=9)
    folder = tmp_path / "portfolio" / "BTC_USDT"
    (folder / "state.json").write_text("rubbish")
    (folder / "cycle.json").unlink()
    answer = serve(tmp_path).get("/portfolio/strategies")
    assert [item["symbol"] for item in answer.json()] == ["ETH/USDT"]
    assert "state.json is broken" in answer.headers["note"]
    assert str(tmp_path) not in answer.headers["note"]


ALLOCATION = {
    "at": "2025-03-01T12:00:00Z",
    "rule": "UTC days",
    "verdict": "None did better than equal weights beyond chance on 42 held-out days.",
    "min_weight": 0.0,
    "max_weight": 1.0,
    "volatility_target": 0.1,
    "skipped": {"NVDA": "need 61 days of candles, had 2"},
    "days": 83,
    "held_out_days": 42,
    "schemes": [
        {
            "scheme": "equal",
            "weights": {"BTC/USDT": 0.5, "ETH/USDT": 0.5},
            "cash": 0.0,
            "note": None,
            "held_out": {
                "total_return": 0.01,
                "annual_return": 0.1,
                "volatility": 0.2,
                "sharpe_ratio": None,
                "max_drawdown": 0.05,
            },
            "p_value": None,
            "better_than_equal": False,
        }
    ],
}


def test_the_portfolio_shows_how_the_capital_could_be_shared(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    before = serve(tmp_path).get("/portfolio/allocation").json()
    assert (before["schemes"], before["as_of"]) == ([], None)
    assert "run_portfolio_optimize.py" in before["message"]
    FileVolume(tmp_path).allocation.set(AllocationFinding(ALLOCATION))
    answer = serve(tmp_path).get("/portfolio/allocation").json()
    fresh = {"as_of": ALLOCATION["at"], "stale": False, "message": None}
    assert answer == {**ALLOCATION, **fresh}


@pytest.mark.parametrize("allocation", [{}, {**ALLOCATION, "schemes": [{"scheme": 1}]}])
def test_an_allocation_that_cannot_be_read_is_told_and_leaves_the_symbols(
    serve, tmp_path, allocation
):
    write_volume(tmp_path, candles=9)
    FileVolume(tmp_path).allocation.set(AllocationFinding(allocation))
    client = serve(tmp_path)
    answer = client.get("/portfolio/allocation")
    assert answer.status_code == 503
    assert "the allocation in the state volume cannot be read" in answer.json()["detail"]
    assert len(client.get("/portfolio/strategies").json()) == 1


def test_without_a_playbook_the_answer_says_who_writes_it(client):
    answer = client.get("/portfolio/playbook")
    assert answer.status_code == 200
    assert answer.json()["playbook"] is None
    assert "The optimizer writes playbook.json" in answer.json()["message"]


def test_a_playbook_is_answered_as_it_was_computed(serve, tmp_path):
    path = tmp_path / "playbook.json"
    path.write_text('{"markets": [{"symbol": "NVDA", "bias": 0.5}]}')
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    answer = serve(tmp_path).get("/portfolio/playbook").json()
    assert answer["playbook"] == {"markets": [{"symbol": "NVDA", "bias": 0.5}]}
    assert (answer["as_of"], answer["stale"]) == ("2025-03-01T12:00:00Z", False)


def horizons(**more):
    row = {"horizon": "long", "timeframe": "1h", "available": True, **more}
    return {"symbol": "BTC/USDT", "horizons": [row, {"horizon": "short", "available": False}]}


def test_each_horizon_says_whether_its_candles_are_old(serve, tmp_path):
    document = {
        "computed_at": "2025-03-01T11:00:00Z",
        "stale_after": "2025-03-01T17:00:00Z",
        "assets": [
            horizons(last_close="2025-03-01T11:00:00Z"),
            horizons(last_close="2025-03-01T08:00:00Z"),
        ],
    }
    FileVolume(tmp_path).playbook.write(document)
    answer = serve(tmp_path).get("/portfolio/playbook").json()
    assert (answer["as_of"], answer["stale"]) == ("2025-03-01T11:00:00Z", False)
    rows = [asset["horizons"] for asset in answer["playbook"]["assets"]]
    assert [[row.get("stale") for row in pair] for pair in rows] == [[False, None], [True, None]]


def test_a_playbook_that_no_run_renewed_is_stale_and_says_since_when(serve, tmp_path):
    FileVolume(tmp_path).playbook.write(
        {"computed_at": "2025-03-01T02:00:00Z", "stale_after": "2025-03-01T08:00:00Z"}
    )
    answer = serve(tmp_path).get("/portfolio/playbook").json()
    assert answer["stale"] is True
    assert answer["message"] == "Computed on 2025-03-01 02:00 UTC; is the optimizer running?"


@pytest.mark.parametrize(
    "document",
    [
        {"assets": [3, {"horizons": 4}, {"horizons": [5, {"last_close": "x"}]}]},
        {"assets": [{"horizons": [{"last_close": "2025-03-01T08:00:00Z", "timeframe": "?"}]}]},
        {"assets": [{"horizons": [{"last_close": "2025-03-01T08:00:00"}]}], "computed_at": 7},
    ],
)
def test_a_playbook_of_another_shape_is_answered_as_it_is(serve, tmp_path, document):
    FileVolume(tmp_path).playbook.write(document)
    assert serve(tmp_path).get("/portfolio/playbook").json()["playbook"] == document


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_broken_playbook_is_told_as_a_problem(serve, tmp_path, content):
    (tmp_path / "playbook.json").write_bytes(content)
    answer = serve(tmp_path).get("/portfolio/playbook")
    assert answer.status_code == 503
    assert "playbook.json" in answer.json()["detail"]
