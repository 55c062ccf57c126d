"""How long the dashboard takes in a browser, from the address to the filled page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.charts import browser
from benchmarks.line import Line
from benchmarks.service.answers import service
from tests.support.small_volume import write_volume

LOADS = 5
SYMBOLS = (1, 200)
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_IS_FILLED = """() => document.querySelectorAll('[data-block]').length > 0
    && ![...document.querySelectorAll('[data-state="loading"]')].some(e => e.checkVisibility())"""


def page_lines(folder: Path) -> list[Line]:
    """First paint and the moment from which no block loads any more: of the first load, by a
    browser that holds none of its files, and the best of some more."""
    with browser() as page:
        if page is None:
            return [Line(what="dashboard in a browser: skipped, none here", value=0.0, unit="")]
        return [line for count in SYMBOLS for line in _lines(page, folder / str(count), count)]


def _lines(page: Any, folder: Path, count: int) -> Iterator[Line]:
    for number in range(count):
        write_volume(folder, symbol=f"COIN{number}/USDT", candles=60, heartbeat=datetime.now(UTC))
    with service("api.api:app", {"DATA_DIR": str(folder)}) as (port, _):
        loads = [_load(page, f"http://127.0.0.1:{port}/dashboard") for _ in range(LOADS)]
    again = tuple(min(each) for each in zip(*loads[1:], strict=True))
    for which, (paint, filled) in (("", loads[0]), (" again", again)):
        what = f"dashboard of {count} symbol{'s' if count > 1 else ''}{which}"
        yield Line(what=f"{what}: first paint", value=paint, unit="ms", bar=1000, at_most=True)
        yield Line(
            what=f"{what}: every block filled", value=filled, unit="ms", bar=2000, at_most=True
        )


def _load(page: Any, address: str) -> tuple[float, float]:
    """Milliseconds by the page's own clock; later loads revalidate the files."""
    page.goto(address)
    while not page.evaluate(_IS_FILLED):
        page.wait_for_timeout(20)
    return page.evaluate(_PAINT), page.evaluate("performance.now()")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as _folder:
        print("\n".join(map(str, page_lines(Path(_folder)))))
