"""An evaluation document as text for people, at most 100 columns wide."""

from typing import Any

from bot.reports.formats import number, setting, share, whole
from bot.reports.text_layout import WIDE, blocks_of_text, warning_lines, wrapped

Json = dict[str, Any]


_CALLS = (
    ("all", "hit_rate"),
    ("moves", "directional_hit_rate"),
    ("override", "overriding_hit_rate"),
)


def evaluation_text(document: Json) -> str:
    """Tables over the horizons, what they mean, and the calibration that was kept."""
    return blocks_of_text(
        [
            _head(document),
            _brier(document),
            _hits(document),
            _moves(document),
            _forward(document),
            _fit(document["fit"]),
            warning_lines(document["warnings"]),
        ]
    )


def _candles(count: int) -> str:
    return "1 candle" if count == 1 else f"{count} candles"


def verdict(horizon: Json) -> str:
    """In one sentence what a horizon showed."""
    skill = horizon["skill"]
    if skill["low"] is None:
        return "cannot be told from the base rates"
    if skill["low"] > 0.0:
        return "better than the base rates"
    return "worse than the base rates" if skill["high"] < 0.0 else "no better than the base rates"


def signed_share(interval: Json | None) -> str:
    """A share of something with its bounds: +1.2% (-0.3% to +2.7%)."""
    if interval is None:
        return "—"
    if interval["low"] is None:
        return f"{interval['mean']:+.1%} (too few to say)"
    mean, low, high = (f"{interval[name]:+.1%}" for name in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


def _head(document: Json) -> list[str]:
    data, calibration = document["data"], document["predictor"]["calibration"]
    whose = "uncalibrated" if calibration is None else f"calibrated by {calibration['name']}"
    return [
        *wrapped(
            "",
            f"The heuristic AI ({whose}) on {data['symbol']}, {whole(data['candles'])} candles of"
            f" {data['timeframe']}, {data['first']} to {data['last']}: {data['source']}",
            WIDE,
        ),
        *wrapped(
            "",
            f"{whole(document['predictions'])} predictions, {whole(data['macro_events'])} macro"
            f" events. A move beyond {setting(round(document['threshold_pct'], 10))} % is long or"
            " short, one within it flat.",
            WIDE,
        ),
    ]


def _brier(document: Json) -> list[str]:
    lines = [
        "Brier score (0 is certain and right; skill 0 is the base rates)",
        f"{'candles':>7}{'outcomes':>10}{'long':>7}{'short':>7}{'flat':>7}{'score':>8}"
        f"{'base':>8}  {'skill (95 %)':<27}{'reliab.':>8}{'resol.':>8}",
    ]
    for row in document["horizons"]:
        rates, brier = row["base_rates"], row["brier"]
        lines.append(
            f"{row['horizon_candles']:>7}{whole(row['outcomes']):>10}"
            f"{share(rates['long']):>7}{share(rates['short']):>7}{share(rates['flat']):>7}"
            f"{number(brier['score'], 4):>8}{number(brier['uncertainty'], 4):>8}"
            f"  {signed_share(row['skill']):<27}{number(brier['reliability'], 4):>8}"
            f"{number(brier['resolution'], 4):>8}"
        )
    for row in document["horizons"]:
        lines.append(f"  {_candles(row['horizon_candles'])}: {verdict(row)}")
    return lines


def _hits(document: Json) -> list[str]:
    lines = [
        "Hit rate of the likeliest class: of all calls, of those that are not flat, and of those",
        f"above {setting(document['policy']['ai_override_confidence'])}, which override",
        f"{'candles':>7}{'':3}{'calls':<10}{'count':>9}{'right':>8}{'base':>8}  edge (95 %)",
    ]
    for row in document["horizons"]:
        for name, key in _CALLS:
            hits = row[key]
            lines.append(
                f"{row['horizon_candles']:>7}{'':3}{name:<10}{whole(hits['calls']):>9}"
                f"{share(hits['rate'], undefined='—'):>8}"
                f"{share(hits['base_rate'], undefined='—'):>8}  {signed_share(hits['edge'])}"
            )
    return lines


def _moves(document: Json) -> list[str]:
    lines = [
        "Expected move beside the one that came, in percent",
        f"{'candles':>7}{'expected':>10}{'came':>9}{'correlation':>13}{'error':>9}"
        f"{'error of expecting none':>25}",
    ]
    for row in document["horizons"]:
        move = row["expected_move"]
        lines.append(
            f"{row['horizon_candles']:>7}{number(move['mean_expected'], 4, '+'):>10}"
            f"{number(move['mean_realized'], 4, '+'):>9}{number(move['correlation'], 3, '+'):>13}"
            f"{number(move['error'], 4):>9}{number(move['error_of_zero'], 4):>25}"
        )
    return lines


def _forward(document: Json) -> list[str]:
    rows = [row for row in document["horizons"] if row["walk_forward"] is not None]
    if not rows:
        return []
    lines = [
        "Calibrated on the past alone, scored on what came after (Brier score)",
        f"{'candles':>7}{'as it is':>10}{'calibrated':>12}{'base':>8}"
        "  skill calibrated (95 %) over the base rates of the same past",
    ]
    for row in rows:
        forward = row["walk_forward"]
        lines.append(
            f"{row['horizon_candles']:>7}{number(forward['brier_uncalibrated'], 4):>10}"
            f"{number(forward['brier_calibrated'], 4):>12}"
            f"{number(forward['brier_base_rates'], 4):>8}"
            f"  {signed_share(forward['skill_calibrated'])}"
        )
    return lines


def _fit(fit: Json | None) -> list[str]:
    if fit is None:
        return []
    unseen = fit["out_of_sample"]
    lines = [
        f"{name}: slope {number(fit[name]['slope'], 3, '+')}, intercept"
        f" {number(fit[name]['intercept'], 3, '+')}"
        for name in ("long", "short", "flat")
    ]
    falls = [name for name in ("long", "short", "flat") if fit[name]["slope"] < 0.0]
    return [
        *wrapped(
            "",
            f"Calibration {fit['name']} (sha256 {fit['sha256'][:12]}) kept in {fit['kept_in']},"
            f" fitted to {whole(fit['outcomes'])} outcomes {fit['horizon_candles']} candles later.",
            WIDE,
        ),
        *(f"  {line}" for line in lines),
        *(
            [f"  the likelier the AI calls {' and '.join(falls)}, the rarer it came"]
            if falls
            else []
        ),
        f"  unseen: Brier {number(unseen['brier_calibrated'], 4)} calibrated,"
        f" {number(unseen['brier_uncalibrated'], 4)} as it is,"
        f" {number(unseen['brier_base_rates'], 4)} of base rates",
        f"  in use with AI_CALIBRATION={fit['name']}, or --ai-calibration {fit['name']}",
    ]
