"""What many tests share: the shipped gazetteer and a resolver over it, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from exonym.resolver.model import Gazetteer
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load, shipped

ROOT = Path(__file__).parents[1]

settings.register_profile("untimed", deadline=None)  # the first example may load a table, on any machine
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The commands keep what they load under a cache of the tests, not under the user's, nor another process's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load([shipped()])


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)
