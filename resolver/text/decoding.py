"""Entities of HTML, and characters whose bytes were read in a wrong encoding, as what they were meant to be."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NESTED = re.compile("&(?:amp;)+")
# bytes 80 to BF as these encodings have them: each byte of UTF-8 but the first of a character is one of them
_WESTERN = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CYRILLIC = "\x81-\xbfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї"
_AFTER_WORDS = "[\xa0»·‘’“”…–—›]"
_PAIR = f"[Â-ß][{_WESTERN}]"
_LONE = f"(?!.\xa0){_PAIR}"
# a capital before such a sign is no proof (JOSÉ’S, BANGLADÉŠ), but in a word, before small letters, or twice
_TWO_BYTES = rf"(?<=[a-z]){_LONE}|(?<![^\W\d_]){_LONE}(?=[a-z])|(?:{_PAIR}){{2}}"
_THREE_BYTES = f"[à-ï](?!{_AFTER_WORDS}{{2}})[{_WESTERN}]{{2}}"
_READ_WRONGLY = (
    ("cp1252", re.compile(f"{_TWO_BYTES}|{_THREE_BYTES}")),
    ("cp1251", re.compile(f"(?:[РС][{_CYRILLIC}][ -@]*){{3}}")),
)
"""Encodings, and what UTF-8 looks like that was read in them: Ã¡ for á, РџСѓС‚РёРЅ for Путин."""


def decoded(text: str) -> str:
    """The text with its entities undone, and read as UTF-8 where it certainly is that: all of it, or nothing."""
    before = ""
    while text != before:  # each time it is shorter
        before = text
        if "&" in text and ";" in text:
            text = _ENTITY.sub(lambda found: html.unescape(found[0]), _NESTED.sub("&", text))
        if not text.isascii():
            text = _as_utf8(text)
    return text


def _as_utf8(text: str) -> str:
    for encoding, look in _READ_WRONGLY:
        if look.search(text):
            try:
                return b"".join([_byte(char, encoding) for char in text]).decode()
            except UnicodeError:
                continue
    return text


def _byte(char: str, encoding: str) -> bytes:
    """The byte that was read as a character; of those that the encoding has no character for, a control. Raises
    UnicodeError for a character that no byte is read as."""
    try:
        return char.encode(encoding)
    except UnicodeError:
        return char.encode("latin-1")
