"""Files that are no text, whatever they are called: told by their first bytes, with how to make a table of them."""

from __future__ import annotations

from ...errors import InputError, Place

_AS_CSV = "Save the table as CSV (UTF-8)."
_FOREIGN = {
    b"PK\x03\x04": ("a spreadsheet or a zip archive", _AS_CSV),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet", _AS_CSV),
    b"%PDF-": ("a PDF", _AS_CSV),
    b"PAR1\x15": ("Parquet", "Let the name of the file end in .parquet."),
    b"\x1f\x8b": ("packed by gzip", "Let its name end in .gz, or unpack it first."),
    b"\x28\xb5\x2f\xfd": ("packed by zstandard", "Let its name end in .zst, or unpack it first."),
    **{
        b"BZh%d1AY&SY" % level: ("packed by bzip2", "Unpack it first, e.g. bzcat FILE | exonym reconcile.")
        for level in range(1, 10)
    },
    b"\xfd7zXZ": ("packed by xz", "Unpack it first, e.g. xzcat FILE | exonym reconcile."),
}


def refuse_foreign(head: bytes, name: str) -> None:
    """Raises InputError where the first bytes are those of something else than text."""
    for magic, (what, remedy) in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"this is {what}, and no table of text.", place=Place(name), remedy=remedy)
