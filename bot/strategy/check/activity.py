"""How often a strategy says LONG, SHORT and FLAT: one that never acts cannot be judged."""

from collections.abc import Mapping

from bot.candles import CandleArrays
from bot.strategy.check.answers import ask
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.protocol import Strategy


def check_activity(strategy: Strategy, series: Mapping[str, CandleArrays]) -> CheckResult:
    """The shares of LONG, SHORT and FLAT over all candles, and by series; Raises what `ask` raises.

    NOT_JUDGED where all is FLAT: rules that never came to act were not seen to look ahead or not.
    """
    counts = {name: _counts(strategy, candles) for name, candles in series.items()}
    total = {
        side: sum(count[side] for count in counts.values()) for side in ("LONG", "SHORT", "FLAT")
    }
    candles = sum(total.values())
    shares = {side: number / candles for side, number in total.items()} if candles else {}
    details = {"shares": shares, "candles": counts}
    if total["FLAT"] == candles:
        return CheckResult(
            name=CheckName.ACTIVITY,
            outcome=CheckOutcome.NOT_JUDGED,
            finding=f"it never says LONG or SHORT on {candles:,} candles: its rules were not tried",
            advice="give it candles on which it acts with --csv FILE, or other --params",
            details=details,
        )
    words = ", ".join(f"{side} {share * 100:.1f} %" for side, share in shares.items())
    return CheckResult(
        name=CheckName.ACTIVITY,
        outcome=CheckOutcome.PASSED,
        finding=f"{words} of {candles:,} candles",
        details=details,
    )


def _counts(strategy: Strategy, candles: CandleArrays) -> dict[str, int]:
    direction = ask(strategy, candles).direction
    return {
        "LONG": int((direction > 0).sum()),
        "SHORT": int((direction < 0).sum()),
        "FLAT": int((direction == 0).sum()),
    }
