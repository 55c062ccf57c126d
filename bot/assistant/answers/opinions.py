"""The macro opinion and the AI's, and how often the AI was right."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from bot.assistant.answers.wording import (
    EVENTS,
    clause,
    counted,
    leaning,
    of_state,
    scaled,
    sentence,
    text_of,
    value_of,
)
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute, percent, score
from bot.assistant.question import Inquiry
from bot.domain import BotState, MacroEvent

_MOST_DRIVERS = 3


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
        text=f"Macro bias {score(bias, signed=True)} ({leaning(bias)}), confidence "
        f"{score(confidence)} for {state.symbol}.{f' {summary}' if summary else ''}"
        f"{f' Political risk: {political}.' if political else ''}",
        facts=(
            of_state(state, "macro bias", f"{score(bias, signed=True)} ({leaning(bias)})"),
            of_state(state, "macro confidence", score(confidence)),
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
    part = score(share, signed=True) if isinstance(share, float) else None
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
    overrides = "overrides" if state.ai_override_active else "does not override"
    return Told(
        text=f"The AI leans {leans}: {listed}; expected move {move}. It {overrides} the technical "
        f"signal. {summary}".rstrip(),
        facts=(
            of_state(state, "AI's action", leans),
            *(of_state(state, f"AI: {name}", chance) for name, chance in chances.items()),
            of_state(state, "expected move", move),
            of_state(state, "AI override", overrides),
        ),
    )


def ai_record(inquiry: Inquiry, evidence: Evidence) -> Told:
    """How often the AI's newest predictions were right, beside what chance would give them."""
    state = evidence.state
    if state is None:
        return Told(text="")
    scored, hits = state.ai_predictions_scored, state.ai_hits
    if not scored or hits is None:
        return Told(
            text=f"I do not know how good the AI is for {state.symbol}: none of its predictions on "
            "record has an outcome yet."
        )
    rate, base = percent(scaled(state.ai_hit_rate)), percent(scaled(state.ai_base_rate))
    return Told(
        text=f"Of the AI's last {scored} predictions for {state.symbol} that have an outcome, "
        f"{hits} were right ({rate}), {counted(state.ai_horizon_candles or 1, 'candle')} later; "
        f"made at other candles, {base} of them would have been. That says nothing about the next "
        "one, and costs are not in it.",
        facts=(
            of_state(state, "predictions with an outcome", str(scored)),
            of_state(state, "right predictions", str(hits)),
            of_state(state, "hit rate", rate),
            of_state(state, "base rate", base),
        ),
    )
