"""Which strategy parameters a backtest runs with."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.command_line import Dialogue, config_overrides, fields_called, flag_names
from bot.domain import StrategyConfig, called, merge_config, overlaid
from bot.domain.errors import ConfigError
from bot.programs.backtest.questions import OPTIMIZED, parameters_question
from bot.settings import Settings
from bot.state import load_overrides
from bot.wiring.state import volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What may be chosen from: the settings, a file, the optimizer's finds, and flags over all.

    `in_file` is what the file of --config states, None without that flag; `answer` what
    --parameters says.
    """

    settings: Settings
    in_file: Mapping[str, Any] | None
    overrides: Mapping[str, Any]
    answer: str | None

    @classmethod
    def of(cls, given: argparse.Namespace, settings: Settings) -> "Parameters":
        """From the flags; ConfigError for a file that cannot be used."""
        in_file = None if given.config is None else _read(given.config)
        parameters = cls(
            settings=settings,
            in_file=in_file,
            overrides=config_overrides(given),
            answer=given.parameters,
        )
        if in_file is not None:
            _refuse_nonsense(parameters, given.config)
        return parameters

    @property
    def symbol(self) -> str:
        """The usual symbol: the file's, else the settings'."""
        return self._without_optimized().symbol

    @property
    def timeframe(self) -> str:
        """The usual timeframe: the file's, else the settings'."""
        return self._without_optimized().timeframe

    @property
    def flags(self) -> dict[str, str]:
        """What a rule that a flag breaks calls fields: by their flags, in a file by their names."""
        in_file = self.in_file or {}
        fields = fields_called(self.overrides)
        return flag_names(f for f in fields if f in self.overrides or f not in in_file)

    def choose(
        self, dialogue: Dialogue, symbol: str, timeframe: str
    ) -> tuple[StrategyConfig, tuple[str, ...]]:
        """The config for a symbol and timeframe, and what should be told about it."""
        asked = {"symbol": symbol, "timeframe": timeframe}
        if self.in_file is not None:
            return merge_config(self._without_optimized(), asked), ()
        configs = volume(self.settings).configs
        if dialogue.ask(parameters_question(configs, symbol), self.answer) != OPTIMIZED:
            return self._overridden(self.settings.strategy_base, asked), ()
        in_use = configs.read(symbol, self.settings.strategy_base).config
        return self._overridden(in_use, asked), _other_timeframe(in_use, timeframe)

    def _overridden(self, config: StrategyConfig, asked: Mapping[str, Any]) -> StrategyConfig:
        with called(self.flags):
            return merge_config(config, {**self.overrides, **asked})

    def _without_optimized(self) -> StrategyConfig:
        if self.in_file is None:
            return self.settings.strategy_base
        with called(self.flags):
            return merge_config(self.settings.strategy_base, overlaid(self.overrides, self.in_file))


def _read(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        raise ConfigError(f"--config: need a file that exists, was {str(path)!r}")
    return load_overrides(path)


def _refuse_nonsense(parameters: Parameters, path: Path) -> None:
    try:
        parameters.symbol  # noqa: B018  # merging is the check
    except ConfigError as error:
        raise ConfigError(f"--config {path}: {error}") from error


def _other_timeframe(optimized: StrategyConfig, timeframe: str) -> tuple[str, ...]:
    if optimized.timeframe == timeframe:
        return ()
    return (
        f"the optimized parameters are for {optimized.timeframe} candles,"
        f" and these are {timeframe}",
    )
