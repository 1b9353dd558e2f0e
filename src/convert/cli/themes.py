"""A theme's name in, its sheet out; without one, the themes there are with a line each."""

from collections.abc import Callable

from convert import themes
from convert.errors import SettingsError, UsageError


def show(name: str | None, say: Callable[[str], None]) -> None:
    """Say the sheet of a theme as it is written, or which themes there are; UsageError where there is none of that name."""
    if name is None:
        width = max(map(len, themes.names())) + 2
        for theme in themes.names():
            say(f"{theme:<{width}}{themes.purpose(theme)}")
        return
    try:
        say(themes.source(name.removesuffix(".css")).removesuffix("\n"))
    except SettingsError as error:
        raise UsageError(str(error)) from None
