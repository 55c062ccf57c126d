"""Whether the bot is alive and may trade, with which money, and on which symbols."""

from bot.assistant.answers.risk import drawdown, trading_state
from bot.assistant.answers.wording import ago, clause, counted, of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute, number
from bot.assistant.question import Inquiry
from bot.domain import Action, BotState, TradingMode

_MODES = {
    TradingMode.PAPER: "fills are simulated, no order leaves the machine and no money is real",
    TradingMode.REPLAY: "past candles are fed as if live, and fills are simulated",
    TradingMode.TESTNET: "orders go to an exchange's testnet, whose money is none",
    TradingMode.LIVE: "orders are placed with real money",
}
_MOST_WARNINGS = 3
_MOST_SYMBOLS = 20


def status(inquiry: Inquiry, evidence: Evidence) -> Told:
    """Heartbeat, trading state, account, and what is wrong."""
    state = evidence.state
    if state is None:
        return Told(text="")
    report = evidence.report
    return joined(
        _heartbeat(state, evidence),
        trading_state(evidence.permit),
        None if report is None else drawdown(report),
        _wrong(state),
    )


def _heartbeat(state: BotState, evidence: Evidence) -> Told:
    alive = "is running" if evidence.silence is None else "does not seem to be running"
    beat = state.heartbeat
    written = "never said when it wrote" if beat is None else f"wrote last at {minute(beat)}"
    return Told(
        text=f"The bot {alive}: it {written} ({ago(beat, evidence.now)}), in cycle {state.cycle}, "
        f"after the candle that closed at {minute(state.timestamp)}.",
        facts=(
            Fact(name="heartbeat", value=minute(beat), as_of=beat, source="state"),
            of_state(state, "cycle", str(state.cycle)),
        ),
    )


def _wrong(state: BotState) -> Told:
    """Warnings, a refused config and what withholds entries."""
    told = []
    if state.withheld is not None:
        words = str(state.withheld).replace("_", " ")
        fact = of_state(state, "entries withheld by", words)
        told.append(Told(text=f"Its last decision was withheld ({words}).", facts=(fact,)))
    if state.config_error:
        fact = of_state(state, "refused config", "yes")
        told.append(Told(text="A config was refused; /status says why.", facts=(fact,)))
    count = len(state.warnings)
    if count:
        shown = " ".join(f"{clause(text)}." for text in state.warnings[:_MOST_WARNINGS])
        fact = of_state(state, "warnings", str(count))
        told.append(Told(text=f"{counted(count, 'warning')}: {shown}", facts=(fact,)))
    return joined(*told) if told else Told(text="No warning is on record.")


def mode(inquiry: Inquiry, evidence: Evidence) -> Told:
    """What the bot trades with."""
    state = evidence.state
    if state is None:
        return Told(text="")
    source = of_state(state, "data source", state.data_source)
    return Told(
        text=f"It trades in {state.mode} mode: {_MODES[state.mode]}. Candles come from "
        f"{state.data_source}.",
        facts=(of_state(state, "mode", str(state.mode)), source),
    )


def symbols(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The symbols of the volume, and what is held of each where all are asked for."""
    shown = ", ".join(evidence.symbols[:_MOST_SYMBOLS])
    more = len(evidence.symbols) - _MOST_SYMBOLS
    listed = f"{shown}{f' and {more} more' if more > 0 else ''}"
    as_of = None if evidence.state is None else evidence.state.timestamp
    fact = Fact(name="symbols", value=listed, as_of=as_of, source="state")
    count = counted(len(evidence.symbols), "symbol")
    held = [_one_line(state) for state in evidence.states]
    return joined(Told(text=f"{count} on record: {listed}.", facts=(fact,)), *held)


def _one_line(state: BotState) -> Told:
    held = (
        "nothing held"
        if state.position is Action.FLAT
        else f"{state.position} {number(state.quantity)}"
    )
    fact = of_state(state, f"position in {state.symbol}", held)
    return Told(text=f"{state.symbol}: {held}.", facts=(fact,))
