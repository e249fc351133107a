"""Revisit triggers as alerting rules: valid for Prometheus, honest about what nobody said."""

import shutil
import subprocess
from datetime import date

import promql_parser
import pytest
import yaml
from hostile import MARKUP, QUERIES, SCRIPTS, TEMPLATES
from loaded import export, log_of

from assistant.domain.frame import Frame, Provenance, Trigger
from assistant.export.alerts import conditions, render

TODAY = date(2026, 11, 24)
PROMTOOL = shutil.which("promtool")


def trigger(text: str, id: str = "t1", **more) -> Trigger:
    return Trigger(id=id, text=text, measurable=True, origin=Provenance(), **more)


def watched(text: str) -> list[tuple[str, int]]:
    return [(condition.expression, condition.holds) for condition in conditions(trigger(text), TODAY)]


WEEK, DAY = 604_800, 86_400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p95 above 2 seconds for a week, Ines watches, and a look on 1 September 2027", [("p95_seconds > 2", WEEK)]),
        ("More than 5 lost orders a month, Marta watches", [("increase(lost_orders_total[30d]) > 5", 0)]),
        ("error rate over 1 %", [("error_rate_ratio > 0.01", 0)]),
        ("if the bill exceeds 500 euro a month", [("bill_eur_per_month > 500", 0)]),
        ("fewer than 3 developers", [("developers < 3", 0)]),
        ("queue longer than 10,000 messages for 5 minutes", [("queue_messages > 10000", 300)]),
        ("disk usage above 2 TB", [("disk_usage_bytes > 2e+12", 0)]),
        ("traffic reaches 400 requests per second", [("rate(traffic_requests_total[5m]) >= 400", 0)]),
        ("at least 3 outages in a quarter", [("increase(outages_total[90d]) >= 3", 0)]),
        ("p95 rises above 300 ms or errors exceed 2 %", [("p95_seconds > 0.3", 0), ("errors_ratio > 0.02", 0)]),
        ("latency above 3 s for more than 2 days", [("latency_seconds > 3", 2 * DAY)]),
        ("בדיקה over 5 %", [("trigger_t1_ratio > 0.05", 0)]),
    ],
)
def test_a_threshold_is_read_from_the_words(text, expected):
    assert watched(text) == expected


@pytest.mark.parametrize(
    "text", ["when it hurts", "a look on 1 September 2027", "", "p95", "10 % more orders", "Ines says so"]
)
def test_what_names_no_threshold_is_no_alert(text):
    assert watched(text) == []


def test_the_whole_file():
    frame = Frame(title="Orders {{x}}", triggers=(trigger("p95 above 2 s for a week", owner="Ines"), trigger("when it\nhurts", "t2")))  # fmt: skip
    assert render(frame, TODAY) == (
        "# Revisit triggers as alerting rules. Metric names are placeholders: map them to what you measure.\n"
        "# No number to watch in: when it hurts\n"
        "groups:\n- name: framefirst-revisit-triggers\n  rules:\n"
        "  - alert: LookAgainP95Seconds\n    expr: p95_seconds > 2\n    for: 1w\n"
        "    labels:\n      severity: info\n      trigger: t1\n      owner: Ines\n"
        "    annotations:\n"
        """      summary: 'Look again at the decision: Orders {{ "{{" }}x{{ "}}" }}'\n"""
        "      description: p95 above 2 s for a week\n"
        "      mapping: p95_seconds is a placeholder named after these words. Replace it with the metric you measure.\n"
    )


def test_nothing_to_watch_is_still_a_valid_file():
    assert yaml.safe_load(render(Frame(), TODAY)) == {"groups": []}


HOSTILE = (
    *MARKUP,
    *TEMPLATES,
    *QUERIES,
    *SCRIPTS,
    "{{ $value }} }} {{",
    "x\n- alert: y\n  expr: up",
    "# c",
    'a{b="c"}[5m]',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_become_a_rule_a_query_or_a_template(text):
    log = log_of([f"{text} above 2 s"])
    rules = [rule for group in yaml.safe_load(export(log, "alerts"))["groups"] for rule in group["rules"]]
    for rule in rules:
        promql_parser.parse(rule["expr"])
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["alert"].isalnum()
        for told in (*rule["labels"].values(), *rule["annotations"].values()):
            assert told.replace('{{ "{{" }}', "").replace('{{ "}}" }}', "").count("{{") == 0


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed; Debian has it in the package prometheus")
def test_promtool_accepts_the_rules(tmp_path):
    for place, text in enumerate(HOSTILE):
        (tmp_path / f"{place}.yml").write_bytes(export(log_of([f"{text} above 2 s"]), "alerts"))
    done = subprocess.run([str(PROMTOOL), "check", "rules", *map(str, tmp_path.glob("*.yml"))], capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
