"""Models, plumbing, prompts and retrieval that are bad on purpose, each with the check that has to notice.

`check_the_checks` lives in `evals.mutants.matrix`; what there is to be noticed stands in `expected.yaml` and `rules.yaml`.
"""

from pathlib import Path

from assistant.ports import Progress
from assistant.prompting import FOLDER
from evals.result import KillMatrix


def check_the_checks(
    on_progress: Progress = lambda what, fraction: None, workers: int = 2, prompts: Path = FOLDER
) -> KillMatrix:
    """Runs every mutant, in that many processes, with the prompts of a folder."""
    from evals.mutants.matrix import check_the_checks as run

    return run(on_progress, workers, prompts=prompts)
