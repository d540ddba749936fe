"""However far a question reaches, who is listed is the same."""

from __future__ import annotations

import pytest

from exonym.resolver.decision.context import Situation
from exonym.resolver.decision.decide import Assessment, decide
from exonym.resolver.finding.by_content import ContentFinder
from exonym.resolver.finding.by_function import FunctionFinder
from exonym.resolver.finding.reach import Reach, are_enough
from exonym.resolver.mentions.name import Hypothesis, spell
from exonym.resolver.model import Entity, Evidence, Hints, Kind, Status
from exonym.resolver.policy import DEFAULT_POLICY, Policy
from exonym.resolver.resolve import Resolver

MENTIONS = [
    "协议", "合作协议", "dialogen", "Đối thoại", "memorandum of understanding", "the Treaty", "防务合作共同愿景宣言",
    "国防部", "Bộ Quốc phòng", "Bộ Quốc phòng Nhật Bản", "军区", "Forsvarsdepartementet",
    "the Ministry of Foreign Affairs",
]  # fmt: skip
HINTS = [
    Hints(),
    Hints(context_countries=("jp", "vn"), date="2018-04-10", language="vi"),
    Hints(context_countries=("cn",), kind="agreement"),
    Hints(country="vn"),
]
POLICIES = [DEFAULT_POLICY, Policy(min_score=0.0), Policy(min_score=60.0)]


@pytest.mark.parametrize("hints", HINTS)
@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize("policy", POLICIES)
def test_who_is_listed_is_the_same(resolver: Resolver, mention: str, hints: Hints, policy: Policy) -> None:
    catalogue, hypothesis = resolver.catalogue, Hypothesis((spell(mention),))
    situation = Situation(hints, (), catalogue.gazetteer.entities, hints.language, catalogue.successor)
    for finder in (ContentFinder(catalogue, policy), FunctionFinder(catalogue, policy)):
        found = {reach: list(finder.assess(hypothesis, situation, reach)) for reach in Reach}
        decided = {reach: decide(mention, found[reach], policy) for reach in Reach}
        assert decided[Reach.TOLD] == decided[Reach.ALL]
        if decided[Reach.ALL].status is Status.NONE:
            assert decided[Reach.LISTED].status is Status.NONE
        else:
            assert decided[Reach.LISTED] == decided[Reach.ALL]
        names_one = {reach: any(each.identifies and not each.veto for each in found[reach]) for reach in Reach}
        assert names_one[Reach.TOLD] == names_one[Reach.ALL]


def test_what_contradicts_is_not_enough() -> None:
    def assessed(*, veto: bool, identifies: bool = True) -> Assessment:
        said = Evidence("function", 9.0, "said", veto=veto)
        return Assessment(Entity("x", Kind.ORGANISATION, "X", ()), "X", (said,), identifies)

    assert are_enough([assessed(veto=False)], DEFAULT_POLICY)
    assert not are_enough([assessed(veto=True), assessed(veto=False, identifies=False)], DEFAULT_POLICY)
    assert not are_enough([], DEFAULT_POLICY)
