"""GitHub's workflow commands: each failure shown at the line where its case is written."""

from collections.abc import Collection, Iterator, Sequence

from evals.result import Result


def render(results: Sequence[Result], worse: Collection[tuple[str, str]] | None = None) -> Iterator[str]:
    """An error for each failure; where there is a baseline, `worse` than it, and a notice for what was known before."""
    for result in results:
        if result.verdict not in ("fail", "error"):
            continue
        is_new = worse is None or result.verdict == "error" or (result.suite, result.case) in worse
        level = "error" if is_new else "notice"
        place = f"file={_property(result.file)},line={result.line},title={_property(f'{result.suite}/{result.case}')}"
        yield f"::{level} {place}::{_data(result.reason or result.verdict)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
