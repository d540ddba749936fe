"""Documents of our own in many languages: no match is wrong, and few mentions are missed."""

from functools import cache

import pytest

from exonym.resolver.documents.annotate import Annotation, Annotator
from exonym.resolver.model import Status
from exonym.resolver.resolve import Resolver

from .golden import Golden, documents

GOLDEN = list(documents())
RECALL = 0.95


@pytest.fixture(scope="module")
def annotations(resolver: Resolver) -> dict[str, Annotation]:
    annotator = Annotator(resolver)
    return {golden.name: annotator.annotate(golden.text, golden.hints) for golden in GOLDEN}


def test_there_are_enough_in_enough_languages():
    assert len(GOLDEN) >= 30
    assert len({golden.name.partition(":")[0] for golden in GOLDEN}) >= 15


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_no_match_is_wrong(annotations: dict[str, Annotation], golden: Golden):
    wrong = [
        (mention.text, mention.decision.id, mention.decision.why)
        for mention in annotations[golden.name].mentions
        if mention.decision.status is Status.MATCH
        and not any(
            start < mention.end and mention.start < end and entity == mention.decision.id
            for start, end, entity in golden.places
        )
    ]
    assert not wrong


def test_few_mentions_are_missed(annotations: dict[str, Annotation]):
    wanted = [(golden.name, *place) for golden in GOLDEN for place in golden.places if place[2] != "?"]
    missed = [
        (name, GOLDEN_TEXTS()[name][start:end], entity)
        for name, start, end, entity in wanted
        if not any(
            start < mention.end and mention.start < end and mention.decision.id == entity
            for mention in annotations[name].mentions
        )
    ]
    assert len(missed) <= (1 - RECALL) * len(wanted), missed


@cache
def GOLDEN_TEXTS() -> dict[str, str]:  # noqa: N802 - a constant that is made when a test fails
    return {golden.name: golden.text for golden in GOLDEN}
