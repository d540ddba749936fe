"""The figures of the quality table: which strata count together, what a goal says, how decisions become outcomes."""

import functools
from pathlib import Path

import pytest
from tests.bench import goals, latency
from tests.bench.adapter import factory
from tests.bench.contenders import OURS, Contender, Listening
from tests.bench.goals import Line, Results
from tests.bench.groups import Count, Row, is_whole, pooled, read_rows, recall
from tests.bench.hanviet import aligned, filled, is_vietnamese
from tests.bench.scoring import Scored, capped, outcomes

from exonym.resolver.model import Status

HEAD = "# says what it is\nrow\tset\tstrata\tgoal\n"
ROWS = [("p-1", "Ngô Xuân Lịch", "vi", "person"), ("p-2", "Phan Văn Giang", "vi", "person")]


def scored(strata: dict[str, tuple[int, int, float]], precision: float = 1.0) -> Scored:
    told = [{"stratum": name, "N": n, "nil": nil, "r1": r1} for name, (n, nil, r1) in strata.items()]
    pool = {"P": precision, "R": 0.5, "F1": 0.6, "NP": 1.0, "NR": 0.99}
    return Scored({"strata": told, "macro": {"r1": 0.5}, "own": pool, "best": pool}, cpu=1.0)


def test_small_strata_of_a_set_count_as_one():
    counts = {"large": Count(100, 50), "small": Count(10, 10), "tiny": Count(30, 0)}
    sizes = {"large": 100, "small": 10, "tiny": 30}
    assert pooled(counts, sizes) == [Count(100, 50), Count(40, 10)]


def test_the_border_lies_at_fifty_of_the_whole_set_not_of_a_limited_run():
    counts = {"at": Count(5, 5), "below": Count(5, 0)}
    assert pooled(counts, {"at": 50, "below": 49}) == [Count(5, 5), Count(5, 0)]
    assert pooled(counts, {"at": 49, "below": 49}) == [Count(10, 5)]


def test_strata_without_an_answerable_query_do_not_count():
    assert pooled({"nobody": Count(0, 0)}, {"nobody": 60}) == []


def test_a_row_is_a_mean_over_strata_not_over_queries():
    row = Row("r", 0.9, {"one": "a>b|c>b", "two": "x>y"})
    counts = {
        "one": {"a>b": Count(1000, 1000), "c>b": Count(100, 0), "a>bb": Count(100, 0)},
        "two": {"x>y": Count(60, 30)},
    }
    sizes = {name: {stratum: count.asked for stratum, count in each.items()} for name, each in counts.items()}
    assert recall(row, counts, sizes) == pytest.approx(0.5)
    assert recall(row, {"one": counts["one"]}, sizes) == pytest.approx(0.5)
    assert recall(row, {}, sizes) is None
    assert is_whole(row, ["one", "two", "three"])
    assert not is_whole(row, ["one"])


def test_the_groups_can_be_read():
    rows = read_rows(Path(__file__).parent / "groups.tsv")
    assert len(rows) > 10
    assert all(0 < row.goal < 1 for row in rows)


@pytest.mark.parametrize("second", ["r\tone\tb\t.9", "r\ttwo\tb\t.8"])
def test_a_row_has_one_goal_and_a_set_once(tmp_path: Path, second: str):
    path = tmp_path / "groups.tsv"
    path.write_text(f"{HEAD}r\tone\ta\t.9\n{second}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"groups\.tsv"):
        read_rows(path)


def test_a_goal_is_reached_from_the_right_side():
    assert Line("recall", 0.9, 0.9).verdict == "reached"
    assert Line("recall", 0.8999, 0.9).verdict == "NOT REACHED"
    assert Line("error", 0.03, 0.03, is_least=False).verdict == "reached"
    assert Line("error", 0.031, 0.03, is_least=False).verdict == "NOT REACHED"
    assert Line("recall", 0.9, 0.9, is_partial=True).verdict == "reached, asked in part"
    assert Line("told", 0.9).verdict == ""


def test_the_best_of_the_others_was_asked_about_as_much():
    rows = [Row("r", 0.5, {"one": "a", "two": "b"})]
    results = Results(sizes={"one": {"a": 60}, "two": {"b": 60}})
    results.scored["one"] = {
        OURS: scored({"a": (60, 0, 1.0)}),
        "weak": scored({"a": (60, 0, 0.2)}),
        "part": scored({"a": (60, 0, 0.9)}),
    }
    results.scored["two"] = {OURS: scored({"b": (60, 0, 0.5)}), "weak": scored({"b": (60, 0, 0.4)})}
    (line,) = goals.by_group(results, rows)
    assert line.ours == pytest.approx(0.75)
    assert line.verdict == "reached"
    assert line.other == "0.300 weak"


def test_refusals_have_a_goal_only_where_somebody_is_nobody():
    results = Results()
    results.scored["one"] = {OURS: scored({"a": (60, 0, 1.0)}, precision=0.97)}
    lines = {line.what: line for line in goals.by_set(results, ["one"])}
    assert lines["one: link precision"].verdict == "NOT REACHED"
    assert "one: NIL recall" not in lines
    results.scored["one"] = {OURS: scored({"a": (60, 5, 1.0)})}
    assert "one: NIL recall" in {line.what for line in goals.by_set(results, ["one"])}


def test_a_macro_of_no_strata_is_no_figure():
    assert scored({"d:joined": (60, 0, 1.0), "zh>vi": (4, 0, 1.0)}).macro is None
    assert scored({"zh>vi": (6, 1, 1.0)}).macro == 0.5


def test_only_a_loss_by_the_crowd_counts():
    rows = [Row("r", 0.5, {"one": "a"})]
    results = Results(sizes={"one": {"a": 60}})
    results.scored["one"] = {OURS: scored({"a": (60, 0, 0.9)}, precision=0.97)}
    results.crowded["one"] = scored({"a": (60, 0, 0.8)}, precision=0.99)
    lines = {line.what: line for line in goals.beside_crowd(results, rows)}
    assert lines["loss by the crowd, recall@1: r"].verdict == "NOT REACHED"
    assert lines["loss by the crowd, one: link precision"].verdict == "reached"


def test_what_was_heard_is_set_beside_what_is_right_and_calibrated():
    adapter = Listening(ROWS)
    queries = {"b": [("Ngô Xuân Lịch", "p-1")], "a": [("Phan Văn Giang", "p-2"), ("Ngô Xuân Lộc", "")]}
    for stratum in sorted(queries):
        adapter([mention for mention, _ in queries[stratum]])
    found = outcomes(queries, adapter.heard)
    assert [each.mention for each in found] == ["Phan Văn Giang", "Ngô Xuân Lộc", "Ngô Xuân Lịch"]
    assert [each.right for each in found] == [True, False, True]
    assert found[0].status is Status.MATCH
    assert len(list(goals.calibration(found, adapter.threshold))) == 2
    assert list(goals.calibration([], adapter.threshold)) == []
    with pytest.raises(ValueError, match="argument"):
        outcomes(queries, adapter.heard[1:])


def test_the_adapter_tells_less_than_the_threshold_unless_it_is_a_match():
    twins = [*ROWS, ("p-3", "Ngô Xuân Lịch", "vi", "person")]
    adapter = Listening(twins)
    ((first, *_),) = adapter(["Ngô Xuân Lịch"])
    (outcome,) = outcomes({"a": [("Ngô Xuân Lịch", "p-1")]}, adapter.heard)
    assert outcome.status is Status.AMBIGUOUS
    assert outcome.score > adapter.threshold > first[1]
    assert capped(outcome, adapter.threshold).score == first[1]
    assert factory(twins)(["Ngô Xuân Lịch"]) == adapter(["Ngô Xuân Lịch"])


def test_who_cannot_be_asked_says_why():
    assert "no_such_package" in Contender("x", lambda _: Listening, ("no_such_package",)).refusal(10)
    assert "500" in Contender("x", lambda _: Listening, (), 500).refusal(500)
    assert not Contender("x", lambda _: Listening, (), 500).refusal(499)


def test_pairs_align_syllable_by_syllable():
    pairs = [("吴春历", "Ngô Xuân Lịch"), ("武元甲", "Giáp")]
    assert list(aligned(pairs)) == pairs[:1]


def test_a_crowd_of_vietnamese_names_is_filled_up_without_the_names_asked():
    assert is_vietnamese("Phạm Hùng")
    assert not is_vietnamese("John Smith")
    assert not is_vietnamese("Hùng")
    crowd = filled(["Phạm Hùng", "Trần Văn Trà", "Li Hui"], 100, {"phạm văn trà"})
    assert crowd == ["Phạm Hùng", "Trần Văn Trà", "Li Hui", "Trần Hùng"]
    assert filled(["Phạm Hùng", "Trần Văn Trà"], 1, set()) == ["Phạm Hùng"]


def test_caches_of_answers_are_found_and_tables_stay():
    found = latency.caches()
    assert found
    assert all(isinstance(each, functools._lru_cache_wrapper) and each.cache_parameters()["maxsize"] for each in found)


def test_times_are_those_of_every_mention():
    asked: list[str] = []
    cold = latency.times(asked.append, ["a", "b", "c"], is_cold=True)
    assert asked == ["a", "b", "c"]
    assert cold.mentions == 3
    assert cold.median <= cold.p90 <= cold.p99
    assert latency.sample(["b", "a", "a", "b"], 5) == latency.sample(["a", "b"], 5)


def test_the_time_of_one_resolve_stands_beside_the_quickest_other():
    results = Results(cold=latency.Times(9, 1.5, 3.0, 9.0), warm=latency.Times(9, 1.0, 2.0, 3.0))
    each = {who: scored({"a": (60, 0, 1.0)}) for who in (OURS, "slow", "quick")}
    results.scored["one"] = each | {"slow": Scored(each["slow"].figures, cpu=7.0)}
    median, *told = goals.speed(results, "one")
    assert (median.ours, median.verdict, median.other) == (1.5, "reached", "1.00 quick, mean of all queries")
    assert not any(line.verdict for line in told)
    assert list(goals.speed(Results(), "one")) == []
