"""Why a file gives no bytes."""

from convert.record import Record


class Unread(Record):
    """Why a file gives no bytes; `missing` where there is none, `large` where it has too many."""

    reason: str
    large: bool = False
    missing: bool = False
