"""Every benchmark in this folder in one table: `framefirst eval --suite bench`.

A module either has `rows()`, or prints lines of a name, our figure, the baseline's and the ratio when it is run. Each
runs in a process of its own, one after the other, so that none warms anything up for the next.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from evals.bench import Row, printed

FOLDER = Path(__file__).parent
PRINTED = re.compile(r"^(?P<name>\S.*?)\s{2,}(?P<ours>[\d.]+)\s+(?P<baseline>[\d.]+)\s+(?P<ratio>[\d.]+)")
NOT_OF_TIME = frozenset({"ablation"})
"""What stands in this folder and measures something else."""
NEEDS = {"page": "playwright", "first_words": "playwright"}
"""Development tools that a benchmark cannot do without."""
ASK_ROWS = (
    "import json, importlib, sys; raise_ = sys.exit; module = importlib.import_module('evals.bench.{name}');"
    "print('ROWS' + json.dumps(module.rows())) if hasattr(module, 'rows') else raise_(module.main())"
)
MINUTES = 15
NOTE = 300
"""Characters of a note."""


class Measured(NamedTuple):
    rows: list[Row]
    trouble: str = ""
    """Why nothing was measured, in a line."""
    note: str = ""
    """What a module that has no baseline says of itself, in a line."""
    held: bool = True


def names(folder: Path = FOLDER) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.py") if file.stem not in {"__init__", "table", *NOT_OF_TIME})


def measure(name: str) -> Measured:
    missing = NEEDS.get(name)
    if missing and find_spec(missing) is None:
        return Measured([], f"{name}: not measured, {missing} is not installed")
    command = [sys.executable, "-c", ASK_ROWS.format(name=name)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    except subprocess.TimeoutExpired:
        return Measured([], f"{name}: not measured within {MINUTES} minutes")
    rows = list(parsed(done.stdout))
    if rows:
        return Measured(rows)
    if done.returncode in (0, 1) and done.stdout.strip():
        said = " ".join(done.stdout.split())
        return Measured([], note=f"{name}: {said[:NOTE]}", held=done.returncode == 0)
    last = (done.stderr or done.stdout).strip().splitlines()
    return Measured([], f"{name}: not measured ({last[-1][:200] if last else f'exit {done.returncode}'})")


def parsed(output: str) -> Iterator[Row]:
    for line in output.splitlines():
        if line.startswith("ROWS"):
            yield from (Row(*fields) for fields in json.loads(line.removeprefix("ROWS")))
        elif found := PRINTED.match(line):
            name, _, unit = found["name"].rpartition(", ")
            yield Row(name or found["name"], float(found["ours"]), float(found["baseline"]), unit if name else "")


def main(as_json: bool = False) -> int:
    """Exit 1 when a ratio is over its limit, 3 when something could not be measured."""
    found = []
    for name in names():
        if not as_json:
            print(f"measuring {name}…", file=sys.stderr)
        found.append(measure(name))
    rows, troubles = [row for one in found for row in one.rows], [one.trouble for one in found if one.trouble]
    if as_json:
        listed = [{**row._asdict(), "ratio": round(row.ratio, 3), "held": row.held} for row in rows]
        print(
            json.dumps(
                {"rows": listed, "notes": [one.note for one in found if one.note], "not_measured": troubles}, indent=1
            )
        )
    else:
        print("\n".join([printed(rows), *(one.note for one in found if one.note), *troubles]))
    return 3 if troubles else 0 if all(row.held for row in rows) and all(one.held for one in found) else 1
