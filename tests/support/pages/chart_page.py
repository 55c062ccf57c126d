"""A page with one chart and nothing else, on the origin of a running service."""

from datetime import UTC, datetime, timedelta
from math import sin
from typing import Any

from playwright.sync_api import Browser, Page

from bot.domain import rfc3339
from tests.support.pages.dashboard_browser import Watched

START = datetime(2025, 3, 3, tzinfo=UTC)
"""A Monday."""
HOUR = timedelta(hours=1)
PAGE = """<!doctype html>
<html lang="en" data-theme="THEME">
<head>
<title>A chart</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/page/tokens.css">
<link rel="stylesheet" href="/static/page/parts.css">
<link rel="stylesheet" href="/static/charts/charts.css">
</head>
<body><main><div id="chart"></div></main></body>
</html>"""
OPEN = """async ([module, name]) => {
    const charts = await import(`/static/charts/${module}.js`);
    window.chosen = [];
    window.drawn = new charts[name](document.getElementById("chart"), {
        onTrade: (trade) => window.chosen.push(trade.id),
    });
}"""


class ChartPage:
    """A chart in a browser: `show` data, ask what is drawn, use mouse and keyboard by `page`."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        theme: str = "light",
        width: int = 1200,
        kind: str = "PriceChart",
        **options: Any,
    ) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, **options)
        self.watched = Watched(self.page)
        html = PAGE.replace("THEME", theme)
        self.page.route(
            f"{address}/chart-alone",
            lambda route: route.fulfill(body=html, content_type="text/html"),
        )
        self.page.goto(f"{address}/chart-alone")
        module = {"PriceChart": "price_chart", "EquityChart": "equity_chart"}[kind]
        self.page.evaluate(OPEN, [module, kind])

    def show(self, **data: Any) -> None:
        """Draw this, and wait until it is on the screen."""
        self.page.evaluate("data => window.drawn.show(data)", data)
        self.settle()

    def settle(self) -> None:
        """Wait for two frames: what was drawn is then on the screen."""
        self.page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def ask(self, script: str, argument: Any = None) -> Any:
        """The value of `price => script` for the chart that is shown."""
        return self.page.evaluate(
            f"async argument => {{ const price = window.drawn; {script} }}", argument
        )

    def legend(self) -> str:
        """The line above the candles."""
        return self.page.locator(".chart-legend").inner_text()

    def close(self) -> None:
        """Close the page: nothing went wrong on it, and it asked no stranger."""
        self.page.close()
        assert (self.watched.faults, self.watched.strangers) == ([], [])


def candles(count: int, start: datetime = START, step: timedelta = HOUR) -> list[dict[str, Any]]:
    """That many candles in a row, as /candles answers them."""
    prices = [64_000 + 900 * sin(n / 9) + 150 * sin(n * 1.7) for n in range(count + 1)]
    return [
        {
            "open_time": rfc3339(start + number * step),
            "open": prices[number],
            "high": max(prices[number : number + 2]) + 60,
            "low": min(prices[number : number + 2]) - 60,
            "close": prices[number + 1],
            "volume": 10.0 + number % 7,
            "ema_fast": sum(prices[max(0, number - 4) : number + 1]) / min(5, number + 1),
            "ema_slow": sum(prices[max(0, number - 14) : number + 1]) / min(15, number + 1),
            "rsi": 50 + 20 * sin(number / 5),
        }
        for number in range(count)
    ]


def equity(drawn: list[dict[str, Any]], step: timedelta = HOUR) -> list[dict[str, Any]]:
    """An equity point at the close of each candle, as /equity answers them."""
    points, peak = [], 10_000.0
    for candle in drawn:
        value = 10_000 + (candle["close"] - drawn[0]["open"]) * 0.1
        peak = max(peak, value)
        closed = datetime.fromisoformat(candle["open_time"]) + step
        points.append(
            {
                "timestamp": rfc3339(closed),
                "equity": value,
                "balance": value,
                "buy_and_hold": 10_000 * candle["close"] / drawn[0]["open"],
                "drawdown_pct": (value / peak - 1) * 100,
            }
        )
    return points


def trade(drawn: list[dict[str, Any]], entry: int, exit_: int, **changes: Any) -> dict[str, Any]:
    """A trade from the open of one candle to the close of another, as /trades answers it."""
    entered, left = drawn[entry], drawn[exit_]
    pnl = 0.05 * (left["close"] - entered["open"]) - 6.4
    return {
        "id": f"BTC/USDT@{entered['open_time']}",
        "symbol": "BTC/USDT",
        "direction": "LONG",
        "quantity": 0.05,
        "entry_time": entered["open_time"],
        "entry_price": entered["open"],
        "exit_time": left["open_time"],
        "exit_price": left["close"],
        "stop_price": entered["open"] * 0.99,
        "target_price": entered["open"] * 1.02,
        "fees": 6.4,
        "pnl": pnl,
        "pnl_pct": pnl / 32,
        "exit_reason": "take_profit" if pnl > 0 else "stop_loss",
        **changes,
    }
