from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.answers import answered
from bot.assistant.evidence import Evidence
from bot.assistant.question import understood
from bot.domain import Action, BotState
from bot.state import FileVolume
from tests.support.small_volume import NOON, write_volume

NOW = NOON + timedelta(seconds=3)
BTC = "BTC/USDT"


@dataclass(frozen=True)
class Said:
    text: str
    topics: tuple[str, ...]


def answer_question(question: str, state: BotState | None) -> Said:
    """What the state alone says: nothing else is on record."""
    inquiry = understood(question, [BTC], NOW)
    told = answered(inquiry, Evidence(now=NOW, symbols=(BTC,), state=state))
    return Said(told.text, tuple(map(str, inquiry.topics)))


@pytest.fixture(scope="module")
def state(tmp_path_factory) -> BotState:
    folder = tmp_path_factory.mktemp("state") / "data"
    write_volume(folder)
    return FileVolume(folder).reader().load_state()


@pytest.mark.parametrize(
    ("question", "topics", "part"),
    [
        ("What is my position?", ("position",), "LONG 0.05 BTC/USDT since 2025-03-01 11:00 UTC"),
        ("Why?!", ("why",), "EMA 12 above EMA 26, RSI 61.2 below 70; the AI agrees."),
        ("HOW RISKY", ("risk",), "has its stop at"),
        ("How much is at risk", ("risk",), "risks 0.50 % of the balance"),
        ("what will the Fed do", ("macro",), "Interest rates and the Fed: on hold."),
        ("any macro news?", ("macro",), "Macro bias -0.21 (bearish)"),
        ("the ai's forecast", ("ai",), "long 52.00 %, short 19.00 %, flat 29.00 %"),
        ("price please", ("price",), "BTC/USDT last closed at"),
        ("your win rate?", ("performance",), "14 closed trades"),
        ("take profit?", ("risk",), "its target at"),
        ("Should I buy now?", ("advice", "why"), "The last decision is LONG"),
        ("which strategy is used", ("strategy",), "(PAPER mode): symbol BTC/USDT, timeframe 1h"),
        ("P&L", ("performance",), "14 closed trades"),
        ("tell me a joke", ("help",), "Ask about the position"),
        ("", ("help",), "Ask about the position"),
    ],
)
def test_a_question_is_answered_from_the_state(state, question, topics, part):
    reply = answer_question(question, state)
    assert reply.topics == topics
    assert part in reply.text


def test_a_question_about_two_things_gets_both_answers(state):
    reply = answer_question("Why this position?", state)
    assert reply.topics == ("position", "why")


def test_without_a_position_nothing_is_at_risk_and_a_pending_entry_is_told(state):
    flat = replace(state, position=Action.FLAT, quantity=None)
    assert "Nothing is at risk now." in answer_question("risk", flat).text
    assert "a LONG entry is due at the next candle's open" in answer_question("position", flat).text


def test_switched_off_opinions_say_how_to_switch_them_on(state):
    off = replace(state, ai=None, macro=None)
    assert "AI_ENABLED" in answer_question("ai?", off).text
    assert "MACRO_ENABLED" in answer_question("fed?", off).text


def test_before_the_first_cycle_the_answer_says_what_to_do():
    assert "make run" in answer_question("why?", None).text


def test_unknown_numbers_are_a_dash_and_never_zero(state):
    nothing = replace(state, rsi=None, ema_fast=float("nan"), unrealized_pnl_pct=None)
    assert "RSI —" in answer_question("price", nothing).text
    assert "unrealized P&L —" in answer_question("position", nothing).text


@given(question=st.text(max_size=60), data=st.data())
def test_any_question_on_any_opinions_gets_an_answer(state, question, data):
    opinions = st.none() | st.dictionaries(
        st.sampled_from(["bias", "confidence", "drivers", "summary", "action", "probability_long"]),
        st.none() | st.floats() | st.text(max_size=5) | st.booleans(),
    ).map(MappingProxyType)
    odd = replace(state, ai=data.draw(opinions), macro=data.draw(opinions))
    for asked in (question, "macro ai risk"):
        assert answer_question(asked, odd).text
