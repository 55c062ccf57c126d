"""The policy of the settings, with the AI's calibration loaded."""

from dataclasses import replace
from pathlib import Path

from bot.domain import AiCalibration, DecisionPolicy
from bot.domain.errors import ConfigError
from bot.settings import NO_CALIBRATION, Settings
from bot.state import read_ai_calibration
from bot.wiring.state import volume


def policy_in_use(settings: Settings, calibration: str | None = None) -> DecisionPolicy:
    """What every decision is made under: bot, backtest, research and optimizer ask here.

    `calibration` is what a flag names over AI_CALIBRATION: off, one that is kept on the volume, or
    a file. ConfigError where there is none, or it cannot be used.
    """
    named = settings.ai.ai_calibration if calibration is None else calibration
    asked_by = "AI_CALIBRATION" if calibration is None else "--ai-calibration"
    return replace(settings.policy, ai_calibration=_calibration(named, asked_by, settings))


def _calibration(named: str, asked_by: str, settings: Settings) -> AiCalibration | None:
    if named == NO_CALIBRATION:
        return None
    store, file = volume(settings), Path(named).expanduser()
    if file.name == named:
        kept = store.ai_calibrations.read(named.removesuffix(".json"))
        if kept is not None:
            return kept
    if file.is_file():
        return read_ai_calibration(file)
    raise ConfigError(
        f"need {NO_CALIBRATION}, a calibration in {store.location}/ai_calibrations, or a file for "
        f"{asked_by}, was {named!r}: tools/evaluate_predictor.py --fit makes one"
    )
