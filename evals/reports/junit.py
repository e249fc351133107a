"""JUnit, which every CI system can read: a failure is a judgement, an error is a case that could not be judged."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from evals.result import Result, Score


def render(scores: Sequence[Score], results: Sequence[Result]) -> bytes:
    root = Element("testsuites", name="framefirst eval")
    for score in scores:
        of_suite = [result for result in results if result.suite == score.suite]
        suite = SubElement(
            root, "testsuite", name=score.suite, tests=str(len(of_suite)), failures=str(score.failed),
            errors=str(score.errors), skipped=str(score.skipped),
        )  # fmt: skip
        for result in of_suite:
            name = result.case if result.attempt == 1 else f"{result.case} (run {result.attempt})"
            case = SubElement(
                suite,
                "testcase",
                classname=f"framefirst.{score.suite}",
                name=name,
                file=result.file,
                line=str(result.line),
            )
            if result.verdict != "pass":
                tag = {"fail": "failure", "error": "error", "skip": "skipped"}[result.verdict]
                SubElement(case, tag, message=printable(result.reason))
        for figure in score.figures:
            if not figure.held:
                case = SubElement(
                    suite, "testcase", classname=f"framefirst.{score.suite}", name=f"figure {figure.name}"
                )
                SubElement(
                    case, "failure", message=f"{figure.value:g} over {figure.n}, bar {figure.least or figure.most}"
                )
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def printable(text: str) -> str:
    """Without the characters that XML does not hold."""
    return "".join(char for char in text if char in "\t\n" or char >= " " and not 0xD800 <= ord(char) <= 0xDFFF)
