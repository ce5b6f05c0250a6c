"""How long work over many events treats memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch without the cycle collector: no cycle is made in it, and each pass walks every event that lives.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            if not gc.get_freeze_count():
                # What was made counts as young, and the next object would have all of it walked: call it old.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
