"""A question asked on the command line, of the files of a bot that runs or not."""

import json

import pytest

from bot.command_line import run_program
from bot.programs.ask import main
from tests.assistant.scenarios import many


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def answer(*arguments: str) -> tuple[int, str, str]:
        try:
            code = run_program("tools/ask.py", main, arguments)
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return answer


def test_a_question_is_answered_with_what_it_rests_on(ask, tmp_path):
    many(tmp_path / "data")
    code, answer, _ = ask("What is my position in gold?", "--facts")
    assert code == 0
    assert "SHORT 2 GC=F" in answer
    assert "  entry price: 2,900.00 (state, 2025-03-01 12:00 UTC)\n" in answer


def test_the_document_holds_answer_topics_and_facts(ask, tmp_path):
    many(tmp_path / "data")
    _, answer, _ = ask("price?", "--symbol", "ETH/USDT", "--json")
    document = json.loads(answer)
    assert document["symbol"] == "ETH/USDT"
    assert "3,210.50" in document["answer"]
    assert document["topics"] == ["price"]
    fact = {"name": "last price", "value": "3,210.50", "source": "state"}
    assert {**fact, "as_of": "2025-03-01T12:00:00Z"} in document["facts"]
    assert document["by_model"] is False


def test_before_the_first_cycle_it_says_so(ask):
    code, answer, _ = ask("why?")
    assert (code, "has not completed a cycle yet" in answer) == (0, True)


def test_a_symbol_that_is_not_on_the_volume_is_refused(ask, tmp_path):
    many(tmp_path / "data")
    code, answer, told = ask("price?", "--symbol", "DOGE/USDT")
    assert (code, answer) == (2, "")
    assert "need a symbol of this volume (BTC/USDT, ETH/USDT, GC=F, NVDA), was 'DOGE/USDT'" in told


def test_a_question_is_needed(ask):
    code, answer, told = ask()
    assert (code, answer) == (2, "")
    assert "question" in told
