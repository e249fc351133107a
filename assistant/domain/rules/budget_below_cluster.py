"""FF510: a budget smaller than the fixed price of what it is for."""

from collections.abc import Iterator

from assistant.domain.automatic import Known, known
from assistant.domain.calculators.figures import exact
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

CLUSTER = phrase("kubernetes", "k8s", "eks", "gke", "aks", "openshift")
BROKERS = phrase(
    "kafka cluster", "managed kafka", "msk", "confluent", "three (?:kafka )?brokers", "3 (?:kafka )?brokers"
)
PAID_ALREADY = phrase(
    "(?:existing|shared|company(?:'s)?) (?:\\w+ )?(?:cluster|kubernetes|k8s|platform)", "already (?:have|run|pay|operate)\\w*",
    "k3s", "own hardware", "on[- ]prem\\w*", "minikube",
)  # fmt: skip
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def too_small(frame: Frame, limits: Limits) -> Iterator[Gap]:
    if PAID_ALREADY.search(everything(frame)):
        return
    for pattern, price, what in (
        (CLUSTER, limits.cluster_a_month, "a managed cluster, about {} a month before its first machine (guide, 2025)"),
        (BROKERS, limits.brokers_a_month, "three managed brokers, about {} a month at list prices (2025; verify)"),
    ):
        plan = proposed(frame, pattern)
        budget = next((money for money in known(frame, "budget", "money") if _is_below(money, price)), None)
        if plan is not None and budget is not None:
            yield Gap(plan.path, f'"{budget.fact.quote}" does not pay for {what.format(exact(price))}.')
            return


def _is_below(money: Known, price: float) -> bool:
    months = MONTHS.get(money.period or "", 0)
    return bool(months) and money.fact.bound != "at_least" and money.high / months < price


RULE = LimitRule(
    id="FF510",
    name="budget-below-cluster",
    severity="warning",
    meaning="A managed cluster has a price before anything runs on it, and people who look after it. It is right when a cluster is there already and somebody runs it.",
    bad="EKS, with 50 euro a month.",
    good="One container on Fargate, with 50 euro a month.",
    section="q12-kubernetes-50-users",
    find=too_small,
    catches=(
        sketch(answers={"budget": "50 euro a month"}, options=("Kubernetes on EKS", "one container")),
        sketch(answers={"budget": "300 euro a month"}, options=("A Kafka cluster", "a table")),
    ),
    leaves_alone=(
        sketch(answers={"budget": "5,000 euro a month"}, options=("Kubernetes on EKS", "one container")),
        sketch(answers={"budget": "50 euro a month"}, options=("one container",)),
        sketch(answers={"budget": "900 euro a month"}, options=("A Kafka cluster", "a table")),
        sketch(answers={"budget": "300 euro a month"}, options=("Kafka on our own hardware", "a table")),
        sketch(answers={"budget": "50 euro a month", "team": "We already run a cluster"}, options=("Kubernetes",)),
        sketch(answers={"budget": "50,000 euro, once"}, options=("Kubernetes",)),
    ),
)
