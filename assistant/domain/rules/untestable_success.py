"""FF104: a success, goal or definition of done that is a feeling or a direction, with nothing to measure or witness."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import DATE, Hit, Sentence, Utterance, phrase

ASIDE = "(?: here| for us| for me| then| mainly| simply| basically| to us| in the end)?"
YARDSTICK = (
    "(?:goal|aim|objective|target|purpose|ambition|kpi|okr|success criteri(?:on|a)|success measure|success metric"
    "|definition of success|definition of done"
    "|(?:desired |good |expected )?outcome|desired result|acceptance criteri(?:on|a)|measure of success"
    "|measure for success)"
)
ANNOUNCED = phrase(
    rf"success{ASIDE} ?(?:means|is|would be|looks like|will be|would mean|:|=)",
    r"(?:success\w*|succeed(?:s|ed)?|a win)[\w\s,]{0,30}? (?:if|when|once|as soon as)",
    "(?:we|i|you)(?: will|'ll| would|'d)? (?:know|see|notice|recogni[sz]e)(?: that)? (?:it|this|that|we"
    r"|success)[\w\s']{0,30}? (?:when|if|by|once)",
    rf"{YARDSTICK}(?: of \w+(?: \w+)?)?{ASIDE} ?(?:is|are|:|=|would be|should be|has to be|must be)",
    "(?:it's|it is|we are|we're|this is|that is|we will be|we'll be|it will be) (?:done|finished|complete"
    "|ready) (?:when|if|once|as soon as)",
    r"measure(?:s|d)? (?:the )?success (?:by|with|through)",
    r"(?:good |desired )?outcome for us",
    r"(?:we are|we're|we'll be|i'm|everyone is) (?:happy|satisfied|fine) (?:when|if|once)",
    r"what (?:we|i|they) (?:want|hope|aim|try|are trying)(?: to)?(?: \w+)?(?: for)? is",
)
"""What follows is what success means."""
CONCLUDED = phrase(
    rf"(?:that's|that is|that would be|this is|would be) (?:our|the|my) (?:\w+ )?(?:{YARDSTICK}|success)",
    r"(?:then )?(?:we'd|we would|we will|we'll|i'd|i would) (?:call|consider) (?:it|this|that)(?: \w+)? (?:success"
    "|successful|done)",
    "(?:then )?(?:we|it|that) (?:did|have done|was|will be|would be|is) (?:a )?(?:good job|success|well done|worth it)",
)
"""What precedes is what success means."""
FEELING_OR_DIRECTION = phrase(
    "happy|happier|happiness|satisf(?:ied|action|y|ies)|pleased|glad|delight(?:s|ed)?|content|loves?|loved"
    "|enjoys?|feels?|feeling|comfortable|confiden(?:t|ce)",
    "relieved|relief|excited|relaxed|proud|motivated|stress|wow|trust|positive|popular|appreciat\\w+|likes? (?:it"
    "|the|our|this|using|working)",
    "better|best|improv\\w+|eas(?:y|ier)|simpler|fast(?:er)?|quick(?:er)?|smooth(?:er|ly)?|nicer?|good|great"
    "|excellent|well|modern|professional|attractive",
    "less|fewer|more|higher|lower|reduc\\w+|decreas\\w+|increas\\w+|grow|growth",
    "productiv\\w+|efficien\\w+|experience|engag\\w+|quality|value|transparency|grumbl\\w*|complain\\w*"
    "|accept(?:s|ed|ance)|understands?",
    "works? (?:fine|properly|as expected|again)|successful|(?:nobody|no one) \\w+|stops? (?:\\w+ )?\\w+ing",
)
WITNESSED = phrase(
    "sign(?:s|ed)?|switched off|turned off|shut down|retired|passes|passed|certif\\w+|is live|goes live|zero"
    "|prints? from|decommissioned",
    "all \\w+ (?:are|have been) \\w+ed",
)
"""Events that anybody can witness need no figure."""


def untestable(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if (
            sentence.is_quantified
            or DATE.search(sentence.plain)
            or sentence.is_let_go
            or WITNESSED.search(sentence.plain)
        ):
            continue
        start, end = _where_success_is_told(sentence, utterance.topic)
        feeling = FEELING_OR_DIRECTION.search(sentence.plain, start, end)
        if feeling is not None and not sentence.is_denied(feeling.start(), 15):
            words = _words_around(sentence.plain, feeling.start(), feeling.end())
            yield sentence.hit(*words, "{quote} cannot be tested: what would you count, and which value means done?")


def _where_success_is_told(sentence: Sentence, topic: str | None) -> tuple[int, int]:
    """The part of the sentence that says what success is; an empty one where it says nothing of the kind."""
    announced = ANNOUNCED.search(sentence.plain)
    if announced is not None:
        return announced.end(), len(sentence.plain)
    concluded = CONCLUDED.search(sentence.plain)
    if concluded is not None:
        return (0, concluded.start()) if concluded.start() > 15 else (concluded.end(), len(sentence.plain))
    return (0, len(sentence.plain)) if topic == "success" else (0, 0)


CLAUSE_MARKS = (", ", ": ", " when ", " if ", " is ", " means ", " that ", " by ", " once ")


def _words_around(plain: str, start: int, end: int) -> tuple[int, int]:
    """The words from the preceding clause mark, at most some forty characters back, to the end of the feeling."""
    near = max(0, start - 40)
    cut = max(
        (plain.rfind(mark, near, start) + len(mark) for mark in CLAUSE_MARKS if mark in plain[near:start]), default=0
    )
    if cut == 0 and near > 0:
        cut = plain.find(" ", near) + 1
    return cut, end


RULE = WordingRule(
    id="FF104",
    name="untestable-success",
    severity="warning",
    meaning="Success described as a feeling or a direction. Afterwards everybody is right, and nobody knows when to stop.",
    bad="Success means the planners are happier.",
    good="Success means planning a shift takes 10 minutes instead of 45, measured over the first month.",
    section="right-questions",
    find=untestable,
    catches=(
        "Success means the planners are happier.",
        "We will know it worked when the mood in the depot is better.",
        "The goal is to reduce manual work.",
        "It is done when everyone likes the new tool.",
        "Our KPI is customer satisfaction.",
        "The shift leads are less stressed, that is our goal.",
    ),
    leaves_alone=(
        "Success means planning a shift takes 10 minutes instead of 45.",
        "It is done when the auditor has signed the report.",
        "The goal is to replace the fax in all clinics by September.",
        "Success means the old mainframe is switched off.",
        "People are happy with the current tool.",
        'We replaced "users are happy" as the goal.',
        "The goal is to be more accurate: 2% deviation at most.",
    ),
)
