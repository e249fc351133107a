"""What an offline run keeps and reports depends on the product alone: not on the process, the place or the clock."""

import os
import subprocess
import sys
from pathlib import Path

import evals
from evals import evaluation
from evals.mutants.damages import by_words
from evals.reports import junit, markdown, page, text
from evals.store import read_results
from evals.subject import Subject
from evals.suites import SUITES
from evals.team import Team

CASES = (
    "keyword-01", "off-topic-01", "reading-01", "FF101-vague-quantity", "said-001", "ward-handover", "receipts-store",
    "route-notes", "documents-orders", "robust-hostile", "robust-drips", "robust-stalls", "robust-reset-midway",
    "cost-short",
)  # fmt: skip
"""Some of every suite, and of trouble that has to do with time."""


def run(folder: Path, workers: int) -> None:
    wanted = evaluation.Wanted(cases=CASES, keep=folder, workers=workers)
    done = evaluation.evaluate(wanted, Team(), Subject(knowledge=lambda subject: by_words()))
    (folder / "said.txt").write_text(text.render(done.scores, done.results, done.refused))
    (folder / "summary.md").write_text(markdown.render(done.scores, done.results, done.differences))
    (folder / "junit.xml").write_bytes(junit.render(done.scores, done.results))
    (folder / "page.html").write_text(page.render(done.header, done.scores, done.results, done.differences))


def test_runs_of_every_suite_in_two_processes_are_the_same_bytes_and_say_nothing_beside(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    elsewhere = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "PYTHONPATH": str(Path(evals.__file__).parents[1])}
    other = subprocess.Popen(
        [sys.executable, __file__, str(there)], env={**os.environ, **elsewhere},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    run(here, workers=3)
    assert (other.communicate(timeout=120)[0], other.returncode) == ("", 0)

    written = sorted(file.name for file in here.iterdir())
    assert written == ["junit.xml", "page.html", "results.jsonl", "run.json", "said.txt", "summary.md"]
    assert [name for name in written if (here / name).read_bytes() != (there / name).read_bytes()] == []
    assert {result.suite for result in read_results(here)} == {suite.name for suite in SUITES}


if __name__ == "__main__":
    run(Path(sys.argv[1]), workers=1)
