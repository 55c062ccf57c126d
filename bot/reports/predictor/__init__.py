"""What the AI's probabilities were worth: JSON, text and a page."""

from bot.reports.predictor.document import evaluation_document, forward_document
from bot.reports.predictor.evaluation import Evaluation
from bot.reports.predictor.page import evaluation_page
from bot.reports.predictor.text import evaluation_text

__all__ = [
    "Evaluation",
    "evaluation_document",
    "evaluation_page",
    "evaluation_text",
    "forward_document",
]
