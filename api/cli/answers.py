"""An answer in words: the entity, its evidence with weights, and why the runner-up lost."""

from __future__ import annotations

from collections.abc import Iterator

from ...resolver.model import Candidate, Decision, Evidence, Status
from .styled import Line, one_line


def decision_lines(decision: Decision) -> Iterator[Line]:
    """What `resolve` prints."""
    mention = one_line(decision.mention)
    if decision.status is Status.MATCH:
        yield from _match(mention, decision)
        return
    if decision.parts:
        yield [(mention, "bold"), (" → ", ""), (decision.status.value, "cyan"), (f": {len(decision.parts)} names", "")]
        for part in decision.parts:
            yield from ([("  ", ""), *line] for line in decision_lines(part.decision))
        return
    style = "yellow" if decision.status is Status.AMBIGUOUS else "red"
    yield [
        (mention, "bold"),
        (" → ", ""),
        (decision.status.value, style),
        (f": {one_line(decision.why)}", ""),
    ]
    for candidate in decision.candidates:
        yield [("  ", ""), *_headline(candidate)]
        yield from _evidence(candidate, "      ")


def _match(mention: str, decision: Decision) -> Iterator[Line]:
    yield [
        (mention, "bold"), (" → ", ""), (decision.id, "bold green"), (f"  {decision.name}", "bold"),
        (f"  match {decision.score:.1f}", "green"),
    ]  # fmt: skip
    winner, *others = decision.candidates or (None,)
    if winner is None:
        yield [(f"  {one_line(decision.why)}", "")]
        return
    yield from _evidence(winner, "  ")
    if others:
        yield [
            ("  runner-up ", "dim"),
            *_headline(others[0]),
            (f": {one_line(_loss(winner, others[0]))}", "dim"),
        ]


def candidate_lines(mention: str, candidate: Candidate) -> Iterator[Line]:
    """What `explain` prints of a candidate: each piece of evidence, its rule, and the rule's meaning."""
    from ...resolver.decision.rules import rules

    yield [(one_line(mention), "bold"), (" ~ ", ""), *_headline(candidate)]
    yield [(f"  {one_line(candidate.why)}", "")]
    for evidence in candidate.evidence:
        yield _weighed(evidence, "  ")
        rule = rules().get(evidence.rule)
        yield [(f"           {evidence.rule}" + (f": {rule.text}" if rule else ""), "dim")]
    total = sum(evidence.weight for evidence in candidate.evidence)
    yield [(f"  {total:+7.2f}  in all", "bold")]


def _headline(candidate: Candidate) -> Line:
    return [(candidate.id, "cyan"), (f"  {candidate.name}", ""), (f"  {candidate.score:.1f}", "bold")]


def _evidence(candidate: Candidate, indent: str) -> Iterator[Line]:
    for evidence in candidate.evidence:
        yield _weighed(evidence, indent)


def _weighed(evidence: Evidence, indent: str) -> Line:
    style = "red" if evidence.veto or evidence.weight < 0 else "green"
    veto = " (forbids a match)" if evidence.veto else ""
    return [(f"{indent}{evidence.weight:+7.2f}  ", style), (one_line(evidence.text) + veto, "")]


def _loss(winner: Candidate, loser: Candidate) -> str:
    """The strongest reason against the loser; without any, what it lacks that the winner has."""
    against = [evidence for evidence in loser.evidence if evidence.veto or evidence.weight < 0]
    if against:
        worst = min(against, key=lambda evidence: (not evidence.veto, evidence.weight))
        return f"{worst.text} ({worst.weight:+.2f})"
    have = {evidence.rule for evidence in loser.evidence}
    lacking = [evidence for evidence in winner.evidence if evidence.rule not in have and evidence.weight > 0]
    if lacking:
        return "nothing says of it: " + max(lacking, key=lambda evidence: evidence.weight).text
    return loser.why
