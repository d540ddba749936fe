"""Who may agree with a name, or be heard in it, is told quickly: never of too few, and seldom of too many."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from exonym.resolver.decision.context import Situation
from exonym.resolver.decision.decide import score
from exonym.resolver.finding.by_name import NameFinder
from exonym.resolver.finding.by_sound import SoundFinder
from exonym.resolver.model import NO_HINTS, Title
from exonym.resolver.names.compare import Comparer
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.resolve import Resolver

GOLDEN = Path(__file__).parents[1] / "golden"
SOUNDS = SoundComparer(DEFAULT_POLICY.sound)
LEAST = 50.0
TITLES = ((), (Title("office", "president", "President", "us"),), (Title("rank", "o10", "General"),))
ODD = (
    "",
    "·",
    "V",
    "В Марокко",
    "ab" * 50,
    "Владимир Иванович Путин",
    "Владимир Зеленсккий",
    "Joe R. Biden",
    "Bidden Joe",
    "唐纳德·约翰·特朗普",
    "的競爭對手唐納德·特朗普同樣宣布獲勝",
    "特朗普曾經當過農民·唐纳德",
    "大韓民國國家安保室第一次長金泰孝",
    "日本国独立行政法人国際協力機構",
)


def mentions() -> Iterator[str]:
    """Names that are known and names that are not, and each with a slip of the pen and without a word."""
    yield from ODD
    for name in ("people.tsv", "strangers.tsv", "several.tsv"):
        lines = [line for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in [*csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)][::5]:
            mention, half = row["mention"], len(row["mention"]) // 2
            yield mention
            yield mention[:half] + mention[half + 1 :]
            yield mention[:half] + mention[half : half + 2][::-1] + mention[half + 2 :]
            yield " ".join(mention.split()[1:])


def test_whoever_is_heard_might_have_been(resolver: Resolver):
    finder = SoundFinder(resolver.catalogue, SOUNDS, DEFAULT_POLICY)
    counts = {True: 0, False: 0}
    for mention in mentions():
        for hypothesis in resolver.normalize(mention).hypotheses:
            for titles in TITLES:
                situation = Situation(NO_HINTS, titles, resolver.gazetteer.entities)
                may_reach = finder.may_reach(LEAST, hypothesis, situation)
                found = list(finder.assess(hypothesis, situation, []))
                reached = any(not each.veto and score(each, DEFAULT_POLICY) >= LEAST for each in found)
                assert may_reach or not reached, mention
                counts[may_reach] += not titles
    assert 0 < counts[True] < counts[False]


def test_whoever_agrees_leniently_might_have_done_so(resolver: Resolver):
    finder = NameFinder(resolver.catalogue, Comparer(DEFAULT_POLICY.names), SOUNDS, DEFAULT_POLICY)
    counts = {True: 0, False: 0}
    for mention in mentions():
        name = resolver.normalize(mention)
        if name.problem:
            continue
        may_agree = finder.may_agree(name)
        for hypothesis in name.hypotheses:
            situation = Situation(NO_HINTS, hypothesis.titles, resolver.gazetteer.entities)
            strictly = {each.id for each in finder.candidates(hypothesis, lenient=False, derives=True)}
            for entity in finder.candidates(hypothesis, lenient=True, derives=True):
                found = finder.assess(entity, hypothesis, situation, lenient=True)
                if found and (found.identifies or found.exact) and not found.veto and entity.id not in strictly:
                    assert may_agree, (mention, entity.id)
        counts[may_agree] += 1
    assert 20 < counts[True] < counts[False]
