"""The files of a text model opened; onnxruntime and tokenizers load here, and nowhere else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as states
from tokenizers import Tokenizer

from bot.domain.errors import ModelError
from bot.domain.ports import Polarity

MODEL, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
_MOST_TOKENS = 512
_FAILURES: tuple[type[Exception], ...] = (
    *(
        kind
        for kind in vars(states).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    ),
    ValueError,  # inputs that the model wants and no tokenizer gives
)


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """An open model, its tokenizer, and the label behind each number that it answers."""

    session: Any
    tokenizer: Any
    labels: Sequence[Polarity]

    def logits(self, text: str) -> Sequence[float]:
        """One number for each label; ModelError where the model does not answer so."""
        encoded = self.tokenizer.encode(text.encode("utf-8", "replace").decode())
        columns = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        wanted = {given.name for given in self.session.get_inputs()}
        try:
            answer = self.session.run(
                None,
                {name: np.array([columns[name]], np.int64) for name in columns.keys() & wanted},
            )[0]
        except _FAILURES as exc:
            raise ModelError(f"the text model does not answer: {exc}") from exc
        if answer.shape != (1, len(self.labels)):
            raise ModelError(
                f"need {len(self.labels)} numbers for a text, one for each label of {CONFIG}, the"
                f" text model answers with shape {answer.shape}"
            )
        return [float(number) for number in answer[0]]


def open_model(folder: Path) -> OnnxModel:
    """The model of a folder that has all files; ModelError where one of them cannot be used."""
    labels = _labels(folder / CONFIG)
    try:
        session = onnxruntime.InferenceSession(folder / MODEL, providers=["CPUExecutionProvider"])
    except _FAILURES as exc:
        raise ModelError(f"cannot use {folder / MODEL} as a model: {exc}") from exc
    return OnnxModel(session, _tokenizer(folder / TOKENIZER), labels)


def _tokenizer(path: Path) -> Any:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as exc:  # tokenizers raises nothing narrower
        raise ModelError(f"cannot use {path} as a tokenizer: {exc}") from exc
    tokenizer.enable_truncation(_MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _labels(path: Path) -> list[Polarity]:
    """The label of each number, as id2label of a config.json names them."""
    try:
        named = json.loads(path.read_bytes())["id2label"]
        labels = [Polarity(named[str(place)].lower()) for place in range(len(Polarity))]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as exc:
        raise ModelError(_label_rule(path, str(exc))) from exc
    if len(set(labels)) != len(Polarity):
        raise ModelError(_label_rule(path, f"it names {', '.join(labels)}"))
    return labels


def _label_rule(path: Path, why: str) -> str:
    return (
        f'need "id2label" in {path} to name 0, 1 and 2 positive, neutral and negative in any order:'
        f" {why}"
    )
