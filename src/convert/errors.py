"""What the user can act on, as exceptions: one line each (what, where, what to do) and an exit code.

    ConvertError                  1   any of these
    ├── UsageError                2   the command line contradicts itself or names something unknown
    ├── SourceError               3   a source is missing, unreadable, or in no known encoding
    ├── SettingsError             4   front matter, a configuration file or a theme is broken
    ├── TargetError               5   an output cannot be written, or would fall on a source
    └── MissingLibraryError       6   a format needs a library this machine lacks

Anything else that is raised is a bug and ends with exit code 70.
"""


class ConvertError(Exception):
    """Base of everything the user can act on; `str(error)` is one line for people."""

    exit_code = 1


class UsageError(ConvertError):
    """The command line contradicts itself or names something unknown."""

    exit_code = 2


class SourceError(ConvertError):
    """A source is missing, unreadable, or in no known encoding."""

    exit_code = 3


class SettingsError(ConvertError):
    """Front matter, a configuration file or a theme is broken; the message names file and line."""

    exit_code = 4


class TargetError(ConvertError):
    """An output cannot be written, or would fall on a source."""

    exit_code = 5


class MissingLibraryError(ConvertError):
    """A format needs a library this machine lacks; the message says what to install."""

    exit_code = 6
