"""Notices: a fill is told at once, what was missed later, a browser is asked on a click only."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.domain import TradingPermit, TradingState, rfc3339
from bot.state import FileVolume
from tests.support.pages.dashboard import PATIENCE_MS, block, look
from tests.support.pages.dashboard_browser import running_service
from tests.support.pages.later_cycles import FLAT, commit_later, enter, leave
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

ASKED = """
window.asked = 0;
Notification.requestPermission = async () => { window.asked++; return "denied"; };
"""
HEARD = """
window.EventSource = class extends EventSource {
  constructor(address) {
    super(address);
    this.addEventListener("positions", () => { window.heard = true; });
  }
};
"""
SLEPT = timedelta(minutes=10)


@pytest.fixture
def flat_volume(tmp_path):
    write_volume(tmp_path, heartbeat=datetime.now(UTC), **FLAT)
    return tmp_path


@pytest.fixture
def address(flat_volume):
    with running_service(flat_volume) as served:
        yield served


@contextmanager
def hearing(browser, address, prepare):
    """The dashboard with its stream open, in a new page that was prepared."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    prepare(page)
    page.add_init_script(HEARD)
    page.goto(f"{address}/dashboard")
    for name in ("trades", "signals"):
        expect(block(page, name)).to_have_attribute("data-state", "live", timeout=PATIENCE_MS)
    page.wait_for_function("() => window.heard", timeout=PATIENCE_MS)
    yield page
    page.close()


@pytest.fixture
def page(browser, address):
    """The dashboard with its stream open."""
    with hearing(browser, address, lambda page: page.add_init_script(ASKED)) as opened:
        yield opened


@pytest.fixture
def clocked(browser, address):
    """The same with a clock that the test moves."""
    with hearing(browser, address, lambda page: page.clock.install()) as opened:
        yield opened


def toasts(page):
    return page.locator("#toasts .toast")


def halt(folder, reason):
    since = datetime.now(UTC)
    permit = TradingPermit(state=TradingState.HALTED, reason=reason, since=since, by="ann")
    FileVolume(folder).trading_permit.write(permit)


def listed(page):
    """The ids of the signals that the block shows, newest first."""
    heads = block(page, "signals").locator(".head [data-story]")
    return heads.evaluate_all("all => all.map(each => each.dataset.story)")


def test_a_fill_and_an_exit_are_told_within_two_seconds_without_a_reload(page, flat_volume):
    enter(flat_volume)
    expect(toasts(page)).to_contain_text("BTC/USDT ▲ LONG entered: 0.05 at", timeout=2000)
    expect(page).to_have_title("▼ −6.40 BTC/USDT · Algo Trading Lab", timeout=2000)
    trade = leave(flat_volume)
    said = f"closed by target at {trade.exit_price:,.2f}: ▲ +{trade.pnl:,.2f} (▲ +1.80 %)"
    expect(toasts(page).nth(1)).to_contain_text(said, timeout=2000)
    expect(page).to_have_title("flat · Algo Trading Lab", timeout=2000)


def test_after_a_dropped_stream_nothing_is_missed_and_nothing_doubled(page, flat_volume):
    rows = block(page, "trades").locator("tbody tr")
    count = rows.count()
    page.context.set_offline(True)
    enter(flat_volume)
    trade = leave(flat_volume)
    state = commit_later(flat_volume)
    page.context.set_offline(False)
    expect(rows).to_have_count(count + 1, timeout=30_000)
    exits = toasts(page).filter(has_text=f"closed by target at {trade.exit_price:,.2f}")
    expect(exits).to_have_count(1)
    newest = f"signal:BTC/USDT@{state.last_candle_time:%Y-%m-%dT%H:%M:%SZ}"
    assert listed(page)[0] == newest
    assert len(listed(page)) == len(set(listed(page)))


def test_a_heartbeat_is_no_notice(page, flat_volume):
    before = listed(page)
    commit_later(flat_volume)
    page.wait_for_function(
        "first => document.querySelector('[data-block=signals] .head [data-story]')"
        ".dataset.story !== first",
        arg=before[0],
    )
    expect(toasts(page)).to_have_count(0)
    expect(page.locator("#notices .count")).to_have_count(0)


def test_a_refused_config_stays_until_it_is_dismissed_and_is_listed(page, flat_volume):
    commit_later(flat_volume, config_error="need ema_fast < ema_slow, was <b>30</b> and 12")
    expect(toasts(page)).to_contain_text("config refused", timeout=PATIENCE_MS)
    expect(toasts(page)).to_contain_text("was <b>30</b> and 12")
    expect(page.locator("#notices .count")).to_have_text("1")
    toasts(page).get_by_role("button", name="Dismiss").click()
    expect(page.locator("#notices .count")).to_have_count(0)
    page.locator("#notices").click()
    expect(page.locator("#notice-list li")).to_contain_text("need ema_fast < ema_slow")


def test_what_happened_while_the_page_was_closed_is_listed_with_a_count(page, flat_volume, address):
    enter(flat_volume)
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    page.goto("about:blank")
    trade = leave(flat_volume)
    page.goto(f"{address}/dashboard")
    expect(page.locator("#notices .count")).to_have_text("2", timeout=PATIENCE_MS)
    expect(toasts(page)).to_have_count(0)
    page.locator("#notices").click()
    expect(page.locator("#notice-list")).to_contain_text(f"{trade.exit_price:,.2f}")
    page.keyboard.press("Escape")
    expect(page.locator("#notices .count")).to_have_count(0)


def test_an_exit_in_the_candle_of_its_entry_is_listed_though_the_entry_was_told(
    page, flat_volume, address
):
    """At a venue both may be of one candle, and so of one time."""
    enter(flat_volume)
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    page.goto("about:blank")
    trade = leave(flat_volume, within_the_candle=True)
    assert trade.exit_time == trade.entry_time
    page.goto(f"{address}/dashboard")
    expect(page.locator("#notices .count")).to_have_text("2", timeout=PATIENCE_MS)


def test_an_exit_of_an_earlier_candle_than_one_that_was_told_is_listed(page, flat_volume, address):
    """A candle of an hour opens before those of minutes that close with it."""
    enter(flat_volume)
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    leave(flat_volume)
    expect(toasts(page).filter(has_text="closed by")).to_have_count(1, timeout=PATIENCE_MS)
    page.goto("about:blank")
    write_volume(flat_volume, symbol="ETH/USDT", candles=60, heartbeat=datetime.now(UTC), **FLAT)
    page.goto(f"{address}/dashboard")
    page.locator("#notices").click()
    expect(page.locator("#notice-list")).to_contain_text(
        "ETH/USDT ▲ LONG closed by", timeout=PATIENCE_MS
    )


def test_a_halt_that_began_while_the_page_was_closed_is_listed_once(page, flat_volume, address):
    page.goto("about:blank")
    halt(flat_volume, "a storm")
    for _ in range(2):
        page.goto(f"{address}/dashboard")
        expect(page.locator("#notices .count")).to_have_text("1", timeout=PATIENCE_MS)
        expect(toasts(page)).to_have_count(0)
    page.locator("#notices").click()
    expect(page.locator("#notice-list li")).to_have_text(re.compile("Trading is halted: a storm"))


def test_a_halt_stays_until_trading_is_active_again(page, flat_volume):
    halt(flat_volume, "<b>a storm</b>")
    expect(toasts(page)).to_contain_text("Trading is halted: <b>a storm</b>", timeout=PATIENCE_MS)
    FileVolume(flat_volume).trading_permit.write(TradingPermit(reason="it is over"))
    expect(toasts(page)).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.locator("#notices .count")).to_have_text("1")


def test_the_browser_is_asked_for_notifications_on_a_click_only(page, flat_volume):
    enter(flat_volume)
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    page.locator("#notices").click()
    assert page.evaluate("window.asked") == 0
    page.get_by_label("Exits").click()
    page.wait_for_function("window.asked === 1")
    expect(page.get_by_label("Exits")).not_to_be_checked()


GRANTS = """
window.asked = 0;
window.shown = [];
window.Notification = class extends EventTarget {
  static permission = "default";
  static requestPermission = async () => {
    window.asked++;
    return (Notification.permission = "granted");
  };
  constructor(title, { body }) {
    super();
    window.shown.push(`${title}: ${body}`);
  }
};
document.hasFocus = () => false;
"""


@pytest.fixture
def granting(browser, address):
    """The dashboard behind another window, in a browser that lets it notify."""
    with hearing(browser, address, lambda page: page.add_init_script(GRANTS)) as opened:
        yield opened


def shown_by_the_browser(page, count):
    page.wait_for_function("count => window.shown.length >= count", arg=count)
    return page.evaluate("window.shown")


def test_a_granted_browser_notifies_of_the_kinds_switched_on_and_of_no_other(granting, flat_volume):
    enter(flat_volume)
    expect(toasts(granting)).to_have_count(1, timeout=PATIENCE_MS)
    granting.locator("#notices").click()
    assert granting.evaluate("window.asked") == 0
    for kind in ("Exits", "Pauses and halts"):
        granting.get_by_label(kind).click()
        expect(granting.get_by_label(kind)).to_be_checked()
    assert granting.evaluate("window.asked") == 1
    trade = leave(flat_volume)
    (exit_,) = shown_by_the_browser(granting, 1)
    assert exit_.startswith("Exit: BTC/USDT ▲ LONG closed by target at")
    assert f"{trade.exit_price:,.2f}" in exit_
    granting.get_by_label("Exits").click()
    expect(granting.get_by_label("Exits")).not_to_be_checked()
    enter(flat_volume)
    leave(flat_volume)
    halt(flat_volume, "a storm")
    assert shown_by_the_browser(granting, 2)[1:] == ["Pause or halt: Trading is halted: a storm"]


def test_a_toast_can_be_used_while_a_dialog_is_open_and_after_it(page, flat_volume):
    block(page, "trades").locator("tbody [data-story]").first.click()
    story = page.locator("dialog.story")
    expect(story).to_be_visible()
    enter(flat_volume)
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    toasts(page).get_by_role("button", name="Dismiss").click()
    expect(toasts(page)).to_have_count(0)
    halt(flat_volume, "a storm")
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    expect(story).to_be_hidden()
    block(page, "trades").locator("tbody [data-story]").first.click()
    expect(story).to_be_visible()
    toasts(page).get_by_role("button", name="Dismiss").click()
    expect(toasts(page)).to_have_count(0)


def test_a_toast_about_a_state_goes_when_the_state_does(page, flat_volume):
    commit_later(flat_volume, config_error="need ema_fast < ema_slow, was 30 and 12")
    expect(toasts(page)).to_have_count(1, timeout=PATIENCE_MS)
    commit_later(flat_volume, config_error=None)
    expect(toasts(page)).to_have_count(0, timeout=PATIENCE_MS)


def answers_as_of(page, moment):
    """From now on /status is of a bot that wrote at that moment."""

    def answer(route):
        sent = {**route.request.headers, "if-none-match": ""}
        given = route.fetch(headers=sent).json()
        written = {**given, "as_of": rfc3339(moment), "heartbeat": rfc3339(moment)}
        route.fulfill(json=written, headers={"as-of": rfc3339(moment)})

    page.route("**/status", answer)


def is_told_of_nothing(page):
    expect(page.locator("#age-banner")).to_have_count(0)
    expect(page.locator("#notices .count")).to_have_count(0)


def test_a_machine_that_slept_asks_before_the_bot_is_called_silent(clocked):
    answers_as_of(clocked, datetime.now(UTC) + SLEPT)
    with clocked.expect_response("**/status"):
        clocked.clock.fast_forward(SLEPT // timedelta(milliseconds=1))
    clocked.wait_for_timeout(500)
    is_told_of_nothing(clocked)


def test_a_tab_that_is_looked_at_again_asks_before_the_bot_is_called_silent(clocked):
    look(clocked, away=True)
    clocked.clock.run_for(SLEPT // timedelta(milliseconds=1))
    answers_as_of(clocked, datetime.now(UTC) + SLEPT)
    with clocked.expect_response("**/status"):
        look(clocked, away=False)
        clocked.clock.run_for(1000)
    clocked.wait_for_timeout(500)
    is_told_of_nothing(clocked)


def test_a_bot_that_fell_silent_is_told_until_it_is_back(clocked, flat_volume):
    clocked.clock.fast_forward(SLEPT // timedelta(milliseconds=1))
    expect(toasts(clocked)).to_contain_text("The bot fell silent (BTC/USDT)", timeout=PATIENCE_MS)
    commit_later(flat_volume, heartbeat=datetime.now(UTC) + SLEPT)
    expect(toasts(clocked)).to_have_count(0, timeout=PATIENCE_MS)
    expect(clocked.locator("#notices .count")).to_have_text("1")
