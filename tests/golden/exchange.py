"""An exchange on loopback that trades the series of a case; its clock stands still."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from tests.golden.series import LENGTHS, Series, moment
from tests.support.processes.binance_server import BinanceServer, kline, market


def exchange_of(series: Sequence[Series]) -> "nullcontext[None] | BinanceServer":
    """A server whose `url` is EXCHANGE_URL; nothing where no series is traded."""
    if not series:
        return nullcontext()
    lasts = [moment(one.open_time(1.0)) + one.length for one in series]
    shortest = min(one.length for one in series)
    server = BinanceServer(now=_milliseconds(max(lasts).timestamp() + shortest.total_seconds() / 2))
    server.markets = [market(*one.symbol.split("/")) for one in series]
    for one in series:
        for interval in LENGTHS:
            server.klines[one.symbol.replace("/", ""), interval] = list(_klines(one, interval))
    return server


def _klines(series: Series, interval: str) -> Iterator[list[object]]:
    """The series at this interval, made of its own candles; none where that is finer than they."""
    length = _milliseconds(LENGTHS[interval].total_seconds())
    if LENGTHS[interval] < series.length:
        return
    groups: dict[int, list[list[float]]] = {}
    for line in series.lines[1:]:
        time, *numbers = line.split(",")
        opened = _milliseconds(moment(time).timestamp())
        groups.setdefault(opened // length, []).append([float(number) for number in numbers])
    for number, rows in groups.items():
        opens, highs, lows, closes, volumes = zip(*rows, strict=True)
        prices = (opens[0], max(highs), min(lows), closes[-1])
        row = kline(number * length, length, prices)
        row[5] = f"{sum(volumes):.8f}"
        yield row


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
