"""A text model so small that a test can make it: each known word adds to the logit of a label."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason="the extra sentiment-model is not installed")
pytest.importorskip("tokenizers", reason="the extra sentiment-model is not installed")
onnx = pytest.importorskip("onnx", reason="onnx, which makes models for tests, is not installed")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402  # skipped before it fails
from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import WordLevel  # noqa: E402
from tokenizers.pre_tokenizers import Whitespace  # noqa: E402

LABELS = {"0": "positive", "1": "negative", "2": "neutral"}
WEIGHTS = {"[UNK]": (0.0, 0.0, 0.5), "up": (2.0, 0.0, 0.0), "down": (0.0, 2.0, 0.0)}


def write_model(
    folder: Path,
    *,
    labels: Mapping[str, str] = LABELS,
    weights: Mapping[str, tuple[float, ...]] = WEIGHTS,
    inputs: tuple[str, ...] = ("input_ids",),
) -> Path:
    """A folder with model.onnx, tokenizer.json and config.json; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": dict(labels)}))
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(weights)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    onnx.save(_model(np.array([*weights.values()], np.float32), inputs), folder / "model.onnx")
    return folder


def _model(table: np.ndarray, inputs: tuple[str, ...]) -> Any:
    """Logits = the sum of the rows of `table` that the tokens name."""
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", inputs[0]], ["rows"]),
            helper.make_node("ReduceSum", ["rows", "axes"], ["logits"], keepdims=0),
        ],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, None]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, table.shape[1]])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1]), "axes")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
