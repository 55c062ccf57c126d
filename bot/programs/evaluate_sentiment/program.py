"""tools/evaluate_sentiment.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.programs.evaluate_sentiment.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Score the file's texts by every scorer and tell how well each agrees with the labels."""
    given = parser().parse_args(arguments)
    from bot.programs.evaluate_sentiment.run import run  # --help reads no lexicon

    return run(given)
