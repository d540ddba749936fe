"""`resolve`, `explain`, `normalize`: what they print, and what they do with strange mentions."""

from __future__ import annotations

import json

import pytest

from exonym import __version__
from exonym.resolver.model import Hints

from .conftest import FakeResolver, Run


def test_a_match_is_shown_with_its_evidence_and_why_the_runner_up_lost(run: Run) -> None:
    result = run("resolve", "吴春历")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "吴春历 → vn-ngo-xuan-lich  Ngô Xuân Lịch  match 99.2",
        "    +8.12  吴春历 reads Ngô Xuân Lịch [in Vietnamese]",
        "    +2.00  of vn",
        "  runner-up vn-phan-van-giang  Phan Văn Giang  12.0: 吴 is not Phan (-4.50)",
    ]


def test_an_ambiguous_mention_is_shown_with_its_candidates(run: Run) -> None:
    lines = run("resolve", "Phan").stdout.splitlines()
    assert lines[0] == "Phan → ambiguous: a bare family name"
    assert lines[1] == "  vn-phan-van-giang  Phan Văn Giang  12.0"
    assert "        -4.50  吴 is not Phan (forbids a match)" in lines
    assert "  vn-ngo-xuan-lich  Ngô Xuân Lịch  99.2" in lines


def test_json_has_the_shape_of_the_http_reply(run: Run) -> None:
    wire = json.loads(run("resolve", "吴春历", "--json").stdout)
    assert (wire["version"], wire["gazetteer"]) == (__version__, "v1")
    result = wire
    assert {key: result[key] for key in ("status", "id", "name", "score", "matched_name", "why")} == {
        "status": "match",
        "id": "vn-ngo-xuan-lich",
        "name": "Ngô Xuân Lịch",
        "score": 99.2,
        "matched_name": "吴春历",
        "why": "read in Vietnamese",
    }
    best, other = result["candidates"]
    assert best["kind"] == "person"
    assert best["evidence"][1] == {"rule": "country", "weight": 2.0, "text": "of vn", "data": {}}
    assert other["evidence"][1]["veto"] is True


def test_json_of_no_match_has_nulls_and_an_empty_list(run: Run) -> None:
    result = json.loads(run("resolve", "Nobody", "--json").stdout)
    assert (result["status"], result["id"], result["name"], result["matched_name"]) == (
        "none",
        None,
        None,
        None,
    )
    assert result["candidates"] == []


def test_hints_reach_the_resolver(run: Run, fake: FakeResolver) -> None:
    run(
        "resolve", "吴春历", "--kind", "org", "--country", "VN", "--context-countries", "vn jp",
        "--date", "2018-04", "--role", "minister", "--language", "zh",
    )  # fmt: skip
    assert fake.hints == [Hints("organisation", "vn", ("vn", "jp"), "2018-04", "minister", "zh")]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--kind", "ship", "Write one of: person"),
        ("--date", "tomorrow", "Write 2018, 2018-04"),
        ("--country", "Vietnm", "Vietnam (vn)"),
        ("--country", "zz", "two or three letters"),
        ("--limit", "many", "limit"),
    ],
)
def test_a_bad_hint_is_a_usage_error(run: Run, option: str, value: str, said: str) -> None:
    result = run("resolve", "吴春历", option, value)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_limit_limits_the_candidates(run: Run) -> None:
    result = json.loads(run("resolve", "Phan", "--limit", "1", "--json").stdout)
    assert len(result["candidates"]) == 1


@pytest.mark.parametrize(
    "mention",
    [
        "",
        "   ",
        "\t\n",
        "\u3000",
        "-",
        "-5",
        "--",
        "- Lich",
        "-吴春历",
        "--吴春历",
        "😀",
        "\x00\x07",
        "[bold]x[/bold]",
        "x" * 10_000,
    ],
)
@pytest.mark.parametrize("command", ["resolve", "explain", "normalize"])
def test_strange_mentions_are_answered(run: Run, command: str, mention: str) -> None:
    args = ["--", mention] if mention == "--" else [mention]
    result = run(command, *args)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.strip()) > 0
    assert len(result.stdout) < 3_000
    if command == "resolve":
        assert " → none: " in result.stdout


def test_a_long_mention_is_cut_on_the_screen_and_says_so(run: Run) -> None:
    assert "(10,000 characters) → none: " in run("resolve", "x" * 10_000).stdout


def test_options_may_follow_a_mention_that_begins_with_a_dash(run: Run) -> None:
    result = run("resolve", "-吴春历", "--json")
    assert json.loads(result.stdout)["status"] == "none"


@pytest.mark.parametrize("unknown", ["--jsonn", "--foo=bar", "-x", "--no-such"])
def test_what_looks_like_an_option_is_one(run: Run, unknown: str) -> None:
    assert run("resolve", "吴春历", unknown).exit_code == 2
    assert run("resolve", unknown).exit_code == 2


def test_two_mentions_are_a_usage_error(run: Run) -> None:
    assert run("resolve", "Ngo", "Xuan").exit_code == 2


def test_explain_shows_each_rule_and_the_sum(run: Run) -> None:
    lines = run("explain", "吴春历", "vn-ngo-xuan-lich").stdout.splitlines()
    assert lines[0] == "吴春历 ~ vn-ngo-xuan-lich  Ngô Xuân Lịch  99.2"
    assert any(line.strip().startswith("country") for line in lines)
    assert lines[-1] == "   +10.12  in all"


def test_explain_without_an_id_shows_all_candidates(run: Run) -> None:
    text = run("explain", "Phan").stdout
    assert text.startswith("Phan → ambiguous: a bare family name")
    assert text.count(" in all") == 2
    assert len(json.loads(run("explain", "Phan", "--json").stdout)["candidates"]) == 2


def test_explain_of_an_unknown_id_fails_without_a_traceback(run: Run) -> None:
    result = run("explain", "Phan", "xx-nobody")
    assert result.exit_code == 1
    assert result.stderr == "exonym: no entity has the id 'xx-nobody'. Look it up.\n"


def test_normalize_shows_titles_and_words(run: Run) -> None:
    text = run("normalize", "吴春历大将").stdout
    assert "text: 吴春历\n" in text
    assert "kind: rank\n" in text
    assert json.loads(run("normalize", "吴春历大将", "--json").stdout)["clean"] == "吴春历大将"


def test_several_names_are_shown_with_an_answer_each() -> None:
    from exonym.api.cli.answers import decision_lines
    from exonym.resolver.model import Decision, Part, Status

    parts = (
        Part(0, 1, Decision("A", Status.NONE, "nothing like it")),
        Part(3, 4, Decision("B", Status.AMBIGUOUS, "fits two")),
    )
    decision = Decision("A, B", Status.SEVERAL, "names 2", parts=parts)
    assert ["".join(text for text, _ in line) for line in decision_lines(decision)] == [
        "A, B → several: 2 names",
        "  A → none: nothing like it",
        "  B → ambiguous: fits two",
    ]
