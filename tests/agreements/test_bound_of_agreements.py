"""What a bound leaves out could not have been listed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exonym.resolver import agreements
from exonym.resolver.agreements import Bound, KnownAgreement, described, parse
from exonym.resolver.model import NO_HINTS, Gazetteer, Hints, Kind
from exonym.resolver.policy import AgreementWeights
from exonym.resolver.text.cleaning import clean

HINTS = [
    NO_HINTS,
    Hints(date="2018-04-10", context_countries=("jp", "vn"), language="vi"),
    Hints(date="1992", context_countries=("eu", "us"), language="en"),
]


@pytest.fixture(scope="module")
def known(gazetteer: Gazetteer) -> list[KnownAgreement]:
    return [described(each) for each in gazetteer.entities.values() if each.kind is Kind.AGREEMENT]


@pytest.mark.parametrize("hints", HINTS)
@pytest.mark.parametrize("weights", [AgreementWeights(), replace(AgreementWeights(), doubtful=-0.5, year=-1.0)])
def test_no_agreement_is_said_more_for(known: list[KnownAgreement], hints: Hints, weights: AgreementWeights) -> None:
    texts = sorted({form.text for each in known for form in each.entity.forms})[::23]
    names = [
        *filter(None, (parse(clean(text)) for text in texts)),
        parse("协议"),
        parse("2号协定"),
        parse("东海行为准则"),
    ]
    compared = 0
    for name in filter(None, names):
        bound = Bound(name, hints, weights)
        for each in known:
            found = agreements.compare(name, each, hints, weights)
            assert not found or sum(item.weight for item in found) <= bound.of(each) + 1e-9
            compared += bool(found)
    assert compared > 1000


def test_nothing_is_left_out_where_a_policy_rewards_what_speaks_against_an_agreement(
    known: list[KnownAgreement],
) -> None:
    name = parse("协议")
    assert name is not None
    assert Bound(name, NO_HINTS, replace(AgreementWeights(), vaguer_topic=0.1)).of(known[0]) == float("inf")


def test_a_date_that_is_none_is_near_no_signature(known: list[KnownAgreement]) -> None:
    name = parse("协议")
    assert name is not None
    assert Bound(name, Hints(date="soon")).of(known[0]) == Bound(name).of(known[0])
