"""Findings as SARIF 2.1.0, which code scanners read."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.domain.cleaning import clean
from assistant.domain.frame import Severity
from assistant.domain.records import OWN, RecordFinding
from assistant.domain.rules import CATALOGUE, Rule
from assistant.linting.findings import Linted
from assistant.linting.formats import seen_from

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {"info": "note", "warning": "warning", "error": "error"}


def as_sarif(linted: Sequence[Linted], root: Path) -> dict[str, Any]:
    """One run, with the manuals of the rules that fired; places are relative to `root`, the checkout."""
    fired = {finding.rule for one in linted for finding in one.findings}
    rules = [rule for rule in (*CATALOGUE, *OWN) if rule.id in fired]
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "Framefirst", "version": version("framefirst"), "rules": [_rule(rule) for rule in rules]}
    results = [_result(one.path, f, places[f.rule], root) for one in linted for f in one.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize() + "."},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": f"{rule.meaning}\n\nBad: {rule.bad}\n\nGood: {rule.good}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["decision-record", rule.section]},
    }


def _result(path: str, finding: RecordFinding, rule: int, root: Path) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.quote:
        region["snippet"] = {"text": clean(finding.quote).text}
    same = hashlib.sha256(f"{finding.rule}\n{finding.context}".encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": clean(finding.message).text},
        "locations": [{"physicalLocation": {"artifactLocation": _place(path, root), "region": region}}],
        "partialFingerprints": {"ruleAndSentence/v1": same[:32]},
    }


def _place(path: str, root: Path) -> dict[str, str]:
    seen = seen_from(root, path)
    if Path(seen).is_absolute():
        return {"uri": Path(seen).as_uri()}
    return {"uri": quote(seen), "uriBaseId": "%SRCROOT%"}
