"""The bars of the API: its answers over a long history against bare routes of equal size."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.line import Line
from bot.domain import rfc3339
from tests.support.processes.programs import free_port
from tests.support.small_volume import write_volume

POINTS = 1_000_000
SYMBOLS = 200
TURN_SECONDS = 2.0
"""Longer than an answer is kept: each turn pays for making it as well."""
ROUNDS = 3
PATHS = {
    "status": "/status",
    "signals": "/signals?limit=100",
    "equity": "/equity?max_points=1000",
}
_DECIDED = 2_000
_MINUTE = timedelta(minutes=1)


def api_lines(folder: Path) -> list[Line]:
    """Answers a second of processor time, of the service and of a bare route with equal bytes."""
    write_long_history(folder / "volume")
    answers = folder / "answers"
    answers.mkdir(parents=True)
    with service("api.api:app", {"DATA_DIR": str(folder / "volume")}) as (port, ours):
        for name, path in PATHS.items():
            (answers / name).write_bytes(body_of(port, path))
        with service("benchmarks.service.bare:app", {"ANSWERS": str(answers)}) as (other, bare):
            return [
                line
                for name, path in PATHS.items()
                for line in _lines(path, rates((port, ours, path), (other, bare, f"/{name}")))
            ]


def _lines(path: str, rate: tuple[float, float]) -> Iterator[Line]:
    mine, bare = rate
    yield Line(what=f"GET {path}", value=mine, unit="/CPU s")
    yield Line(what=f"GET {path} / a bare route", value=mine / bare, unit="x", bar=0.5)


def rates(*asked: tuple[int, int, str]) -> tuple[float, ...]:
    """Of each (port, process, path) the requests a second of its processor time, in turns."""
    counts, seconds = [0] * len(asked), [0.0] * len(asked)
    for _ in range(ROUNDS):
        for place, one in enumerate(asked):
            count, took = _turn(*one)
            counts[place] += count
            seconds[place] += took
    return tuple(count / took for count, took in zip(counts, seconds, strict=True))


def _turn(port: int, process: int, path: str) -> tuple[int, float]:
    """Requests on one connection for a while, and the processor time of the server."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        length = len(_answer(connection, request))
        before, count, ends = cpu_seconds(process), 0, time.monotonic() + TURN_SECONDS
        while time.monotonic() < ends:
            connection.sendall(request)
            missing = length
            while missing > 0:
                missing -= len(connection.recv(1 << 20))
            count += 1
        return count, cpu_seconds(process) - before


def _answer(connection: socket.socket, request: bytes) -> bytes:
    """Head and body of one answer."""
    connection.sendall(request)
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(1 << 20)
    head = got.partition(b"\r\n\r\n")[0]
    fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    whole = len(head) + 4 + int(fields[b"content-length"])
    while len(got) < whole:
        got += connection.recv(1 << 20)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{request!r} was answered {head!r}")
    return got


def body_of(port: int, path: str) -> bytes:
    """What a path answers."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        return _answer(connection, request).partition(b"\r\n\r\n")[2]


def cpu_seconds(process: int) -> float:
    """Processor time that a process has used, of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def service(app: str, settings: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Port and process of a server with one worker."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--no-access-log"]
    started = subprocess.Popen(
        command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL, stdout=sys.stderr
    )
    try:
        for _ in range(600):
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield port, started.pid
    finally:
        started.terminate()
        started.wait()


def write_long_history(folder: Path) -> None:
    """A volume of SYMBOLS, of which the primary one has POINTS points of equity."""
    now = datetime.now(UTC)
    write_volume(folder, candles=_DECIDED, heartbeat=now, loop_interval_seconds=3600.0)
    for number in range(SYMBOLS - 1):
        write_volume(folder, symbol=f"S{number}/USDT", candles=10, heartbeat=now)
    begins = now.replace(minute=0, second=0, microsecond=0) - POINTS * _MINUTE
    begins -= timedelta(hours=_DECIDED)
    _put_before(folder, "equity", begins + _MINUTE, _equity_line)
    _put_before(folder, "candles", begins, _candle_line)


def _put_before(folder: Path, name: str, first: datetime, line: Callable[[int, str], str]) -> None:
    """Let a history have POINTS lines, a minute apart, before those that it has."""
    path = folder / "portfolio" / "BTC_USDT" / f"{name}.jsonl"
    newest = path.read_bytes()
    with path.open("w") as file:
        file.writelines(line(n, rfc3339(first + n * _MINUTE)) for n in range(POINTS))
    with path.open("ab") as end:
        end.write(newest)


def _equity_line(number: int, at: str) -> str:
    equity = 10_000 + (number * 7919) % 1000
    return f'{{"timestamp":"{at}","symbol":"BTC/USDT","equity":{equity}.5,"balance":10000.0}}\n'


def _candle_line(number: int, at: str) -> str:
    price = 60_000 + (number * 7919) % 1000
    prices = f'"open":{price}.0,"high":{price}.9,"low":{price}.0,"close":{price}.5,"volume":1.5'
    return f'{{"symbol":"BTC/USDT","timeframe":"1m","open_time":"{at}",{prices}}}\n'


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        print("\n".join(map(str, api_lines(Path(scratch)))))
