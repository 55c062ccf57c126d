"""Research as a process that is killed, and its map in a real browser."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.candles import random_walk
from tests.support.pages.contrast import contrast
from tests.support.pages.dashboard_browser import running_browser
from tests.support.processes.programs import wait_until

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]
GRID = (
    *("--ema-fast", "4:20:2", "--ema-slow", "22:60:2", "--rsi-period", "7:21:2"),
    *("--stop-loss-pct", "0.01:0.04:0.01", "--take-profit-pct", "0.02:0.1:0.02"),
    *("--min-confidence", "0.2"),
)
COMBINATIONS = 9 * 20 * 8 * 4 * 5


@pytest.fixture
def candles(tmp_path: Path) -> Path:
    file = tmp_path / "candles.csv"
    random_walk(3_000, seed=2, deviation=0.01).to_csv(file)
    return file


def start(candles: Path, data: Path) -> "subprocess.Popen[str]":
    """The program on the grid; what it keeps is in the folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.research", "--csv", str(candles), *GRID, "--json"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kept_bytes(data: Path) -> int:
    return sum(file.stat().st_size for file in data.glob("research/*.parts"))


def stopped(candles: Path, data: Path, by: signal.Signals) -> "tuple[int, str, int]":
    """Exit code, stderr and kept bytes of a run that is stopped once it has kept more parts."""
    before = kept_bytes(data)
    program = start(candles, data)
    wait_until(lambda: kept_bytes(data) > before + 300_000, 120, "more parts kept")
    program.send_signal(by)
    _, told = program.communicate(timeout=60)
    return program.returncode, told, kept_bytes(data)


def test_a_run_killed_and_interrupted_goes_on_and_ends_as_one_that_never_was(candles, tmp_path):
    data = tmp_path / "data"
    code, _, first = stopped(candles, data, signal.SIGKILL)
    assert code == -signal.SIGKILL
    file = next(data.glob("research/*.parts"))
    os.truncate(file, first - 100)  # as a power cut would leave it
    code, told, second = stopped(candles, data, signal.SIGINT)
    assert code == 130
    assert "the same command goes on from there" in told
    assert second > first
    out, _ = start(candles, data).communicate(timeout=200)
    found = json.loads(out)
    assert found["combinations"]["tried"] == COMBINATIONS
    assert list(data.glob("research/*")) == []
    out, told = start(candles, tmp_path / "other").communicate(timeout=200)
    assert json.loads(out) == found
    assert re.search(r"of 28,800 combinations, best [\d.-]+, \d+ s left", told)


@pytest.fixture(scope="module")
def map_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    random_walk(1_200, seed=2, deviation=0.01).to_csv(folder / "candles.csv")
    flags = ("--ema-fast", "4:12:2", "--ema-slow", "10:40:10", "--stop-loss-pct", "0.01,0.03")
    subprocess.run(
        [
            *(sys.executable, "-m", "bot.research", "--csv", str(folder / "candles.csv")),
            *(*flags, "--min-confidence", "0.2", "--heat-map", str(folder / "map.html")),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder / "map.html"


@pytest.fixture(scope="module")
def browser():
    with running_browser() as found:
        yield found


@pytest.mark.parametrize(
    ("width", "scheme"), list(itertools.product((1280, 375), ("light", "dark")))
)
def test_the_map_is_drawn_readable_and_inside_the_window(browser, map_file, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults, requests = [], []
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(map_file.as_uri())
    expect(page.locator("html")).to_have_attribute("data-drawn", "yes", timeout=60_000)
    expect(page.locator(".chart .cartesianlayer .subplot")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cells = page.locator("#chart-in .heatmap-label text")
    assert cells.count() == 18  # of 5 x 4, without 10 and 12 over 10
    ink = cells.first.evaluate("element => getComputedStyle(element).fill")
    ends = page.evaluate(
        "['high-cell', 'low-cell', 'card'].map((name) =>"
        " getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim())"
    )
    shown = "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", ink)[:3])
    assert [end for end in ends if contrast(shown, end) < 4.5] == []
    page.get_by_role("button", name="Dark or light").press("Enter")
    other = "dark" if scheme == "light" else "light"
    expect(page.locator("html")).to_have_attribute("data-theme", other)
    page.wait_for_function(
        "(ink) => getComputedStyle(document.querySelector('#chart-in .heatmap-label text')).fill"
        " !== ink",
        arg=ink,
    )
    page.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
