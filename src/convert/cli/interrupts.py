"""Ctrl-C and SIGTERM in, a wish to stop out: once, what is in hand is finished; twice, it is dropped."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Wish:
    """Whether someone wishes that the run stops."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard
        self.stop = False

    def __call__(self) -> bool:
        """Say whether to stop."""
        return self.stop

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Be told of a signal; KeyboardInterrupt at the second."""
        if self.stop:
            raise KeyboardInterrupt
        self.stop = True
        self._heard()


@contextmanager
def listened(heard: Callable[[], None]) -> Iterator[Wish]:
    """Listen for signals; `heard` is called at the first. Must be the main thread."""
    wish = Wish(heard)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    # A signal that was ignored when we were started stays so: `nohup` and shells' background jobs mean it.
    mine = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in mine:
        signal.signal(number, wish.interrupted)
    try:
        yield wish
    finally:
        for number in mine:
            signal.signal(number, before[number])
