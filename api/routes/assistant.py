"""POST /ai/question: a question answered in words."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from api.answers import object_answer
from api.dependencies import ReadingDep, SurroundingsDep, reading_of
from api.schemas import AnswerInWords, FactView, Question

router = APIRouter(tags=["opinions"])


@router.post("/ai/question", response_model=AnswerInWords)
def ask(question: Question, reading: ReadingDep, surroundings: SurroundingsDep) -> Response:
    """What is on record, in words: position, reasons, risk, macro, a period, configs, terms.

    `facts` are the recorded values that the answer rests on. A symbol in the question comes before
    the parameter.
    """
    reply = surroundings.assistant.ask(question.question, reading.now, reading.symbol)
    about = reading if reply.symbol == reading.symbol else reading_of(surroundings, reply.symbol)
    return object_answer(
        AnswerInWords(
            **asdict(about.fresh),
            symbol=about.symbol,
            question=question.question,
            answer=reply.text,
            topics=list(reply.topics),
            facts=[FactView.model_validate(fact) for fact in reply.facts],
            by_model=reply.by_model,
        )
    )
