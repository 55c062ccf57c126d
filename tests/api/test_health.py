import asyncio
import tomllib
from datetime import timedelta
from pathlib import Path

import anyio.to_thread

from api.app import MOST_READERS
from tests.support.api_app import app_over
from tests.support.small_volume import NOON


def test_the_service_lives_whatever_the_bot_does(serve, tmp_path):
    assert serve(tmp_path).get("/health/live").json() == {"status": "live"}


def test_many_requests_are_worked_on_by_few_threads(tmp_path):
    app = app_over(tmp_path)

    async def threads_while_it_runs():
        async with app.router.lifespan_context(app):
            return anyio.to_thread.current_default_thread_limiter().total_tokens

    assert asyncio.run(threads_while_it_runs()) == MOST_READERS


def test_ready_while_the_heartbeat_is_fresh(client):
    assert client.get("/health/ready").json() == {
        "status": "ready",
        "as_of": "2025-03-01T12:00:00Z",
    }


def test_not_ready_when_the_bot_went_silent(serve, filled):
    answer = serve(filled, NOON + timedelta(hours=5)).get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["detail"].startswith("The bot has been silent for 5 hours")


def test_not_ready_before_the_first_cycle_and_with_a_broken_state(serve, tmp_path):
    assert serve(tmp_path).get("/health/ready").status_code == 503
    (tmp_path / "state.json").write_text("rubbish")
    assert "state.json" in serve(tmp_path).get("/health/ready").json()["detail"]


def test_the_version_is_the_projects(client):
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert client.get("/version").json() == {"name": project["name"], "version": project["version"]}
