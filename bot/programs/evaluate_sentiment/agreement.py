"""How well answers agree with labels."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

from bot.domain.ports import Polarity


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of each label, how often each answer was given to it."""

    counts: Counter[tuple[Polarity, Polarity]]

    @classmethod
    def of(cls, labels: Sequence[Polarity], answers: Sequence[Polarity]) -> "Agreement":
        """Counted over pairs of label and answer."""
        return cls(Counter(zip(labels, answers, strict=True)))

    @property
    def accuracy(self) -> float:
        """The share of answers that are the label."""
        return sum(self.counts[each, each] for each in Polarity) / self.counts.total()

    @property
    def macro_f1(self) -> float:
        """The mean of F1 over the labels that occur, each counting alike however rare it is."""
        return fmean(self._f1(each) for each in Polarity if self._times_label(each))

    def confusion(self) -> dict[str, dict[str, int]]:
        """Label, then answer, then how often."""
        return {
            label.value: {answer.value: self.counts[label, answer] for answer in Polarity}
            for label in Polarity
        }

    def _f1(self, label: Polarity) -> float:
        given = sum(self.counts[each, label] for each in Polarity)
        return 2 * self.counts[label, label] / (self._times_label(label) + given)

    def _times_label(self, label: Polarity) -> int:
        return sum(self.counts[label, each] for each in Polarity)


def against_targets(targets: Sequence[float], scores: Sequence[float]) -> dict[str, float | None]:
    """Scores against scores: mean squared error, Pearson's correlation (None where one of them
    never varies), and how often both have the same sign, 0 being one of its own."""
    pairs = [*zip(targets, scores, strict=True)]
    try:
        pearson = correlation(targets, scores)
    except StatisticsError:
        pearson = None
    return {
        "mse": fmean((target - score) ** 2 for target, score in pairs),
        "pearson": pearson,
        "sign_accuracy": fmean(_sign(target) == _sign(score) for target, score in pairs),
    }


def _sign(number: float) -> int:
    return (number > 0.0) - (number < 0.0)
