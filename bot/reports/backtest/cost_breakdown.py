"""What trading cost: fees and slippage, of entries and of exits."""

from dataclasses import asdict, dataclass

from bot.backtesting import BacktestResult
from bot.reports.backtest.details import TradeDetails
from bot.statistics import none_if_undefined

HOW = (
    "fee = fill price x quantity x fee_pct. Slippage = quantity x the distance between the fill and"
    " the price without slippage: at an entry the open of its candle, at an exit the fill /"
    " (1 - direction x slippage_pct), at a target none."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBreakdown:
    """Sums over all trades in quote currency; `traded` is the notional of both sides.

    pnl_before_costs = pnl_after_costs + fees + slippage; that is the same fills without their
    costs, not what a run without costs would have traded.
    """

    entry_fees: float
    exit_fees: float
    entry_slippage: float
    exit_slippage: float
    pnl_before_costs: float
    pnl_after_costs: float
    traded: float

    @property
    def fees(self) -> float:
        """What was paid for entries and exits together."""
        return self.entry_fees + self.exit_fees

    @property
    def slippage(self) -> float:
        """What entries and exits together lost to slippage."""
        return self.entry_slippage + self.exit_slippage

    @property
    def cost_pct_of_traded(self) -> float | None:
        """Fees and slippage in percent of the notional traded; None without a trade."""
        total = self.fees + self.slippage
        return none_if_undefined(total / self.traded * 100.0) if self.traded > 0.0 else None

    def to_dict(self) -> dict[str, object]:
        """For JSON, with the sentence that says how slippage is found."""
        return {
            **asdict(self),
            "fees": self.fees,
            "slippage": self.slippage,
            "cost_pct_of_traded": self.cost_pct_of_traded,
            "how": HOW,
        }


def cost_breakdown(result: BacktestResult, details: TradeDetails) -> CostBreakdown:
    """The costs of a run, from its fills."""
    records = result.trade_records
    entry_fees, exit_fees = float(details.entry_fee.sum()), float(details.exit_fee.sum())
    into, out = float(details.entry_slippage.sum()), float(details.exit_slippage.sum())
    pnl = float(records["pnl"].sum())
    traded = records["quantity"] * (records["entry_price"] + records["exit_price"])
    return CostBreakdown(
        entry_fees=entry_fees,
        exit_fees=exit_fees,
        entry_slippage=into,
        exit_slippage=out,
        pnl_before_costs=pnl + entry_fees + exit_fees + into + out,
        pnl_after_costs=pnl,
        traded=float(traded.sum()),
    )
