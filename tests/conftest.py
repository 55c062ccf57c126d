"""What every test may ask for, and the rule that CI skips nothing."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.real_data import real_data_folder

# a first call may compile, and two busy cores are no fault of the rule under test
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    """A program that a test calls in this process may take signals over: the next test's own."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real candles, payloads and reference numbers; skips where there is none."""
    folder = real_data_folder()
    if folder is None:
        pytest.skip("no real-data folder: set REAL_DATA_DIR")
    return folder


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With CI=true a skipped test is a failure: what CI cannot run it does not prove."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
