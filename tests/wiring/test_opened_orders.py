"""The journal of orders taken up: it names its volume once, wherever the line stands."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot.domain import JournalKind, JournalLine
from bot.domain.errors import ConfigError
from bot.state import FileVolume
from bot.wiring.orders import OpenedOrders

NOW = datetime(2025, 1, 3, tzinfo=UTC)


def opened(folder, account="binance testnet"):
    journal = FileVolume(folder).order_journal(writer=True)
    lines = list(journal.lines())
    return OpenedOrders(
        SimpleNamespace(name=account, venue=None, take_journal=lambda: (journal, lines))
    )


def ids(folder):
    lines = FileVolume(folder).order_journal().lines()
    return [line.details["volume_id"] for line in lines if "volume_id" in line.details]


def test_a_silence_written_before_the_volume_had_a_name_stops_no_start(tmp_path):
    silence = JournalLine(at=NOW, kind=JournalKind.SILENCE, details={"until": "2025-01-03T00:01Z"})
    FileVolume(tmp_path).order_journal(writer=True).append(silence)
    opened(tmp_path)
    first = ids(tmp_path)
    assert len(first) == 1
    opened(tmp_path)
    assert ids(tmp_path) == first


def test_orders_of_another_account_are_refused_behind_a_silence_too(tmp_path):
    silence = JournalLine(at=NOW, kind=JournalKind.SILENCE, details={"until": "2025-01-03T00:01Z"})
    FileVolume(tmp_path).order_journal(writer=True).append(silence)
    opened(tmp_path)
    with pytest.raises(ConfigError, match="binance testnet, now they would be at binance"):
        opened(tmp_path, "binance")
