"""What a strategy does on candles: told; one that does nothing shows nothing to judge."""

from collections.abc import Mapping

from bot.candles import CandleArrays
from bot.strategy.check.answers import ask
from bot.strategy.check.result import CheckResult, Outcome
from bot.strategy.protocol import Strategy

NAME = "activity"


def check_activity(strategy: Strategy, series: Mapping[str, CandleArrays]) -> CheckResult:
    """The shares of LONG, SHORT and FLAT over all candles, and by series; Misbehaved as `ask`.

    NOT_JUDGED where all is FLAT: rules that never came to act were not seen to look ahead or not.
    """
    counts = {name: _counts(strategy, candles) for name, candles in series.items()}
    total = {side: sum(one[side] for one in counts.values()) for side in ("LONG", "SHORT", "FLAT")}
    candles = sum(total.values())
    shares = {side: number / candles for side, number in total.items()} if candles else {}
    details = {"shares": shares, "candles": counts}
    if total["FLAT"] == candles:
        return CheckResult(
            name=NAME,
            outcome=Outcome.NOT_JUDGED,
            found=f"it never says LONG or SHORT on {candles:,} candles: its rules were not tried",
            advice="give it candles on which it acts with --csv FILE, or other --params",
            details=details,
        )
    told = ", ".join(f"{side} {share * 100:.1f} %" for side, share in shares.items())
    return CheckResult(
        name=NAME,
        outcome=Outcome.PASSED,
        found=f"{told} of {candles:,} candles",
        details=details,
    )


def _counts(strategy: Strategy, candles: CandleArrays) -> dict[str, int]:
    direction = ask(strategy, candles).direction
    return {
        "LONG": int((direction > 0).sum()),
        "SHORT": int((direction < 0).sum()),
        "FLAT": int((direction == 0).sum()),
    }
