"""The macro opinion and the AI's, and how often the AI was right."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from bot.assistant.answers.wording import (
    EVENTS,
    SIGNALS,
    clause,
    leaning,
    of_state,
    scaled,
    sentence,
    text_of,
    value_of,
)
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute, number, percent
from bot.assistant.question import Inquiry
from bot.domain import Action, BotState, MacroEvent, SignalEvent

_MOST_DRIVERS = 3
_LEAST_PREDICTIONS = 20


def macro(inquiry: Inquiry, evidence: Evidence) -> Told:
    """Bias, confidence, drivers with their times, the rate outlook and political risk."""
    state = evidence.state
    if state is None:
        return Told(text="")
    if state.macro is None:
        off = of_state(state, "macro opinion", "off")
        return Told(text="The macro opinion is switched off (MACRO_ENABLED).", facts=(off,))
    published = {event.title: event for event in evidence.events}
    return joined(_bias(state, state.macro), _drivers(state, state.macro, published), _rates(state))


def _bias(state: BotState, opinion: Mapping[str, Any]) -> Told:
    bias, confidence = value_of(opinion, "bias"), value_of(opinion, "confidence")
    summary = sentence(text_of(opinion, "summary"))
    political = clause(text_of(opinion, "political_risk"))
    return Told(
        text=f"Macro bias {number(bias, signed=True)} ({leaning(bias)}), confidence "
        f"{number(confidence)} for {state.symbol}.{f' {summary}' if summary else ''}"
        f"{f' Political risk: {political}.' if political else ''}",
        facts=(
            of_state(state, "macro bias", f"{number(bias, signed=True)} ({leaning(bias)})"),
            of_state(state, "macro confidence", number(confidence)),
            *((of_state(state, "macro summary", summary),) if summary else ()),
            *((of_state(state, "political risk", political),) if political else ()),
        ),
    )


def _drivers(
    state: BotState, opinion: Mapping[str, Any], published: Mapping[str, MacroEvent]
) -> Told:
    titles = opinion.get("drivers")
    drivers = [str(title) for title in titles] if isinstance(titles, list | tuple) else []
    if not drivers:
        return Told(text="No event matters right now.")
    stated = opinion.get("driver_shares")
    shares = list(stated) if isinstance(stated, list | tuple) else []
    told = [
        _driver(state, title, published.get(title), share)
        for title, share in zip_longest(drivers[:_MOST_DRIVERS], shares[:_MOST_DRIVERS])
        if isinstance(title, str)
    ]
    return Told(
        text=f"Strongest: {'; '.join(each.text for each in told)}.",
        facts=tuple(fact for each in told for fact in each.facts),
    )


def _driver(state: BotState, title: str, event: MacroEvent | None, share: object) -> Told:
    """The title with when it was published and what its story has of the bias, where known."""
    words = clause(title)
    at = None if event is None else event.published_at
    driver = of_state(state, "driver", words)
    if at is not None:
        driver = Fact(name="driver", value=words, as_of=at, source=EVENTS)
    part = number(share, signed=True) if isinstance(share, float) else None
    beside = ", ".join(text for text in (at and minute(at), part and f"{part} of the bias") if text)
    return Told(
        text=f"{words} ({beside})" if beside else words,
        facts=(driver, *((of_state(state, f"bias from {words}", part),) if part else ())),
    )


def _rates(state: BotState) -> Told:
    outlook = clause(text_of(state.macro, "interest_rate_outlook"))
    if not outlook:
        return Told(text="No event says anything about interest rates or the Fed.")
    fact = of_state(state, "interest rate outlook", outlook)
    return Told(text=f"Interest rates and the Fed: {outlook}.", facts=(fact,))


def ai(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The AI's last prediction."""
    state = evidence.state
    if state is None:
        return Told(text="")
    if state.ai is None:
        off = of_state(state, "AI opinion", "off")
        return Told(text="The AI opinion is switched off (AI_ENABLED).", facts=(off,))
    opinion = state.ai
    chances = {
        name: percent(scaled(value_of(opinion, f"probability_{name}")))
        for name in ("long", "short", "flat")
    }
    leans = text_of(opinion, "action") or "—"
    listed = ", ".join(f"{name} {chance}" for name, chance in chances.items())
    move = percent(value_of(opinion, "expected_move_pct"), signed=True)
    summary = sentence(text_of(opinion, "summary"))
    return Told(
        text=f"The AI leans {leans}: {listed}; expected move {move}. {summary}".rstrip(),
        facts=(
            of_state(state, "AI's action", leans),
            *(of_state(state, f"AI: {name}", chance) for name, chance in chances.items()),
            of_state(state, "expected move", move),
        ),
    )


def ai_record(inquiry: Inquiry, evidence: Evidence) -> Told:
    """How often the recorded predictions were followed by a close in their direction."""
    state = evidence.state
    if state is None:
        return Told(text="")
    newest_first = evidence.signals
    pairs = zip(newest_first[1:], newest_first, strict=False)
    judged = [
        hit for before, after in pairs if (hit := _was_right(before, after.price)) is not None
    ]
    if len(judged) < _LEAST_PREDICTIONS:
        return Told(
            text=f"I do not know how good the AI is: only {len(judged)} predictions of a direction "
            f"in {state.symbol} are among those that I read, fewer than {_LEAST_PREDICTIONS}.",
        )
    rate = percent(100 * sum(judged) / len(judged))
    newest, oldest = newest_first[0].timestamp, newest_first[-1].timestamp
    counted = Fact(name="predictions", value=str(len(judged)), as_of=newest, source=SIGNALS)
    right = Fact(name="predictions right", value=rate, as_of=newest, source=SIGNALS)
    return Told(
        text=f"Of the AI's last {len(judged)} predictions of LONG or SHORT in {state.symbol} "
        f"(since {minute(oldest)}), {rate} were followed by a close in that direction one candle "
        "later. Costs are not in that, and it says nothing about the next one.",
        facts=(counted, right),
    )


def _was_right(signal: SignalEvent, following: float) -> bool | None:
    """Whether the next close went the predicted way; None where none was predicted, or no move."""
    predicted = text_of(signal.ai, "action")
    if predicted not in (Action.LONG, Action.SHORT) or following == signal.price:
        return None
    return (following > signal.price) is (predicted == Action.LONG)
