"""What is loaded at the start is looked through no more."""

import gc

from adapters.system.memory import keep_what_is_loaded


def test_what_is_loaded_is_left_out_of_collections() -> None:
    before = gc.get_freeze_count()
    try:
        keep_what_is_loaded()
        assert gc.get_freeze_count() > before + 1_000
    finally:
        gc.unfreeze()
