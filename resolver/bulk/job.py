"""What a run is asked to do, and what it says when it is done."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from ..model import Status
from .columns import Columns
from .formats import file_format
from .shape import Answer, Shape

BASE = "https://example.org/exonym/"
"""What ids stand behind in a mapping set that is given no other: an address that stays an example."""


class Job(Struct, frozen=True):
    """One table and what to do with it.

    `source` and `target` are paths, `-` for the standard streams; an empty `target` writes nothing. `format` is what
    the source is, as `file_format` says, if its name does not say it.
    `delimiter` and `encoding` are found when empty. `guard` keeps spreadsheets from running cells; `bom`
    begins the output with a byte order mark; `distinct` writes a line for each distinct mention with its
    hints instead of one for each row; `review` is a second file, of the mentions that a person should see;
    `show` rows are kept in the summary. `headless` tables have no header: their columns are numbered. `decisions` is a
    file of what people decided, which is obeyed; `legacy` the 8-bit code of mentions. With `resume` the answers that a
    run to the same target had found when it was killed are taken over; `rules` says what besides the gazetteer they
    depend on. `processes` may be used at once. `mappings` is a file for the matches as SSSOM, with ids behind `base`.
    In the directory `kept`, if there is one, answers about names that the gazetteer writes itself stay from run to run.
    """

    source: str
    target: str = ""
    columns: Columns = field(default_factory=Columns)
    shape: Shape = field(default_factory=Shape)
    delimiter: str = ""
    encoding: str = ""
    guard: bool = False
    bom: bool = False
    distinct: bool = False
    review: str = ""
    show: int = 0
    headless: bool = False
    decisions: str = ""
    legacy: str = ""
    resume: bool = False
    rules: str = ""
    processes: int = 1
    mappings: str = ""
    kept: str = ""
    base: str = BASE
    format: str = ""

    @property
    def reads(self) -> str:
        """What the source is: `delimited`, `jsonl` or `parquet`."""
        return self.format or file_format(self.source)

    @property
    def called(self) -> str:
        """The source, as messages call it."""
        return "standard input" if self.source == "-" else self.source


class Summary(Struct):
    """What came of a job. `shown` are the first rows: the cells that were asked about, and the answer.

    `examples` are up to five distinct mentions of each status. `delimiter` is that of the input, empty if
    it has none; `recognised` what its first bytes said that it is, where its name did not; `gazetteer` the version that
    answered; `resumed` how many answers an earlier run had kept; `faults` how many rows were broken.
    """

    header: tuple[str, ...] = ()
    delimiter: str = ""
    gazetteer: str = ""
    rows: int = 0
    distinct: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)
    shown: list[tuple[tuple[str, ...], Answer]] = field(default_factory=list)
    examples: dict[Status, list[str]] = field(default_factory=dict)
    resumed: int = 0
    stale: bool = False
    recognised: str = ""
    faults: int = 0
