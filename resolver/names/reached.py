"""Which forms a mention may reach by a route, and which routes are worth asking: by script, kind and country alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..mentions.name import Spelling, spelling_script
from ..model import Form, Kind
from ..readings.japanese.kana import is_kana
from ..readings.lattice import Bridge
from ..readings.routes import bridges, bridges_from, one_kana
from ..text.scripts import BY_CHARACTER, Script, script_of
from .forms import KnownForm
from .reading import is_usual

_SPOKEN = 5  # letters of an organisation's name that may be heard in another script; in capitals, one more
_SPOKEN_CHARACTERS = 3  # characters that tell an organisation's name from other readings of them


def may_differ(mention: Spelling, form: KnownForm) -> bool:
    """Whether a name may be written otherwise in the same script: one in characters only half in kana."""
    return mention.script is not Script.HAN or any(map(is_kana, f"{mention.text}{form.spelling.text}"))


def is_spoken(spelling: Spelling) -> bool:
    """Whether an organisation's name may be heard in another script: words, and no acronym (NATO is not 娜苏)."""
    letters = "".join(spelling.words)
    if spelling.script in BY_CHARACTER or spelling.script is Script.KATAKANA:
        return len(letters) > 1
    return len(letters) >= _SPOKEN and not (letters.isupper() and len(letters) <= _SPOKEN)


def may_be_heard(mention: Spelling, form: KnownForm) -> bool:
    """Whether an organisation's name may be read in another script.

    Two characters only where its country is known, and in letters as one word: Wu Jing is a person, and not 武警.
    Not the letters alone of a name that is partly in characters (UKUSA of UKUSA協定 is not 雨宮桜), and characters not
    where it has a name in characters: 奥库斯 is AUKUS, and 阿卡斯 something else, though オーカス sounds like it.
    Routes read no figures, so both must have the same: 6·16 남북공동선언 is not 南北共同宣言.
    """
    if not (is_spoken(mention) and is_spoken(form.spelling)) or _is_mixed(form.spelling):
        return False
    if _digits(mention) != _digits(form.spelling):
        return False
    if mention.script is Script.HAN and form.spelling.script is not Script.HAN and _is_in_han(form.entity.forms):
        return False
    if mention.script not in BY_CHARACTER and len(mention.words) > 1 and is_brief(form.spelling):
        return False
    short = max(map(len, ("".join(mention.words), "".join(form.spelling.words)))) < _SPOKEN_CHARACTERS
    return not short or bool(form.entity.country)


def _digits(spelling: Spelling) -> str:
    return "".join(filter(str.isdecimal, spelling.text))


def _is_mixed(spelling: Spelling) -> bool:
    """Whether some letters of a name are in another script than most."""
    text, script = spelling.text, spelling.script
    return not text.isascii() and any(script_of(char) not in (script, Script.NONE) for char in text)


def _is_in_han(forms: Iterable[Form]) -> bool:
    return any(spelling_script(form.text) is Script.HAN for form in forms)


def is_brief(spelling: Spelling) -> bool:
    """Whether a name is of so few characters that very many words sound like it."""
    return spelling.script in BY_CHARACTER and len("".join(spelling.words)) < _SPOKEN_CHARACTERS


def is_read_by(bridge: Bridge, form: KnownForm) -> bool:
    """Whether a form is compared by what the route reads it as."""
    return _may_take(bridge, form) and is_read(form)


def is_met_by(bridge: Bridge, form: KnownForm) -> bool:
    """Whether a form is compared with what the route reads a mention as."""
    return _may_take(bridge, form) and meets(bridge.source, form)


def is_read(form: KnownForm) -> bool:
    """Whether a form is read by routes: not one in characters whose reading is written."""
    return not (form.read and form.spelling.script is Script.HAN)


def meets(script: Script, form: KnownForm) -> bool:
    """Whether what a mention in a script is read as may be a form: characters are not, where the owner's are known."""
    return not (form.in_han and script is Script.HAN)


def _may_take(bridge: Bridge, form: KnownForm) -> bool:
    """Whether the route is worth asking."""
    if is_usual(bridge, form.entity.country):
        return True
    if form.in_han and one_kana(form.spelling.script) is Script.KATAKANA:
        return False  # kana beside characters say how these are read
    # names from elsewhere are heard where a route searches: that tells more than a chain of chance syllables
    return bridge.searches and form.entity.kind is Kind.PERSON and not form.part


def may_be_read(form: KnownForm) -> bool:
    """Whether a mention in Han characters may have to reach a form by a reading of its own.

    Never where the owner's characters are written. Where no route from characters brings forms in this script, only if
    one is usual for the owner.
    """
    if form.in_han:
        return False
    script = one_kana(form.spelling.script)
    if script in _brought_by_han():
        return True
    judged = form.entity.kind is Kind.PERSON and form.native
    return judged and any(is_usual(bridge, form.entity.country) for bridge in bridges(Script.HAN, script))


@cache
def _brought_by_han() -> frozenset[Script]:
    return frozenset(one_kana(bridge.target) for bridge in bridges_from(Script.HAN))
