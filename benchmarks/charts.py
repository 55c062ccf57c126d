"""The dashboard's chart in a browser against Plotly's of the same candles and trades."""

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import plotly

from api.chart_library import chart_library
from benchmarks.line import Line

ROOT = Path(__file__).parents[1]
CANDLES, TRADES, ROUNDS = 10_000, 500, 5
ORIGIN = "http://charts.localhost"
PAGE = """<!doctype html><html lang="en" data-theme="light">
<link rel="stylesheet" href="/static/page/tokens.css">
<link rel="stylesheet" href="/static/charts/charts.css">
<script src="/static/plotly.min.js"></script>
<div id="ours" style="width: 1000px"></div>
<div id="theirs" style="width: 1000px; height: 576px"></div></html>"""
MEASURE = (Path(__file__).parent / "charts.js").read_text()
BARS = {"first draw": (400, 2.0), "pan": (50, 5.0), "zoom": (50, 5.0), "update": (50, 5.0)}
"""Milliseconds at most, with nothing else running, and how many times as long Plotly takes."""


def chart_lines() -> list[Line]:
    """Milliseconds until each is on the screen, and how many times as long Plotly takes."""
    with browser() as page:
        if page is None:
            return [Line(what="charts in a browser: skipped, none here", value=0.0, unit="")]
        page.route(f"{ORIGIN}/**", serve)
        page.goto(f"{ORIGIN}/")
        best = page.evaluate(MEASURE, {"candles": CANDLES, "trades": TRADES, "rounds": ROUNDS})
    lines = []
    for what, (longest, times) in BARS.items():
        ours, theirs = best[what]["ours"], best[what]["plotly"]
        lines += [
            Line(
                what=f"{CANDLES:,} candles, {2 * TRADES:,} marks: {what}",
                value=ours,
                unit="ms",
                bar=longest,
                at_most=True,
            ),
            Line(what=f"Plotly's {what} / ours", value=theirs / ours, unit="x", bar=times),
        ]
    return lines


@contextmanager
def browser() -> Iterator[Any]:
    """A page of Chromium; None where the machine has none."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        yield None
        return
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened.new_page(viewport={"width": 1200, "height": 900})
        opened.close()


def serve(route: Any) -> None:
    """Answer from the checkout and the packages: no server, no network."""
    path = route.request.url.removeprefix(ORIGIN).removeprefix("/static/")
    packaged = {
        "lightweight-charts.js": chart_library,
        "plotly.min.js": lambda: Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
    }
    if path == "/":
        route.fulfill(body=PAGE, content_type="text/html")
        return
    file = packaged[path]() if path in packaged else ROOT / "api" / "static" / path
    kind = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
    route.fulfill(body=file.read_bytes(), content_type=kind)


if __name__ == "__main__":
    print("\n".join(map(str, chart_lines())))
