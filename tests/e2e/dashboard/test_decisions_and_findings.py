"""The blocks that say why it is decided so, what is risked, and what was found."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.domain import AllocationFinding, OptimizerRun, rfc3339
from bot.state import FileVolume
from tests.support.pages.dashboard import block, scrolls_sideways
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e
HOSTILE = "<b>not markup</b>"


def test_the_decision_shows_the_rule_that_holds_with_live_values_and_the_entry(filled, open_page):
    page = open_page(filled, "/dashboard?symbol=BTC/USDT")
    decision = block(page, "decision")
    for text in ("LONG if", "EMA 12", "RSI 61.2 below overbought 70", "holds now"):
        expect(decision).to_contain_text(text, timeout=20_000)
    expect(decision.locator(".active")).to_have_count(1)
    for text in ("What would change it", "once it crosses", "The entry that is held"):
        expect(decision).to_contain_text(text)
    expect(decision).to_contain_text("Reward to risk2")
    expect(decision).to_contain_text("✓ entries are allowed")


def test_the_ai_shows_its_probabilities_and_what_it_saw(filled, open_page):
    page = open_page(filled, "/dashboard?symbol=BTC/USDT")
    for text in ("52.0 %", "19.0 %", "29.0 %", "EMA gap", "▲ +0.310 %", "does not override"):
        expect(block(page, "prediction")).to_contain_text(text, timeout=20_000)


def test_macro_shows_the_bias_its_drivers_and_the_events_that_no_driver_names(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    event = {"title": HOSTILE, "bias": 0.4, "published_at": "2025-02-28T14:00:00Z"}
    (tmp_path / "macro_events.json").write_text(json.dumps([event]))
    with running_service(tmp_path) as address:
        page = open_page(address, "/dashboard?symbol=BTC/USDT")
        macro = block(page, "macro")
        expect(macro).to_contain_text("▼ −0.21", timeout=20_000)
        expect(macro).to_contain_text("Central bank holds rates, signals no cut")
        macro.get_by_text("1 more on file").click()
        expect(macro.get_by_text(HOSTILE)).to_be_visible()
        page.close()


def playbook_row(**more):
    return {
        "horizon": "long",
        "timeframe": "1h",
        "available": True,
        "message": None,
        "source": "binance",
        "candles": 1000,
        "last_close": rfc3339(datetime.now(UTC)),
        "price": 84_300.5,
        "action": "LONG",
        "confidence": 0.62,
        "reason": f"technical LONG 0.62: {HOSTILE}",
        "stop_price": 83_963.3,
        "target_price": 84_974.9,
        "backtest": {"total_return_pct": -1.25, "buy_and_hold_pct": 3.5, "total_trades": 12},
        **more,
    }


def write_a_playbook(folder, computed_at):
    short = {
        **{"horizon": "short", "timeframe": "1m", "available": False},
        "message": "no candles of 1m: those of the file are 15m",
    }
    medium = playbook_row(
        **{"horizon": "medium", "timeframe": "15m", "action": "FLAT"},
        **{"stop_price": None, "target_price": None, "last_close": "2025-03-01T08:00:00Z"},
    )
    horizons = [short, medium, playbook_row()]
    document = {
        "computed_at": rfc3339(computed_at),
        "stale_after": rfc3339(computed_at + timedelta(hours=6)),
        "summary": "4 of 6 horizons have real candles to decide on.",
        "assets": [{"symbol": name, "horizons": horizons} for name in ("BTC/USDT", "NVDA")],
    }
    FileVolume(folder).playbook.write(document)


def write_an_allocation(folder):
    earned = {
        **{"total_return": 0.02, "annual_return": 0.18, "volatility": 0.2},
        **{"sharpe_ratio": 0.91, "max_drawdown": 0.05},
    }
    way = {
        **{"scheme": "risk_parity", "weights": {"BTC/USDT": 0.4, "NVDA": 0.6}, "cash": 0.0},
        **{"note": None, "held_out": earned, "p_value": 0.3, "better_than_equal": False},
    }
    document = {
        **{"at": rfc3339(datetime.now(UTC)), "rule": "UTC days", "skipped": {"GC=F": "no candles"}},
        **{"min_weight": 0.0, "max_weight": 1.0, "volatility_target": 0.1},
        **{"verdict": "None did better than equal weights beyond chance.", "schemes": [way]},
    }
    FileVolume(folder).allocation.set(AllocationFinding(document))


def open_folded(page, name):
    """Unfold a block where a phone folds it."""
    title = block(page, name).locator(".fold")
    expect(title).to_be_visible(timeout=20_000)
    if title.get_attribute("aria-expanded") == "false":
        title.click()


@pytest.mark.parametrize("width", [1440, 375])
def test_playbook_and_allocation_show_each_market_and_each_way(tmp_path, open_page, width):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_a_playbook(tmp_path, datetime.now(UTC))
    write_an_allocation(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address, width=width)
        for name in ("playbook", "allocation", "strategies"):
            open_folded(page, name)
        cards = block(page, "playbook").locator(".horizon")
        expect(cards).to_have_count(6, timeout=20_000)
        expect(cards.nth(0)).to_contain_text("no candles of 1m: those of the file are 15m")
        expect(cards.nth(1)).to_contain_text("old candles")
        for text in ("▲ LONG", "84,300.50", "stop 83,963.30", "▼ −1.25 %", "confidence 62 %"):
            expect(cards.nth(2)).to_contain_text(text)
        cards.nth(2).get_by_text("Why").click()
        expect(cards.nth(2)).to_contain_text(HOSTILE)
        expect(cards.nth(2)).to_contain_text("1,000 candles of binance")
        for text in ("risk parity", "40.0 %", "None did better than equal", "GC=F is left out"):
            expect(block(page, "allocation")).to_contain_text(text)
        assert "Cash" not in block(page, "allocation").inner_text()  # a column without values
        for text in ("Fast EMA 12", "environment and defaults", "0.40 %"):
            expect(block(page, "strategies")).to_contain_text(text)
        block(page, "strategies").get_by_text("All settings").click()
        for text in ("Slippage a side0.05 %", "Shortsoff"):
            expect(block(page, "strategies")).to_contain_text(text)
        expect(block(page, "strategies").get_by_title("allow_short")).to_be_visible()
        assert not scrolls_sideways(page)
        page.close()


def test_a_playbook_that_was_not_renewed_is_marked_stale_and_kept(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_a_playbook(tmp_path, datetime.now(UTC) - timedelta(days=1))
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(block(page, "playbook")).to_have_attribute("data-state", "stale", timeout=20_000)
        expect(block(page, "playbook")).to_contain_text("84,300.50")
        expect(block(page, "playbook")).to_contain_text("is the optimizer running?")
        page.close()


def test_a_playbook_of_another_shape_is_shown_by_its_own_names(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    markets = [{"symbol": "NVDA", "score": 1.25}, {"symbol": "GC=F", "score": None}]
    document = {"summary": "Tech leads", "markets": markets}
    (tmp_path / "playbook.json").write_text(json.dumps(document))
    with running_service(tmp_path) as address:
        page = open_page(address)
        for text in ("Tech leads", "NVDA", "1.25", "—"):
            expect(block(page, "playbook")).to_contain_text(text, timeout=20_000)
        page.close()


def metrics(total_pnl_pct):
    return {
        **{"total_pnl_pct": total_pnl_pct, "max_drawdown_pct": 2.5, "sharpe_ratio": 0.9},
        **{"profit_factor": None, "win_rate": 0.5, "total_trades": 40},
    }


def contender(ema_fast, earned):
    config = {"ema_fast": ema_fast, "ema_slow": 26, "stop_loss_pct": 0.004}
    return {
        **{"config": config, "fingerprint": str(ema_fast)},
        **{"score_in_sample": earned, "score_out_of_sample": None},
        **{"metrics_in_sample": metrics(earned), "metrics_out_of_sample": None},
    }


def test_a_run_of_the_optimizer_shows_both_configs_the_gate_and_why_it_refused(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    seen = {
        **{"look": {"number": 2, "p_threshold": 0.05}, "difference_p_value": 0.312},
        **{"own_p_value": 0.2, "max_drawdown_pct": 2.5, "most_drawdown_pct": 15.0, "trades": 40},
        **{"least_trades": 30, "unseen_candles": 700, "least_unseen_candles": 500},
        **{"return_pct": 1.9, "champion_return_pct": 1.4},
    }
    run = {
        **{"at": rfc3339(datetime.now(UTC)), "symbol": "BTC/USDT", "promoted": False},
        **{"reason": f"refused: {HOSTILE}", "champion": contender(12, 2.1)},
        **{"challenger": contender(9, 6.8), "gate": {"state": "on", "examination": seen}},
    }
    FileVolume(tmp_path).runs.append(OptimizerRun(run))
    with running_service(tmp_path) as address:
        page = open_page(address)
        optimizer = block(page, "optimizer")
        for text in (f"refused: {HOSTILE}", "▲ +2.10 %", "▲ +6.80 %", "0.312", "at most 0.05"):
            expect(optimizer).to_contain_text(text, timeout=20_000)
        differs = optimizer.get_by_role("table", name="What differs")
        expect(differs.get_by_role("row")).to_have_count(2)
        expect(differs.get_by_title("ema_fast")).to_have_text("Fast EMA")
        page.close()
