"""How long the command takes to start, next to a bare interpreter: `python -m evals.bench.startup`.

Both are started in turn, in one run, so that a busy machine slows both sides alike. The medians count.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evals.bench import Row, printed

ROUNDS = 7
BARE = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-m", "assistant", "--help")
DOCTOR = (sys.executable, "-m", "assistant", "doctor", "--json")


def seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Median seconds of each command, and of the bare interpreter beside it."""
    with tempfile.TemporaryDirectory() as home:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("FRAMEFIRST_", "OPENAI_"))}
        environment = clean | {"FRAMEFIRST_HOME": str(Path(home))}
        for command in (BARE, HELP, DOCTOR):
            seconds(command, environment)
        taken = [tuple(seconds(command, environment) for command in (BARE, HELP, DOCTOR)) for _ in range(rounds)]
    bare, help_page, doctor = (statistics.median(column) for column in zip(*taken, strict=True))
    return [
        Row("framefirst --help / python -c pass", help_page, bare),
        Row("framefirst doctor / python -c pass", doctor, bare),
    ]


if __name__ == "__main__":
    print(printed(rows()))
