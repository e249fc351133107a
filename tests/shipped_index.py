"""The index of the shipped guide, built once for all workers and kept for the next test run; a change builds it anew."""

from pathlib import Path

from filelock import FileLock

from assistant.adapters.knowledge.knowledge import open_guide
from assistant.wiring import GUIDE

SHARED = Path(__file__).parents[1] / ".pytest_cache" / "shipped-index"


def built() -> Path:
    """The data folder whose `index` holds it, to be copied. Whoever comes first builds; the others wait."""
    SHARED.mkdir(parents=True, exist_ok=True)
    with FileLock(SHARED.with_suffix(".lock")):
        knowledge = open_guide(GUIDE, SHARED)
        assert knowledge.prepare(lambda said, fraction: None).mode == "hybrid"
        knowledge.close()
    return SHARED
