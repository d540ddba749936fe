"""numpy, imported when something of it is first used: `from … import lazy_numpy as np`.

It takes longer to import than a command needs to answer a name that is written in the gazetteer, which asks no array
for more than single numbers. So nothing of it is used while modules are imported, and type aliases are texts.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import *  # noqa: F403
else:

    def __getattr__(name):
        """Takes a name from numpy when it is first used (PEP 562)."""
        value = globals()[name] = getattr(import_module("numpy"), name)
        return value
