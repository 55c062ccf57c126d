"""The config and the kept state of a symbol."""

from collections.abc import Iterator

from bot.domain import StandAside, Standing, StrategyConfig
from bot.portfolio import PortfolioAsset
from bot.programs.preflight.finding import ok, warning
from bot.reports.checklist import Finding
from bot.wiring.trading import TradingParts


def config_findings(parts: TradingParts, asset: PortfolioAsset) -> Iterator[Finding]:
    """That it can be used, what it risks, and what was shown of it by itself."""
    loaded = parts.loaded_config(asset)
    config = loaded.config
    yield ok("config", f"{asset.symbol} {config.timeframe}, {_risk(config)}")
    for note in loaded.shadowed:
        yield warning("config", f"{asset.symbol}: {note}", "leave one of the two out")
    yield from _standing(parts, config)


def state_findings(parts: TradingParts, asset: PortfolioAsset) -> Iterator[Finding]:
    """That what is kept goes on from the same market; ConfigError where it is of another."""
    kept = parts.volume.reader(asset.symbol).load_state()
    if kept is None:
        money = f"{parts.balance_of(asset):,.8g}"
        yield ok("state", f"{asset.symbol} begins with {money}")
        return
    parts.market_of(asset, parts.loaded_config(asset).config).refuse_foreign(kept)
    held = kept.position
    yield ok(
        "state",
        f"{asset.symbol} goes on with {kept.balance:,.8g}, {held} after {kept.cycle} cycles",
    )


def _risk(config: StrategyConfig) -> str:
    return (
        f"risks {config.risk_per_trade_pct:g} % of its balance a trade, "
        f"stop {config.stop_loss_pct:.3%}, target {config.take_profit_pct:.3%}"
    )


def _standing(parts: TradingParts, config: StrategyConfig) -> Iterator[Finding]:
    poll = parts.volume.promotions.standings(config.symbol)()
    shown = poll.standings.of(config)
    if shown.standing is Standing.PROVEN:
        yield ok("standing", f"{config.symbol}: {shown.reason}")
        return
    mode = parts.settings.mode
    aside = StandAside(parts.settings.trading.stand_aside)
    if aside.withholds_entries(shown.standing, mode):
        does = "the bot enters nothing with it"
    elif mode.is_on_paper and shown.standing is Standing.UNPROVEN:
        yield ok("standing", f"{config.symbol}: {shown.reason}")
        return
    else:
        does = "the bot trades it"
    yield warning(
        "standing",
        f"{config.symbol}: {shown.reason}; {does}",
        "let the optimizer look for one that is proven, or watch this one on paper first",
    )
