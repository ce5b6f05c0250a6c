"""Work without the cycle collector leaves it as it was."""

import gc

import pytest

from timeline.chronology.memory import uncollected


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    """Switched on again only where it was on, also after an error."""
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(KeyError), uncollected():
            raise KeyError
        assert on == gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_is_not_walked_at_the_end() -> None:
    """The first object after a long stretch does not have all that was made in it collected."""
    passes: list[object] = []
    gc.collect()
    gc.callbacks.append(lambda *told: passes.append(told))
    try:
        with uncollected():
            made = [[number] for number in range(100_000)]
        made.append([])
        assert [] == passes
    finally:
        gc.callbacks.pop()


def test_what_the_program_froze_stays_frozen() -> None:
    """A server that keeps its objects from the collector keeps them so."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with uncollected():
            pass
        assert 0 < frozen == gc.get_freeze_count()
    finally:
        gc.unfreeze()
