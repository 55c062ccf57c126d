"""A text model on this machine: FinBERT and its kind, as ONNX with their tokenizer."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import ModelError
from bot.domain.ports import Polarity

if TYPE_CHECKING:
    from bot.news.sentiment.onnx_model import OnnxModel

_FILES = ("model.onnx", "tokenizer.json", "config.json")
_MOST_CHARACTERS = 5_000  # more than a model reads


class TextModel:
    """Adapter of `SentimentScorer`: P(positive) less P(negative), and 0 where neutral is likeliest.

    Texts are asked one by one, so that none changes another's score. Raises ModelError where the
    model gives no usable answer.
    """

    def __init__(self, model: "OnnxModel") -> None:
        self._model = model

    @classmethod
    def load(cls, folder: Path) -> "TextModel":
        """The model of a folder with model.onnx, tokenizer.json and config.json; never downloads.

        ModelError with one sentence where a file or the extra is missing or cannot be used.
        """
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(
                f"need {', '.join(_FILES)} in the folder of a text model, {folder} has no"
                f" {' and no '.join(missing)}"
            )
        try:
            from bot.news.sentiment.onnx_model import open_model  # only who names a model has them
        except ImportError as exc:
            raise ModelError(
                f"need onnxruntime and tokenizers for a text model, {exc.name} is not installed:"
                " python -m pip install onnxruntime tokenizers"
            ) from exc
        return cls(open_model(folder))

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """One score in [-1, 1] for each text, in that order."""
        return [self._score(text[:_MOST_CHARACTERS]) for text in texts]

    def _score(self, text: str) -> float:
        logits = dict(zip(self._model.labels, self._model.logits(text), strict=True))
        if not all(map(math.isfinite, logits.values())):
            raise ModelError(f"need finite answers of the text model, were {[*logits.values()]}")
        most = max(logits.values())
        if logits[Polarity.NEUTRAL] == most:
            return 0.0
        weights = {label: math.exp(logit - most) for label, logit in logits.items()}
        gap = weights[Polarity.POSITIVE] - weights[Polarity.NEGATIVE]
        return gap / sum(weights.values())
