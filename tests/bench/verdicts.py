"""What is said of an answer in an open world, as the scorer beside the texts says it, and counts of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.bench.questions import Question
from tests.bench.workers import Answer

from exonym.resolver.evaluation.outcomes import Outcome
from exonym.resolver.model import Status


class Verdict(StrEnum):
    """Of somebody known: right, open (listed), lost; of a stranger: quiet, noisy (candidates listed); of both: wrong.

    `NEW` is a match with an id that the benchmark's list of ids does not have: a person has to look at it.
    """

    RIGHT = "right"
    OPEN = "open"
    LOST = "lost"
    QUIET = "quiet"
    NOISY = "noisy"
    WRONG = "wrong"
    NEW = "new"


def verdict(question: Question, answer: Answer, ids: Container[str]) -> Verdict:
    """The verdict on one answer; `ids` are those that the gazetteer had when the right answers were written down."""
    if answer.status is Status.MATCH:
        if answer.id in question.gold:
            return Verdict.RIGHT
        return Verdict.WRONG if answer.id in ids else Verdict.NEW
    if question.is_stranger:
        return Verdict.NOISY if answer.status is Status.AMBIGUOUS else Verdict.QUIET
    return Verdict.OPEN if set(question.gold) & set(answer.candidates) else Verdict.LOST


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its answer and the verdict on it."""

    question: Question
    answer: Answer
    verdict: Verdict

    @property
    def line(self) -> str:
        """The row for a reader who wants to know what went wrong."""
        cells = self.question.labels
        hints = " ".join(
            filter(None, (cells.get(name, "") for name in ("kind", "date", "context", "context_countries")))
        )
        given = self.answer.id or " ".join(self.answer.candidates[:3]) or "-"
        gold = " ".join(self.question.gold) or "-"
        return f"{self.question.mention!r} [{hints}] → {given} {self.answer.score:.1f} (gold {gold}): {self.answer.why}"


@dataclass(frozen=True)
class Tally:
    """The verdicts on one list of questions."""

    judged: Sequence[Judged]

    def count(self, *verdicts: Verdict) -> int:
        """How many answers have one of these verdicts."""
        counts = Counter(each.verdict for each in self.judged)
        return sum(counts[verdict] for verdict in verdicts)

    @property
    def strangers(self) -> int:
        """Questions about somebody whom the gazetteer lacks."""
        return sum(each.question.is_stranger for each in self.judged)

    @property
    def known(self) -> int:
        """Questions about somebody in the gazetteer."""
        return len(self.judged) - self.strangers

    @property
    def false_matches(self) -> int:
        """Strangers who are a match, with any id."""
        wrong = (Verdict.WRONG, Verdict.NEW)
        return sum(each.question.is_stranger and each.verdict in wrong for each in self.judged)

    def by(self, column: str) -> dict[str, Tally]:
        """The same by the cells of a column, in their order."""
        labels = sorted({each.question.labels.get(column, "") for each in self.judged})
        return {
            label: Tally([each for each in self.judged if each.question.labels.get(column, "") == label])
            for label in labels
        }

    def outcomes(self) -> list[Outcome]:
        """The same for the figures of calibration."""
        return [_outcome(each) for each in self.judged]


def judge(questions: Sequence[Question], answers: Iterable[Answer], ids: Container[str]) -> Tally:
    """The verdicts on these answers."""
    pairs = zip(questions, answers, strict=True)
    return Tally([Judged(question, answer, verdict(question, answer, ids)) for question, answer in pairs])


def _outcome(each: Judged) -> Outcome:
    gold, answer = each.question.gold, each.answer
    right = answer.top if answer.top in gold else (gold or ("",))[0]
    link = answer.id if answer.status is Status.MATCH else ""
    return Outcome(each.question.mention, right, answer.status, answer.top, answer.score, link, answer.score)
