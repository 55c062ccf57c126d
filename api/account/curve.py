"""The equity of all accounts together, beside what holding would have come to."""

from dataclasses import dataclass

import numpy as np

from api.account.equity_steps import EquitySteps, equity_steps, summed
from api.account.marks import Marks, course, held_marks, state_marks, total_at
from api.account.portfolio import Portfolio
from api.schemas import EquityView, read_as
from bot.arrays import FloatArray, IntArray, decimated_rows_of, utc_time


@np.errstate(all="ignore")  # what is undefined is null
def curve_views(portfolio: Portfolio, max_points: int) -> tuple[list[EquityView], bool]:
    """At most that many points, oldest first; whether nothing older is on record.

    No column loses an extreme; where fewer than ten points have no room for all, equity goes before
    drawdown, holding and balance. Each symbol counts with its last mark, before its first one with
    its initial balance.
    """
    curve = _curve(portfolio)
    return curve.views(decimated_rows_of(curve.columns, max_points)), curve.steps.is_whole


@np.errstate(all="ignore")
def newest_views(portfolio: Portfolio, count: int) -> list[EquityView]:
    """The newest points, oldest first."""
    curve = _curve(portfolio)
    points = len(curve.steps.seconds)
    return curve.views(np.arange(max(points - count, 0), points))


@dataclass(frozen=True, slots=True)
class _Curve:
    """The marks of all accounts, by what they are of, and the steps of equity of all together."""

    steps: EquitySteps
    equity: list[Marks]
    balance: list[Marks]
    held: list[Marks]

    @property
    def drawdown_pct(self) -> FloatArray:
        """At each moment."""
        return self.steps.each_drawdown_pct[1:]

    @property
    def columns(self) -> list[FloatArray]:
        """What is shown, at every moment, the most important first."""
        equity, held, balance = (
            course(marks, self.steps.seconds) for marks in (self.equity, self.held, self.balance)
        )
        return [equity, self.drawdown_pct, held, balance]

    def views(self, rows: IntArray) -> list[EquityView]:
        """The points of these rows."""
        below, moments = self.drawdown_pct, self.steps.seconds[rows]
        equity, balance = total_at(self.equity, moments), total_at(self.balance, moments)
        held = total_at(self.held, moments)
        return [
            read_as(
                EquityView,
                {
                    "timestamp": utc_time(round(moments[place] * 1_000_000) * 1_000),
                    "equity": equity[place],
                    "balance": balance[place],
                    "buy_and_hold": held[place],
                    "drawdown_pct": below[row],
                },
                "the equity",
            )
            for place, row in enumerate(rows.tolist())
        ]


def _curve(portfolio: Portfolio) -> _Curve:
    accounts = portfolio.accounts
    marks = [state_marks(portfolio, account) for account in accounts]
    return _Curve(
        steps=summed([equity_steps(portfolio, account) for account in accounts]),
        equity=[equity for equity, _ in marks],
        balance=[balance for _, balance in marks],
        held=[held_marks(portfolio, account) for account in accounts],
    )
