"""The gazetteer from its files: whole and consistent, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...errors import Finding, GazetteerError
from ...garbage import collector_paused
from ...model import Gazetteer
from ..codes import in_order
from .canonical import version
from .layers import Content, ReadFile, entities, read_file, read_layers
from .references import whole_findings


def load(paths: Sequence[Path]) -> Gazetteer:
    """The gazetteer of these layers, later ones over earlier ones (how: see `layers`).

    A path is a directory of YAML, one YAML file, or a table (CSV, TSV, Parquet). Raises GazetteerError with
    all findings when there is an error in any of them; nothing is ever loaded in part.
    """
    gazetteer, findings = read(paths)
    if gazetteer is None:
        raise GazetteerError(findings)
    return gazetteer


def read(paths: Sequence[Path]) -> tuple[Gazetteer | None, list[Finding]]:
    """The same without raising: the gazetteer, or None when a finding is an error; and the findings in order
    of place.
    """
    gazetteer, _, findings = read_content(paths)
    if gazetteer is None:
        return None, findings
    with collector_paused():
        return Gazetteer(gazetteer.entities, version(gazetteer.entities)), findings


def read_content(paths: Sequence[Path], read: ReadFile = read_file) -> tuple[Gazetteer | None, Content, list[Finding]]:
    """As `read`, with the records behind it, which know where everything is written; without the version."""
    with collector_paused():
        content = read_layers(paths, read)
        findings = in_order([*content.findings, *whole_findings(content)])
        if any(problem.severity == "error" for problem in findings):
            return None, content, findings
        built = entities(content.records)
    return Gazetteer(built), content, findings
