"""FF201: a technology or a rebuild stated as the need, with no trouble named that it would end."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import EVERY_TOPIC, WordingRule
from assistant.domain.rules.technology import THING
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

DESCRIBED = (
    "(?:(?:a|an|the|our|own|new|proper|real|some|more|central|custom|modern|better|good|of|this|that|big|fast"
    "|scalable|robust|internal|dedicated|single"
    "|kind|sort|type|distributed|managed|headless|native|company-wide|[a-z]+-based|[a-z]+ready) ){0,4}"
)
WHO = (
    "(?:we|i|they|you|company|team|business|management|board|boss|ceo|cto|organi[sz]ation|department|customers"
    "|users|everyone|shop|bank|hospital|sales|marketing|stakeholders|clients|directors?|product owner|ops"
    "|developers|engineers|colleagues|investors)"
    "(?: really| urgently| just| definitely| now| also| all| simply| finally)?"
)
WANT = (
    "(?:(?:need|needs|must|should|shall|want|wants|wanted|have to|has to|would like|'d like|'d love|gotta|plan"
    "|intend|wish|(?:are|'re|is|'s) going|will need|will have|asked for|asks for|demands?|requires?|insists? on|are missing)"
    "|(?:are|is) (?:required|supposed|planning|missing))(?: you| us)?(?: to)?"
)
NEED = f"{WHO} ?{WANT}"
ACT = (
    "(?:use|adopt|introduce|implement|build|develop|create|add|install|deploy|set up|buy|get|have|run|go with"
    "|go for|put|migrate|move|moving|switch|switching|convert|rewrite|rewriting|rebuild|refactor|modernize|split"
    "|break"
    "|replac(?:e|ing)|integrat(?:e|ing)|roll out|launch|make|start using|start with|invest in|bring in|try|design"
    "|adopting|introducing|building|migrating|implementing|adding)"
)
REBUILD = (
    "(?:(?:rewrit|rebuild|re-?platform|re-?architect|containeri[sz]|moderni[sz]|outsourc)(?:e|ing)? (?:the|our"
    "|everything|all|it|this)(?: [\\w-]+){0,3}"
    r"|(?:migrat|mov|switch|port|convert|shift|break|split)(?:e|ing)?(?: [\w-]+){0,4}? (?:to|onto|into|in"
    f"|up into) (?:the )?{DESCRIBED}{THING}"
    "|go (?:serverless|cloud[- ]native|multi-?cloud|headless)|split (?:up )?(?:the|our) monolith(?: [\\w-]+){0,2})"
)
TASK = (
    "(?:problem|issue|pain|trouble|challenge|root cause|difficulty|gap|goal|task|requirement|mission|aim"
    "|objective|priority|project)"
)
ABSENT = (
    "(?:we|they|there|our \\w+)?(?:'s|'re|'ve)? ?(?:is |are |have |has |do |does )*"
    "(?:no|not|n't|don't|doesn't|isn't|aren't|lacks?|lacking|lack of|missing|the missing|still not|not yet"
    "|without|absence of)"
    "(?: (?:yet|still|have|has|use|using|on|in|a|an|any|proper|real|own|running|got|moved to|of|the))*"
)

PROBLEM_IS_ABSENCE = phrase(
    rf"{TASK}(?: here| today| now)? ?(?:is|:|=|'s)(?: that| simply| just| really)* ?{ABSENT} {DESCRIBED}{THING}",
    rf"{TASK}(?: here| today| now)? ?(?:is|:|=|'s)(?: that| simply| just| really)* ?(?:\w+ ){{1,3}}?(?:(?:is|are"
    "|runs?|sits?) )?(?:still|not|isn't|aren't)(?: (?:on|in|using|running|a|an|the|built|written|yet|part of"
    f"|behind))* {DESCRIBED}{THING}",
    rf"(?:there is|there's|we have) no {DESCRIBED}{THING}(?: \w+){{0,3}},? (?:and )?(?:that's|that is"
    rf"|this is) (?:the|our) (?:\w+ )?{TASK}",
)
TASK_IS_A_THING = phrase(
    "(?:goal|task|requirement|mission|aim|objective|priority|project|challenge)(?: here| today| now"
    rf"| for us)? ?(?:is|:|=|'s)(?: clearly| simply)? ?(?:to {ACT}(?: [\w-]+){{0,3}}? "
    rf"|{ACT}(?: [\w-]+){{0,2}}? )?(?:to |with |in |on |into )?{DESCRIBED}{THING}(?=\W*(?:$|for |with |in |on |to "
    "|by |that |and ))"
)
NEEDS_A_THING = phrase(rf"{NEED} (?:{ACT} )?{DESCRIBED}{THING}")
NEEDS_TO_ACT = phrase(rf"{NEED} {ACT}(?: [\w-]+){{0,3}}? (?:to |with |in |on |into )?{DESCRIBED}{THING}")
NEEDS_A_REBUILD = phrase(
    rf"(?:{NEED}|let's|lets|(?:it's|it is) time to|time to) (?:{REBUILD})",
    rf"(?:it's|it is) time (?:to|for) (?:{ACT} )?(?:[\w-]+ ){{0,3}}?{DESCRIBED}{THING}",
)
LACKS = phrase(
    rf"what(?:'s| is) (?:really |still )?missing(?: here)? is {DESCRIBED}{THING}",
    rf"what (?:we|they|our \w+) (?:really )?(?:lack|need|miss|are missing|want)s? (?:here )?is {DESCRIBED}{THING}",
    rf"(?:we|they) (?:lack|miss) {DESCRIBED}{THING}",
)
ORDER = phrase(
    rf"let(?:'s|s| us) {ACT}(?: to)? {DESCRIBED}{THING}",
    "(?:please )?(?:build|create|design|set up|implement|give|make|install|introduce|add|provide)(?: for)? (?:us"
    f"|me) {DESCRIBED}{THING}",
)
WISHES = (PROBLEM_IS_ABSENCE, TASK_IS_A_THING, NEEDS_A_REBUILD, NEEDS_A_THING, NEEDS_TO_ACT, LACKS, ORDER)
HELP = phrase(
    "(?:help (?:me|us)|support us|assist us)(?: with| to| in)? (?:introduc|implement|set(?:ting)? up|build|design"
    "|add|migrat|mov|deploy|adopt|switch|us|creat)(?:e|ing|ting)?"
    rf"(?: [\w-]+){{0,3}}? {DESCRIBED}{THING}"
)
UNKNOWN_PRODUCT = re.compile(
    r"\b(?:[Ww]e|I)\s+(?:need|want|must|should|have|would\slike)(?:\sto)?\s+(?:use|adopt|introduce|deploy|install"
    r"|(?:move|switch|migrate)\sto)\s+(?P<name>[A-Z][\w.]{2,})\b"
)
"""A capitalised word after a verb of adoption is a product that nobody has to list."""

TROUBLE_NAMED = phrase(
    "because|since|otherwise|so that|due to|after|if|whether|instead of|rather than|compared|than|in order that"
    "|whenever|when"
)
PURPOSE = phrase("to|so|for|bring|cut|reduce")


def solutions(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.sentences:
        found = _first(sentence)
        if found is None or sentence.is_let_go or TROUBLE_NAMED.search(sentence.plain):
            continue
        if not (sentence.has_number and PURPOSE.search(sentence.plain, found[1])):
            yield sentence.hit(*found, "{quote} is a solution: what goes wrong today, for whom, and how often?")


def _first(sentence: Sentence) -> tuple[int, int] | None:
    asking_for_help = HELP.search(sentence.marked)
    if asking_for_help is not None:
        return asking_for_help.span()
    if sentence.is_question:
        return None
    for pattern in WISHES:
        match = pattern.search(sentence.marked)
        if match is not None and (pattern is PROBLEM_IS_ABSENCE or not DENIED.search(match.group())):
            return match.span()
    named = UNKNOWN_PRODUCT.search(sentence.plain)
    return named.span() if named else None


DENIED = re.compile(r"\b(?:not|no|never)\b|n't\b", re.IGNORECASE)


RULE = WordingRule(
    id="FF201",
    name="solution-as-problem",
    severity="warning",
    meaning=(
        "A product, a component or a rebuild named as the need. It skips the step where a cheaper answer shows up, and nobody can say later "
        "whether it helped."
    ),
    bad="We need RabbitMQ.",
    good="Stores hear about a changed price up to an hour late; 30 tills sold at the old price last week.",
    section="right-questions",
    find=solutions,
    catches=(
        "We need RabbitMQ.",
        "The problem is that we don't have a data lake.",
        "We have to rewrite the whole shop.",
        "I want to introduce feature flags.",
        "Can you help us set up a service mesh?",
        "We should move the archive to Azure.",
        "What we lack is a modern CRM.",
        "We must adopt Temporal.",
        "Our task is to build a chatbot.",
        "Give us a dashboard.",
    ),
    leaves_alone=(
        "Stores hear about a changed price up to an hour late.",
        "We run RabbitMQ today.",
        "We don't need Kubernetes.",
        "We need a queue because writes arrive at 3,000 a second and the database takes 800.",
        "We need a cache to bring the p95 under 300 ms.",
        "Should we use Redis?",
        "If we need Kafka one day, the topics are already named.",
        "We need a database administrator.",
        "We need the approval of the works council.",
        "Customers need to see where their parcel is.",
        "We wanted Kafka, then we dropped the idea.",
    ),
    topics=EVERY_TOPIC
    - {
        "options",
        "decision",
        "recommendation",
        "countermeasure",
        "rollout",
        "rollback",
        "trade_offs",
        "existing_system",
        "functional",
    },
    gives_way_to=frozenset(
        {"tech-preference", "no-alternatives", "missing-do-nothing", "unmeasurable-trigger", "circular-why"}
    ),
)
