"""The index of the shipped guide, built once for all workers of a test run."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.adapters.knowledge.knowledge import open_guide
from assistant.wiring import GUIDE


def built(factory: pytest.TempPathFactory) -> Path:
    """The data folder whose `index` holds it, to be copied. Whoever comes first builds; the others wait."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shipped-index"
    with FileLock(f"{shared}.lock"):
        if not (shared / "built").exists():
            knowledge = open_guide(GUIDE, shared)
            assert knowledge.prepare(lambda said, fraction: None).mode == "hybrid"
            knowledge.close()
            (shared / "built").touch()
    return shared
