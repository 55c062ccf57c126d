"""What a calibration of the AI does not fit, in sentences."""

from datetime import datetime

from bot.domain import DecisionPolicy, StrategyConfig, rfc3339


def calibration_notes(
    policy: DecisionPolicy, config: StrategyConfig, first_decision: datetime | None = None
) -> tuple[str, ...]:
    """Where the calibration in use is of another market, and where it looks ahead.

    `first_decision` is the open time of the first candle decided on, of the past; None live, where
    nothing can be looked ahead at.
    """
    calibration = policy.ai_calibration
    if calibration is None or not policy.ai_enabled:
        return ()
    notes = []
    name, theirs = calibration.name, (calibration.symbol, calibration.timeframe)
    if theirs != (config.symbol, config.timeframe):
        notes.append(
            f"the AI's calibration {name} was fitted to {' '.join(theirs)} candles, and these are "
            f"{config.symbol} {config.timeframe}: what was likely there need not be here"
        )
    if first_decision is not None and calibration.last_candle > first_decision:
        notes.append(
            f"the AI's calibration {name} knows candles up to {rfc3339(calibration.last_candle)}, "
            f"and the first decision is on that of {rfc3339(first_decision)}: this result looks "
            "ahead, and what a calibration is worth is judged by tools/evaluate_predictor.py"
        )
    return tuple(notes)
