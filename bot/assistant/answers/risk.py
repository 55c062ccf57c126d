"""What is at risk: the size, the loss if stopped, the limits and the drawdown."""

from collections.abc import Mapping

from bot.assistant.answers.wording import PERMIT, RISK, of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import money, number, percent
from bot.assistant.question import Inquiry
from bot.domain import Action, BotState, LimitUse, PositionSizing, RiskReport, TradingPermit

_SIZED: Mapping[str, str] = {
    PositionSizing.VOLATILITY: "A move of one ATR risks {}.",
    PositionSizing.KELLY: "Each trade risks a part of what Kelly's formula stakes by the last"
    " trades; while there are too few, it risks {}.",
}


def risk(inquiry: Inquiry, evidence: Evidence) -> Told:
    """Of the symbol, and of the account as its guard saw it last."""
    state = evidence.state
    if state is None:
        return Told(text="")
    others = [_open_risk(each) for each in evidence.states if each.symbol != state.symbol]
    return joined(
        _sized(state), _open_risk(state), *others, _account(evidence.report), permitted(evidence)
    )


def _sized(state: BotState) -> Told:
    risked = f"{percent(state.risk_per_trade_pct)} of the balance of {money(state.balance)}"
    words = _SIZED.get(str(state.config.get("position_sizing")), "Each trade risks {}.")
    return Told(
        text=words.format(risked),
        facts=(
            of_state(state, "risk per trade", percent(state.risk_per_trade_pct)),
            of_state(state, "balance", money(state.balance)),
        ),
    )


def _open_risk(state: BotState) -> Told:
    """The open position with its stop, and what is lost there."""
    if state.position is Action.FLAT or state.quantity is None:
        flat = of_state(state, f"position in {state.symbol}", "none")
        words = f"No position is open in {state.symbol}. Nothing is at risk now."
        return Told(text=words, facts=(flat,))
    size = f"{state.position} {number(state.quantity)} {state.symbol}"
    price = state.last_price or state.entry_price
    notional = None if price is None else state.quantity * price
    part = None if notional is None or not state.equity else notional / state.equity * 100
    loss, loss_pct = loss_if_stopped(state)
    stopped = (
        "what it would lose there is not known"
        if loss is None
        else f"stopped there it comes to {money(loss)} before the exit's costs "
        f"({percent(loss_pct, signed=True)} of the equity of {money(state.equity)})"
    )
    return Told(
        text=f"The open {size} is worth {money(notional)} ({percent(part)} of the equity), has its "
        f"stop at {number(state.stop_price)} and its target at {number(state.target_price)}; "
        f"{stopped}.",
        facts=(
            of_state(state, "position", size),
            of_state(state, "position's worth", money(notional)),
            of_state(state, "position in percent of equity", percent(part)),
            of_state(state, "stop", number(state.stop_price)),
            of_state(state, "target", number(state.target_price)),
            *(() if loss is None else _lost(state, loss, loss_pct)),
        ),
    )


def _lost(state: BotState, loss: float, loss_pct: float | None) -> tuple[Fact, ...]:
    return (
        of_state(state, "P&L if stopped", money(loss)),
        of_state(state, "P&L if stopped in percent", percent(loss_pct, signed=True)),
        of_state(state, "equity", money(state.equity)),
    )


def loss_if_stopped(state: BotState) -> tuple[float | None, float | None]:
    """What the open position comes to at its stop, in money and percent of the equity.

    The entry's fee is taken off, the exit's costs are not; None where something is not known.
    """
    if state.stop_price is None or state.entry_price is None or state.quantity is None:
        return None, None
    move = (state.stop_price - state.entry_price) * state.position.sign
    result = move * state.quantity - (state.entry_fee or 0.0)
    return result, result / state.equity * 100 if state.equity else None


def _account(report: RiskReport | None) -> Told:
    if report is None:
        return Told(text="No report of the account's limits is on record.")
    used = [use for use in report.uses if use.limit is not None]
    facts = [_of_report(report, _limit_name(use), _limit_words(use)) for use in used]
    words = "; ".join(f"{_limit_name(use)} {_limit_words(use)}" for use in used)
    text = f"Limits: {words}." if used else "No limit of the account is set."
    return joined(drawdown(report), Told(text=text, facts=tuple(facts)))


def drawdown(report: RiskReport) -> Told:
    """How far the account is below its peak and below what the UTC day began with."""
    peak, today = report.memory.peak_equity, report.memory.day_start_equity
    below = max(peak - report.equity, 0.0) / peak * 100 if peak > 0 else None
    day = (report.equity / today - 1) * 100 if today > 0 else None
    return Told(
        text=f"The account's equity of {money(report.equity)} is {percent(below)} below its peak "
        f"of {money(peak)}, and {percent(day, signed=True)} on the UTC day.",
        facts=(
            _of_report(report, "account's equity", money(report.equity)),
            _of_report(report, "drawdown", percent(below)),
            _of_report(report, "peak equity", money(peak)),
            _of_report(report, "result of the UTC day", percent(day, signed=True)),
        ),
    )


def _of_report(report: RiskReport, name: str, value: str) -> Fact:
    return Fact(name=name, value=value, as_of=report.as_of, source=RISK)


def _limit_name(use: LimitUse) -> str:
    return str(use.rule).replace("_", " ")


def _limit_words(use: LimitUse) -> str:
    unit = f" {use.unit}"
    if use.use is None:
        return f"at most {number(use.limit)}{unit}"
    reached = ", reached" if use.is_reached else ""
    used = percent(use.use) if use.unit == "%" else number(use.use)
    return f"{used} used of {number(use.limit)}{unit}{reached}"


def permitted(evidence: Evidence) -> Told | None:
    """The trading state, where it stops entries."""
    return None if evidence.permit.allows_entries else trading_state(evidence.permit)


def trading_state(permit: TradingPermit) -> Told:
    """Whether the bot may trade, and why."""
    fact = Fact(name="trading state", value=str(permit), as_of=permit.since, source=PERMIT)
    return Told(text=f"Trading is {str(permit).rstrip('.')}.", facts=(fact,))
