"""Questions, defaults and flags; answers from a pipe and from a terminal."""

import io
from dataclasses import replace

import pytest

from bot.command_line import Dialogue, Question, count, text
from bot.domain.errors import ConfigError

SYMBOL = Question(
    flag="--symbol", text="Symbol", default="BTC/USDT", examples="NVDA, GC=F", read=text
)
LOOKBACK = Question(flag="--lookback", text="Candles", default="500", examples="500", read=count(1))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def dialogue(typed: str, *, terminal: bool = False, yes: bool = False) -> Dialogue:
    answers = Terminal(typed) if terminal else io.StringIO(typed)
    return Dialogue(accept_defaults=yes, answers=answers, prompts=io.StringIO())


def test_piped_answers_are_read_in_order_and_a_blank_line_takes_the_default() -> None:
    talk = dialogue("ETH/USDT\n\n")
    assert [talk.ask(SYMBOL), talk.ask(LOOKBACK)] == ["ETH/USDT", 500]


def test_a_flag_removes_its_question_and_no_other() -> None:
    talk = dialogue("250\n")
    assert [talk.ask(SYMBOL, "NVDA"), talk.ask(LOOKBACK)] == ["NVDA", 250]


def test_yes_accepts_every_default_without_reading() -> None:
    talk = dialogue("250\n", yes=True)
    assert [talk.ask(SYMBOL), talk.ask(LOOKBACK)] == ["BTC/USDT", 500]
    assert not talk.has_asked


def test_the_prompt_shows_examples_and_the_default() -> None:
    prompts = io.StringIO()
    Dialogue(accept_defaults=False, answers=Terminal("\n"), prompts=prompts).ask(SYMBOL)
    assert prompts.getvalue() == "Symbol (NVDA, GC=F) [BTC/USDT]: "


def test_a_wrong_answer_is_asked_again_on_a_terminal() -> None:
    assert dialogue("many\n250\n", terminal=True).ask(LOOKBACK) == 250


def test_a_wrong_answer_off_a_terminal_names_the_flag() -> None:
    with pytest.raises(ConfigError, match=r"^--lookback: need a number, was 'many'$"):
        dialogue("many\n250\n").ask(LOOKBACK)


@pytest.mark.parametrize("terminal", [True, False])
def test_the_end_of_the_input_names_the_flag(terminal: bool) -> None:
    with pytest.raises(ConfigError, match="input ended: give --lookback, or --yes"):
        dialogue("", terminal=terminal).ask(LOOKBACK)


def test_a_wrong_flag_or_default_names_the_flag() -> None:
    with pytest.raises(ConfigError, match=r"^--lookback: need"):
        dialogue("").ask(LOOKBACK, "0")
    with pytest.raises(ConfigError, match=r"^--lookback: need"):
        dialogue("", yes=True).ask(replace(LOOKBACK, default="0"))


def test_the_equivalent_command_adds_a_flag_for_every_answer() -> None:
    talk = dialogue("a b\n\n-3\n")
    talk.ask(SYMBOL)
    talk.ask(LOOKBACK)
    talk.ask(replace(LOOKBACK, flag="--shift", read=int))
    talk.ask(SYMBOL, "NVDA")
    command = talk.equivalent_command("python run.py", ["--no-ai"])
    assert command == "python run.py --no-ai --symbol 'a b' --lookback 500 --shift=-3"
