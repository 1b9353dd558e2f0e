"""The command `markhue`, as the shell starts it: `app` is the command line itself, `doctor` looks at the machine."""

import gc
import os
import sys
from typing import NoReturn

from convert.errors import TargetError


def command() -> NoReturn:
    """Be the command: run it, and end the process at once.

    A conversion makes trees, not cycles: looking for garbage among them, and while modules load, is a tenth of the time.
    Taking the process's memory apart object by object, as Python does at its end, would be another; what lies on the disk is
    taken away.
    """
    gc.set_threshold(200_000, 20, 20)
    from convert.cli.app import main

    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or TargetError.exit_code
    _tidy()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _tidy() -> None:
    """Have multiprocessing, where it is loaded, remove its temporary folder, which it else does at Python's end."""
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util._run_finalizers()
