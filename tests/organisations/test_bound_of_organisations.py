"""What a bound leaves out could not have been listed."""

from __future__ import annotations

import math

import pytest

from exonym.resolver import organisations
from exonym.resolver.model import NO_HINTS, Gazetteer, Hints, Kind
from exonym.resolver.organisations import Bound, described, parse
from exonym.resolver.policy import OrganisationWeights

NAMES = [
    "国防部", "Bộ Quốc phòng", "Bộ Quốc phòng Việt Nam", "防衛省", "第九军区", "越南108号中央军队医院",
    "the Ministry of Defence", "Juntendo University",
    "Lữ đoàn 147", "军队", "Ministry of Defence of Japan and Vietnam",
    "Bộ Tư lệnh Hải quân",
]  # fmt: skip
HINTS = [
    NO_HINTS,
    Hints(context_countries=("jp", "vn"), language="vi"),
    Hints(context_countries=("us", "asean")),
    Hints(country="vn"),
]


@pytest.mark.parametrize("hints", HINTS)
@pytest.mark.parametrize("text", NAMES)
def test_no_organisation_is_said_more_for(gazetteer: Gazetteer, text: str, hints: Hints) -> None:
    weights, read = OrganisationWeights(), parse(text)
    assert read is not None
    known = [described(each) for each in gazetteer.entities.values() if each.kind is Kind.ORGANISATION]
    known = [each for each in known if read.function in each.functions] + known[:50]
    owners = {each.entity.country for each in known}
    bound = Bound(read, owners, hints, weights)
    for each in known:
        found = organisations.compare(read, each, weights)
        if found:
            found += tuple(organisations.unsaid_country(read, each.entity, owners, hints, weights))
        if not found or any(item.veto for item in found):
            assert bound.of(each) == -math.inf
        else:
            assert sum(item.weight for item in found) <= bound.of(each) + 1e-9
