"""Memory of the API under a hundred clients of its stream, while a bot writes."""

import asyncio
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.line import Line
from benchmarks.service.answers import service
from bot.domain import CycleRecord, EquityPoint
from bot.state import FileVolume
from tests.support.small_volume import write_volume

CLIENTS = 100
MINUTES = 1.0
"""In make bench; `python -m benchmarks.service.streams 10` takes ten."""
WARM_UP_SHARE = 0.25
_SECONDS_A_CYCLE = 0.5


def stream_lines(folder: Path, minutes: float = MINUTES) -> list[Line]:
    """What the clients were sent, and the memory at the end against that after the beginning."""
    write_volume(folder, heartbeat=datetime.now(UTC))
    ended = threading.Event()
    bot = threading.Thread(target=_write_cycles, args=(folder, ended))
    with service("api.api:app", {"DATA_DIR": str(folder)}) as (port, process):
        bot.start()
        try:
            early, late, received = asyncio.run(_watched(port, process, minutes * 60))
        finally:
            ended.set()
            bot.join()
    return [
        Line(what=f"{CLIENTS} clients of the stream received", value=received / 1e6, unit="MB"),
        Line(what="memory of the API with them, after the beginning", value=early / 1e6, unit="MB"),
        Line(
            what=f"memory {minutes:g} minutes later / after the beginning",
            value=late / early,
            unit="x",
            bar=1.1,
            at_most=True,
        ),
    ]


async def _watched(port: int, process: int, seconds: float) -> tuple[int, int, int]:
    """Memory after the beginning and at the end, and the bytes that all clients got."""
    received = [0] * CLIENTS
    clients = [asyncio.create_task(_client(port, received, n)) for n in range(CLIENTS)]
    await asyncio.sleep(seconds * WARM_UP_SHARE)
    early = resident_bytes(process)
    await asyncio.sleep(seconds * (1 - WARM_UP_SHARE))
    late = resident_bytes(process)
    for client in clients:
        if client.done():
            client.result()
            raise RuntimeError("a stream ended by itself")
        client.cancel()
    await asyncio.gather(*clients, return_exceptions=True)
    if min(received) == 0:
        raise RuntimeError("a client of the stream received nothing")
    return early, late, sum(received)


async def _client(port: int, received: list[int], number: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    while part := await reader.read(1 << 16):
        received[number] += len(part)


def resident_bytes(process: int) -> int:
    """The memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def _write_cycles(folder: Path, ended: threading.Event) -> None:
    """Keep a cycle twice a second, as a bot with very short candles would."""
    store = FileVolume(folder).writer("BTC/USDT")
    state = store.load_state()
    if state is None:
        raise RuntimeError("the volume was just written")
    while not ended.wait(_SECONDS_A_CYCLE):
        now = datetime.now(UTC)
        equity = state.initial_balance + time.monotonic() % 100
        point = EquityPoint(timestamp=now, symbol=state.symbol, equity=equity, balance=equity)
        state = replace(state, timestamp=now, heartbeat=now, equity=equity, cycle=state.cycle + 1)
        store.commit(CycleRecord(state=state, equity=(point,)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        shown = stream_lines(Path(scratch), float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
        print("\n".join(map(str, shown)))
