"""exonym: from a written name to a canonical entity, with the evidence for it.

```pycon
>>> import exonym
>>> resolver = exonym.load()
>>> decision = resolver.resolve("吴春历", exonym.Hints(country="vn"))
>>> decision.status, decision.id, decision.name
(<Status.MATCH: 'match'>, 'vn-ngo-xuan-lich', 'Ngô Xuân Lịch')
>>> resolver.resolve("国防部").status
<Status.AMBIGUOUS: 'ambiguous'>

```

`load` gives a `Resolver`, whose `resolve` gives a `Decision` with its candidates and the evidence for each;
`resolve_many` gives those of many mentions, and `reconcile` the same for a frame of polars. Every error is an
`ExonymError`: what is wrong, where, and how to mend it.
Importing exonym loads nothing else: each public name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api.python import load, reconcile
    from .resolver.errors import ExonymError
    from .resolver.hints import parse_hints
    from .resolver.model import Candidate, Decision, Evidence, Hints, Part, Status
    from .resolver.policy import Policy
    from .resolver.resolve import Resolver

__version__ = "0.1.0"

__all__ = [
    "Candidate",
    "Decision",
    "Evidence",
    "ExonymError",
    "Hints",
    "Part",
    "Policy",
    "Resolver",
    "Status",
    "__version__",
    "load",
    "parse_hints",
    "reconcile",
]

_HOMES = {
    "load": "api.python",
    "reconcile": "api.python",
    "ExonymError": "resolver.errors",
    "parse_hints": "resolver.hints",
    "Candidate": "resolver.model",
    "Decision": "resolver.model",
    "Evidence": "resolver.model",
    "Hints": "resolver.model",
    "Part": "resolver.model",
    "Status": "resolver.model",
    "Policy": "resolver.policy",
    "Resolver": "resolver.resolve",
}


if not TYPE_CHECKING:  # else type checkers would let any name pass

    def __getattr__(name):
        """Imports a public name from its home when it is first used (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
