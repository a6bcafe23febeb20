"""How many processors there are to use."""

import os


def count_processors() -> int:
    """Processors that this process may use, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
