"""`framefirst eval`: the eval suite from the command line.

Exit codes: 0 fine; 1 judged and not good enough; 2 wrong usage or nothing selected; 3 could not be judged; 130 interrupted.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import BadInput, Misconfigured

if TYPE_CHECKING:
    from evals.evaluation import Evaluated
    from evals.result import KillMatrix, Result
    from evals.subject import Subject
    from evals.team import Team

HELP = "The eval suite, offline unless --model names a model."
BASELINES = Path("evals") / "baselines"
BENCH = "bench"
WIDE = 30

group = typer.Typer(help=HELP, invoke_without_command=True, rich_markup_mode=None, add_completion=False)
Folder = Annotated[Path | None, typer.Argument(help="The folder of a kept run; the last one by default.")]


def register(cli: typer.Typer) -> None:
    cli.add_typer(group, name="eval")


@group.callback()
def evaluate(
    context: typer.Context,
    suite: Annotated[list[str] | None, typer.Option("--suite", help="Only this suite; may be given again.")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", help="Only this case; may be given again.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="Ask this model, such as openai:gpt-4.1-mini.")] = None,
    stub: Annotated[str | None, typer.Option("--stub", help="Ask this stub model, on loopback.")] = None,
    record: Annotated[Path | None, typer.Option("--record", help="Keep the model's answers in this file, for --stub recorded:FILE.")] = None,
    mutants: Annotated[bool, typer.Option("--mutants", help="Check the checks with products that are bad on purpose.")] = False,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Hold the run against this blessed file.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write a JUnit file.")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write one HTML page.")] = None,
    summary: Annotated[Path | None, typer.Option("--summary", help="Append a Markdown summary; on GitHub by itself.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    project: Annotated[Path, typer.Option("--project", help="Where your guide, playbooks, prompts and cases lie.")] = Path(),
    guide: Annotated[Path | None, typer.Option("--guide", help="Your guide, a folder of Markdown files.")] = None,
    playbooks: Annotated[Path | None, typer.Option("--playbooks", help="Your playbooks, a folder of YAML files.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Your prompts, a folder of Markdown files.")] = None,
    cases: Annotated[list[Path] | None, typer.Option("--cases", help="A folder with cases of your own.")] = None,
    keep: Annotated[Path | None, typer.Option("--keep", help="Where results go; the data folder otherwise.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run kept there.")] = False,
    again: Annotated[str | None, typer.Option("--from", help="Judge a kept run again (a folder, or `last`); calls nothing.")] = None,
    failed: Annotated[str | None, typer.Option("--failed", help="Only what failed in a kept run (a folder, or `last`).")] = None,
    repeat: Annotated[int, typer.Option("--repeat", min=1, help="Run each case so many times.")] = 1,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Cases at once.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.01, help="Time limit of a case.")] = 60.0,
) -> None:  # fmt: skip
    """The eval suite, offline unless --model names a model. Your own guide, playbooks, prompts and cases are found in the
    working folder. Exit 1 when something is below its bar or worse than the baseline, 2 when nothing was selected, 3 when
    something could not be judged."""
    if context.invoked_subcommand:
        return
    from evals import evaluation, team

    names = tuple(suite or ())
    if names == (BENCH,):
        raise typer.Exit(_bench(as_json))
    if BENCH in names:
        raise BadInput("The benchmarks measure time, so they run alone: `framefirst eval --suite bench`.")
    if model and stub:
        raise BadInput("Give --model or --stub, not both.")
    mine = team.find(project, guide, playbooks, prompts, cases or ())
    from assistant.settings import read_settings

    home = read_settings().home
    wanted = evaluation.Wanted(
        suites=names, cases=tuple(case or ()), repeat=repeat, workers=workers, seconds=seconds,
        keep=keep or _last(home), resume=resume, again=_kept(again, home), failed_of=_kept(failed, home),
        baseline=baseline,
    )  # fmt: skip
    if mutants and not names:
        from evals.reports import kills as kills_report

        kills = _kill_matrix(mine, quiet=as_json)
        print(kills.model_dump_json(indent=1) if as_json else kills_report.render(kills))
        if report:
            _write(report, kills_report.page(kills))
        raise typer.Exit(0 if kills.held else 1)
    subject = _subject(mine, home, project, model, stub)
    if record:
        from dataclasses import replace

        from evals.stubs.recorded import recording

        subject = replace(subject, wrap=recording(record))
    done = _evaluated(wanted, mine, subject, quiet=as_json)
    if mutants:
        from dataclasses import replace

        done = replace(done, kills=_kill_matrix(mine, quiet=as_json))
    _tell(done, as_json, junit, report, summary)
    raise typer.Exit(done.exit_code)


def _subject(mine: "Team", home: Path, project: Path, model: str | None, stub: str | None) -> "Subject":
    from dataclasses import replace

    from assistant.settings import GUIDED, read_settings
    from evals.subject import Endpoint

    subject = mine.subject(home, project)
    if model and model != GUIDED:
        settings = read_settings(flags={"FRAMEFIRST_MODEL": model})
        base_url = settings.get("OPENAI_BASE_URL") or None
        return replace(subject, endpoint=Endpoint(settings.model, base_url, settings.api_key or None))
    if stub:
        from evals.evaluation import stubbed

        return stubbed(subject, stub)
    return subject


def _evaluated(wanted: Any, mine: "Team", subject: "Subject", quiet: bool) -> "Evaluated":
    from evals import evaluation

    bar = Bar(quiet)
    try:
        return evaluation.evaluate(
            wanted, mine, subject, on_start=bar.start, on_result=bar.advance, prepare=lambda one: _prepare(one, bar)
        )
    except KeyboardInterrupt:
        bar.clear()
        if bar.done:
            print(
                f"framefirst: interrupted with {bar.done} of {bar.total} results, kept in {wanted.keep}. The same command with "
                "--resume goes on from there.",
                file=sys.stderr,
            )
        raise
    finally:
        bar.clear()


def _prepare(subject: "Subject", bar: "Bar") -> None:
    """Builds the index of the guide where it is missing. Words alone would give other figures and no warning."""
    status = subject.found_in.prepare(bar.step)  # type: ignore[attr-defined]  # a subject with a home has a Guide
    bar.clear()
    if status.mode != "hybrid":
        raise Misconfigured(f"The guide cannot be searched by meaning, so retrieval cannot be judged. {status.why}")


def _kill_matrix(mine: "Team", quiet: bool) -> "KillMatrix":
    from assistant.prompting import FOLDER
    from evals.mutants import check_the_checks

    bar = Bar(quiet)
    try:
        matrix: KillMatrix = check_the_checks(bar.step, prompts=mine.prompts or FOLDER)
        return matrix
    finally:
        bar.clear()


def _tell(
    done: "Evaluated", as_json: bool, junit: Path | None, report: Path | None, summary: Path | None
) -> None:  # fmt: skip
    from evals import baseline
    from evals.reports import annotations, markdown, page, text
    from evals.reports import junit as junit_report

    if junit:
        _write(junit, junit_report.render(done.scores, done.results))
    if report:
        _write(report, page.render(done.header, done.scores, done.results, done.differences, done.kills, done.team))
    summary = summary or (Path(named) if (named := os.environ.get("GITHUB_STEP_SUMMARY")) else None)
    if summary:
        with summary.open("a", encoding="utf-8") as file:
            file.write(markdown.render(done.scores, done.results, done.differences, done.kills))
    if as_json:
        print(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
        return
    print(text.render(done.scores, done.results, done.refused, done.team))
    if done.differences and (told := baseline.told(done.differences, done.results)):
        print(told)
    if done.kills:
        from evals.reports import kills as kills_report

        print(kills_report.render(done.kills))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        worse = {(one.suite, case) for one in done.differences for case in one.worse} if done.differences else None
        for command in annotations.render(done.results, worse):
            print(command)


def _write(file: Path, content: str | bytes) -> None:
    try:
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}). Choose another place.") from None


def _last(home: Path) -> Path:
    return home / "evals" / "last"


def _kept(named: str | None, home: Path) -> Path | None:
    return None if named is None else _last(home) if named == "last" else Path(named)


def _bench(as_json: bool) -> int:
    from evals.bench import table

    return table.main(as_json)


# -- what was blessed --------------------------------------------------------------------------------------------------


@group.command()
def bless(
    run: Folder = None,
    into: Annotated[Path | None, typer.Option("--into", help="The baseline file.")] = None,
) -> None:
    """Makes a kept run the baseline that later runs are held against. Look at it first."""
    from assistant.settings import read_settings
    from evals import baseline, store

    folder = run or _last(read_settings().home)
    header, results = store.read_header(folder), store.read_results(folder)
    file = into or BASELINES / f"{_file_name(header.endpoint)}-{_file_name(header.model)}.json"
    blessed = baseline.bless(header, results, file)
    passed = sum(share == 1 for one in blessed.suites.values() for share in one.cases.values())
    cases = sum(len(one.cases) for one in blessed.suites.values())
    print(f"{file}: {passed} of {cases} cases pass in {len(blessed.suites)} suites. Commit it.")


def _file_name(text: str) -> str:
    return "".join(char if char.isalnum() or char in ".-" else "-" for char in text).strip("-")


@group.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The folder of a kept run.")],
    after: Annotated[Path, typer.Argument(help="The folder of a later one.")],
) -> None:
    """Two kept runs of the same suites, case by case. Exit 1 when the later one is worse."""
    from evals import baseline, store

    first, second = store.read_header(before), store.read_header(after)
    shares = baseline.shares(store.read_results(before))
    suites = {name: baseline.Blessed(hash=first.suites[name], cases=cases) for name, cases in shares.items()}
    earlier = baseline.Baseline(endpoint=second.endpoint, model=second.model, suites=suites)
    results = store.read_results(after)
    differences = baseline.compare(earlier, second, results)
    print(baseline.told(differences, results) or "No case changed.")
    raise typer.Exit(1 if any(one.regressed for one in differences) else 0)


@group.command(name="schema")
def schemas(
    into: Annotated[Path, typer.Option("--into", help="The folder of cases.")] = Path("evals") / "cases",
) -> None:
    """Writes the schema of each suite's cases for your editor and, for the shipped cases, the ledger of ids."""
    from evals import case
    from evals.suites import KINDS, SUITES

    case.write_schemas(KINDS, into)
    if into.resolve() == case.SHIPPED.resolve():
        case.enter({suite.name: [str(one.case.id) for one in suite.cases()] for suite in SUITES})
    print(f"{len(KINDS)} schemas in {into / case.SCHEMAS}.")


# -- a progress bar, on a terminal -------------------------------------------------------------------------------------


class Bar:
    """One line on standard error that is gone when the work is done; nothing where nobody looks."""

    def __init__(self, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self.total = self.done = self._bad = 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, result: "Result") -> None:
        self.done += 1
        self._bad += result.verdict in ("fail", "error")
        bad = f", {self._bad} not passed" if self._bad else ""
        self.step(f"{self.done}/{self.total} {result.suite}{bad}", self.done / max(1, self.total))

    def step(self, what: str, fraction: float | None) -> None:
        if self._shown:
            full = round(WIDE * (fraction or 0.0))
            sys.stderr.write(f"\r\x1b[2K{'█' * full}{'·' * (WIDE - full)} {what}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
