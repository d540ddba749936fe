"""A service over a small gazetteer, quick to load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from served import client_with, write_gazetteer

from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    return Resolver(load([write_gazetteer(tmp_path_factory.mktemp("gazetteer"))]))


@pytest.fixture(scope="session")
def client(small: Resolver) -> Iterator[TestClient]:
    with client_with(small) as client:
        yield client
