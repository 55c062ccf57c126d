"""The lines in users' notes and cron tables run unchanged: real curl, real jq, port 8000."""

import errno
import json
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from tests.domain.test_state_document import NAMES_OF_USERS
from tests.support.pages.dashboard_browser import running_service
from tests.support.processes.own_network import own_network
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

QUESTION = (
    "curl -sS -X POST http://localhost:8000/ai/question "
    '-H "Content-Type: application/json" '
    """-d '{"question":"What is the current macro outlook for BTC?"}' | jq"""
)
LINES = [
    "curl -sS http://localhost:8000/status | jq",
    "curl -sS http://localhost:8000/status | jq '.position,.balance'",
    "curl -sS http://localhost:8000/signals?limit=10 | jq",
    "curl -sS http://localhost:8000/equity | jq",
    'curl -sS -G --data-urlencode "symbol=NVDA" http://localhost:8000/strategy | jq',
    "curl -sS http://localhost:8000/portfolio/strategies | jq -r '.[].symbol'",
    "curl -sS http://localhost:8000/ai/prediction | jq",
    "curl -sS http://localhost:8000/macro/insights | jq '.summary'",
    "curl -sS http://localhost:8000/portfolio/playbook | jq",
    QUESTION,
]
HEALTH = (
    "curl -f http://localhost:8000/status && curl -f http://localhost:8000/signals "
    "&& curl -f http://localhost:8000/strategy"
)
VOLUMES = {"none": [], "one": ["NVDA"], "three": ["BTC/USDT", "NVDA", "GC=F"]}


@pytest.fixture(scope="module", autouse=True)
def port_8000():
    """A network of its own, in which port 8000 is free, and the programs of the lines."""
    for program in ("curl", "jq"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on this machine")
    with own_network():
        yield


@pytest.fixture(params=VOLUMES)
def symbols(request, tmp_path):
    """The symbols of the service's volume."""
    traded = VOLUMES[request.param]
    for symbol in traded:
        write_volume(tmp_path / "data", symbol=symbol, heartbeat=datetime.now(UTC))
    try:
        with running_service(tmp_path / "data", port=8000):
            yield traded
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        pytest.skip("port 8000 is in use, and this user may make no network")


def run(line):
    command = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def values(text):
    """The JSON values that jq printed one after the other."""
    decoder, found = json.JSONDecoder(), []
    while text := text.strip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def test_every_line_answers_and_prints_no_null_and_no_error(symbols):
    for line in LINES:
        done = run(line)
        assert (done.returncode, done.stderr) == (0, ""), line
        if line.endswith("-r '.[].symbol'"):
            assert done.stdout.split() == sorted(symbols)
            continue
        shown = values(done.stdout)
        assert not [value for value in shown if isinstance(value, dict) and "title" in value], line
        assert shown or not symbols, line
        if symbols:
            assert None not in shown, line
            assert shown != [[]] or "signals" in line, line


def test_every_name_of_the_status_in_users_notes_is_there(symbols):
    (status,) = values(run(LINES[0]).stdout)
    assert status.keys() >= NAMES_OF_USERS


def test_lists_are_arrays_and_empty_where_nothing_is_known(symbols):
    for route in ("signals", "equity", "trades", "candles", "portfolio/strategies"):
        (answer,) = values(run(f"curl -sS http://localhost:8000/{route} | jq").stdout)
        assert isinstance(answer, list)
        assert bool(answer) == bool(symbols)


def test_the_health_line_succeeds(symbols):
    assert run(HEALTH).returncode == 0
