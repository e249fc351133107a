"""FF703: a question that carries its answer."""

import re
from collections.abc import Iterator

from assistant.domain.rules.reply import Fault, Reply, questions
from assistant.domain.rules.rule import ReplyRule

LEADING = re.compile(
    r"^(so |and |but |then )?(do|does|is|are|was|were|would|should|could|wo|ca|have|has|did)n['’]t\b"
    r"|^(so |and |but |then )?(would|should|could) (we|you|it|they) (just|simply|rather|not)\b"
    r"|\b(would|could)( not|n['’]t)? (?:[\w-]+ ){1,8}be (better|best|easier|simpler|enough|safer|cheaper)\b"
    r"|\b(right|correct|yes|no|ok|okay|agreed|isn['’]t it|don['’]t you( think| agree)?|wouldn['’]t you( say| agree)?)\?$"
    r"|\b(do|would) you agree\b|\bsurely\b|\bobviously\b|\bclearly,|\bof course\b"
    r"|\bwhy (not|don['’]t you|don['’]t we|not just)\b|\b(how|what) about (using|adding|adopting|moving|switching|a|an)\b"
    r"|\bhave you (considered|thought about|thought of|looked at|tried)\b|\bshould (we|you) (use|adopt|choose|pick|go with|move to|switch to)\b"
    r"|\bis it (fair|safe) to (say|assume)\b",
    re.IGNORECASE,
)


def is_leading(question: str) -> bool:
    return LEADING.search(question) is not None


def led(reply: Reply) -> Iterator[Fault]:
    for question in questions(reply.text):
        if is_leading(question):
            yield Fault(question, f'"{question}" says what to answer.')


RULE = ReplyRule(
    id="FF703",
    name="leading-question",
    severity="error",
    meaning="People agree with what they are offered, most of all when it sounds expert. Then the answer is the model's and counts as theirs.",
    bad="Wouldn't a queue be better?",
    good="What happens to an order while the warehouse is down?",
    section="right-questions",
    find=led,
    catches=(
        Reply("Orders wait. Wouldn't a queue be better?"),
        Reply("Have you considered Kafka?"),
        Reply("You want speed, right?"),
    ),
    leaves_alone=(
        Reply("What happens to an order while the warehouse is down?"),
        Reply("Should an order be kept when payment fails, or dropped?"),
        Reply("Obviously it waits."),
    ),
)
