"""The stream over a real server: what is recorded is told, once, whatever happens in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.stream.live_stream import SECONDS_BETWEEN_LOOKS
from api.stream.newer import MOST_MISSED
from bot.domain import CommandAnswer, CommandKind, OptimizerRun, TradingPermit, TradingState
from bot.state import FileVolume
from tests.support.pages.dashboard_browser import running_service
from tests.support.pages.event_reader import EventReader
from tests.support.records import START, cycle_record, trade
from tests.support.small_volume import write_volume

BTC, ETH = "BTC/USDT", "ETH/USDT"
RECORDS = ("signal", "trade", "candle", "equity")


def cycle(number, symbol=BTC):
    """A cycle whose trade, every third one, was entered in it."""
    record = cycle_record(number, symbol)
    entered = START + timedelta(hours=number - 1)
    trades = tuple(replace(trade(number, symbol), entry_time=entered) for _ in record.trades)
    return replace(record, trades=trades)


def commit(folder, numbers, symbol=BTC):
    store = FileVolume(folder).writer(symbol)
    for number in numbers:
        store.commit(cycle(number, symbol))


@pytest.fixture
def folder(tmp_path):
    commit(tmp_path, range(1, 6))
    commit(tmp_path, range(1, 4), ETH)
    FileVolume(tmp_path).make_primary(BTC)
    return tmp_path


def records(events):
    """Names and keys of the records told, in order."""
    keys = {"signal": "id", "trade": "entry_time", "candle": "open_time", "equity": "timestamp"}
    return [
        (event.name, event.data["symbol"], event.data[keys[event.name]])
        for event in events
        if event.name in RECORDS
    ]


def is_signal(number, symbol=BTC):
    return lambda event: (
        event.name == "signal"
        and event.data["cycle"] == number
        and (event.data["symbol"] == symbol)
    )


def test_a_new_client_is_told_how_things_stand_and_then_what_is_recorded(folder):
    with running_service(folder) as address, EventReader(address, symbol=BTC) as reader:
        beginning = [next(reader) for _ in range(5)]
        assert [event.name for event in beginning] == [
            *("hello", "positions", "performance", "risk", "status"),
        ]
        commit(folder, [6])
        told = reader.until(is_signal(6))
        shown = told[-1].data
        assert shown == httpx.get(f"{address}/signals", params={"symbol": BTC}).json()[0]
        status = httpx.get(f"{address}/status", params={"symbol": BTC}).json()
        assert set(beginning[-1].data) == set(status)
        performance = httpx.get(f"{address}/performance").json()
        told = reader.until(lambda event: event.name == "performance")
        assert told[-1].data["equity"] == performance["equity"]


def test_what_was_missed_is_told_once_and_nothing_twice_also_by_another_process(folder):
    told = []
    with running_service(folder) as address:
        with EventReader(address, symbol=BTC) as reader:
            told += reader.until(lambda event: event.name == "status")
            commit(folder, [6, 7])
            told += reader.until(is_signal(7))  # hung up in the middle of what is told
            last = told[-1].id
        commit(folder, [8, 9])
    commit(folder, [4, 5, 6], ETH)
    with (
        running_service(folder) as address,
        EventReader(address, symbol=BTC, last_id=last) as reader,
    ):
        told += reader.until(lambda event: event.name == "status")
        commit(folder, [10])
        told += reader.until(is_signal(10))
    seen = records(told)
    assert len(seen) == len(set(seen))
    assert {key for name, _, key in seen if name == "signal"} == {
        f"{BTC}@{START + timedelta(hours=number - 1):%Y-%m-%dT%H:%M:%SZ}" for number in range(6, 11)
    }
    assert [(s, key[11:13]) for name, s, key in seen if name == "trade"] == [
        (BTC, "05"),
        (BTC, "08"),
        (ETH, "05"),
    ]
    assert "reset" not in {event.name for event in told}


def test_a_client_of_the_portfolio_is_told_of_every_symbols_decisions(folder):
    with running_service(folder) as address, EventReader(address) as reader:
        reader.until(lambda event: event.name == "status")
        commit(folder, [4], ETH)
        told = reader.until(is_signal(4, ETH))
        commit(folder, [6])
        told += reader.until(is_signal(6))
    assert [key for key in records(told) if key[0] == "signal"] == [
        ("signal", ETH, f"{ETH}@{START + timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"),
        ("signal", BTC, f"{BTC}@{START + timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}"),
    ]
    assert {symbol for name, symbol, _ in records(told) if name == "candle"} <= {BTC}


@pytest.mark.parametrize("last_id", ["never an id", "AAAA"])
def test_an_id_that_nobody_gave_begins_anew(folder, last_id):
    with running_service(folder) as address, EventReader(address, last_id=last_id) as reader:
        first = next(reader)
        assert first.name == "reset"
        assert "anew" in first.data["message"]
        assert next(reader).name == "hello"


def test_who_missed_too_much_is_told_to_load_everything_anew(folder):
    with running_service(folder) as address:
        with EventReader(address, symbol=BTC) as reader:
            last = next(reader).id
        volume = FileVolume(folder).writer(BTC)
        numbers = range(6, MOST_MISSED + 10)
        many = [cycle(number) for number in numbers]
        volume.commit(
            replace(
                many[-1],
                signals=tuple(one.signals[0] for one in many),
                equity=tuple(one.equity[0] for one in many),
                candles=tuple(one.candles[0] for one in many),
            )
        )
        with EventReader(address, symbol=BTC, last_event_id=last) as reader:
            assert next(reader).name == "reset"


def test_a_command_a_run_and_a_halt_are_told(folder):
    volume = FileVolume(folder)
    with running_service(folder) as address, EventReader(address) as reader:
        reader.until(lambda event: event.name == "status")
        given = volume.commands.give(CommandKind.HALT, by="ann", at=START)
        said = ("halted",)
        answer = CommandAnswer(id=given.id, at=START, is_done=True, said=said, kind=given.kind)
        volume.commands.answer(answer)
        command = reader.until(lambda event: event.name == "command")[-1].data
        assert (command["id"], command["kind"], command["said"]) == (given.id, "halt", ["halted"])
        run = {"at": "2025-01-01T00:00:00Z", "symbol": BTC, "written_by": "optimizer"}
        volume.runs.append(OptimizerRun(run))
        run = reader.until(lambda event: event.name == "run")[-1].data
        assert (run["symbol"], run["outcome"]) == (BTC, "skipped")
        permit = TradingPermit(state=TradingState.HALTED, reason="ann said so", by="ann")
        volume.trading_permit.write(permit)
        risk = reader.until(lambda event: event.name == "risk")[-1].data
        assert risk["state"] == "HALTED"


def test_silence_is_broken_by_comments(folder, monkeypatch):
    monkeypatch.setattr("api.stream.listener.HEARTBEAT_SECONDS", 0.05)
    with running_service(folder) as address, EventReader(address, symbol=BTC) as reader:
        reader.until(lambda event: event.name == "status")
        while len(reader.comments) < 3:
            line = next(reader._lines)
            reader.comments += [line] if line.startswith(":") else []


def test_a_client_is_told_nothing_while_nothing_happens_but_that_time_goes_by(tmp_path):
    write_volume(tmp_path, candles=9, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address, EventReader(address, patience=3.0) as reader:
        reader.until(lambda event: event.name == "status")
        with pytest.raises(httpx.ReadTimeout):
            next(reader)


def test_an_unknown_symbol_has_no_stream(folder):
    with running_service(folder) as address:
        assert httpx.get(f"{address}/stream", params={"symbol": "DOGE/USDT"}).status_code == 404


def test_the_volume_is_looked_at_often_enough_for_a_toast_within_two_seconds():
    assert SECONDS_BETWEEN_LOOKS <= 1.0
