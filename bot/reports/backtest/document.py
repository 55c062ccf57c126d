"""The JSON document of a result with all that the HTML report shows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.backtesting import BacktestResult
from bot.reports.backtest.assumptions import assumptions
from bot.reports.backtest.cost_breakdown import cost_breakdown
from bot.reports.backtest.details import TradeDetails, trade_details
from bot.reports.backtest.market_presence import presence_of
from bot.reports.backtest.monthly_returns import monthly_returns, yearly_returns
from bot.reports.backtest.result_document import result_document
from bot.reports.backtest.trade_reasons import entry_reasons, exit_reasons

Json = dict[str, Any]


def full_document(result: BacktestResult, *, full_equity: bool = False) -> Json:
    """`result_document` with cost_breakdown, exposure, monthly_returns, yearly_returns and
    assumptions, and detail where finer candles decided exits; each trade gains its reasons, orders,
    costs, size and candles held."""
    with ThreadPoolExecutor(1) as beside:  # the statistics' loops need no GIL
        beside.submit(lambda: result.statistics)
        details = trade_details(result)
        more = _more_of(result, details)
    return {
        **result_document(result, full_equity=full_equity, more_of_trades=more),
        **({} if result.detail_effect is None else {"detail": result.detail_effect.to_dict()}),
        "cost_breakdown": cost_breakdown(result, details).to_dict(),
        "exposure": presence_of(result, details).to_dict(),
        "monthly_returns": [month.to_dict() for month in monthly_returns(result)],
        "yearly_returns": {str(year): value for year, value in yearly_returns(result).items()},
        "assumptions": assumptions(result),
    }


def _more_of(result: BacktestResult, details: TradeDetails) -> dict[str, list[Any]]:
    """What the trades gain, with a value for each of them."""
    return {
        "slippage": details.slippage.tolist(),
        "position_pct": details.position_pct.tolist(),
        "candles_held": details.candles_held.tolist(),
        "entry_reason": entry_reasons(result),
        "exit_explanation": exit_reasons(result, details),
    }
