"""A text model of a folder: its scores, and a sentence for each way in which it cannot be used."""

import math
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.errors import ModelError
from bot.news.sentiment import TextModel
from tests.support.models.tiny_text_model import WEIGHTS, write_model

UP = (math.exp(2) - 1) / (math.exp(2) + 2)
"""Softmax of (2, 0, 0): P(positive) - P(negative)."""


def test_a_score_is_the_gap_between_positive_and_negative(tmp_path: Path):
    model = TextModel.load(write_model(tmp_path))
    assert [*model.scores(["up", "down"])] == pytest.approx([UP, -UP])


def test_a_text_that_the_model_finds_neutral_scores_nothing(tmp_path: Path):
    model = TextModel.load(write_model(tmp_path))
    assert [*model.scores(["whatever", "up down a b c d e"])] == [0.0, 0.0]


def test_the_order_of_labels_is_that_of_the_config(tmp_path: Path):
    labels = {"0": "Negative", "1": "Positive", "2": "Neutral"}
    model = TextModel.load(write_model(tmp_path, labels=labels))
    assert [*model.scores(["up"])] == pytest.approx([-UP])


def test_a_model_gets_the_inputs_that_it_names(tmp_path: Path):
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    model = TextModel.load(write_model(tmp_path, inputs=inputs))
    assert [*model.scores(["up"])] == pytest.approx([UP])


@pytest.mark.parametrize("text", ["up " * 400_000, "\ud800 up", "\0", ""])
def test_any_text_is_borne(tmp_path: Path, text: str):
    [score] = TextModel.load(write_model(tmp_path)).scores([text])
    assert -1.0 <= score <= 1.0


def test_nothing_is_asked_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    folder = write_model(tmp_path)
    monkeypatch.setattr(socket, "socket", refuse)
    TextModel.load(folder).scores(["up"])


def broken(folder: Path, name: str, content: bytes) -> Path:
    write_model(folder)
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("model.onnx", b"no model", "as a model"),
        ("tokenizer.json", b"{}", "as a tokenizer"),
        ("config.json", b"{", "id2label"),
        (
            "config.json",
            b'{"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}',
            "id2label",
        ),
        ("config.json", b'{"id2label": {"0": "positive", "1": "negative"}}', "id2label"),
        (
            "config.json",
            b'{"id2label": {"0": "positive", "1": "positive", "2": "neutral"}}',
            "id2label",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: bytes, words: str):
    with pytest.raises(ModelError, match=words) as refused:
        TextModel.load(broken(tmp_path, name, content))
    assert str(tmp_path / name) in str(refused.value)


def test_a_folder_without_the_files_is_refused(tmp_path: Path):
    (write_model(tmp_path) / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"has no tokenizer\.json"):
        TextModel.load(tmp_path)


@pytest.mark.parametrize(
    ("weights", "inputs", "words"),
    [
        ({word: (*row, 0.0) for word, row in WEIGHTS.items()}, ("input_ids",), "shape"),
        ({word: (math.nan,) * 3 for word in WEIGHTS}, ("input_ids",), "finite"),
        (WEIGHTS, ("input_ids", "pixel_values"), "does not answer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_an_error(tmp_path: Path, weights, inputs, words: str):
    model = TextModel.load(write_model(tmp_path, weights=weights, inputs=inputs))
    with pytest.raises(ModelError, match=words):
        model.scores(["up"])


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path):
    code = f"""
import sys
sys.modules["tokenizers"] = None
from pathlib import Path
from bot.domain.errors import ModelError
from bot.news.sentiment import TextModel
try:
    TextModel.load(Path({str(write_model(tmp_path))!r}))
except ModelError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install onnxruntime tokenizers" in done.stdout


def test_scorers_load_no_model_before_one_is_named():
    code = "import bot.news.sentiment, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"onnxruntime", "tokenizers", "numpy", "requests"} == set()
