"""What is not answered: instructions, orders to act, advice, the future; and what can be asked."""

from bot.assistant.answers.wording import of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Told
from bot.assistant.question import Inquiry

NO_STATE = (
    "The bot has not completed a cycle yet, so there is nothing to tell. "
    "Start it with make run and ask again in a minute."
)
_REFUSED = (
    "That is no question about trading, so I do not answer it: I follow no instructions and run no "
    "code, I only tell what the bot has recorded."
)
_SECRETS = (
    "I know no keys, tokens or passwords and would not tell them: I only read what the bot has "
    "recorded about its trading."
)
_COMMAND = (
    "I cannot trade or change anything: I only answer questions. tools/control.py pauses, resumes, "
    "halts, or closes a position, and a config is a file that you write."
)


def refused(inquiry: Inquiry, evidence: Evidence) -> Told:
    """A plain refusal, which repeats nothing of the question."""
    return Told(text=_SECRETS if inquiry.wants_secrets else _REFUSED)


def command(inquiry: Inquiry, evidence: Evidence) -> Told:
    """That nothing is done, and where it can be."""
    return Told(text=_COMMAND)


def language(inquiry: Inquiry, evidence: Evidence) -> Told:
    """That answers are in English."""
    return Told(text="I answer in English, and understand little else.")


def advice(inquiry: Inquiry, evidence: Evidence) -> Told:
    """No advice; what is on record instead."""
    state = evidence.state
    if state is None:
        return Told(text="I give no advice.")
    return Told(
        text="I give no advice on what to do. What the bot itself has decided: "
        f"{state.last_signal} for {state.symbol}, holding {state.position}.",
        facts=(
            of_state(state, "last decision", str(state.last_signal)),
            of_state(state, "position", str(state.position)),
        ),
    )


def forecast(inquiry: Inquiry, evidence: Evidence) -> Told:
    """That nobody here knows the future."""
    return Told(
        text="I do not know what prices will do, and nothing on record does. The AI's prediction "
        "of the next candle and the macro bias are opinions; ask for either."
    )


def usage(inquiry: Inquiry, evidence: Evidence) -> Told:
    """What can be asked."""
    state = evidence.state
    symbol = "" if state is None else f" for {state.symbol}"
    unknown = "" if inquiry.wants_help else "I do not know that. "
    return Told(
        text=f"{unknown}I answer from what the bot recorded{symbol}. Ask about the "
        "position, why it bought, sold or did not trade, what would make it sell, the risk, macro "
        "news or the Fed, the AI's prediction, the price, the strategy and what changed in it, the "
        "optimizer, a day or a week, what a term means, or whether it is running.",
    )
