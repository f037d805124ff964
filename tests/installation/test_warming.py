"""What a web process does before its first reader."""

import gc

from embassy.warming import warm


def test_what_is_loaded_at_the_start_is_out_of_the_collectors_rounds() -> None:
    thresholds = gc.get_threshold()
    try:
        warm()
        frozen = gc.get_freeze_count()
        assert frozen > 100_000
        assert len(gc.get_objects()) < frozen / 10
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
