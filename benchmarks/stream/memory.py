"""The bars of /stream: everybody who reads is told everything, and memory stays flat."""

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.line import Line
from benchmarks.service.answers import service
from benchmarks.stream.reader import Reader
from bot.domain import CycleRecord
from bot.state import FileVolume
from tests.support.records import candle_record, cycle_record, equity_point, signal

SYMBOL = "BTC/USDT"
MOST_GROWN_MB = 20.0
"""Twice what may wait for ten clients that take nothing; their events alone are more."""
_SECONDS_TO_TELL = 3.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many clients, of which so many take nothing, for how long, one cycle every so often."""

    clients: int = 100
    stuck: int = 10
    seconds: float = 60.0
    cycle_seconds: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Resident memory of the service with each cycle, and the part of decisions that was told."""

    megabytes: Sequence[float]
    share_told: float

    @property
    def grown(self) -> float:
        """From the second tenth of the time, when all are served, to the last; medians, in MB."""
        tenth = max(len(self.megabytes) // 10, 1)
        return median(self.megabytes[-tenth:]) - median(self.megabytes[tenth : 2 * tenth])


def stream_lines(plan: Plan) -> list[Line]:
    """A real server over a volume that a bot writes to, and its clients."""
    seen = _seen(plan)
    whom = f"{plan.clients} clients of /stream, {plan.seconds / 60:g} min"
    return [
        Line(what=f"memory of the API, {whom}", value=seen.megabytes[-1], unit="MB"),
        Line(
            what=f"grown by, {whom}",
            value=seen.grown,
            unit="MB",
            bar=MOST_GROWN_MB,
            at_most=True,
        ),
        Line(what=f"decisions told to who reads, {whom}", value=seen.share_told, unit="x", bar=1.0),
    ]


def _seen(plan: Plan) -> Seen:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        store = FileVolume(Path(folder)).writer(SYMBOL)
        store.commit(_cycle(1))
        FileVolume(Path(folder)).make_primary(SYMBOL)
        port, process = opened.enter_context(service("api.api:app", {"DATA_DIR": folder}))
        clients = [opened.enter_context(Reader(port, SYMBOL)) for _ in range(plan.clients)]
        time.sleep(_SECONDS_TO_TELL)  # so that all are told from here on
        readers, megabytes, cycle = clients[plan.stuck :], [], 1
        ends = time.monotonic() + plan.seconds
        while time.monotonic() < ends:
            cycle += 1
            store.commit(_cycle(cycle))
            for reader in readers:
                reader.take()
            megabytes.append(_resident_mb(process))
            time.sleep(plan.cycle_seconds)
        time.sleep(_SECONDS_TO_TELL)
        for reader in readers:
            reader.take()
        share_told = sum(reader.signals for reader in readers) / (len(readers) * (cycle - 1))
        return Seen(megabytes=megabytes, share_told=share_told)


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


def _resident_mb(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
