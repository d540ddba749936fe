"""Terms that do not fit their post: more holders at once than it has seats, dates after its holders were kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...dates import ended_before
from ...errors import Finding, Place
from ...holding import seats
from ...model import EntityId, Gazetteer, Kind
from ..codes import finding
from ..reading.layers import Record


def doubtful_terms(gazetteer: Gazetteer, records: Mapping[str, Record]) -> Iterator[Finding]:
    """Remarks on posts and their holders. Those who act for a holder, or are suspended, need no seat of their own."""
    current: dict[EntityId, list[EntityId]] = defaultdict(list)
    for person in gazetteer.entities.values():
        for index, term in enumerate(person.posts):
            post = gazetteer.redirect(term.post)
            if post is None or person.merged_into:
                continue
            if not term.end and not term.acting and not any(not period.end for period in term.suspended):
                current[post.id].append(person.id)
            late = next(
                (day for day in (term.start, term.end) if post.as_of and day and ended_before(post.as_of, day)), ""
            )
            if late:
                message = f"`{person.id}` has {late} in `{post.id}`, whose holders were kept up to {post.as_of}"
                yield finding("R504", _written_last(records[person.id], index), message)
    for post_id, holders in sorted(current.items()):
        post = gazetteer.entities[post_id]
        if post.kind is Kind.POST and 0 < seats(post) < len(holders):
            message = f"{len(holders)} hold `{post_id}`, which has {seats(post)}: {', '.join(sorted(holders))}"
            yield finding("R503", records[post_id].place("seats"), message)


def _written_last(record: Record, index: int) -> Place:
    """Where a term stands: the last layer that says a person's posts says all of them."""
    entry = next(entry for entry in reversed(record.entries) if "posts" in entry.fields)
    return entry.at("posts", index)
