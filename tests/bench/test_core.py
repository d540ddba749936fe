"""The benchmark of one mention's time: which mentions are drawn, and what its table says."""

from tests.bench.core import drawn, table


def rows(script: str, count: int) -> list[dict[str, str]]:
    return [{"script": script, "query": f"{script} {at}", "gold_id": "p-1"} for at in range(count)]


def test_mentions_are_distinct_and_evenly_from_the_scripts():
    asked = drawn([*rows("Latn", 50), *rows("Latn", 50), *rows("Hani", 50), *rows("Thai", 2)], 10)
    assert len(set(asked)) == 10
    assert sorted(script for script, _ in asked) == ["Hani"] * 4 + ["Latn"] * 4 + ["Thai"] * 2


def test_mentions_of_strangers_and_of_other_scripts_are_left_out():
    stranger = {"script": "Latn", "query": "Nobody", "gold_id": ""}
    assert drawn([stranger, *rows("Khmr", 3), *rows("Grek", 1)], 10) == [("Grek", "Grek 0")]


def test_the_table_says_how_many_times_as_fast():
    mentions = [("Latn", "a"), ("Hani", "b")]
    lines = [line.split() for line in table(mentions, [1.0, 2.0], [3.0, 20.0])]
    by_name = {line[0]: line[-3:] for line in lines}
    assert by_name["Latn"] == ["3.00"] * 3
    assert by_name["kana,"] == ["10.00"] * 3
    assert lines[-1][:2] == ["all", "2"]
