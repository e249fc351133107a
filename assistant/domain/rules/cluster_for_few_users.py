"""FF601: a cluster for a handful of people."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, is_small, proposed
from assistant.domain.rules.utterance import phrase

CLUSTER = phrase("kubernetes", "k8s", "eks", "gke", "aks", "openshift", "service mesh", "istio")
THERE_ALREADY = phrase(
    "(?:existing|shared|company(?:'s)?|our) (?:\\w+ )?(?:cluster|kubernetes|k8s|openshift)",
    "already (?:have|run|operate|use)\\w* (?:an? )?(?:\\w+ )?(?:cluster|kubernetes|k8s|openshift)",
)


def oversized(frame: Frame, limits: Limits) -> Iterator[Gap]:
    plan = proposed(frame, CLUSTER)
    if plan is None:
        return
    small = is_small(frame, limits.few_users, limits.low_rate)
    if small and not THERE_ALREADY.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}" for {small}: one container carries a hundred times that. Right if a cluster is there already and somebody runs it.',
        )


RULE = LimitRule(
    id="FF601",
    name="cluster-for-few-users",
    severity="warning",
    meaning="Weeks of setup, and upgrades for ever, for a load any machine serves. It is right when a cluster is there already and somebody runs it, or when the load is known to come.",
    bad="50 users, 10 requests a minute, on Kubernetes.",
    good="50 users, 10 requests a minute, in one container.",
    section="q12-kubernetes-50-users",
    find=oversized,
    catches=(
        sketch(answers={"users": "50 users", "scale": "10 requests a minute"}, options=("Kubernetes", "one container")),
        sketch(answers={"users": "40 planners"}, options=("EKS", "a server")),
    ),
    leaves_alone=(
        sketch(answers={"users": "50,000 users", "scale": "900 requests a second"}, options=("Kubernetes",)),
        sketch(answers={"users": "50 users", "team": "We already run a cluster"}, options=("Kubernetes",)),
        sketch(answers={"users": "50 users"}, options=("one container instead of Kubernetes",)),
        sketch(answers={"users": "50 users", "scale": "900 requests a second"}, options=("Kubernetes",)),
        sketch(options=("Kubernetes",)),
    ),
)
