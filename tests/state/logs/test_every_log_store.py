"""What every store of logs keeps to."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import LogLevel, LogLine, LogProcess
from bot.domain.errors import ConfigError
from bot.state.logs import LOGS_FOLDER, MOST_FILE_BYTES, JsonLogStore

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def line(number, process=LogProcess.BOT, level=LogLevel.INFO, message=None):
    at = AT + number * SECOND
    return LogLine(at=at, process=process, level=level, message=message or f"line {number}")


def test_a_log_that_nobody_wrote_is_empty(volume):
    assert volume.logs.newest(5) == []
    assert volume.logs.newest(5, process=LogProcess.NEWS, least=LogLevel.ERROR) == []


def test_lines_of_all_processes_are_read_newest_first(volume, open_volume):
    lines = [line(number, list(LogProcess)[number % 4]) for number in range(12)]
    for each in lines:
        volume.logs.append(each)
    assert open_volume().logs.newest(100) == lines[::-1]
    assert open_volume().logs.newest(3) == lines[:-4:-1]
    of_the_api = [each for each in lines if each.process is LogProcess.API]
    assert open_volume().logs.newest(100, process=LogProcess.API) == of_the_api[::-1]


def test_a_level_brings_what_is_worse_too(volume):
    for number, level in enumerate(LogLevel):
        volume.logs.append(line(number, level=level))
    said = [each.level for each in volume.logs.newest(9, least=LogLevel.WARNING)]
    assert said == [LogLevel.CRITICAL, LogLevel.ERROR, LogLevel.WARNING]


def test_lines_until_a_moment_are_those_not_said_after_it(volume):
    for number in range(6):
        volume.logs.append(line(number, list(LogProcess)[number % 2]))
    read = volume.logs.newest(3, until=AT + 4 * SECOND)
    assert [each.message for each in read] == ["line 4", "line 3", "line 2"]
    assert volume.logs.newest(3, until=AT - SECOND) == []


def test_lines_that_threads_wrote_in_another_order_are_read_by_time(volume):
    for number in (1, 3, 2, 5, 4):
        volume.logs.append(line(number))
    assert [each.message for each in volume.logs.newest(2)] == ["line 5", "line 4"]
    read = volume.logs.newest(2, until=AT + 3 * SECOND)
    assert [each.message for each in read] == ["line 3", "line 2"]


@pytest.mark.parametrize("message", ["<script>", "two\nlines", "x" * 5_000, "\x1b[31m", "ä…"])
def test_a_message_is_one_line_whatever_it_says_and_a_long_one_is_cut(volume, message):
    volume.logs.append(line(1, message=message))
    (read,) = volume.logs.newest(5)
    assert read.message == (message if len(message) < 4_000 else f"{message[:3_999]}…")


def test_a_line_without_a_zone_is_none():
    with pytest.raises(ConfigError):
        LogLine(
            at=datetime(2025, 3, 1),  # noqa: DTZ001 - what is refused
            process=LogProcess.BOT,
            level=LogLevel.INFO,
            message="x",
        )


def test_log_files_stay_bounded_and_keep_the_newest_lines(tmp_path):
    store = JsonLogStore(tmp_path)
    count = 3 * MOST_FILE_BYTES // 3_900
    for number in range(count):
        store.append(line(number, message="x" * 3_800))
    files = sorted((tmp_path / LOGS_FOLDER).iterdir())
    assert [file.name for file in files] == ["bot.earlier.jsonl", "bot.jsonl"]
    assert sum(file.stat().st_size for file in files) <= 2 * (MOST_FILE_BYTES + 4_100)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    assert [each.at for each in store.newest(300)] == [
        AT + number * SECOND for number in range(count - 1, count - 301, -1)
    ]


def test_a_torn_line_leaves_the_others(tmp_path):
    store = JsonLogStore(tmp_path)
    store.append(line(1))
    with (tmp_path / LOGS_FOLDER / "bot.jsonl").open("ab") as file:
        file.write(b'{"at": "2025-\n')
    store.append(line(2))
    assert [each.message for each in store.newest(5)] == ["line 2", "line 1"]
