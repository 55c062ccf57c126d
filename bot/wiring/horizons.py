"""Real candles of a horizon: fetched, kept, or made of a file's finer ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.candles import infer_timeframe, resampled
from bot.domain import AssetType, DataSource, MarketDataClient, timeframe_delta
from bot.domain.errors import ConfigError, DataError, MarketDataError, TradingLabError
from bot.macro import BASELINE_EVENTS
from bot.optimizer import Conditions
from bot.portfolio import OptimizedAsset, PortfolioAsset
from bot.portfolio.playbook import HorizonCandles, PlaybookMarket
from bot.settings import Settings
from bot.wiring.process import portfolio_of
from bot.wiring.sources import candle_store, exchange_name, exchange_of, market_data, source_of
from bot.wiring.state import volume

if TYPE_CHECKING:
    import pandas as pd

_KEPT_TIMEFRAMES = ("1h", "30m", "15m", "5m", "3m", "1m")


def playbook_markets(
    settings: Settings, assets: Sequence[OptimizedAsset]
) -> tuple[PlaybookMarket, ...]:
    """The markets of optimized assets at every horizon, each under its config in use."""
    stated = {asset.symbol: asset for asset in portfolio_of(settings).assets}
    exchange = exchange_of(settings)
    return tuple(
        PlaybookMarket(
            symbol=asset.symbol,
            asset_type=str(stated[asset.symbol].asset_type),
            champion=asset.champion,
            conditions=partial(_of_real_candles, asset.conditions),
            candles=partial(horizon_candles, settings, stated[asset.symbol], exchange),
        )
        for asset in assets
    )


def _of_real_candles(conditions: Callable[[], Conditions]) -> Conditions:
    """Without the invented events, and without those of no date, which no past candle can know."""
    stated = conditions()
    dated = tuple(event for event in stated.events if event not in BASELINE_EVENTS)
    return replace(stated, events=dated, count_undated=False)


def horizon_candles(
    settings: Settings,
    asset: PortfolioAsset,
    exchange: Callable[[], MarketDataClient],
    timeframe: str,
    wanted: int,
) -> HorizonCandles:
    """The newest `wanted` real candles of a timeframe, or as many of them as there are.

    From a file of candles, also made of finer ones where that is exact; from the exchange or Yahoo,
    and where these do not answer, from what is kept of them on the volume; with synthetic candles,
    which are invented, only from what is kept. Raises an error of the tree where there are none.
    """
    source = source_of(settings, asset)
    if source.reads_file:
        return _of_file(settings, asset, source, timeframe, wanted)
    if source is DataSource.SYNTHETIC:
        kept = _kept(settings, asset, timeframe, wanted)
        if kept is None:
            raise MarketDataError(
                f"no real candles of {timeframe}: DATA_SOURCE=synthetic invents its own, and none "
                f"of {asset.data_symbol} are kept in DATA_DIR/candles"
            )
        return kept
    try:
        client = market_data(settings, asset, timeframe, exchange)
        frame = client.fetch_ohlcv(asset.data_symbol, timeframe, wanted)
    except TradingLabError:
        kept = _kept(settings, asset, timeframe, wanted)
        if kept is None:
            raise
        return kept
    return HorizonCandles(candles=frame, source=_name(settings, asset))


def _name(settings: Settings, asset: PortfolioAsset) -> str:
    """Under which name the candles of the asset's market are kept."""
    if (
        asset.asset_type is AssetType.CRYPTO
        and settings.candles.data_source is not DataSource.YAHOO
    ):
        return exchange_name(settings)
    return str(DataSource.YAHOO)


def _kept(
    settings: Settings, asset: PortfolioAsset, timeframe: str, wanted: int
) -> HorizonCandles | None:
    """The newest candles on the volume, of the timeframe or made of finer ones; None without."""
    length, name = timeframe_delta(timeframe), _name(settings, asset)
    for kept in _KEPT_TIMEFRAMES:
        if timeframe_delta(kept) > length or length % timeframe_delta(kept):
            continue
        stretches = candle_store(settings, name, asset.data_symbol, kept).load().stretches
        for stretch in reversed(stretches):
            if len(stretch.candles) == 0:
                continue
            parts = wanted * (length // timeframe_delta(kept))
            try:
                frame = resampled(stretch.candles.iloc[-parts:], kept, timeframe)
            except DataError:
                continue
            made = "" if kept == timeframe else f", made of {kept}"
            return HorizonCandles(candles=frame, source=f"kept candles of {name}{made}")
    return None


def _of_file(
    settings: Settings, asset: PortfolioAsset, source: DataSource, timeframe: str, wanted: int
) -> HorizonCandles:
    if settings.candles.candles_csv is None:
        raise ConfigError(f"need CANDLES_CSV with DATA_SOURCE={source}, was not set")
    frame = _shown(settings, asset, source, settings.candles.candles_csv)
    own = infer_timeframe(frame)
    if timeframe_delta(own) > timeframe_delta(timeframe):
        raise MarketDataError(
            f"no candles of {timeframe}: those of the file are {own}, and finer ones cannot be "
            "made of them"
        )
    parts = wanted * (timeframe_delta(timeframe) // timeframe_delta(own) + 1)
    made = "" if own == timeframe else f", made of {own}"
    return HorizonCandles(
        candles=resampled(frame.iloc[-parts:], own, timeframe).iloc[-wanted:],
        source=f"{source} file{made}",
    )


def _shown(
    settings: Settings, asset: PortfolioAsset, source: DataSource, file: Path
) -> "pd.DataFrame":
    """The file's candles; of a replay those that the bot has been shown by now."""
    from bot.market_data import read_candles_csv

    frame = read_candles_csv(file)
    if source is DataSource.REPLAY:
        state = volume(settings).reader(asset.symbol).load_state()
        last: datetime | None = None if state is None else state.last_candle_time
        frame = frame.iloc[:0] if last is None else frame[frame.index <= last]
        if not len(frame):
            raise MarketDataError("no candles yet: the replay has not shown one")
    return frame
