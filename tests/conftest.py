"""What many tests share: the shipped gazetteer and a resolver over it, loaded once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from exonym.resolver.model import Gazetteer
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

ROOT = Path(__file__).parents[1]

EXAMPLES = int(os.environ.get("EXONYM_TEST_EXAMPLES", "0"))

settings.register_profile("same", deadline=None, derandomize=True)  # a change breaks a test, never an unlucky example
settings.register_profile("searching", deadline=None, max_examples=max(EXAMPLES, 1))
settings.load_profile("searching" if EXAMPLES else "same")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are counted, not printed: packed ones hold the second of packing, and each process collects by itself."""
    return argname if isinstance(val, bytes) else None


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
