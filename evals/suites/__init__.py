"""Every suite, in the order in which they run and are reported."""

from evals.case import Case
from evals.conversation import Stakeholder
from evals.suite import Suite
from evals.suites import (
    cost,
    documents,
    drafts,
    export,
    flow,
    grounding,
    questions,
    reading,
    retrieval,
    robustness,
    rules,
    tradeoff,
)
from evals.talks import Talk

SUITES: tuple[Suite, ...] = (
    retrieval.SUITE, reading.SUITE, rules.SUITE, flow.SUITE, questions.SUITE, tradeoff.SUITE, export.SUITE, drafts.SUITE, grounding.SUITE, robustness.SUITE, cost.SUITE, documents.SUITE,
)  # fmt: skip
FILES: dict[type[Case], str] = {Stakeholder: "stakeholders", Talk: "talks"}
"""Kinds of case that several suites share, and the file they stand in; the others stand in one of their suite's name."""
KINDS: tuple[tuple[str, type[Case]], ...] = tuple(
    {suite.case: (FILES.get(suite.case, suite.name), suite.case) for suite in SUITES}.values()
)
"""The files of cases, and what an entry of each is."""
