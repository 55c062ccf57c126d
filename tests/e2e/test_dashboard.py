"""The dashboard as a person meets it: real server, real browser, real files."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.domain import AllocationFinding, Recommendation, rfc3339
from bot.state import FileVolume
from tests.support.pages.dashboard_browser import Watched, running_browser, running_service
from tests.support.small_volume import write_volume

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("network")]

BLOCKS = ["status", "price", "prediction", "equity", "macro", "risk", "signals"]
BLOCKS += ["strategies", "playbook"]


@pytest.fixture(scope="module")
def browser():
    with running_browser() as found:
        yield found


@pytest.fixture
def open_dashboard(browser):
    """Open the page of a service; whatever a test does there, nothing goes wrong on it.

    Ask for it behind the service's fixture: the page is then closed before the service ends.
    """
    opened = []

    def open_page(address, width=1400, expected_faults=0, **options):
        page = browser.new_page(viewport={"width": width, "height": 900}, **options)
        watched = Watched(page)
        opened.append((watched, expected_faults))
        page.goto(f"{address}/dashboard")
        return page

    yield open_page
    for watched, expected_faults in opened:
        watched.page.close()
        assert watched.strangers == []
        if not expected_faults:
            assert watched.faults == []


@pytest.fixture
def filled_address(tmp_path):
    write_volume(tmp_path / "data", heartbeat=datetime.now(UTC))
    with running_service(tmp_path / "data") as address:
        yield address


def block(page, name):
    return page.locator(f'[data-block="{name}"]')


def wait_for_answers(page, state):
    for name in BLOCKS:
        expected = re.compile(state if name != "playbook" else "live")
        expect(block(page, name)).to_have_attribute("data-state", expected, timeout=20_000)


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_every_block_shows_the_values_of_the_volume(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    wait_for_answers(page, "live")
    expect(page.locator("#mode")).to_have_text("PAPER")
    for text in ("BTC/USDT", "▲ LONG", "64,383.32", "▲ +0.42 %", "64,654.87", "the AI agrees"):
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
    expect(block(page, "price")).to_contain_text("▲▼ entry")


def test_the_price_chart_holds_candles_averages_and_trade_marks(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    wait_for_answers(page, "live")
    drawn = page.evaluate(
        """() => document.querySelector('[data-block="price"] .chart').data
                .map(trace => [trace.name, trace.x.length])"""
    )
    assert drawn == [
        ["candles", 120],
        ["EMA fast", 120],
        ["EMA slow", 120],
        ["▲▼ entry", 15],
        ["△▽ exit", 14],
    ]


def test_the_assistant_answers_a_question_typed_on_the_keyboard(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    page.locator("#question").focus()
    page.keyboard.type("Why?")
    page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_contain_text("RSI 61.2 below 70; the AI agrees.")


def test_what_an_answer_rests_on_is_folded_below_it(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    page.locator("#question").fill("What is my risk?")
    page.keyboard.press("Enter")
    facts = page.locator("#answers details")
    expect(facts.locator("summary")).to_contain_text("facts")
    expect(facts.locator("li").first).not_to_be_visible()
    facts.locator("summary").click()
    expect(facts.locator("li", has_text="risk per trade: 0.50 %")).to_be_visible()


def test_before_the_first_cycle_every_block_says_why_it_is_empty(open_dashboard, tmp_path):
    with running_service(tmp_path / "none") as address:
        page = open_dashboard(address)
        wait_for_answers(page, "empty")
        expect(page.locator("#mode")).to_have_text("NO BOT YET")
        for name in BLOCKS[:-1]:
            expect(block(page, name)).to_contain_text("has not completed a cycle yet")
        expect(block(page, "playbook")).to_contain_text("The optimizer writes playbook.json")
        expect(block(page, "status")).to_contain_text("—")
        page.close()


def test_a_silent_bot_greys_the_blocks_and_keeps_their_values(open_dashboard, tmp_path):
    write_volume(tmp_path, heartbeat=datetime.now(UTC) - timedelta(hours=5))
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        wait_for_answers(page, "stale")
        expect(block(page, "status")).to_contain_text("The bot has been silent for 5 hours")
        expect(block(page, "status")).to_contain_text("64,383.32")
        expect(block(page, "prediction")).to_have_class(re.compile("stale"))
        page.close()


def test_new_values_appear_without_a_reload(open_dashboard, tmp_path):
    with running_service(tmp_path / "data") as address:
        page = open_dashboard(address)
        wait_for_answers(page, "empty")
        write_volume(tmp_path / "data", heartbeat=datetime.now(UTC))
        expect(block(page, "status")).to_contain_text("64,383.32", timeout=20_000)
        expect(block(page, "price").locator(".chart .main-svg").first).to_be_visible(timeout=20_000)
        page.close()


def test_one_failing_answer_fails_one_block_and_retry_mends_it(open_dashboard, tmp_path):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    path = tmp_path / "portfolio" / "BTC_USDT" / "equity.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b"rubbish\n")
    with running_service(tmp_path) as address:
        page = open_dashboard(address, expected_faults=1)  # the browser reports the 503 itself
        expect(block(page, "equity")).to_have_attribute("data-state", "failed", timeout=20_000)
        expect(block(page, "equity")).to_contain_text("equity.jsonl has a broken line")
        for name in ("status", "price", "signals", "prediction"):
            expect(block(page, name)).to_have_attribute("data-state", "live", timeout=20_000)
        path.write_bytes(whole)
        block(page, "equity").get_by_role("button", name="Retry").click()
        expect(block(page, "equity")).to_have_attribute("data-state", "live")
        page.close()


def test_a_refused_config_is_a_banner(open_dashboard, tmp_path):
    write_volume(
        tmp_path,
        heartbeat=datetime.now(UTC),
        config_error="need ema_fast < ema_slow, was 30 and 12",
    )
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        expect(page.get_by_role("alert")).to_contain_text("need ema_fast < ema_slow")
        page.close()


def test_a_config_that_came_without_the_gate_is_told_in_status_and_strategies(
    open_dashboard, tmp_path
):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    FileVolume(tmp_path).recommendations.set("BTC/USDT", Recommendation({"gate": "off"}))
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        wait_for_answers(page, "live")
        for name in ("status", "strategies"):
            expect(block(page, name)).to_contain_text("PROMOTION_GATE is off")
        page.close()


def test_text_from_the_volume_is_never_markup(open_dashboard, tmp_path):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), reason=hostile)
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        expect(block(page, "status")).to_contain_text(hostile)
        assert page.locator("main img, main script").count() == 0
        page.close()


def test_another_symbol_is_shown_when_it_is_chosen(open_dashboard, tmp_path):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_volume(tmp_path, symbol="ETH/USDT", candles=30, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        page.get_by_label("Symbol").select_option("ETH/USDT")
        expect(block(page, "status")).to_contain_text("ETH/USDT")
        expect(block(page, "signals").locator("li")).to_have_count(30)
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    open_dashboard, filled_address, scheme
):
    page = open_dashboard(filled_address, width=375, color_scheme=scheme)
    wait_for_answers(page, "live")
    assert not scrolls_sideways(page)
    assert page.locator("html").get_attribute("data-theme") == scheme


def test_the_theme_switch_overrules_the_system_and_is_kept(filled_address, open_dashboard):
    page = open_dashboard(filled_address, color_scheme="light")
    switch = page.locator("#theme")
    switch.click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("address", ["/dashboard/preview", "/dashboard?demo=1"])
def test_the_preview_shows_samples_marked_as_such_on_every_block(browser, tmp_path, address):
    with running_service(tmp_path) as service:
        page = browser.new_page(viewport={"width": 375, "height": 800})
        watched = Watched(page)
        page.goto(service + address)
        wait_for_answers(page, "live")
        expect(page.locator("#mode")).to_have_text("SAMPLE")
        expect(page.locator("#demo")).to_be_visible()
        marked = "section => getComputedStyle(section, '::after').content"
        marks = page.locator("section.block").evaluate_all(f"all => all.map({marked})")
        assert set(marks) == {'"SAMPLE DATA"'}
        assert (len(marks), scrolls_sideways(page)) == (10, False)
        page.close()
    assert (watched.faults, watched.strangers) == ([], [])


def test_no_sample_appears_unasked(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    wait_for_answers(page, "live")
    expect(page.locator("#demo")).to_be_hidden()
    assert "SAMPLE" not in page.locator("body").inner_text()


def test_the_api_page_lists_the_routes(filled_address, open_dashboard):
    page = open_dashboard(filled_address)
    page.goto(f"{filled_address}/docs")
    expect(page.get_by_text("/ai/question").first).to_be_visible(timeout=20_000)


def test_events_and_a_playbook_on_file_are_shown(open_dashboard, tmp_path):
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
        page = open_dashboard(address, width=375)
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


@pytest.mark.parametrize("width", [1400, 375])
def test_the_playbook_shows_each_market_at_each_horizon(open_dashboard, tmp_path, width):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_a_playbook(tmp_path, datetime.now(UTC))
    write_an_allocation(tmp_path)
    with running_service(tmp_path) as address:
        page = open_dashboard(address, width=width)
        wait_for_answers(page, "live")
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
            expect(block(page, "strategies")).to_contain_text(text)
        assert not scrolls_sideways(page)
        page.close()


def test_a_playbook_that_was_not_renewed_is_marked_stale_and_kept(open_dashboard, tmp_path):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_a_playbook(tmp_path, datetime.now(UTC) - timedelta(days=1))
    with running_service(tmp_path) as address:
        page = open_dashboard(address)
        expect(block(page, "playbook")).to_have_attribute("data-state", "stale", timeout=20_000)
        expect(block(page, "playbook")).to_contain_text("84,300.50")
        expect(block(page, "playbook")).to_contain_text("is the optimizer running?")
        page.close()
