"""Results on disk: appended case by case while a run goes on, put in order when it ends.

A folder holds `run.json`, what was run, and `results.jsonl`, a result a line. What was not finished is run again.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import BadInput
from evals.result import Result

RUN, RESULTS = "run.json", "results.jsonl"


class Header(BaseModel):
    """What a run was of. Two runs with different headers are not one run."""

    model_config = ConfigDict(frozen=True)

    endpoint: str
    """`none` without a model, `stub` for one on loopback that is part of the suite, otherwise the host."""
    model: str
    suites: dict[str, str]
    """Name and hash."""
    prompt: str
    guide: str
    playbooks: str
    repeat: int = 1


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, header: Header) -> None:
        """Empties the folder of an earlier run. Raises BadInput where it cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / RUN).write_text(header.model_dump_json(indent=1) + "\n", encoding="utf-8")
            (self.folder / RESULTS).write_text("", encoding="utf-8")
        except OSError as error:
            raise BadInput(
                f"Results cannot be kept in {self.folder} ({error.strerror}). Give another --keep."
            ) from None

    def resume(self, header: Header) -> tuple[Result, ...]:
        """What an interrupted run had finished; errors are tried again. Raises BadInput for a run of something else."""
        if not (self.folder / RUN).is_file():
            raise BadInput(f"There is no run to resume in {self.folder}. Run once without --resume.")
        if read_header(self.folder) != header:
            raise BadInput(
                f"The run in {self.folder} was of another model, suite, guide, prompt or playbook. "
                "Run without --resume to start afresh."
            )
        done = tuple(result for result in read_results(self.folder) if result.verdict != "error")
        self._write(done)
        return done

    def append(self, result: Result) -> None:
        with (self.folder / RESULTS).open("a", encoding="utf-8") as file:
            file.write(line(result))

    def finish(self, results: Sequence[Result]) -> None:
        """In the order of the suites: two runs of the same thing are the same bytes."""
        self._write(results)

    def _write(self, results: Iterable[Result]) -> None:
        beside = self.folder / f"{RESULTS}.new"
        beside.write_text("".join(map(line, results)), encoding="utf-8")
        beside.replace(self.folder / RESULTS)


def line(result: Result) -> str:
    return json.dumps(result.model_dump(mode="json"), ensure_ascii=False, sort_keys=True) + "\n"


def read_header(folder: Path) -> Header:
    try:
        return Header.model_validate_json((folder / RUN).read_text(encoding="utf-8"))
    except OSError:
        raise BadInput(f"There is no eval run in {folder}. A run is kept there by `framefirst eval --keep`.") from None
    except ValidationError:
        raise BadInput(f"{folder / RUN} is damaged. Run the evals again.") from None


def read_results(folder: Path) -> tuple[Result, ...]:
    """Without a last line that was cut off while it was written. Raises BadInput for any other damage."""
    file = folder / RESULTS
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"There are no results in {folder}. A run is kept there by `framefirst eval --keep`.") from None
    found = []
    for number, written in enumerate(lines, 1):
        try:
            found.append(Result.model_validate_json(written))
        except ValidationError:
            if number < len(lines):
                raise BadInput(f"{file}:{number} is damaged. Run the evals again.") from None
    return tuple(found)
