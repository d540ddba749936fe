"""The table of options: every way in has what a row promises, and nothing else has options of its own."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import typer

import exonym
from exonym.api.cli.main import app
from exonym.api.files.file_options import read_options
from exonym.api.refusals import ParameterError
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.option_docs import replaced
from exonym.resolver.bulk.options import OPTIONS, Way, job_of, options_of, policy_of
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import UsageError
from exonym.resolver.model import Status
from exonym.resolver.policy import DEFAULT_POLICY, Policy

ROOT = Path(__file__).parents[2]
DEFAULTS = {option.name: option.default for option in OPTIONS}
CLASSES = {"columns": Columns, "shape": Shape, "job": Job, "policy": Policy}


def test_each_option_stands_once_and_sets_one_field_that_exists() -> None:
    assert len(DEFAULTS) == len(OPTIONS)
    targets = [option.sets for option in OPTIONS if option.sets]
    assert len(set(targets)) == len(targets)
    for target in targets:
        name, field = target.split(".")
        assert field in CLASSES[name].__struct_fields__, target


def test_defaults_are_those_of_the_classes() -> None:
    columns = ("id", "name", "status", "score", "matched_name", "why", "candidates")
    assert job_of(DEFAULTS, "names.csv") == Job("names.csv", shape=Shape(columns))
    assert policy_of(DEFAULTS) is None


def test_values_are_parsed_and_reach_their_field() -> None:
    given = {"only": "none, error", "delimiter": "tab", "kind_column": "k", "prefix": "", "match_score": 95.0}
    job = job_of({**DEFAULTS, **given}, "names.csv")
    assert job.shape.only == {Status.NONE, Status.ERROR}
    assert (job.delimiter, job.columns.kind, job.shape.prefix) == ("\t", "k", "")
    policy = policy_of(given)
    assert policy is not None
    assert (policy.match_score, policy.margin) == (95.0, DEFAULT_POLICY.margin)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"min_score": -1.0}, "--min-score is -1. Give a number from 0 to 100."),
        ({"margin": float("nan")}, "--margin is nan. Give a number of 0 or more."),
        ({"margin": float("inf")}, "--margin is inf."),
        ({"known_share": 0.0}, "--known-share is 0. Give a number between 0 and 1, as 0.5."),
        ({"known_share": 1.0}, "--known-share is 1. Give a number between 0 and 1, as 0.5."),
    ],
)
def test_a_number_out_of_range_is_refused(given: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError) as error:
        policy_of(given)
    assert said in str(error.value)


def test_what_is_given_changes_the_usual_policy_of_a_service() -> None:
    usual = Policy(known_share=0.3)
    assert policy_of({"match_score": 95.0}, usual) == Policy(known_share=0.3, match_score=95.0)
    assert policy_of({"known_share": 0.5}, usual) == Policy(known_share=0.5)


@pytest.mark.parametrize("share", [0.0, 1.0, float("nan")])
def test_a_policy_refuses_a_prior_that_leaves_nothing_to_weigh(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Policy(known_share=share)


def test_over_http_the_ends_of_the_prior_are_refused() -> None:
    with pytest.raises(ParameterError, match="known_share"):
        read_options({"known_share": "1"})
    assert read_options({"known_share": "0.5"}).policy(DEFAULT_POLICY) == Policy(known_share=0.5)


def test_the_command_has_the_options_of_the_table_and_those_of_every_command() -> None:
    command = typer.main.get_command(app).commands["reconcile"]  # type: ignore[attr-defined]
    flags = {flag for parameter in command.params for flag in parameter.opts if flag.startswith("--")}
    assert flags - {"--gazetteer", "--without-shipped"} == {option.flag for option in options_of(Way.COMMAND)}


def test_http_has_the_same_defaults() -> None:
    assert read_options({}).given == {option.name: option.default for option in options_of(Way.HTTP)}


def test_python_has_the_same_names_and_defaults() -> None:
    parameters = inspect.signature(exonym.reconcile).parameters
    options = {option.name: option.default for option in options_of(Way.PYTHON)}
    assert parameters.keys() - {"frame", "resolver"} == options.keys()
    others = {"columns": (), "jobs": 1}  # a sequence; a process may have threads, which a copy of it does not survive
    assert {name: parameters[name].default for name in options} == {**options, **others}


def test_the_documentation_lists_every_option() -> None:
    page = (ROOT / "docs/bulk.md").read_text(encoding="utf-8")
    assert page == replaced(page), "run: python -m exonym.resolver.bulk.option_docs docs/bulk.md"
    named = set(re.findall(r"^\| (?:`-\w`, )?`(--[a-z-]+)`", page, re.MULTILINE))
    assert named == {option.flag for option in options_of(Way.COMMAND)}
