"""FF202: the problem or the cause declared, and what follows is only the symptom again."""

from collections.abc import Iterator
from itertools import pairwise

from assistant.domain.rules.rule import EVERY_TOPIC, WordingRule
from assistant.domain.rules.symptoms import BAD_FIGURES, BARE_TROUBLE, SUFFERS
from assistant.domain.rules.thoughts import thoughts
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

KIND = (
    "(?:main |core |real |actual |basic |biggest |underlying |root |only |key |true |whole |deeper |fundamental "
    "|central ){0,3}"
)
CAUSE = "(?:problem|issue|trouble|cause|reason|root cause|root-cause|challenge|pain point|difficulty)"
JUST = "(?: simply| just| basically| really| clearly){0,2}"
DECLARED = phrase(
    rf"(?:the|our|my|a|one|their)? ?{KIND}{CAUSE}(?: (?:of|behind|for|with) (?P<effect>(?:the |our |these |those )?\w+(?: \w+)?)| here"
    "| now| today| we have"
    "| (?:that )?we (?:want to |have to |try to |need to |must )?(?:solve|have|face|see|fix)){0,3} ?(?:is|are"
    f"|was|:|=|seems to be|'s|lies in){JUST}(?: that| because)?",
    "what (?:really |actually )?(?:causes?|caused|triggers?|drives?|is behind|lies behind"
    rf"|leads to) (?P<outcome>(?:\w+ ){{1,4}}?)(?:is|was|are){JUST}(?: that)?",
    rf"what(?:'s| is) (?:really )?wrong(?: here)? is{JUST}(?: that)?",
)
CONCLUDED = phrase(
    f"(?:(?:that|this|it)(?:'s| is)|is|are) (?:clearly |simply |exactly )?(?:the|our|my) {KIND}{CAUSE}(?: here"
    r"| today| now)?(?=\W*$)"
)
"""What precedes is the declared cause: "High latency is our problem"."""
SYMPTOM = phrase(SUFFERS, BAD_FIGURES, rf"^{BARE_TROUBLE}$")
EXPLAINED = phrase(
    "because|since|due to|after|when|whenever|if|which|caused|as soon as|while|unless|during|instead of|for lack"
    "|from|although|until|where|only|as long as"
)
WHY = phrase("(?:so |and |but )?(?:why|how come|what is the (?:cause|reason))")
LONGEST = 12
"""Words; a longer statement says something about when, where or how, which is more than the symptom."""


def restatements(utterance: Utterance) -> Iterator[Hit]:
    yield from _answers_to_why(utterance)
    for sentence in utterance.statements:
        if sentence.is_quantified or sentence.is_let_go:
            continue
        start, end, effect = _what_is_declared(sentence, utterance.topic)
        said = sentence.plain[start:end]
        if len(said.split()) > LONGEST or said.lower().startswith("not ") or EXPLAINED.search(said):
            continue
        if SYMPTOM.search(said) or thoughts(effect) & thoughts(said):
            yield sentence.hit(
                start,
                end,
                "{quote} is what people notice, not why it happens: since when, where, and what lies beneath it?",
            )


def _answers_to_why(utterance: Utterance) -> Iterator[Hit]:
    """ "Why is checkout slow? It just takes too long." """
    for question, answer in pairwise(utterance.sentences):
        if not (question.is_question and WHY.match(question.plain)) or answer.is_question:
            continue
        said = answer.plain.strip(" .!")
        if answer.is_quantified or answer.is_let_go or len(said.split()) > LONGEST or EXPLAINED.search(said):
            continue
        symptom = SYMPTOM.search(said)
        if symptom is not None and not thoughts(said) - thoughts(symptom.group()) - thoughts(question.plain):
            yield answer.hit(
                0,
                len(answer.plain.rstrip(" .!")),
                "{quote} is what people notice, not why it happens: since when, where, and what lies beneath it?",
            )


def _what_is_declared(sentence: Sentence, topic: str | None) -> tuple[int, int, str]:
    """The part of the sentence given as the problem or the cause, empty where nothing is; and the effect named beside it."""
    plain = sentence.plain
    declared, concluded = DECLARED.search(plain), CONCLUDED.search(plain)
    effect = ""
    if concluded is not None and concluded.start() > 0:
        start, end = 0, concluded.start()
    elif declared is not None:
        start, end = declared.end(), len(plain)
        effect = declared.group("effect") or declared.group("outcome") or ""
    else:
        start, end = 0, len(plain) if topic == "root_cause" else 0
    words = plain[start:end]
    return start + len(words) - len(words.lstrip(" :,")), start + len(words.rstrip(" .!,")), effect


RULE = WordingRule(
    id="FF202",
    name="symptom-restated",
    severity="warning",
    meaning=(
        "The symptom said once more in the place of the problem or the cause. Whoever starts from it repairs what is seen, and it comes back."
    ),
    bad="The problem is that the till is slow.",
    good="The till waits 8 seconds because it asks the head office for each price; since March it does so for every item.",
    section="framing-examples",
    find=restatements,
    catches=(
        "The problem is that the till is slow.",
        "The root cause is that the import keeps failing.",
        "Our issue: clients are unhappy.",
        "The main problem is frequent outages.",
        "The root cause of the delay is that the parcels are late.",
        "What triggers the calls is that shops call about the till.",
        "Slow response times are our main problem.",
    ),
    leaves_alone=(
        "The till is slow.",
        "The problem is that the till waits 8 seconds for each price.",
        "The problem is that the report is late because the bank delivers at ten.",
        "The root cause is a missing index on the orders table.",
        "The cause is that nobody owns the delivery interface.",
        "The problem is not that the till is slow.",
    ),
    topics=EVERY_TOPIC - {"symptom"},
    gives_way_to=frozenset({"circular-why", "blame-as-cause", "solution-as-problem"}),
)
