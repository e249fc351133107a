"""What a message says about topics, asked for or not: a table of cues over clauses, precise rather than complete.

It does not know which question stood open; whoever does leaves out what is already being answered.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.facts import Fact, FactKind, Reading, Span


class Heard(BaseModel):
    model_config = ConfigDict(frozen=True)

    topic: str
    slot: str
    quote: str
    """The clause; the sentence where a topic is named outright and more than its value belongs to it."""
    facts: tuple[Fact, ...] = ()
    direct: bool = False
    """The words name the topic and give its value."""


PAST_DAYS_SAY_NOTHING = frozenset({"timeline"})
"""Topics of what is to come, unless named outright: "the contract ended in March" sets no deadline."""


class Cue(NamedTuple):
    topic: str
    slot: str
    pattern: str
    """Searched in one clause, and in a whole sentence when direct."""
    facts: tuple[FactKind, ...] = ()
    """At least one of these must stand in the same words."""
    direct: bool = False
    unless: str = r"(?!)"
    """Not where this stands in the same words."""
    least: float = 0
    """Smaller figures are about something else."""


MONEY_WORDS = r"(?:budget|spend|cost ceiling|price cap|cost limit|spending limit)"
VALUE = (
    r"(?:\s+\w+){0,5}?\s*(?:is|are|was|will be|:|=|of|at most|at|up to|max(?:imum)?|around|about|"
    r"limited to|capped at)"
)
BUILDERS = (
    r"(?:dev(?:eloper)?s?|engineers?|programmers?|coders?|admins?|dbas?|sres?|testers?|designers?|"
    r"architects?|people|freelancers?|contractors?|data scientists?|analysts?|ops|interns?)"
)
PERSONAL = (
    r"(?:personal data|pii|health data|medical (?:data|records?)|patient (?:data|records?|files?)|"
    r"phone numbers?|e-?mail addresses|(?:home|postal|street) addresses|"
    r"birth ?dates?|dates? of birth|social security numbers?|national (?:id|insurance) numbers?|"
    r"passport (?:numbers?|scans?)|bank (?:details|accounts?)|ibans?|"
    r"(?:credit )?card (?:numbers?|data)|payment (?:data|details)|salar(?:y|ies)|biometric|"
    r"fingerprints?|diagnos[ei]s|trade secrets?|confidential|"
    r"special category|criminal records?|location data|gps (?:data|tracks?))"
)
LEAST_AVAILABILITY = 90
"""Percent, where no word says that it is an availability; nobody promises less of a system."""
NO_AVAILABILITY = (
    r"(?:%|\bper ?cent)\s*(?:of (?!the (?:time|year|month|week|hours)\b|(?:all )?(?:the )?(?:time|hours)\b)|more\b|less\b|fewer\b)"
    r"|\b(?:up|down) (?:by |about |around |over |almost |nearly )*\d[\d.,]*\s*(?:%|per ?cent)(?! of the (?:time|hours)| of all hours)"
    r"|\b(?:penalt(?:y|ies)|discounts?|rebates?|refunds?|savings?|fines?|commissions?|margins?|credits?)\b"
)
"""A share of other things, a growth or a sum of money."""
DOWN = r"(?:(?:is|are|was|goes|went|be|been|were) (?:down|offline|unavailable|unreachable)|outages?|downtime)"
DEADLINE = r"(?:deadline|due date|go-?live(?: date)?|launch date|target date|delivery date|release date)"

LOAD = (
    r"(?:requests?|orders?|events?|messages?|transactions?|payments?|bookings?|uploads?|downloads?|"
    r"files?|documents?|images?|photos?|scans?|readings?|rows?|records?|jobs?|updates?|"
    r"searches|quer(?:y|ies)|logins?|visits?|visitors?|sessions?|page ?views?|clicks?|parcels?|"
    r"shipments?|deliveries|invoices?|forms?|e-?mails?|notifications?|claims?|admissions?|appointments?|"
    r"registrations?|predictions?|api calls?)"
)
GROWS = r"\b(?:grow|double|triple|expect(?:ed)? to|forecast|more than today)\w*"
COMPLAINED = r"\b(?:complain\w*|called|phoned|tickets?|support calls?|left|lost|cancell?ed|reported|asked)\b"

CUES: tuple[Cue, ...] = (
    # named outright
    Cue("budget", "money", rf"\b{MONEY_WORDS}\b{VALUE}", ("money",), True),
    Cue(
        "budget",
        "money",
        r"\b(?:we|i) (?:can|may|could|are allowed to|am allowed to|want to) (?:only )?spend\b",
        ("money",),
        True,
    ),
    Cue(
        "budget",
        "money",
        r"\b(?:may|can|must|should) (?:not )?(?:only )?cost (?:us )?(?:at most|max(?:imum)?|no more than|"
        r"more than|up to|under|less than|below)\b",
        ("money",),
        True,
    ),
    Cue(
        "team",
        "size",
        r"^\W*(?:so |and |but |well,? )?(?:we(?:'re| are)|there are|there(?:'s| is)|it(?:'s| is) just|"
        r"the team is|our team is|my team is)(?: only| just| about| a team of|"
        rf" a crew of)* [\w-]+(?: [\w-]+){{0,3}}? {BUILDERS}\b",
        ("people",),
        True,
    ),
    Cue(
        "team",
        "size",
        r"\b(?:the|our|my|dev|development|engineering) team (?:is|has|consists of|counts|of|:)",
        ("people", "number"),
        True,
    ),
    Cue(
        "team",
        "oncall",
        r"\bon[- ]call\b.{0,40}\b(?:is|are|rota|rotation|every)\b|\b(?:is|are|of (?:us|"
        r"them))\b.{0,20}\bon[- ]call\b",
        (),
        True,
    ),
    Cue(
        "team",
        "skills",
        r"\b(?:none|nobody|no one|only (?:one|two|i)|all|both|two|three|one|most) (?:of (?:us|"
        r"them) )?(?:has|have|knows?|can) (?:ever |never |already )?(?:run|used|operated|worked with|"
        r"written|know|experience with|done)\b",
        (),
        True,
    ),
    Cue("timeline", "deadline", rf"\b{DEADLINE}\b{VALUE}?", ("date",), True),
    Cue(
        "timeline",
        "deadline",
        r"\b(?:must|has to|have to|needs? to|should|got to|will|is due to) (?:be )?(?:go |work|be |"
        r"come )?(?:live|in production|out|ready|finished|done|delivered|launched|released|online|running|"
        r"there|work(?:ing)?)?\s?(?:by|before|on|no later than|at the latest|from|until|in)\b",
        ("date",),
        True,
    ),
    Cue(
        "timeline",
        "deadline",
        r"\b(?:go(?:es)?|be|went) live (?:by|before|on|in|no later than)\b|\bdue (?:by|on|before|in)\b",
        ("date",),
        True,
    ),
    Cue(
        "timeline",
        "mvp",
        r"\b(?:mvp|first (?:version|release)|version one|v1)\b.{0,30}?(?:\b(?:is|has|needs|must|only|"
        r"includes|covers|contains|can)\b|:)",
        (),
        True,
    ),
    Cue(
        "compliance",
        "rules",
        r"\b(?:appl(?:y|ies)|(?:subject|bound) to|comply with|compliant with|fall(?:s)? under|covered by|"
        r"certified|because of|under|regulated by|audited (?:against|for|under))\b",
        ("regulation",),
        True,
    ),
    Cue(
        "compliance",
        "duties",
        r"\b(?:(?:must|has to|have to|need to|should|may|required to|obliged to|are) (?:be )?(?:keep|kept|"
        r"retain(?:ed)?|delet(?:e|ed)|stor(?:e|ed)|archiv(?:e|ed)|anonymi[sz]ed?|erased?)|we (?:delete|"
        r"erase|anonymi[sz]e|retain|archive)\b|retention(?: period)?(?: is|:| of))\b.{0,60}",
        ("duration", "region"),
        True,
    ),
    Cue(
        "out_of_scope",
        "text",
        r"\b(?:out of scope|not (?:in|part of the) scope|outside (?:the )?scope|not part of (?:this|it|"
        r"the (?:project|first version))|explicitly not included|we (?:will not|won't) (?:touch|cover|build|"
        r"do))\b.{0,2}(?:\s|:|$)",
        (),
        True,
    ),
    Cue(
        "existing_system",
        "text",
        r"\b(?:existing|current|present|today'?s|old|legacy) (?:system|setup|solution|application|app|"
        r"software|tool|process|platform)\b(?: \w+){0,3}?\s*(?:is|are|:|runs|consists|was|"
        r"uses)(?!\s+(?:slow|bad|broken|old|ugly|fine|ok|good|too|not|so|very|down|failing)\b)",
        (),
        True,
    ),
    Cue(
        "existing_system",
        "text",
        r"\b(?:today|currently|right now|at the moment|nowadays|so far|until now)\b.{0,30}\b(?:we|they|it|"
        r"everything|people|this|that)\b.{0,20}\b(?:use|run|uses|runs|is done|is handled|goes|lives|keep|"
        r"do it|send|store)\b.{3,}",
        (),
        False,
    ),
    Cue("availability", "target", r"\b(?:availability|uptime)\b", ("percent",), True),
    Cue("availability", "target", r"\b(?:sla|slo)\b", ("percent",), True, NO_AVAILABILITY, LEAST_AVAILABILITY),
    Cue(
        "availability",
        "impact",
        r"\b(?:if|when|whenever|once) (?:it|this|that|the [\w-]+(?: [\w-]+)?) (?:is|goes|went|was|"
        r"'s) (?:down|offline|unavailable)\b.{10,}",
        (),
        True,
    ),
    Cue("latency", "target", r"\b(?:latency|response time|p9[059]|p99\.9|p50)\b.{0,40}", ("duration",), True),
    Cue(
        "latency",
        "target",
        r"\b(?:must|has to|have to|needs? to|should|may|want to|wants to) (?:\w+ ){0,6}?(?:within|in under|"
        r"in less than|take (?:at most|no more than|max(?:imum)?|under)|in)\b",
        ("duration",),
        False,
    ),
    Cue(
        "scale",
        "rate",
        r"\b(?:traffic|load|volume|throughput)\b(?:\s+\w+){0,3}?\s*(?:is|are|:|of|at)",
        ("rate", "number"),
        True,
    ),
    Cue(
        "scale",
        "rate",
        r"\b(?:at (?:the )?peak|peaks? (?:at|is|of)|on (?:a |an )?(?:normal|average|busy|typical|usual|good|"
        r"bad) (?:day|week|hour)|in the busiest hour|per day|a day|daily)\b",
        ("rate",),
        True,
    ),
    Cue(
        "scale",
        "growth",
        r"\b(?:(?:expect|plan|want|hope|going|will|should|likely) (?:\w+ ){0,3}?(?:to )?(?:double|triple|"
        r"grow|quadruple|halve|increase)|grow(?:s|ing|th)?\b|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing))\b",
        ("percent", "duration", "date", "rate", "number"),
        True,
    ),
    Cue(
        "success",
        "text",
        r"\b(?:success (?:is|means|looks like|would be|criterion|measure|metric|=|:)|(?:it|this) (?:is|was|"
        r"would be|will be) a success (?:if|when)|we(?:'ll| will|'d| would)? know (?:it|that it) work(?:s|"
        r"ed) (?:if|when)|our (?:goal|target|kpi) is)\b.{5,}",
        ("percent", "number", "rate", "duration", "money", "date"),
        True,
    ),
    Cue(
        "priorities",
        "text",
        r"\b(?:(?:top|first|highest|number one|main|biggest) priorit(?:y|ies)|(?:what )?matters most|"
        r"most important(?:ly)?(?: thing| is|:)|more important than)\b.{3,}",
        (),
        True,
    ),
    Cue(
        "risks",
        "text",
        r"\b(?:(?:biggest|main|greatest|real|one|my|our) (?:risk|worry|fear|concern)s?(?: is| are|:| that)|"
        r"what worries (?:me|us)|(?:i am|i'm|we are|we're) (?:worried|afraid|scared) (?:that|of|"
        r"about))\b.{5,}",
        (),
        True,
    ),
    Cue(
        "stakeholders",
        "text",
        r"\b(?:decides|signs(?: off)?|approves|has to approve|must approve|has the last word|final say|"
        r"can veto|could veto|could stop|is the sponsor|sponsors|owns the decision|has to sign|must sign|must agree|"
        r"has to agree|has a veto|has to decide|(?:is|are) up to|'s (?:call|decision)|(?:approved|decided|signed(?: off)?) by|"
        r"decision (?:is|lies|rests) with)\b",
        ("person",),
        True,
    ),
    Cue(
        "integration",
        "systems",
        r"\b(?:integrat(?:e|es|ed|ion|ions)(?: with| to)|connect(?:s|ed)? (?:to|with)|talk(?:s)? to|"
        r"read(?:s)? (?:straight |directly )?from|writ(?:e|es) (?:straight |directly )?(?:to|into)|"
        r"push(?:es)? (?:\w+ )?(?:to|into)|pull(?:s)? (?:\w+ ){0,3}?from|sync(?:s|ed)? (?:with|to|from)|"
        r"import(?:s|ed)? (?:\w+ ){0,3}?from|export(?:s|ed)? (?:\w+ ){0,3}?to|"
        r"hand(?:s)? over (?:\w+ ){0,3}?to)\b",
        ("product",),
        True,
    ),
    Cue(
        "integration",
        "systems",
        r"\b(?:sftp|ftp|webhooks?|edi|soap|rest api|csv (?:file|export)s?|their api|public api)\b",
        (),
        False,
    ),
    Cue("data", "sensitivity", rf"\b{PERSONAL}\b", (), False),
    Cue(
        "data",
        "volume",
        r"\b(?:data(?:base)?|records?|rows?|files?|documents?|images?|photos?|videos?|logs?|archive|table|"
        r"storage|backup)\b",
        ("size",),
        True,
    ),
    Cue(
        "data",
        "kinds",
        r"\b(?:we (?:store|hold|keep|save|collect|record)|(?:it|the (?:database|system)) (?:holds|stores|"
        r"contains|keeps)|the data (?:is|are|consists of|contains))\b.{4,}",
        (),
        True,
    ),
    Cue(
        "users",
        "count",
        r"\b(?:users?|customers?|clients?|members?|patients?|students?|employees|colleagues|citizens|"
        r"subscribers?|visitors?|partners?|suppliers?|drivers?|nurses?|doctors?|teachers?|tenants?|shops?|"
        r"stores?|branches|clinics?|schools?|sites?|owners?|staff|operators?|clerks?|agents?|dealers?|"
        r"farmers?|couriers?|technicians?|players?|guests?|buyers?|sellers?|readers?|listeners?|viewers?)\b",
        ("number", "people"),
        False,
        COMPLAINED,
    ),
    Cue(
        "users",
        "count",
        r"\b(?:used by|users? (?:are|is|:)|(?:we|it|the \w+) (?:has|have|serve|serves|"
        r"had) (?:\w+ ){0,3}?(?:users|customers|clients|members|patients|students|subscribers))\b",
        ("number", "people"),
        True,
    ),
    # told on the way
    Cue(
        "budget",
        "money",
        r"\b(?:a|per|each|every) (?:month|year|quarter)\b|\bmonthly\b|\byearly\b|\bfor (?:infrastructure|"
        r"hosting|licen[cs]es|tooling|cloud)\b",
        ("money",),
        False,
    ),
    Cue(
        "budget",
        "people",
        r"\b(?:get|have|got|free|spare|borrow|for)\b.{0,40}\b(?:sprints?|weeks?|months?|quarter|days?)\b",
        ("people",),
        False,
    ),
    Cue("team", "size", rf"\b{BUILDERS}\b", ("people",), False),
    Cue("team", "skills", r"\b(?:never|ever) (?:run|used|operated|worked with|touched|written)\b", (), False),
    Cue(
        "timeline",
        "deadline",
        r"\b(?:by|before|until|deadline|no later than|at the latest|contract|renewal|audit|season|launch|"
        r"go live|expires?|ends?)\b",
        ("date",),
        False,
        GROWS,
    ),
    Cue("compliance", "rules", r"", ("regulation",), False),
    Cue(
        "availability",
        "target",
        r"\b(?:available|up|contract|promise[sd]?|guarantee[sd]?|opening hours|office hours|working hours)\b",
        ("percent",),
        False,
        NO_AVAILABILITY,
        LEAST_AVAILABILITY,
    ),
    Cue("availability", "impact", rf"\b{DOWN}\b", (), False),
    Cue(
        "latency",
        "target",
        r"\b(?:within|waits?|waiting|late|later|delay(?:s|ed)?|respond(?:s)?|load(?:s)?|takes?)\b",
        ("duration",),
        False,
    ),
    Cue(
        "scale",
        "rate",
        rf"\b{LOAD}\b",
        ("rate",),
        False,
        rf"{COMPLAINED}|\b(?:fewer|less|under|below|at most|reduce|success)\b",
    ),
)

QUESTION = re.compile(r"\?\s*$")


class _Compiled(NamedTuple):
    cue: Cue
    pattern: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(cue, re.compile(cue.pattern, re.IGNORECASE), re.compile(cue.unless, re.IGNORECASE)) for cue in CUES
    )


def heard(reading: Reading) -> tuple[Heard, ...]:
    """Each topic and part a message speaks of, at most once; where it is named outright wins over a mention on the way."""
    found: dict[tuple[str, str], Heard] = {}
    for mention in _mentions(reading):
        known = found.get((mention.topic, mention.slot))
        if known is None or (mention.direct and not known.direct):
            found[mention.topic, mention.slot] = mention
    return tuple(sorted(found.values(), key=lambda mention: reading.text.find(mention.quote)))


def _mentions(reading: Reading) -> Iterator[Heard]:
    told = [sentence for sentence in reading.sentences if not QUESTION.search(sentence.quote)]
    clauses = [clause for clause in reading.clauses if any(_holds(sentence, clause) for sentence in told)]
    for clause in clauses:
        yield from _in(clause, reading, [one for one in _compiled() if one.cue.direct and one.cue.facts])
    for sentence in told:
        yield from _in(sentence, reading, [one for one in _compiled() if one.cue.direct])
    for clause in clauses:
        yield from _in(clause, reading, [one for one in _compiled() if not one.cue.direct])


def _holds(outer: Span, inner: Span | Fact) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _in(span: Span, reading: Reading, cues: list[_Compiled]) -> Iterator[Heard]:
    facts = tuple(fact for fact in reading.facts if _holds(span, fact))
    for cue, pattern, unless in cues:
        fitting = tuple(
            fact
            for fact in facts
            if fact.kind in cue.facts
            and not fact.negated
            and (fact.high is None or fact.high >= cue.least)
            and not (cue.topic in PAST_DAYS_SAY_NOTHING and not cue.direct and reading.is_over(fact))
        )
        if (fitting or not cue.facts) and pattern.search(span.quote) and not unless.search(span.quote):
            yield Heard(topic=cue.topic, slot=cue.slot, quote=span.quote, facts=fitting, direct=cue.direct)
