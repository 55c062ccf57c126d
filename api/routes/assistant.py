"""POST /ai/question: a question answered in words."""

from dataclasses import asdict

from fastapi import APIRouter

from api.answers import answer_question
from api.dependencies import ReadingDep
from api.schemas import AnswerInWords, Question

router = APIRouter(tags=["opinions"])


@router.post("/ai/question")
def ask(question: Question, reading: ReadingDep) -> AnswerInWords:
    """Position, reason, risk, macro and the Fed, prediction, price and performance, in words."""
    reply = answer_question(question.question, reading.state)
    return AnswerInWords(
        **asdict(reading.fresh),
        symbol=reading.symbol,
        question=question.question,
        answer=reply.text,
        topics=list(reply.topics),
    )
