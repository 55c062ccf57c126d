"""What holds for every route that there is, whoever wrote it."""

import hashlib
from datetime import timedelta
from itertools import product

import pytest

from bot.domain import Secret
from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.pages.every_route import every_route, first_answer, keep_one_of_each
from tests.support.small_volume import NOON

TOKEN = "a-token-of-some-length"
NEEDS_THE_TOKEN = ("/control/", "/positions/")
TRICKS = ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "....//etc/passwd", "%00"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("api.routes.control.SECONDS_TO_ANSWER", 0.0)
    keep_one_of_each(tmp_path / "data")
    return tmp_path / "data"


def app_of(folder, token=None):
    return app_over(folder, now=lambda: NOON, token=token)


def expected(method, path, *, has_api_token, given, host):
    """The status that the rules ask for; None where it is the route's own."""
    if host != "localhost":
        return 400
    is_command = method == "POST" and path.startswith(NEEDS_THE_TOKEN)
    if path == "/health/live" or not (is_command or has_api_token):
        return None
    return None if given == "right" else 401


def test_who_may_ask_what_is_the_same_rule_for_every_route(folder):
    kept = FileVolume(folder).api_token().reveal()
    for has_api_token in (False, True):
        app = app_of(folder, Secret(TOKEN) if has_api_token else None)
        right = TOKEN if has_api_token else kept
        tokens = {"no": None, "wrong": "wrong", "right": right}
        for (method, path), given, host in product(
            every_route(app), tokens, ("localhost", "evil.example")
        ):
            headers = {"host": host}
            if tokens[given] is not None:
                headers["authorization"] = f"Bearer {tokens[given]}"
            status, said = first_answer(app, method, path, headers)
            rule = expected(method, path, has_api_token=has_api_token, given=given, host=host)
            case = (method, path, has_api_token, given, host, status)
            if rule is None:
                assert status not in (400, 401, 403, 429, 500), case
            else:
                assert status == rule, case
                assert said["content-type"] == "application/problem+json", case
            assert TOKEN not in str(said), case
            assert kept not in str(said), case
            assert "default-src" in said["content-security-policy"], case


def contents(folder):
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for path in folder.rglob("*")
        if "logs" not in path.relative_to(folder).parts
    }


def test_no_get_changes_a_file(folder):
    app = app_of(folder)
    gets = [path for method, path in every_route(app) if method == "GET"]
    assert len(gets) > 15
    before = contents(folder)
    for path in gets:
        status, _ = first_answer(app, "GET", path, {"host": "localhost"})
        assert status in (200, 307), path
        assert contents(folder) == before, path


SHOWS_NO_VALUE_OF_THE_BOT = (
    *("/openapi.json", "/docs", "/static/", "/dashboard", "/favicon.ico", "/version"),
    *("/health/live", "/backtests", "/news", "/logs", "/optimizer/runs"),
    *("/portfolio/allocation", "/portfolio/playbook", "/control/commands/"),
)
"""Pages, records that do not age, and what other services than the bot wrote."""


@pytest.mark.parametrize(("hours", "bots"), [(0, "?0"), (5, "?1")])
def test_every_get_says_how_fresh_it_is(folder, hours, bots):
    app = app_over(folder, now=lambda: NOON + timedelta(hours=hours))
    for method, path in every_route(app):
        if method != "GET":
            continue
        status, said = first_answer(app, method, path, {"host": "localhost"})
        if path == "/" or path.startswith(SHOWS_NO_VALUE_OF_THE_BOT):
            assert said.get("stale") == ("?0" if status < 400 else None), path
        elif path == "/stream":
            assert "stale" not in said  # its events say it
        elif status != 404:
            assert (said["stale"], said["as-of"]) == (bots, "2025-03-01T12:00:00Z"), path
            assert ("note" in said) >= (bots == "?1"), path


def test_what_cannot_be_read_is_not_called_fresh(tmp_path):
    (tmp_path / "state.json").write_text("rubbish")
    status, said = first_answer(app_of(tmp_path), "GET", "/status", {"host": "localhost"})
    assert (status, said.get("stale")) == (503, None)


@pytest.mark.parametrize("trick", TRICKS)
def test_no_symbol_and_no_path_leads_out_of_the_volume(folder, trick):
    (folder.parent / "passwd").write_text("root:x:0:0")
    app = app_of(folder)
    real = [path for method, path in every_route(app) if method == "GET"]
    tricked = [path for method, path in every_route(app, trick) if method == "GET"]
    asked = [(path, f"symbol={trick}") for path in real] + [(path, "") for path in tricked]
    for path, query in asked:
        status, said = first_answer(app, "GET", path, {"host": "localhost"}, query)
        has_parts = not query and path not in real
        allowed = (404, 422) if has_parts else (200, 307, 404)
        assert status in allowed, (path, query, status)
        if status == 404:
            assert said["content-type"] == "application/problem+json"
