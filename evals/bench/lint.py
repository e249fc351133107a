"""How many decision records are linted in a second: `python -m evals.bench.lint`.

Ten thousand files are written, read back, parsed and checked. Seconds are those of the processor, so that a busy machine
does not decide; the time on the wall is printed beside them.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from assistant.linting import lint, sheets

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "tests" / "records").rglob("*.md"))
COUNT = 10_000
LEAST = 200.0
"""Records a second."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = _written(Path(folder))
        started, spent = time.perf_counter(), _spent()
        linted = lint(sheets(paths))
        spent, waited = _spent() - spent, time.perf_counter() - started
    measured = {
        "records": len(linted),
        "findings": sum(len(one.findings) for one in linted),
        "mean_bytes": round(sum(path.stat().st_size for path in RECORDS) / len(RECORDS)),
        "records_a_second": round(len(linted) / spent),
        "records_a_second_on_the_wall": round(len(linted) / waited),
    }
    print(json.dumps(measured, indent=2))
    return 0 if len(linted) == COUNT and measured["records_a_second"] >= LEAST else 1


def _spent() -> float:
    """Seconds of the processors, those of finished children among them."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _written(folder: Path) -> list[Path]:
    """Copies of the synthetic records under names of their own."""
    texts = [(path.suffix, path.read_bytes()) for path in RECORDS]
    paths = []
    for number in range(COUNT):
        suffix, text = texts[number % len(texts)]
        path = folder / f"{number:05}{suffix}"
        path.write_bytes(text)
        paths.append(path)
    return paths


if __name__ == "__main__":
    sys.exit(main())
