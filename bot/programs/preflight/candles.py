"""Candles, and the time that they live by."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.domain import DataSource, rfc3339
from bot.portfolio import PortfolioAsset
from bot.programs.preflight.finding import ok, warning
from bot.reports.checklist import Finding
from bot.wiring.trading import TradingParts

_MOST_SKEW_SECONDS = 1.0


def candles_findings(parts: TradingParts, asset: PortfolioAsset) -> Iterator[Finding]:
    """That the source has closed candles of the asset, and how old the newest is."""
    market = parts.market_of(asset, parts.loaded_config(asset).config)
    kept = parts.volume.reader(asset.symbol).load_state()
    last = None if kept is None else kept.last_candle_time
    source = parts.source_of(asset, market.timeframe, last)
    source.advance()
    frame = source.fetch_ohlcv(asset.data_symbol, market.timeframe, market.lookback)
    newest = frame.index[-1].to_pydatetime()
    says = (
        f"{asset.symbol} has {len(frame)} closed {market.timeframe} candles from "
        f"{market.data_source}, the newest opened at {rfc3339(newest)}"
    )
    late = market.lateness(newest, source.now()) if market.runs_in_real_time else None
    if late is None:
        yield ok("candles", says)
    else:
        yield warning("candles", f"{says}: {late}", "wait until its source goes on")


def clock_findings(parts: TradingParts) -> Iterator[Finding]:
    """How far this machine's clock is from the exchange's; trading uses the exchange's."""
    if parts.settings.candles.data_source is not DataSource.EXCHANGE:
        yield ok("clock", f"this machine's, {rfc3339(datetime.now(UTC))}")
        return
    exchange = parts.exchange()
    exchange.advance()
    ahead = (datetime.now(UTC) - exchange.now()).total_seconds()
    name = parts.settings.exchange_name
    if abs(ahead) <= _MOST_SKEW_SECONDS:
        yield ok("clock", f"this machine's is {ahead:+.2f} s from that of {name}")
        return
    yield warning(
        "clock",
        f"this machine's is {ahead:+.1f} s from that of {name}, by which candles are judged closed",
        "set it by NTP, so that logs and heartbeats tell the time",
    )
