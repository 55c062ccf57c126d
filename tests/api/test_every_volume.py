"""The service answers the same whatever keeps the state."""

import json
from datetime import timedelta

import pytest

from api.app import create_app
from bot.domain import (
    AllocationFinding,
    CurrentMacroEvents,
    LogLevel,
    LogLine,
    LogProcess,
    MacroEvent,
    OptimizerRun,
    Recommendation,
    StrategyConfig,
)
from bot.state import FileVolume
from tests.api.test_portfolio import ALLOCATION
from tests.support.memory import MemoryVolume
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import NOON, write_volume

BTC, ETH = "BTC/USDT", "ETH/USDT"
QUESTIONS = [
    *("/health/ready", "/portfolio/strategies", "/portfolio/playbook", "/portfolio/allocation"),
    *(
        f"{route}{symbol}"
        for route in ("/status", "/signals", "/trades", "/equity", "/candles", "/strategy")
        for symbol in ("", "?symbol=ETH/USDT", "?symbol=DOGE/USDT", "?symbol=..")
    ),
    *("/signals?limit=3", "/signals?cursor=x", "/trades?limit=2", "/candles?max_points=7"),
    *("/candles?before=2025-02-28T12:30:00Z&limit=5", "/candles?before=2000-01-01T00:00:00Z"),
    *("/ai/prediction", "/macro/insights", "/macro/insights?symbol=ETH/USDT"),
    *("/symbols", "/risk", "/positions", "/performance", "/performance?period=week"),
    *(
        "/performance?symbol=ETH/USDT&period=month",
        "/positions?symbol=ETH/USDT",
        "/positions?symbol=..",
    ),
    *("/portfolio/equity?max_points=9", "/portfolio/trades?limit=7", "/portfolio/signals?limit=40"),
    *("/orders", "/news?symbol=ETH/USDT", "/optimizer/runs?limit=1", "/logs?level=warning"),
    *("/positions/ETH/USDT/story", "/signals/ETH/USDT@2025-03-01T09:00:00Z/story"),
    "/trades/BTC/USDT@2025-03-01T09:00:00Z/story",
]


class TwoEvents:
    def current(self):
        events = tuple(MacroEvent(title=title) for title in ("rates", "tariffs"))
        return CurrentMacroEvents(events=events, problems=("one is broken",), problems_are_new=True)


def filled(volume):
    write_volume(volume)
    write_volume(volume, symbol=ETH, candles=30)
    at = "2025-02-20T10:00:00Z"
    meta = {"written_by": "optimizer", "at": at, "gate": {"state": "off"}}
    volume.configs.write(ETH, StrategyConfig(symbol=ETH, ema_fast=9), meta)
    volume.recommendations.set(ETH, Recommendation({"gate": "off"}))
    volume.allocation.set(AllocationFinding(ALLOCATION))
    for number in range(3):
        at = f"2025-02-2{number}T10:00:00Z"
        run = {"written_by": "optimizer", "at": at, "symbol": ETH, "promoted": False}
        volume.runs.append(OptimizerRun({**run, "reason": f"skipped: {number}"}))
        volume.logs.append(
            LogLine(at=NOON, process=LogProcess.BOT, level=LogLevel.ERROR, message=f"{number}")
        )
    volume.playbook.write({"computed_at": "2025-03-01T02:00:00Z", "assets": []})
    return volume


def client_of(volume):
    now = NOON + timedelta(seconds=3)
    hosts = ["testserver"]
    return AsgiClient(create_app(volume, TwoEvents, allowed_hosts=hosts, now=lambda: now))


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    files = FileVolume(tmp_path_factory.mktemp("files") / "data")
    return client_of(filled(files)), client_of(filled(MemoryVolume()))


def answer(client, question):
    """The answer, less what names the store: cursors, ETags and the places of configs."""
    response = client.get(question)
    body = json.loads(
        response.text.replace("portfolio/ETH_USDT/strategy_config.json", "the config of ETH_USDT")
    )
    headers = [response.headers.get(name) for name in ("as-of", "stale", "note")]
    return response.status_code, body, headers, "next" in response.links


@pytest.mark.parametrize("question", QUESTIONS)
def test_files_and_memory_are_answered_from_alike(clients, question):
    files, memory = (answer(client, question) for client in clients)
    assert files == memory


@pytest.mark.parametrize(
    "question",
    [
        "Why did you buy?",
        "How did this week go?",
        "What is my risk?",
        "What changed in ETH's config?",
    ],
)
def test_a_question_is_answered_alike_from_files_and_from_memory(clients, question):
    files, memory = (
        client.post("/ai/question", json={"question": question}).json() for client in clients
    )
    assert files == memory
    assert files["facts"]


def test_pages_lead_through_the_whole_history_of_every_volume(clients):
    for client in clients:
        cycles, address = [], "/signals?limit=50"
        while address is not None:
            page = client.get(address)
            cycles += [item["cycle"] for item in page.json()]
            address = page.links.get("next", {}).get("url")
        assert cycles == list(range(120, 0, -1))
