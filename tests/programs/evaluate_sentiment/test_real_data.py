"""The figures on Financial PhraseBank, SEntFiN and FiQA: ours reach the aims, VADER's are known."""

import json
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.programs.evaluate_sentiment.program import main

AIMS = {
    # file, flags: rows, accuracy and macro-F1 of ours at least, VADER's figures by baselines.json
    "phrasebank all (>=50% agree)": ("phrasebank_v1.csv", (), 0.80, 0.78),
    "phrasebank >=75% agree": ("phrasebank_v1.csv", ("75",), 0.88, 0.86),
    "phrasebank 100% agree": ("phrasebank_v1.csv", ("100",), 0.91, 0.90),
    "sentfin uniform label": ("sentfin_v1.csv", (), 0.78, 0.78),
    "fiqa headlines": ("fiqa2018_headlines_train.csv", (), 0.58, 0.53),
}


@pytest.mark.parametrize("name", AIMS)
def test_ours_reaches_the_aims_and_vader_is_as_others_measured_it(
    name: str, real_data: Path, capsys: pytest.CaptureFixture[str]
):
    file, least, accuracy, macro_f1 = AIMS[name]
    folder = real_data / "news" / "sentiment"
    flags = [f"--at-least=agreement_at_least={each}" for each in least]
    assert run_program("evaluate", main, [str(folder / file), *flags, "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    baselines = json.loads((folder / "baselines.json").read_text())["this_half"]
    baseline = next(each for each in baselines if each["set"] == name)
    ours, vader = measured["scorers"]["ours"], measured["scorers"]["vader"]
    assert measured["rows"] == baseline["rows"]
    assert ours["accuracy"] >= accuracy
    assert ours["macro_f1"] >= macro_f1
    for ours_name, theirs in NAMES.items():
        if theirs in baseline:
            assert round(vader[ours_name], 4) == baseline[theirs]
    if "majority_class" in baseline:
        majority = measured["scorers"]["majority"]["accuracy"]
        assert round(majority, 4) == baseline["majority_class"]


NAMES = {
    "accuracy": "vader_accuracy",
    "macro_f1": "vader_macro_f1",
    "mse": "vader_mse",
    "pearson": "vader_pearson",
    "sign_accuracy": "sign_accuracy_nonzero",
}
