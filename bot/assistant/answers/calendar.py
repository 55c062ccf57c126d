"""When scheduled events are, and whether nothing is entered around them."""

from bot.assistant.answers.wording import CALENDAR
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute
from bot.assistant.question import Inquiry
from bot.domain import AssetType, BotState
from bot.domain.calendar import EntryBlackout, ScheduledEvent


def calendar(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The next event that concerns the symbol, of the kind asked for, and the rule around it."""
    state, rule = evidence.state, evidence.calendar
    if state is None or rule is None or not rule.events:
        return Told(
            text="I do not know when scheduled events (FOMC, CPI, payrolls) are: no calendar is on "
            "record."
        )
    return joined(_next(inquiry, evidence, rule, state), _rule(evidence, rule, state))


def _next(inquiry: Inquiry, evidence: Evidence, rule: EntryBlackout, state: BotState) -> Told:
    coming = [
        event
        for event in sorted(rule.events, key=lambda each: each.at)
        if event.at >= evidence.now
        and event.is_of((state.symbol,), AssetType(state.asset_type))
        and (not inquiry.events or _is_named(event, inquiry.events))
    ]
    if not coming:
        kind = f" {' or '.join(inquiry.events).upper()}" if inquiry.events else ""
        return Told(text=f"No{kind} event for {state.symbol} is on the calendar from now on.")
    first, at = coming[0], coming[0].at
    fact = Fact(name="next event", value=first.name, as_of=at, source=CALENDAR)
    return Told(
        text=f"The next event on the calendar for {state.symbol} is {first.name} at {minute(at)} "
        f"({first.impact} impact).",
        facts=(fact,),
    )


def _is_named(event: ScheduledEvent, names: tuple[str, ...]) -> bool:
    return any(name in event.name.lower() for name in names)


def _rule(evidence: Evidence, rule: EntryBlackout, state: BotState) -> Told:
    """The blackout in words, and the one that holds now."""
    if not rule.is_on:
        return Told(text="No blackout is set around events: entries go on.")
    own = rule.of_market((state.symbol,), AssetType(state.asset_type))
    span = f"{rule.before_minutes:g} minutes before to {rule.after_minutes:g} after"
    fact = Fact(name="blackout", value=span, as_of=None, source=CALENDAR)
    now = own.at(evidence.now)
    return Told(
        text=f"Nothing is entered from {span} an event of high impact; "
        f"{f'now: {now}' if now else 'now none is so near'}.",
        facts=(fact,),
    )
