"""A gazetteer of one's own before its first entry: in order as it is written, and kept when it is written again."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from exonym.resolver.errors import InputError
from exonym.resolver.store.checking.check import check
from exonym.resolver.store.checking.schema import schemas
from exonym.resolver.store.editing.skeleton import lay_out


def test_what_is_written_is_in_order(tmp_path: Path) -> None:
    written, kept = lay_out(tmp_path)
    assert kept == []
    assert {"people/.gitkeep", "posts/.gitkeep", "sources.yaml", "README.md", ".pre-commit-config.yaml"} <= set(written)
    assert [each for each in check([tmp_path]) if each.severity != "remark"] == []
    for name in (".pre-commit-config.yaml", ".github/workflows/gazetteer.yml"):
        assert yaml.safe_load((tmp_path / name).read_text())


def test_what_is_there_stays_and_the_schema_is_renewed(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "README.md").write_text("ours")
    (tmp_path / "schema" / "people.schema.json").write_text("old")
    written, kept = lay_out(tmp_path)
    assert written == ["schema/people.schema.json"]
    assert "README.md" in kept
    assert (tmp_path / "README.md").read_text() == "ours"
    assert (tmp_path / "schema" / "people.schema.json").read_text() == schemas()["people.schema.json"]


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "names").write_text("")
    with pytest.raises(InputError):
        lay_out(tmp_path / "names")
