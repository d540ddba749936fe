"""Where a run writes: each output in a place of its own, none of which is read from, and all of which are there."""

from __future__ import annotations

from pathlib import Path

from ...errors import InputError, Place, UsageError
from ..formats import refuse_review, refuse_target
from ..job import Job


def refuse_targets(job: Job) -> None:
    """Raises UsageError where one file would be lost to another, InputError where none can be written."""
    refuse_target(job.target)
    refuse_review(job.review)
    named = (("-o", job.target), ("--review", job.review), ("--sssom", job.mappings))
    outputs = [(option, path) for option, path in named if path]
    for at, (option, path) in enumerate(outputs):
        for what, other in (("input", job.source), ("decisions", job.decisions)):
            if other and path != "-" and is_same_file(path, other):
                raise UsageError(f"{path} would replace the {what}.", remedy="Give the output another name.")
        for before, other in outputs[:at]:
            if is_same_file(path, other):
                where = "standard output" if path == "-" else path
                raise UsageError(f"{before} and {option} would both write {where}.", remedy="Give each its own file.")
        if not Path(path).parent.is_dir():
            raise InputError("cannot write there: no such directory.", place=Place(path))


def is_same_file(one: str, other: str) -> bool:
    """Whether two names are one file. A device such as /dev/null may be written twice."""
    first, second = Path(one), Path(other)
    if first.exists() and second.exists():
        return first.samefile(second) and first.is_file()
    return first.resolve() == second.resolve()
