"""What processes say is kept in the volume, without secrets."""

import logging
from dataclasses import replace

import pytest
import structlog

from bot.domain import LogLevel, LogProcess, Secret
from bot.domain.errors import StateError
from bot.settings import Settings
from bot.wiring.process import keeper_of, logger
from bot.wiring.process.log_keeper import LogKeeper, secrets_in
from tests.support.memory.logs import MemoryLogs

CANARY = "c4n/ary+w1th=signs"


@pytest.fixture(autouse=True)
def _structlog_as_it_was():
    yield
    structlog.reset_defaults()


def kept(*secrets):
    logs = MemoryLogs()
    return logs, LogKeeper(logs, LogProcess.BOT, [Secret(secret) for secret in secrets])


def test_an_event_of_structlog_is_kept_as_one_line_and_passed_on():
    logs, keeper = kept()
    event = {"event": "filled", "level": "warning", "timestamp": "x", "symbol": "BTC/USDT"}
    assert keeper(None, "warning", dict(event)) == event
    (line,) = logs.newest(5)
    assert (line.level, line.message) == (LogLevel.WARNING, "filled symbol=BTC/USDT")


def test_a_record_of_the_standard_library_is_kept_with_its_error():
    logs, keeper = kept()
    log = logging.Logger("api")
    log.addHandler(keeper)
    try:
        raise ValueError("bad")
    except ValueError:
        log.exception("%s failed", "/status")
    (line,) = logs.newest(5)
    assert line.level is LogLevel.ERROR
    assert line.message.startswith("/status failed\nTraceback")


@pytest.mark.parametrize(
    "said",
    [
        f"the key {CANARY} was refused",
        "https://x/?key=c4n%2Fary%2Bw1th%3Dsigns",
        f"Authorization: Bearer {CANARY}",
        f"apiKey={CANARY}&symbol=BTCUSDT",
    ],
)
def test_no_secret_of_the_settings_is_kept(said):
    logs, keeper = kept(CANARY)
    keeper(None, "info", {"event": said, "details": {"nested": said}})
    assert "***" in logs.newest(1)[0].message
    assert "ary" not in logs.newest(1)[0].message


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Bearer abc.def-123 came", "Bearer *** came"),
        ("?signature=0a1b2c&symbol=X", "?signature=***&symbol=X"),
        ("EXCHANGE_API_SECRET=hush, next", "EXCHANGE_API_SECRET=***, next"),
        ("token=None", "token=None"),
        ("authorization: Basic bGFiOmh1c2g=", "authorization: Basic ***"),
        ("the bearer of bad news", "the bearer of bad news"),
    ],
)
def test_what_looks_like_a_secret_is_not_kept_even_where_nobody_knows_it(said, line):
    logs, keeper = kept()
    keeper.keep("info", said)
    assert logs.newest(1)[0].message == line


def test_every_secret_of_the_settings_is_known():
    settings = Settings.load(
        {"EXCHANGE_API_KEY": "a-key", "EXCHANGE_API_SECRET": "a-secret", "API_TOKEN": "t" * 20},
        None,
    )
    assert {secret.reveal() for secret in secrets_in(settings)} == {"a-key", "a-secret", "t" * 20}


def test_the_logger_of_a_service_keeps_what_it_says_in_the_volume(tmp_path, capsys):
    settings = replace(Settings(), data_dir=tmp_path)
    log = logger(settings.logs, keeper=keeper_of(settings, LogProcess.NEWS))
    log.info("news read", events=3)
    log.debug("not at this level")
    lines = (tmp_path / "logs" / "news.jsonl").read_text().splitlines()
    assert len(lines) == 1
    assert "news read events=3" in lines[0]
    assert "news read" in capsys.readouterr().err


def test_a_line_that_cannot_be_kept_stops_nothing():
    class Full(MemoryLogs):
        def append(self, line):
            raise StateError("no space left")

    assert LogKeeper(Full(), LogProcess.BOT, ()).keep("info", "said") is None
