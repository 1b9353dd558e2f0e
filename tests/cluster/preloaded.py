"""What a worker of the tests loads first: documents that say so end it, or hold it up."""

import os
import time
from collections.abc import Callable
from typing import Any

from convert import pipeline


def awaited(prepare: Callable[..., pipeline.Article]) -> Callable[..., pipeline.Article]:
    def waiting(data: bytes, *rest: Any, **named: Any) -> pipeline.Article:
        if b"ENDS-ITS-WORKER" in data:
            os._exit(3)
        if b"HOLDS-IT-UP" in data:
            time.sleep(60)
        if b"TAKES-A-WHILE" in data:
            time.sleep(0.05)
        return prepare(data, *rest, **named)

    return waiting


pipeline.prepare = awaited(pipeline.prepare)
