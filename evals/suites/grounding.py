"""Is every sentence that reaches a person or the document somebody's, and is the model shown what it needs for that?"""

from evals.checks import briefing, outcome
from evals.suite import Suite
from evals.suites.drafts import talks
from evals.talks import Talk, talked

SUITE = Suite(
    "grounding",
    "is every sentence stated, from the guide, calculated or a marked suggestion",
    Talk,
    talked,
    (*outcome.CHECKS, *briefing.CHECKS),
    cases_of=talks,
)
