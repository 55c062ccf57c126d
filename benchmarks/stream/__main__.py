"""Memory of the API under many clients of /stream: python -m benchmarks.stream --help.

A real server over a volume that a bot writes to, read by clients of whom some take nothing at all.
Prints its resident memory as it goes, and what it grew by after the first tenth.
"""

import argparse
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from benchmarks.service.answers import service
from bot.domain import CycleRecord, StateStore
from bot.state import FileVolume
from tests.support.records import candle_record, cycle_record, equity_point, signal

SYMBOL = "BTC/USDT"


@dataclass(frozen=True)
class Plan:
    """How many clients, of which so many take nothing, for how long, one cycle every so often."""

    clients: int
    stuck: int
    seconds: float
    cycle_seconds: float

    @classmethod
    def of(cls, arguments: list[str] | None = None) -> Self:
        """From the command line."""
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--clients", type=int, default=100)
        parser.add_argument("--stuck", type=int, default=10, help="of them, take nothing")
        parser.add_argument("--minutes", type=float, default=10.0)
        parser.add_argument("--cycle-seconds", type=float, default=0.5)
        given = parser.parse_args(arguments)
        return cls(given.clients, given.stuck, given.minutes * 60, given.cycle_seconds)


def main() -> int:
    """Run the plan and print what came of it; 0."""
    plan = Plan.of()
    with tempfile.TemporaryDirectory() as folder:
        store = FileVolume(Path(folder)).writer(SYMBOL)
        store.commit(_cycle(1))
        FileVolume(Path(folder)).make_primary(SYMBOL)
        with (
            service("api.api:app", {"DATA_DIR": folder}) as (port, pid),
            _connected(plan, port) as readers,
        ):
            _measure(plan, store, readers, pid)
    return 0


def _measure(plan: Plan, store: StateStore, readers: list[socket.socket], pid: int) -> None:
    began, cycle, taken = time.monotonic(), 1, 0
    seen: list[float] = []
    shown = 0.0
    while (elapsed := time.monotonic() - began) < plan.seconds:
        cycle += 1
        store.commit(_cycle(cycle))
        taken += sum(map(_take, readers))
        seen.append(_resident_mb(pid))
        if elapsed >= shown:
            print(f"{elapsed:6.0f} s  {cycle:6} cycles  {taken / 1e6:8.1f} MB  {seen[-1]:7.1f} MB")
            shown += plan.seconds / 10
        time.sleep(plan.cycle_seconds)
    settled = seen[len(seen) // 10]
    print(f"clients {plan.clients}, of them stuck {plan.stuck}; cycles {cycle}")
    print(f"resident after a tenth {settled:.1f} MB, at the end {seen[-1]:.1f} MB")
    print(f"grown by {seen[-1] - settled:+.1f} MB, most {max(seen):.1f} MB")


def _cycle(number: int) -> CycleRecord:
    """A cycle of a bot that lives, with its candle, decision and mark."""
    whole = cycle_record(number)
    state = replace(whole.state, heartbeat=datetime.now(UTC))
    return CycleRecord(
        state=state,
        signals=(signal(number),),
        equity=(equity_point(number),),
        candles=(candle_record(number),),
    )


@contextmanager
def _connected(plan: Plan, port: int) -> Iterator[list[socket.socket]]:
    """Open streams; those that shall be read."""
    asked = f"GET /stream?symbol=BTC%2FUSDT HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    clients = []
    for _ in range(plan.clients):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(asked)
        client.setblocking(False)
        clients.append(client)
    try:
        yield clients[plan.stuck :]
    finally:
        for client in clients:
            client.close()


def _take(client: socket.socket) -> int:
    """Everything that has come, thrown away: how many bytes that were."""
    taken = 0
    while True:
        try:
            part = client.recv(1 << 16)
        except BlockingIOError:
            return taken
        taken += len(part)
        if not part:
            return taken


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
