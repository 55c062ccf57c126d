"""The report as a person opens it: a file, in a real browser, light and dark, wide and narrow."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.support.pages.contrast import contrast
from tests.support.pages.dashboard_browser import running_browser
from tests.support.pages.report_pages import HOSTILE, many_trades, page_of

pytestmark = pytest.mark.e2e

VIEWS = list(itertools.product((1280, 375), ("light", "dark")))
COLOURS = """() => {
  const shown = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && !["SCRIPT", "STYLE"].includes(element.tagName)
    && element.checkVisibility() && !element.closest(".skip"));
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...new Set(shown.map((element) => {
    const style = getComputedStyle(element);
    return [element instanceof SVGElement ? style.fill : style.color, ground(element)].join("|");
  }))];
}"""


@pytest.fixture(scope="module")
def browser():
    with running_browser() as found:
        yield found


@pytest.fixture(scope="module")
def result():
    return many_trades(1_500, symbol=f"BTC {HOSTILE}", told=(HOSTILE,))


@pytest.fixture(scope="module")
def report(result, tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(page_of(result), encoding="utf-8")
    return file


@pytest.fixture
def open_report(browser, report):
    """Open the file; whatever a test does there, nothing goes wrong and nothing is asked for."""
    pages, faults, requests = [], [], []

    def open_page(width=1280, scheme="light", file=report):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        expect(page.locator("html")).to_have_attribute("data-drawn", "yes", timeout=60_000)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == len(pages)


def hexadecimal(colour):
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_all_is_drawn_readable_and_inside_the_window(open_report, width, scheme):
    page = open_report(width, scheme)
    expect(page.locator(".chart .cartesianlayer .subplot")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for pair in page.evaluate(COLOURS):
        text, ground = map(hexadecimal, pair.split("|"))
        assert contrast(text, ground) >= 4.5, pair


def test_the_table_has_a_row_for_each_trade(open_report, result):
    rows = open_report().locator("#trade-table tbody tr")
    assert rows.count() == len(result.trades) > 100


def test_packed_rows_are_unpacked_and_sorted_too(open_report, tmp_path):
    many = many_trades(5_000)
    file = tmp_path / "many.html"
    file.write_text(page_of(many), encoding="utf-8")
    assert 'id="packed-trades"' in file.read_text(encoding="utf-8")
    page = open_report(file=file)
    assert page.locator("#trade-table tbody tr").count() == len(many.trades)
    page.get_by_role("button", name="P&L", exact=True).press("Enter")
    first = page.locator("#trade-table tbody tr").first.locator("td").nth(4)
    expect(first).to_have_text(f"{min(t.pnl for t in many.trades):+,.2f}")


def test_a_heading_sorts_by_keyboard_and_says_so(open_report, result):
    page = open_report()
    page.locator("#trade-table thead button").first.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    heading = page.locator("#trade-table thead th").nth(4)
    pnl = sorted(trade.pnl for trade in result.trades)
    for key, order, ranked in (("Enter", "ascending", pnl), ("Space", "descending", pnl[::-1])):
        page.keyboard.press(key)
        expect(heading).to_have_attribute("aria-sort", order)
        shown = page.locator("#trade-table tbody tr td:nth-child(5)").all_text_contents()
        found = [float(text.replace(",", "")) for text in shown]
        assert found == pytest.approx(ranked, abs=0.006)


def test_every_control_is_reached_by_tab(open_report):
    page = open_report()
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.slice(0, 20)"))
    assert {"Skip to the result", "Dark or light", "Last month", "All", "Later ▶"} <= reached
    assert {"No.", "P&L", "Why left", "Candles"} <= reached


def test_the_switch_turns_the_theme_and_the_charts_with_it(open_report):
    page = open_report(scheme="dark")
    shown = "getComputedStyle(document.querySelector('#chart-price .bg')).fill"
    dark = page.evaluate(shown)
    page.get_by_role("button", name="Dark or light").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.wait_for_function(f"{shown} === 'rgb(255, 255, 255)'")
    assert dark == "rgb(21, 29, 42)"


def test_the_range_buttons_move_every_chart_of_time_together(open_report):
    page = open_report()
    page.get_by_role("button", name="Last month").press("Enter")
    page.get_by_role("button", name="Zoom in").press("Enter")
    ranges = """[...document.querySelectorAll('.chart')].map(c => String(c.layout.xaxis.range))"""
    page.wait_for_function("document.querySelector('#chart-exposure').layout.xaxis.range")
    found = page.evaluate(ranges)
    assert len(set(found)) == 2  # the distribution has money on its axis
    page.get_by_role("button", name="All", exact=True).press("Enter")
    assert page.evaluate(ranges)[0] != found[0]


def test_a_log_scale_is_switched_on_and_off_for_what_multiplies(open_report):
    page = open_report()
    types = """[...document.querySelectorAll('.chart')].map(c => c.layout.yaxis.type)"""
    usual = page.evaluate(types)
    button = page.get_by_role("button", name="Log scale")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("document.querySelector('#chart-price').layout.yaxis.type === 'log'")
    assert page.evaluate(types)[:2] == ["log", "log"]  # price and equity
    page.get_by_role("button", name="Last month").press("Enter")
    low, high = page.evaluate("document.querySelector('#chart-price').layout.yaxis.range")
    assert 0 < low < high < 5  # powers of ten, around prices of about 100
    button.press("Enter")
    page.wait_for_function("document.querySelector('#chart-price').layout.yaxis.type !== 'log'")
    assert page.evaluate(types)[2:] == usual[2:]


def test_the_charts_of_time_begin_and_end_together(open_report):
    found = open_report().evaluate(
        """[...document.querySelectorAll('.chart')]
           .map(c => c.layout.xaxis).filter(x => x.type === 'date').map(x => String(x.range))"""
    )
    assert len(found) == 5
    assert len(set(found)) == 1


def test_hostile_text_is_read_as_text(open_report):
    page = open_report()
    assert page.title().startswith("Backtest of BTC </script>")
    expect(page.locator("#warnings li")).to_have_text(HOSTILE)
    assert page.locator("img[src=x]").count() == 0


def test_on_paper_the_page_is_light_and_as_wide_as_the_sheet(open_report):
    page = open_report(scheme="dark")
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelector('#chart-price .main-svg').clientWidth === 980")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 32, 46)"
    expect(page.locator("#theme")).to_be_hidden()
