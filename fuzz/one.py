"""A target's name and libFuzzer's arguments in; runs until the time is over, and leaves what it finds in a folder.

python fuzz/one.py TARGET FINDINGS CORPUS… -max_total_time=60 …
"""

import logging
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["convert", "markdown_it", "mdit_py_plugins"], enable_loader_override=False
):
    import findings
    import targets

    targets.TARGETS[sys.argv[1]](b"", {})


def main() -> None:
    """Hand the target to libFuzzer, which never returns."""
    target, folder = sys.argv[1], Path(sys.argv[2])
    logging.disable(logging.CRITICAL)

    def run(data: bytes) -> None:
        payload, settings = targets.taken_apart(data)
        try:
            targets.TARGETS[target](payload, settings)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            findings.record(folder, target, payload, settings, error)

    atheris.Setup([sys.argv[0], *sys.argv[3:]], run)
    atheris.Fuzz()


main()
