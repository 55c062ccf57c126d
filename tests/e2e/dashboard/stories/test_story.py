"""The story of a trade: one panel, from everywhere, with the figures of the files."""

import json
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from bot.domain import DecisionPolicy, LogLevel, LogLine, LogProcess, StrategyConfig
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.pages.dashboard import PATIENCE_MS, block
from tests.support.pages.dashboard_browser import running_service
from tests.support.recorded_run import SYMBOL, record_run
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e
OF_THE_SYMBOL = f"/dashboard?symbol={SYMBOL}"


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    """What a bot left that replayed a walk of prices."""
    folder = tmp_path_factory.mktemp("replayed")
    frame = random_walk(200, seed=4, deviation=0.01)
    frame[["open", "high", "low", "close"]] *= 640
    config = StrategyConfig(symbol=SYMBOL, ema_fast=5, ema_slow=12, allow_short=False)
    record_run(folder, frame, config, policy=DecisionPolicy(min_confidence=0.2))
    return folder


@pytest.fixture(scope="module")
def address(browser, volume):
    with running_service(volume) as served:
        yield served


def lines(volume, name):
    text = (volume / "portfolio" / "BTC_USDT" / f"{name}.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


def decided_on(volume, candle_time):
    return next(each for each in lines(volume, "signals") if each["candle_time"] == candle_time)


def panel(page):
    return page.locator("dialog.story")


def shows_the_figures_of(page, trade):
    """The panel's figures are the file's."""
    figures = panel(page).locator(".story-figures")
    expect(figures).to_be_visible(timeout=PATIENCE_MS)
    written = {
        "Entry": f"{trade['entry_price']:,.2f}",
        "Exit": f"{trade['exit_price']:,.2f}",
        "Stop at entry": f"{trade['stop_price']:,.2f}",
        "Target at entry": f"{trade['target_price']:,.2f}",
        "Fees, both sides": f"{trade['fees']:,.2f}",
        "Best while open": f"{trade['highest_price']:,.2f}",
        "Worst while open": f"{trade['lowest_price']:,.2f}",
    }
    rows = figures.locator("> div").evaluate_all(
        "rows => rows.map(row => [row.querySelector('dt').textContent, row.textContent])"
    )
    for term, text in written.items():
        assert text in dict(rows)[term]
    expect(panel(page).get_by_role("heading", level=2)).to_contain_text(
        f"{abs(trade['pnl']):,.2f} ({'▲ +' if trade['pnl'] > 0 else '▼ −'}"
    )


def test_the_story_opens_from_a_row_and_its_figures_are_the_files(open_page, address, volume):
    trade = lines(volume, "trades")[-1]
    page = open_page(address, OF_THE_SYMBOL)
    block(page, "trades").locator("tbody tr").first.click()
    shows_the_figures_of(page, trade)
    signal = decided_on(volume, trade["signal_id"].removeprefix(f"{SYMBOL}@"))
    reason = signal["technical"]["reason"]
    for text in ("Technical", "AI", "Macro", reason, f"{signal['price']:,.2f}"):
        expect(panel(page)).to_contain_text(text)
    assert panel(page).inner_text().count(reason) == 1
    assert f"story=trade:{trade['id']}" in unquote(page.url)


def test_the_story_opens_from_a_mark_on_the_chart(open_page, address, volume):
    page = open_page(address, OF_THE_SYMBOL)
    chart = block(page, "price").locator(".chart-canvas")
    expect(chart.locator("canvas").first).to_be_visible(timeout=PATIENCE_MS)
    chart.focus()
    entered = lines(volume, "trades")[-1]["entry_time"]
    steps = len([each for each in lines(volume, "candles") if each["open_time"] > entered])
    for _ in range(steps + 1):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    shows_the_figures_of(page, lines(volume, "trades")[-1])


def test_escape_closes_the_panel_and_gives_the_focus_back(open_page, address):
    page = open_page(address, OF_THE_SYMBOL)
    way = block(page, "trades").locator("tbody [data-story]").first
    way.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(way).to_be_focused()
    assert "story=" not in page.url


def test_the_story_opens_from_the_url_and_the_way_back_closes_it(open_page, address, volume):
    trade = lines(volume, "trades")[0]
    page = open_page(address, f"{OF_THE_SYMBOL}&story=trade:{trade['id']}")
    shows_the_figures_of(page, trade)
    page.keyboard.press("Escape")
    block(page, "trades").locator("tbody tr").first.click()
    expect(panel(page)).to_be_visible()
    page.go_back()
    expect(panel(page)).to_be_hidden()


def test_the_story_opens_from_a_signal_and_says_first_what_was_done(open_page, address, volume):
    page = open_page(address, OF_THE_SYMBOL)
    heads = block(page, "signals").locator(".head [data-story]")
    way = heads.filter(has_text="SHORT, not taken: shorts are off").first
    way.click()
    expect(panel(page)).to_contain_text("▼ SHORT, not taken: shorts are off", timeout=PATIENCE_MS)
    signal = decided_on(volume, way.get_attribute("data-story").removeprefix(f"signal:{SYMBOL}@"))
    expect(panel(page)).to_contain_text(signal["technical"]["reason"])


def test_the_story_opens_from_a_position_and_from_the_last_signal(filled, open_page):
    page = open_page(filled)
    expect(block(page, "last-signal")).to_contain_text("Holds LONG: the signal agrees")
    first = block(page, "signals").locator(".head [data-story]").first
    expect(first).to_contain_text("LONG, nothing added: LONG is held", timeout=PATIENCE_MS)
    block(page, "positions").locator("[data-story]").click()
    expect(panel(page)).to_contain_text("lost if stopped", timeout=PATIENCE_MS)
    expect(panel(page).locator(".story-figures")).to_contain_text("64,383.32")
    page.keyboard.press("Escape")
    block(page, "last-signal").locator("[data-story]").click()
    said = "LONG, nothing added: LONG is held"
    expect(panel(page)).to_contain_text(said, timeout=PATIENCE_MS)


DEED = """async ([action, now]) => {
    const { deed, deedLine } = await import("/static/story/words.js");
    return deedLine(deed({ action, reason: "" }, null, now));
}"""
LONG_HELD = {"direction": "LONG", "closing": None}
LONG_CLOSING = {"direction": "LONG", "closing": "manual"}
NEVER_SHORT = {"allow_short": False, "exit_on_opposite_signal": False}
CLOSES = {"allow_short": False, "exit_on_opposite_signal": True}
OPPOSITE_OFF = "▼ SHORT, not taken: LONG is held and an opposite signal does not close it"


WILL_BE_DONE = [
    ("LONG", {"held": None, "config": CLOSES}, "▲ LONG, acts at the next open"),
    ("SHORT", {"held": None, "config": CLOSES}, "▼ SHORT, not taken: shorts are off"),
    ("SHORT", {"config": CLOSES}, "▼ SHORT, acts at the next open"),
    ("SHORT", {"config": NEVER_SHORT}, "▼ SHORT, not taken: shorts are off"),
    ("FLAT", {"held": None}, "■ FLAT, enters nothing"),
    ("FLAT", {"held": LONG_HELD}, "■ FLAT, LONG kept"),
    ("LONG", {"held": LONG_HELD}, "▲ LONG, nothing added: LONG is held"),
    ("LONG", {"held": LONG_CLOSING}, "▲ LONG, the LONG closes at the next open"),
    ("SHORT", {"held": LONG_HELD, "config": NEVER_SHORT}, OPPOSITE_OFF),
    ("SHORT", {"held": LONG_HELD, "config": CLOSES}, "▼ SHORT, closes the LONG at the next open"),
    ("SHORT", {"held": LONG_HELD, "isLast": True}, "▼ SHORT, no candle follows to act at"),
]


def test_what_will_be_done_with_a_decision_knows_what_is_held(open_page, address):
    page = open_page(address)
    for action, now, said in WILL_BE_DONE:
        assert page.evaluate(DEED, [action, now]) == said


def test_neighbours_that_ended_alike_are_one_line_that_unfolds(open_page, address):
    page = open_page(address, OF_THE_SYMBOL)
    group = page.locator(".signal-groups > li", has_text="same reason").first
    count = int(group.locator(".repeat").inner_text().removeprefix("× ").partition(",")[0])
    group.locator("summary").click()
    expect(group.locator("details li")).to_have_count(min(count, 30))


def test_a_trade_within_one_candle_says_so(open_page, address, volume):
    within = [each for each in lines(volume, "trades") if each["entry_time"] == each["exit_time"]]
    page = open_page(address, f"{OF_THE_SYMBOL}&story=trade:{within[0]['id']}")
    expect(panel(page)).to_contain_text("Entered and closed within one candle", timeout=PATIENCE_MS)


def test_an_unknown_story_says_so_in_a_sentence(open_page, address):
    wanted = "/dashboard?story=trade:BTC/USDT@1999-01-01T00:00:00Z"
    page = open_page(address, wanted, expected_faults=True)
    expect(panel(page).get_by_role("alert")).to_contain_text("is on record", timeout=PATIENCE_MS)


def test_markup_in_headlines_reasons_notes_and_logs_is_text(open_page, tmp_path):
    hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), reason=hostile, warnings=(hostile,))
    signals = tmp_path / "portfolio" / "BTC_USDT" / "signals.jsonl"
    text = signals.read_text().replace("EMA 12 above EMA 26, RSI 61.2 below 70", hostile)
    signals.write_text(text.replace("EMA 12 is above EMA 26 and RSI 61.2 is below 70", hostile))
    event = {"title": hostile, "source": hostile, "url": "javascript:alert(1)", "bias": 0.4}
    (tmp_path / "macro_events.json").write_text(
        json.dumps([{**event, "published_at": "2025-02-28T14:00:00Z"}])
    )
    line = LogLine(
        at=datetime.now(UTC), process=LogProcess.BOT, level=LogLevel.ERROR, message=hostile
    )
    FileVolume(tmp_path).logs.append(line)
    with running_service(tmp_path) as served:
        page = open_page(served, OF_THE_SYMBOL)
        for name in ("last-signal", "signals", "news", "logs"):
            expect(block(page, name)).to_contain_text(hostile, timeout=PATIENCE_MS)
        expect(block(page, "news").locator("a")).to_have_count(0)
        page.locator(".signal-groups [data-story]", has_text="LONG").first.click()
        expect(panel(page)).to_contain_text(hostile, timeout=PATIENCE_MS)
        assert page.locator("main img, main script, dialog img, dialog script").count() == 0
        assert "owned" not in page.title()
        page.close()
