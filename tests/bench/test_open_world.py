"""The figures of the open-world table: verdicts, expectations of small inputs, and who is asked."""

import pytest
from tests.bench.faults import is_expected, resolver_of_table
from tests.bench.questions import Question, evenly, hints_of, read_questions
from tests.bench.verdicts import Verdict, judge, verdict
from tests.bench.workers import Answer, ask_all, spread

from exonym.resolver.model import Hints, Status

SOMEBODY = Question("吴春历", ("p-1", "p-2"), Hints(), {"lang": "zh"})
STRANGER = Question("Aino Kallas", (), Hints(), {"lang": "fi"})
IDS = {"p-1", "p-2", "p-3"}


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (SOMEBODY, Answer(Status.MATCH, "p-2", ("p-2",)), Verdict.RIGHT),
        (SOMEBODY, Answer(Status.MATCH, "p-3", ("p-3", "p-1")), Verdict.WRONG),
        (SOMEBODY, Answer(Status.MATCH, "p-9", ("p-9",)), Verdict.NEW),
        (SOMEBODY, Answer(Status.AMBIGUOUS, "", ("p-3", "p-1")), Verdict.OPEN),
        (SOMEBODY, Answer(Status.AMBIGUOUS, "", ("p-3",)), Verdict.LOST),
        (SOMEBODY, Answer(Status.NONE), Verdict.LOST),
        (STRANGER, Answer(Status.MATCH, "p-1", ("p-1",)), Verdict.WRONG),
        (STRANGER, Answer(Status.AMBIGUOUS, "", ("p-1",)), Verdict.NOISY),
        (STRANGER, Answer(Status.NONE), Verdict.QUIET),
        (STRANGER, Answer(Status.ERROR), Verdict.QUIET),
    ],
)
def test_the_verdict_on_an_answer(question, answer, said):
    assert verdict(question, answer, IDS) is said


def test_a_tally_counts_strangers_and_false_matches_and_splits_by_a_column():
    answers = [Answer(Status.MATCH, "p-1", ("p-1",), 97.0), Answer(Status.MATCH, "p-1", ("p-1",), 92.0)]
    tally = judge([SOMEBODY, STRANGER], answers, IDS)
    assert (tally.known, tally.strangers, tally.false_matches) == (1, 1, 1)
    assert tally.count(Verdict.RIGHT, Verdict.WRONG) == 2
    assert {label: part.false_matches for label, part in tally.by("lang").items()} == {"fi": 1, "zh": 0}
    right, wrong = tally.outcomes()
    assert right.right
    assert not wrong.right
    assert (wrong.gold, wrong.answer(90.0)) == ("", "p-1")


@pytest.mark.parametrize(
    ("expect", "status", "who", "good"),
    [
        ("not", "ambiguous", ("", ""), True),
        ("not", "several", ("", ""), True),
        ("not", "match", ("t0", "Olaf Scholz"), False),
        ("not", "failed", ("", ""), False),
        ("not:t0", "match", ("t1", "Olaf Schulze"), True),
        ("not:Olaf Scholz", "match", ("t0", "Olaf Scholz"), False),
        ("match:Olaf Scholz", "match", ("t0", "Olaf Scholz"), True),
        ("match:t0", "ambiguous", ("", ""), False),
    ],
)
def test_what_is_expected_of_a_small_input(expect, status, who, good):
    assert is_expected(expect, status, who) is good


def test_questions_are_read_with_their_hints_and_right_answers(tmp_path):
    path = tmp_path / "mentions.csv"
    path.write_text("mention,kind,context,gold\nOlaf Scholz,person,de fr,t0 t1\nAino Kallas,person,,-\n", "utf-8")
    known, stranger = read_questions(path)
    assert known.gold == ("t0", "t1")
    assert known.hints == Hints(kind="person", context_countries=("de", "fr"))
    assert stranger.is_stranger
    assert hints_of({"kind": "river"}) is None


def test_a_part_is_spaced_evenly():
    assert evenly(range(10), 5) == [0, 2, 4, 6, 8]
    assert evenly(range(3), 0) == evenly(range(3), 9) == [0, 1, 2]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_order_from_any_number_of_processes(processes):
    resolver = resolver_of_table("Olaf Scholz|de|person|de;岸田文雄|ja|person|jp")
    asked = [("岸田文雄", Hints()), ("Olaf Scholz", None), ("Olaf Scholz", Hints()), ("岸田文雄", Hints())]
    assert [each.id for each in ask_all(resolver, asked, processes)] == ["t1", "", "t0", "t1"]
    assert spread(len, ["a", "bb", "ccc"], processes) == [1, 2, 3]
