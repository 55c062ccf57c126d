"""The blocks as a person meets them: real service, real browser, real files."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.domain import AllocationFinding, Recommendation, rfc3339
from bot.state import FileVolume
from tests.support.pages.dashboard import (
    block,
    choose_symbol,
    scrolls_sideways,
    shown_blocks,
    wait_for_blocks,
)
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("network")]

FIRST = ["status", "price", "signals", "equity", "risk", "prediction", "macro", "assistant"]
OF_THE_PORTFOLIO = ["strategies", "allocation"]


def test_every_block_is_present_under_its_heading_inside_the_landmarks(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    assert set(shown_blocks(page)) == {*FIRST, *OF_THE_PORTFOLIO, "playbook"}
    for name in shown_blocks(page):
        heading = block(page, name).get_by_role("heading", level=2)
        expect(heading).to_have_count(1)
        assert heading.inner_text().strip()
    for landmark in ("banner", "main"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Algo Trading Lab")


def test_every_block_shows_the_values_of_the_volume(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    expect(page.locator("#mode")).to_have_text("PAPER")
    for text in ("BTC/USDT", "▲ LONG", "64,383.32", "▲ +0.42 %", "the AI agrees"):
        expect(block(page, "status")).to_contain_text(text)
    expect(block(page, "signals").locator("li")).to_have_count(60)
    expect(block(page, "signals")).to_contain_text("no trade: confidence 0.20 is below 0.40")
    expect(block(page, "prediction")).to_contain_text("52.0 %")
    expect(block(page, "macro")).to_contain_text("▼ −0.21")
    expect(block(page, "macro")).to_contain_text("Central bank holds rates, signals no cut")
    expect(block(page, "strategies")).to_contain_text("12 / 26")
    expect(block(page, "equity")).to_contain_text("start 10,000.00")
    expect(block(page, "risk")).to_contain_text("ACTIVE nobody has paused it")
    for chart in ("price", "equity"):
        expect(block(page, chart).locator(".chart .main-svg").first).to_be_visible()


def test_the_assistant_answers_a_question_typed_on_the_keyboard(filled, open_page):
    page = open_page(filled)
    page.locator("#question").focus()
    page.keyboard.type("Why?")
    page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_contain_text("RSI 61.2 below 70; the AI agrees.")


def test_what_an_answer_rests_on_is_folded_below_it(filled, open_page):
    page = open_page(filled)
    page.locator("#question").fill("What is my risk?")
    page.keyboard.press("Enter")
    facts = page.locator("#answers details")
    expect(facts.locator("summary")).to_contain_text("facts")
    expect(facts.locator("li").first).not_to_be_visible()
    facts.locator("summary").click()
    expect(facts.locator("li", has_text="risk per trade: 0.50 %")).to_be_visible()


def test_a_refused_config_is_a_banner(tmp_path, open_page):
    refusal = "need ema_fast < ema_slow, was 30 and 12"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), config_error=refusal)
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(page.get_by_role("alert")).to_contain_text("need ema_fast < ema_slow")
        page.close()


def test_a_config_that_came_without_the_gate_is_told_in_status_and_strategies(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    FileVolume(tmp_path).recommendations.set("BTC/USDT", Recommendation({"gate": "off"}))
    with running_service(tmp_path) as address:
        page = open_page(address)
        for name in ("status", "strategies"):
            expect(block(page, name)).to_contain_text("PROMOTION_GATE is off")
        page.close()


def test_text_from_the_volume_is_never_markup(tmp_path, open_page):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), reason=hostile)
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(block(page, "status")).to_contain_text(hostile)
        assert page.locator("main img, main script").count() == 0
        page.close()


def test_another_symbol_is_shown_when_it_is_chosen(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_volume(tmp_path, symbol="ETH/USDT", candles=30, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        choose_symbol(page, "eth")
        expect(block(page, "status")).to_contain_text("ETH/USDT")
        expect(block(page, "signals").locator("li")).to_have_count(30)
        expect(block(page, "strategies")).to_be_hidden()
        page.close()


def test_the_api_page_lists_the_routes(filled, open_page):
    page = open_page(filled, "/docs")
    expect(page.get_by_text("/ai/question").first).to_be_visible(timeout=20_000)


def test_events_and_a_playbook_on_file_are_shown(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    event = {
        "title": "Central bank <b>cuts</b>",
        "bias": 0.4,
        "published_at": "2025-02-28T14:00:00Z",
    }
    (tmp_path / "macro_events.json").write_text(json.dumps([event]))
    markets = [
        {"symbol": "NVDA", "action": "LONG", "score": 1.25},
        {"symbol": "GC=F", "score": None},
    ]
    (tmp_path / "playbook.json").write_text(
        json.dumps({"summary": "Tech leads", "markets": markets})
    )
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(block(page, "macro")).to_contain_text("Central bank <b>cuts</b>")
        expect(block(page, "macro")).to_contain_text("▲ +0.40")
        for text in ("Tech leads", "NVDA", "1.25", "—"):
            expect(block(page, "playbook")).to_contain_text(text)
        assert not scrolls_sideways(page)
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
        "reason": "technical LONG 0.62: <b>EMA 12</b> above EMA 26",
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


def test_the_playbook_shows_each_market_at_each_horizon(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_a_playbook(tmp_path, datetime.now(UTC))
    write_an_allocation(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        cards = block(page, "playbook").locator(".horizon")
        expect(cards).to_have_count(6)
        expect(cards.nth(0)).to_contain_text("no candles of 1m: those of the file are 15m")
        expect(cards.nth(1)).to_contain_text("old candles")
        for text in (
            "▲ LONG",
            "84,300.50",
            "stop 83,963.30",
            "▼ −1.25 %",
            "1,000 candles of binance",
        ):
            expect(cards.nth(2)).to_contain_text(text)
        expect(cards.nth(2)).to_contain_text("<b>EMA 12</b>")
        for text in ("risk parity", "40.0 %", "None did better than equal", "GC=F is left out"):
            expect(block(page, "allocation")).to_contain_text(text)
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
