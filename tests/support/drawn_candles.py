"""Hypothesis makers of adversarial candles and of the terms they are traded on."""

from hypothesis import strategies as st

from tests.support.slow_twin import SlowTerms

Rows = list[tuple[float, float, float, float]]

DYADIC_SHARES = [1 / 64, 1 / 16, 1 / 8, 1 / 4, 1 / 2]
REAL_SHARES = [0.004, 0.008, 0.01, 0.1, 0.3]


@st.composite
def slow_terms(draw: st.DrawFn, shares: list[float]) -> SlowTerms:
    """Terms from nothing to absurd: slippage may exceed the stop's distance."""
    share = st.sampled_from(shares)
    return SlowTerms(
        risk_per_trade_pct=draw(st.sampled_from([0.3, 0.5, 1.0, 2.0, 12.5, 100.0])),
        stop_loss_pct=draw(share),
        take_profit_pct=draw(share),
        fee_pct=draw(st.sampled_from([0.0, 0.001, 0.3]) | share),
        slippage_pct=draw(st.just(0.0) | share),
        allow_short=draw(st.booleans()),
        exit_on_opposite_signal=draw(st.booleans()),
    )


def _enclosing(prices: list[float]) -> tuple[float, float, float, float]:
    return prices[0], max(prices), min(prices), prices[-1]


def grid_candles() -> st.SearchStrategy[Rows]:
    """Candles on a coarse grid whose products are exact, so that equal prices are common."""
    price = st.integers(16, 48).map(float)
    return st.lists(st.lists(price, min_size=2, max_size=4).map(_enclosing), max_size=25)


@st.composite
def candles_at_the_levels(draw: st.DrawFn, terms: SlowTerms) -> Rows:
    """Candles whose prices are 100 and exactly the fills, stops and targets entered from there."""
    levels = [100.0]
    for sign in (1, -1):
        fill = 100.0 * (1 + sign * terms.slippage_pct)
        levels += [fill, fill * (1 - sign * terms.stop_loss_pct)]
        levels += [fill * (1 + sign * terms.take_profit_pct)]
    price = st.sampled_from([100.0, *levels])
    return draw(st.lists(st.lists(price, min_size=2, max_size=4).map(_enclosing), max_size=25))


@st.composite
def wandering_candles(draw: st.DrawFn) -> Rows:
    """A walk with gaps between a close and the next open, small and huge."""
    rows, price = [], 100.0
    step = st.floats(-0.02, 0.02) | st.floats(-0.6, 1.2)
    for _ in range(draw(st.integers(0, 25))):
        prices = []
        for _ in range(4):
            price = max(price * (1 + draw(step)), 1e-3)
            prices.append(price)
        rows.append(_enclosing(prices))
    return rows


@st.composite
def markets(draw: st.DrawFn) -> tuple[Rows, list[int], SlowTerms]:
    """Candles (at least one), a direction for each, and terms."""
    kind = draw(st.sampled_from(["grid", "levels", "walk"]))
    terms = draw(slow_terms(DYADIC_SHARES if kind == "grid" else REAL_SHARES))
    candles = {
        "grid": grid_candles(),
        "levels": candles_at_the_levels(terms),
        "walk": wandering_candles(),
    }
    rows = draw(candles[kind].filter(bool))
    direction = st.sampled_from([1, 1, 0, -1])
    directions = draw(st.lists(direction, min_size=len(rows), max_size=len(rows)))
    return rows, directions, terms
