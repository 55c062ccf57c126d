"""From flags and answers to the settings and the market that one run trades."""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.command_line import Dialogue, config_overrides, fields_called, flag_names
from bot.domain import called, merge_config
from bot.portfolio import PortfolioConfig
from bot.programs.live_trading.questions import Mode, interval_question, mode_question
from bot.programs.market_questions import symbol_question, timeframe_question
from bot.settings import Settings
from bot.wiring.process import asset_alone, portfolio_of

_SETTINGS_OF: Mapping[Mode, Mapping[str, str]] = MappingProxyType(
    {
        Mode.DRY_RUN: {"PAPER_MODE": "true"},
        Mode.TESTNET: {"PAPER_MODE": "false", "BINANCE_TESTNET_ENABLED": "true"},
        Mode.LIVE: {
            "PAPER_MODE": "false",
            "BINANCE_TESTNET_ENABLED": "false",
            # what starts a bot with real money; this program asks for it before the first cycle
            "I_UNDERSTAND_THIS_IS_REAL_MONEY": "true",
        },
    }
)
_USUAL = {"DATA_SOURCE": "exchange"}
"""A dry run is on real candles, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run: `portfolio` holds the one symbol that it trades."""

    mode: Mode
    settings: Settings
    portfolio: PortfolioConfig


def make_plan(given: argparse.Namespace, dialogue: Dialogue) -> Plan:
    """Ask what no flag answers, in a fixed order; ConfigError where an answer is wrong."""
    usual_mode = Mode.DRY_RUN if given.mode is not None else _usual_mode()
    mode = dialogue.ask(mode_question(usual_mode), given.mode)
    settings = Settings.load({**os.environ, **_SETTINGS_OF[mode]}, usual=_USUAL)
    portfolio = portfolio_of(settings)
    usual = portfolio.assets[0]
    symbol = dialogue.ask(symbol_question(usual.symbol), given.symbol)
    stated = next((asset for asset in portfolio.assets if asset.symbol == symbol), None)
    usual_timeframe = (stated or usual).timeframe
    timeframe = dialogue.ask(timeframe_question(usual_timeframe), given.timeframe)
    usual_seconds = settings.trading.loop_interval_seconds
    seconds = dialogue.ask(interval_question(usual_seconds), given.interval)
    settings = replace(settings, trading=replace(settings.trading, loop_interval_seconds=seconds))
    settings = replace(settings, strategy_base=replace(settings.strategy_base, symbol=symbol))
    flags = {**config_overrides(given), "timeframe": timeframe}
    with called({**flag_names(fields_called(flags)), "risk_per_trade_pct": "--risk"}):
        if stated is None:
            return _of_symbol_alone(mode, settings, portfolio, flags)
        merge_config(settings.strategy_base, {**stated.config_values, **flags})
    asset = replace(stated, timeframe=timeframe, config_values={**stated.config_values, **flags})
    return Plan(mode=mode, settings=settings, portfolio=replace(portfolio, assets=(asset,)))


def _of_symbol_alone(
    mode: Mode, settings: Settings, portfolio: PortfolioConfig, flags: Mapping[str, Any]
) -> Plan:
    """A symbol that no portfolio states: flags are over the environment."""
    base = merge_config(settings.strategy_base, flags)
    settings = replace(settings, strategy_base=base)
    alone = replace(portfolio, assets=(asset_alone(settings),))
    return Plan(mode=mode, settings=settings, portfolio=alone)


def _usual_mode() -> Mode:
    """What the environment says; the last question is asked here whatever it says."""
    trading = Settings.load({**os.environ, "I_UNDERSTAND_THIS_IS_REAL_MONEY": "true"}).trading
    if trading.paper_mode:
        return Mode.DRY_RUN
    return Mode.TESTNET if trading.is_testnet else Mode.LIVE
