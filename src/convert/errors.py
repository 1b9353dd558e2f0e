"""What the user can act on, as exceptions: one line each (what, where, what to do) and an exit code.

    ConvertError                  1   any of these
    ├── UsageError                2   what was typed (or set in the environment) is impossible or contradicts itself
    ├── SourceError               3   a source is missing, unreadable, or in no known encoding
    ├── SettingsError             4   what a file says is impossible: front matter; or a style sheet or a Word template that is broken or missing
    ├── TargetError               5   an output cannot be written, or would fall on a source
    ├── MissingLibraryError       6   a format needs a library this machine lacks
    ├── NoticesError              7   something was dropped, guessed or repaired, and the run was to be strict
    ├── ProofError                8   an output was read back, and something of the document is not in it
    └── WorkerError               9   a worker died, or ran over its time or memory: only the source in its hand is lost

Anything else that is raised is a bug and ends with exit code 70. The one rule for values: what was typed ends with 2, what
stands in a file with 4.
"""


class ConvertError(Exception):
    """Base of everything the user can act on; `str(error)` is one line for people, whatever it quotes."""

    exit_code = 1

    def __init__(self, message: str = "") -> None:
        super().__init__(" ".join(message.splitlines()))


class UsageError(ConvertError):
    """What was typed, or set in the environment, is impossible or contradicts itself."""

    exit_code = 2


class SourceError(ConvertError):
    """A source is missing, unreadable, or in no known encoding."""

    exit_code = 3


class SettingsError(ConvertError):
    """What a file says is impossible; the message names file and line."""

    exit_code = 4


class TargetError(ConvertError):
    """An output cannot be written, or would fall on a source."""

    exit_code = 5


class MissingLibraryError(ConvertError):
    """A format needs a library this machine lacks; the message says what to install."""

    exit_code = 6


class NoticesError(ConvertError):
    """Something was dropped, guessed or repaired, and the run was to be strict; nothing was written."""

    exit_code = 7


class ProofError(ConvertError):
    """An output lacks something of its document; the file stands as it was written."""

    exit_code = 8


class WorkerError(ConvertError):
    """The process that converted a source died, or ran over its time or memory; nothing of the source in hand counts as written."""

    exit_code = 9
