"""tools/evaluate_sentiment.py as a user meets it: columns, labels, figures and exit codes."""

import pytest

from bot.command_line import run_program
from bot.programs.evaluate_sentiment.program import main
from tests.support.backtest_program import Done, assert_refused, document

OWN = """text,label
Acme profit rises 12%,positive
Acme profit falls 12%,negative
Acme appoints a new head of sales,neutral
Acme issues profit warning,positive
"""


@pytest.fixture
def evaluate(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)  # no .env
    monkeypatch.delenv("SENTIMENT_MODEL_PATH", raising=False)

    def run(content: str | bytes, *flags: str) -> Done:
        file = tmp_path / "own.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            code = run_program("evaluate_sentiment.py", main, [str(file), *flags])
        except SystemExit as ended:  # argparse ends by itself
            code = ended.code
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def test_a_file_of_ones_own_is_measured_for_every_scorer(evaluate):
    measured = document(evaluate(OWN, "--json"))
    assert measured["rows"] == 4
    assert measured["scorers"].keys() == {"ours", "vader", "majority"}
    ours = measured["scorers"]["ours"]
    assert ours["accuracy"] == 0.75
    # F1: positive 2*1/(2+1), neutral 1, negative 2*1/(1+2)
    assert ours["macro_f1"] == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert ours["confusion"]["positive"] == {"positive": 1, "neutral": 0, "negative": 1}
    assert measured["scorers"]["majority"]["accuracy"] == 0.5
    assert measured["scorers"]["majority"]["macro_f1"] == pytest.approx((2 / 3) / 3)


def test_the_table_shows_the_same(evaluate):
    lines = evaluate(OWN).out.splitlines()
    assert lines[0] == "4 rows"
    assert lines[3].split() == ["ours", "0.7500", "0.7778"]
    assert lines[8].split() == ["positive", "1", "0", "1"]


def test_scores_as_labels_are_told_apart_and_measured_as_scores_too(evaluate):
    measured = document(evaluate("title,score\nAcme profit rises,0.6\nAcme files,0\n", "--json"))
    ours = measured["scorers"]["ours"]
    assert (ours["accuracy"], ours["sign_accuracy"]) == (1.0, 1.0)
    assert ours["mse"] < 0.1
    assert ours["pearson"] == pytest.approx(1.0)


def test_scores_that_never_vary_have_no_correlation(evaluate):
    told = evaluate("text,label\nAcme gains,0.6\n")
    assert told.code == 0
    assert told.out.splitlines()[3].split() == ["ours", "1.0000", "1.0000", "0.0005", "-", "1.0000"]


def test_other_columns_are_named_by_flags(evaluate):
    content = "what,label,mood\nAcme profit rises,negative,Positive\n"
    flags = ("--text-column", "what", "--label-column", "mood", "--json")
    assert document(evaluate(content, *flags))["scorers"]["ours"]["accuracy"] == 1.0


def test_the_usual_columns_are_found_in_any_spelling(evaluate):
    content = "Sentence,Sentiment\nAcme profit rises,positive\n"
    assert document(evaluate(content, "--json"))["scorers"]["ours"]["accuracy"] == 1.0


def test_only_rows_above_a_threshold_are_measured(evaluate):
    content = "text,label,agreement\nAcme profit rises,positive,100\nAcme files,positive,50\n"
    told = document(evaluate(content, "--at-least", "agreement=75", "--json"))
    assert (told["rows"], told["scorers"]["ours"]["accuracy"]) == (1, 1.0)


def test_rows_on_which_people_disagree_are_left_out_and_counted(evaluate):
    told = evaluate(OWN + "Acme up and down,conflict\n", "--json")
    assert document(told)["rows"] == 4
    assert told.err == "left out: 1 of 5 rows, for which people found no one label\n"


@pytest.mark.parametrize(
    ("content", "flags", "code", "words"),
    [
        ("a,b\nc,d\n", (), 3, ["text or sentence", "its header has a, b", "--text-column"]),
        ("", (), 3, ["its header has nothing"]),
        ("text,label\n", (), 3, ["at least one labelled row"]),
        ("text,label\nAcme,good\n", (), 3, ["positive, neutral, negative", "'good' in line 2"]),
        ("text,label\nAcme,1\nAcme,2\n", (), 3, ["from -1 to 1", "'1' in line 2"]),
        (OWN, ("--text-column", "body"), 3, ["column body", "--text-column"]),
        (OWN, ("--at-least", "label=1"), 3, ["number in label", "'positive' in line 2"]),
        (OWN, ("--at-least", "rank=1"), 3, ["column rank", "--at-least"]),
        (OWN, ("--at-least", "rank"), 2, ["COLUMN=NUMBER", "'rank'"]),
        (b"text,label\n\xff\xfe,positive\n", (), 3, ["UTF-8"]),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(evaluate, content, flags, code, words):
    assert_refused(evaluate(content, *flags), code, *words)


def test_a_missing_file_is_refused(capsys, tmp_path):
    code = run_program("evaluate_sentiment.py", main, [str(tmp_path / "none.csv")])
    said = capsys.readouterr()
    assert_refused(Done(code, said.out, said.err), 3, "cannot read", "none.csv")


def test_a_named_model_is_measured_beside_the_others(evaluate, tmp_path):
    from tests.support.models.tiny_text_model import write_model

    folder = str(write_model(tmp_path / "model"))
    content = "text,label\nup,positive\ndown,positive\n"
    assert document(evaluate(content, "--json", "--model", folder))["scorers"]["model"] == {
        "accuracy": 0.5,
        "macro_f1": pytest.approx(2 / 3),
        "confusion": {
            "positive": {"positive": 1, "neutral": 0, "negative": 1},
            "neutral": {"positive": 0, "neutral": 0, "negative": 0},
            "negative": {"positive": 0, "neutral": 0, "negative": 0},
        },
    }


def test_a_model_named_by_the_setting_that_is_not_there_is_refused(evaluate, monkeypatch):
    monkeypatch.setenv("SENTIMENT_MODEL_PATH", "nowhere")
    assert_refused(evaluate(OWN), 3, "model.onnx", "nowhere")
