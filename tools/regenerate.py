"""What `make tables` runs: the generated tables are written anew where their sources are here, then all are checked.

    pip install -r requirements-tables.txt; make tables

A tool whose sources are missing is named, and its tables stay as they are. CI compares the tables with those committed
(`git diff --exit-code resolver/tables`). The Han tables need Unihan (Debian's unicode-data) and opencc. The sources of
japanese_names.tsv and of the learned tables in phonetic/ are fetched and chosen by hand: their tools say which.
"""

from __future__ import annotations

import bz2
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from exonym.resolver.tables.schema.checking import errors
from exonym.resolver.tables.schema.registry import TABLES

TOOLS = Path(__file__).resolve().parent
FOLDER = TOOLS.parent / "resolver" / "tables"
VERSIONS = TOOLS.parent / "requirements-tables.txt"
UNIHAN = Path("/usr/share/unicode/Unihan_Readings.txt.bz2")
UNIHAN_VERSION = "15.0"


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, the library and whether Unihan it needs, and the table that it prints if it prints one."""

    file: str
    library: str = ""
    unihan: bool = False
    prints: str = ""
    arguments: tuple[str, ...] = ()

    def lacks(self) -> str:
        """What is missing here for the tool to run; empty when it can."""
        if self.library and not _installed(self.library):
            return f"{self.library} {_versions().get(self.library, '')}".strip()
        return f"Unihan {UNIHAN_VERSION}" if self.unihan and not _has_unihan() else ""

    def run(self) -> None:
        """Write the tool's tables. Raises CalledProcessError when it fails; a table that it prints then stays whole."""
        command = [sys.executable, str(TOOLS / self.file), *self.arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        if self.prints:
            written = FOLDER / f"{self.prints}.new"
            written.write_bytes(done.stdout)
            written.replace(FOLDER / self.prints)


RUNNABLE = (
    Tool("build_languages.py", "babel", prints="languages.tsv"),
    Tool("build_language_names.py", "babel", prints="language_names.tsv"),
    Tool("build_countries.py", "babel", prints="country_names.tsv"),
    Tool("build_country_codes.py", "babel", prints="country_codes.tsv", arguments=("codes",)),
    Tool("build_country_codes.py", "babel", prints="territory_names.tsv", arguments=("names",)),
    Tool("build_wikidata_countries.py", "rigour", prints="wikidata_countries.tsv"),
    Tool("build_common_names.py", "names"),
    Tool("build_han.py", "opencc", unihan=True),
    Tool("build_vietnamese.py", unihan=True),
)
"""In an order in which each finds the tables that it reads already written."""


def _versions() -> dict[str, str]:
    lines = VERSIONS.read_text(encoding="utf-8").splitlines()
    pins = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {library: wanted for library, _, wanted in pins}


def _installed(library: str) -> bool:
    try:
        return version(library) == _versions().get(library, version(library))
    except PackageNotFoundError:
        return False


def _has_unihan() -> bool:
    if not UNIHAN.exists():
        return False
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        head = [next(lines, "") for _ in range(20)]
    return any(UNIHAN_VERSION in line for line in head)


def main() -> int:
    """Returns 1 when a table has errors, else 0."""
    for tool in RUNNABLE:
        lacking = tool.lacks()
        if not lacking:
            tool.run()
        name = " ".join((tool.file, *tool.arguments))
        print(f"{name}: not run, {lacking} is not installed" if lacking else f"{name}: run")
    found = list(errors())
    for error in found:
        print(error, file=sys.stderr)
    print(f"{len(TABLES)} tables checked, {len(found)} errors")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
