"""How often the AI was right of late, in a sentence."""

from bot.domain import BotState


def ai_record(state: BotState) -> str | None:
    """Its hits beside their base rate; None before the first outcome."""
    scored, rate, base = state.ai_predictions_scored, state.ai_hit_rate, state.ai_base_rate
    if not scored or rate is None or base is None:
        return None
    return (
        f"right in {state.ai_hits} of {scored} of its last calls ({rate * 100.0:.1f} %),"
        f" base rate {base * 100.0:.1f} %"
    )
