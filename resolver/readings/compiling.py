"""Makes the file of what routes say of pieces: `python -m exonym.resolver.readings.compiling`. Builds run it too."""

from __future__ import annotations

from . import half_kana, kana_for_han, walked
from .chinese import cantonese, mandarin, mandarin_kana, pinyin, sinovietnamese, sinovietnamese_abroad, sinoxenic
from .chinese import rendered as mandarin_rendered
from .japanese import kanji
from .japanese import rendered as japanese_rendered
from .korean import hangul, hanja, katakana
from .korean import rendered as korean_rendered
from .piece_file import Made, PieceFile, write
from .pieces import FILE, Table, digest
from .vietnamese import abroad
from .vietnamese import rendered as vietnamese_rendered

TABLES: tuple[Table, ...] = (
    *half_kana.TABLES,
    *kana_for_han.TABLES,
    *hangul.TABLES,
    *hanja.TABLES,
    *katakana.TABLES,
    *korean_rendered.TABLES,
    *kanji.TABLES,
    *japanese_rendered.TABLES,
    *mandarin.TABLES,
    *mandarin_kana.TABLES,
    *mandarin_rendered.TABLES,
    *pinyin.TABLES,
    *cantonese.TABLES,
    *sinovietnamese.TABLES,
    *sinovietnamese_abroad.TABLES,
    *sinoxenic.TABLES,
    *vietnamese_rendered.TABLES,
    *abroad.TABLES,
    *walked.TABLES,
)


def main() -> None:
    """Write the file, where it is not fresh."""
    if PieceFile.open(FILE, digest()) is None:
        inventories = {table.inventory.name: table.inventory.listed() for table in TABLES}
        made = {table.name: Made(table.inventory.name, table.variants, table.make) for table in TABLES}
        write(FILE, digest(), inventories, made)


if __name__ == "__main__":
    main()
