"""One stranger's folder, one canary server and one watch for all hostile inputs."""

from collections.abc import Iterator

import pytest

from hostile import canary, folder
from hostile.running import Place
from hostile.watching import Watch


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The stranger's folder, with what watches over it."""
    root = tmp_path_factory.mktemp("strangers").resolve()
    with canary.Server() as server:
        yield Place(root, server, Watch(), folder.make(root, server))
