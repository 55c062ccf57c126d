"""Two hundred questions as people type them, asked of the real app over real volumes."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.assistant.scenarios import SCENARIOS, asked_at, blackout_of
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "assistant_questions.yml").read_text("utf-8")
)
NEVER = re.compile(r"Traceback|\bNone\b|\bnan\b|\bNaN\b|Action\.|datetime|/tmp|you should")
"""What no answer holds, whatever is asked."""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    @cache
    def client(scenario: str) -> AsgiClient:
        folder = tmp_path_factory.mktemp(scenario)
        SCENARIOS[scenario](folder)
        now = asked_at(scenario)
        options = {"now": lambda: now, "blackout": lambda: blackout_of(folder)}
        return AsgiClient(app_over(folder, allowed_hosts=["testserver"], **options))

    def answer(state: str, question: str) -> Any:
        return client(state).post("/ai/question", json={"question": question})

    return answer


def assert_times_are_named(body: Any) -> None:
    """The text holds the time of every fact."""
    for fact in body["facts"]:
        assert fact["value"] != ""
        written = re.sub(r"T(\d\d:\d\d).*", r" \1 UTC", fact["as_of"] or "")
        assert written in body["answer"], fact


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked['state']}: {asked['ask']}")
def test_the_answer_holds_the_facts_and_nothing_that_it_must_not(ask, asked):
    question = asked["ask"] * asked.get("repeat", 1)
    response = ask(asked["state"], question)
    assert response.status_code == asked.get("status", 200)
    body = response.json()
    text = body["answer"] if response.status_code == 200 else body["detail"]
    for part in asked["must"]:
        assert part in text
    for part in asked["must_not"]:
        assert part not in text
    assert NEVER.search(text) is None
    if response.status_code == 200:
        assert body["topics"] == asked.get("topics", body["topics"])
        assert_times_are_named(body)


def test_there_are_two_hundred_and_no_two_are_the_same():
    assert len({(asked["state"], asked["ask"]) for asked in QUESTIONS}) == len(QUESTIONS) >= 200


def test_every_state_is_asked_about():
    assert {asked["state"] for asked in QUESTIONS} == set(SCENARIOS)


def test_a_time_that_is_not_named_would_be_seen():
    fact = {"name": "stop", "value": "1", "as_of": "2025-03-01T12:00:00Z"}
    with pytest.raises(AssertionError, match="stop"):
        assert_times_are_named({"answer": "The stop is 1.", "facts": [fact]})
