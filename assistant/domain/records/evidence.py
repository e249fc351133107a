"""Words by which a record shows that it has something, wherever it says so. All of it errs towards "it has"."""

import re

from assistant.domain.records.headings import Meaning, exact_meaning
from assistant.domain.records.options import NO_OPTION
from assistant.domain.records.parser import DAY, is_nothing
from assistant.domain.records.record import Record, Section
from assistant.domain.rules.missing_do_nothing import BASELINE
from assistant.domain.rules.utterance import DENIAL, MEASURE, phrase

ALTERNATIVES = phrase(
    "alternativ\\w*|options?|instead(?: of)?|rather than|versus|vs\\.?|compar(?:e|ed|ing|ison|isons)|rejected|ruled out"
    "|discarded|dismissed|decided against|evaluat(?:e|ed|ing|ion)|weighed|as opposed to|over (?:using|building|buying)"
    "|neglected|candidates?|contenders?|shortlist(?:ed)?|looked at|looked into|considered|also consider|could (?:also )?have"
    "|other (?:tools?|approach(?:es)?|ways?|vendors?|products?|solutions?|possibilit(?:y|ies)|databases?|frameworks?|languages?)"
    "|another (?:way|approach|option)|status quo|do(?:ing)? nothing|was not chosen|not chosen|in favou?r of|or we could"
    "|trade-?offs? between|preferred (?:over|to)|stay(?:ing)? with|tried|prototyp\\w*|drawn up|spike|proof of concept|poc|either|first idea|discussed|was proposed"
)
NO_ALTERNATIVES = phrase(
    "(?:no|without|any) (?:other )?(?:alternatives?|options?)(?: (?:was|were|has been|have been|is|are))?|only option|alternatives? (?:were|was) not considered"
    "|(?:have|did|has|do)(?: not|n't) (?:consider|considered|evaluate|evaluated|look at|looked at|compare|compared)(?: \\w+){0,2}|nothing else (?:was )?considered"
)
LEAVING_THINGS = phrase(
    "do(?:ing)? nothing|as (?:today|now|before|usual)|like today|the old way|unchanged|status quo|no change|as[- ]is|as (?:it|things|they) (?:is|are)|leav(?:e|ing) (?:it|things|everything|the \\w+)"
    "|(?:keep|keeping|stay|staying|stick|sticking|remain|continue|continuing|carry|carrying|live|living)(?: \\w+)? (?:the|with|on|our|using|as|it|what|this|to use)"
    "|not (?:changing|building|migrating|doing|adopting|introducing) (?:anything|it)|(?:current|existing|today's|present) (?:\\w+ )?(?:setup|set-up|solution|system|process|approach|state|situation|tool|stack)"
    "|wait(?:ing)?|postpon(?:e|ing)|defer(?:ring)?|nichts tun|ne rien faire|no hacer nada|niets doen"
)
LOSSES = phrase(
    "draw-?backs?|down-?sides?|disadvantages?|trade-?offs?|at the (?:cost|expense|price) of|(?:the|a|its|that) (?:price|catch)|the cost (?:is|of|we)|risks?|however|unfortunately"
    "|(?:but|although|though) (?:\\w+ ){1,6}?(?:harder|slower|worse|more|less|lose|loses|costs?|need|needs|expensive|no longer|not|n't)"
    "|harder|slower|worse|weaker|costlier|pricier|dearer|heavier|more (?:expensive|complex|difficult|complicated|work|effort|code|memory)"
    "|los(?:e|es|ing|s)|giv(?:e|es|ing) up|given up|sacrific\\w+|negative\\w*|expensive|overhead|complexity|penalt(?:y|ies)|technical debt|learning curve"
    "|lock-?in|accept(?:ing|ed)? (?:that|the|a|an|this)|burden|mitigat\\w+|costs? (?:us|more|about|around|roughly|\\d+|an?)"
)
"""A price named in so many words, anywhere but in the description of the problem."""
BURDENS = phrase(
    "but|although|though|while|cannot|can't|won't|not|n't|no|only|still|must|need(?:s|ed)? to|need|needs|have to|has to|requires?|required|requiring|should|extra|additional(?:ly)?|another"
    "|less (?:\\w+)|fewer|more \\w+|longer|steep|downtime|concern\\w*|worr\\w+|threat\\w*|fail(?:s|ure|ures|ed)?|break(?:s|ing)?|limit(?:s|ed|ation|ations)?|bad|cons?|costs?|price|trade\\w*|depend(?:s|ency|encies|ent)?"
    "|learn(?:ing)?|train(?:ing|ed)?|migrat\\w+|maintain\\w*|maintenance|operat\\w+|effort|work|debt|difficult\\w*|hard|slow|complicat\\w+|complex|duplicat\\w+|delay\\w*|until|except|without|instead"
)
"""What a price sounds like among consequences."""
GAINS = phrase(
    "better|easier|faster|simpler|cheaper|safer|quicker|smaller|automatic(?:ally)?|improv\\w+|reduc\\w+|sav(?:e|es|ing|ings)|can now|will be able to|benefits?|advantages?|gain(?:s|ed)?|enabl\\w+|free(?:s|d)? up|reliabl[ey]|works?"
)
LOOKS_AGAIN = phrase(
    "re-?visit\\w*|re-?evaluat\\w*|re-?assess\\w*|reconsider\\w*|re-?open\\w*|re-?examin\\w*|re-?think|sunset\\w*|expir\\w+"
    "|review(?:ed|s)? (?:\\w+ ){0,4}?(?:decision|choice|this|it|again|date|on|by|in|after|every|when|if|at|quarterly|annually|yearly)|to be reviewed|next review|review (?:date|by|trigger)|valid until|look(?:ing|s)? (?:at (?:it|this|that) )?again"
    "|until (?:20\\d\\d|q[1-4]|we|the)|triggers?|switch (?:if|when|once)|if (?:\\w+ ){1,12}?(?:we|then) (?:will |would |should |can |must )?(?:switch|move|migrate|replace|change|split|drop|look|go back|return|extract|choose|adopt|introduce)"
    "|change our mind"
)
ONE_WAY = phrase(
    "one-way door|irreversible|not reversible|irrevocable|point of no return|(?:cannot|can't|can not|could not) (?:easily |cheaply |really )?be (?:undone|reversed|rolled back|taken back)"
    "|no (?:way|going) back|impossible to (?:undo|reverse|roll back)|hard to reverse|no return"
)
NOT_ONE_WAY = re.compile(
    r"(?:\bno(?:t|ne)?\b|n't\b|\bnever\b|\bwithout\b|\bavoid\w*|\bif\b|\binstead of\b|\brather than\b)[^.;:\n]{0,40}$",
    re.IGNORECASE,
)
WAY_BACK = phrase(
    "roll(?:ed|ing)?[ -]?back|back-?out|revert\\w*|fall(?:s|ing)? ?back|exit (?:plan|strategy|clause)|way back|go(?:ing)? back|restor\\w+|backups?|migrat\\w+ back|switch(?:ed|ing)? back|point of no return|undo|escape hatch"
    "|terminat\\w+|parallel run|run in parallel|dual[- ]writ\\w+|old (?:system|one|cluster|database|service) (?:stays|remains|is kept|keeps)|keep the old"
)
DECIDES = phrase(
    "we (?:will|shall|decided|decide|choose|chose|have (?:decided|chosen|agreed|selected)|agreed|are going to|adopt|use|recommend|'ll|propose)|decided|decision|chosen|choose|selected|recommend(?:ed|ation|s)?|i recommend"
    "|is (?:adopted|used|introduced|replaced|required)|will be (?:used|adopted|introduced|replaced)|wir (?:haben|werden|nutzen|verwenden)|entschieden|must|should"
)
NOT_YET = re.compile(
    r"(?:no|none of the) (?:options?|decisions?|choices?|solutions?)(?: (?:is|are|was|were|has been|have been))?(?: (?:chosen|made|taken|selected|agreed))?(?: yet| so far)?\.?"
    r"|(?:it is |still |this is )?(?:not (?:yet )?(?:decided|chosen|agreed)|undecided|to be decided|open)(?: yet)?\.?",
    re.IGNORECASE,
)
"""Fills the place of a decision that is still to come."""
TITLE_DECIDES = re.compile(
    r"[\W\d]*(?:adr[- ]?\d+\W*|rfc[- ]?\d+\W*)?(?:use|adopt|replace|move|migrate|store|run|put|keep|switch|retire|introduce|drop|remove|build|split|merge|record|write|deploy|cache|send|give up|let|make|stop|start|ship|host|buy|route|resize|archive)\b",
    re.IGNORECASE,
)
NAMED_SIGN = re.compile(
    r"@[\w.-]+|\b[A-Z][a-z]+ [A-Z][a-z]+ (?:decided|decides|approved|approves|signed)\b|\b(?:signed|approved|decided|owned|written|proposed) (?:off )?by\b|\b(?:author|owner|decider|approver|sponsor)s?\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:decided|decides|approved|approves|signed off|owns (?:it|this|the decision))\b", re.IGNORECASE
)
FIGURE = re.compile(
    r"(?<![\w.-])[~<>≤≥€$£]?\d[\d.,]*\s?(?:%|[€$£]|[a-zµ]+\b(?:/[a-z]+)?)|[€$£]\s?\d|\b\d+(?:[.,]\d+)?(?:ms|s|h|k|m|x|gb|mb|tb|kb|rps|qps|fte)\b",
    re.IGNORECASE,
)
REGULAR = phrase(
    "(?:every|each|once an?|twice a|per) (?:\\w+ )?(?:week|month|quarter|year|sprint|release)|quarterly|monthly|yearly|annual(?:ly)?|half-?yearly|(?:in|after|within) (?:an?|one|two|three|four|six|nine|twelve|eighteen|\\d+) (?:days?|weeks?|months?|quarters?|years?|sprints?)|q[1-4]|(?:19|20)\\d\\d|next (?:year|quarter)|(?:in|by|before|until|end of) (?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
EFFECTS: tuple[Meaning, ...] = ("consequences", "positive", "negative", "neutral", "risks")
DESCRIBES_THE_PROBLEM: tuple[Meaning, ...] = (
    "context",
    "drivers",
    "constraints",
    "status",
    "people",
    "apparatus",
    "related",
)
ANY_MEASURE = re.compile(MEASURE.pattern, re.IGNORECASE)


def decides(record: Record) -> bool:
    """A way is chosen or proposed; before that there is nothing to weigh, to regret or to reopen."""
    if record.chosen is not None:
        return True
    if record.style == "framefirst":
        return False
    decision = [words.text for section in record.sections if section.meaning == "decision" for words in section.words]
    if decision and not has_content("\n".join(decision)):
        return False
    if has_content(record.said("decision")) or TITLE_DECIDES.match(record.title):
        return True
    return record.is_english and DECIDES.search(record.prose) is not None


def has_alternatives(record: Record) -> bool:
    """Two ways are named, or the words of somebody who looked at another one."""
    if len(record.options) > 1 or any(_names_others(section) for section in record.under("options")):
        return True
    return ALTERNATIVES.search(NO_ALTERNATIVES.sub("", _of_choice(record))) is not None


def _names_others(section: Section) -> bool:
    """A part about options that tells of some, in prose or under a heading such as "Why not a queue"."""
    if section.title and exact_meaning(section.title) is None:
        return True
    return any(
        block.kind == "paragraph"
        and not is_nothing(block.flat)
        and not NO_OPTION.fullmatch(block.flat)
        and not NO_ALTERNATIVES.search(block.flat)
        for block in section.blocks
    )


def _of_choice(record: Record) -> str:
    """Everything said, headings among it: "Why not RabbitMQ" is a heading that tells."""
    titles = [
        s.title for s in record.sections if s.title and exact_meaning(s.title) is None and not s.means("apparatus")
    ]
    return "\n".join((record.prose, *titles))


def _outside_of_problem(record: Record) -> str:
    """What is said of the choice and its effects, not of the situation before it."""
    return "\n".join(words.text for s in record.sections if not s.means(*DESCRIBES_THE_PROBLEM) for words in s.words)


def has_consequences(record: Record) -> bool:
    """Anything is said about what follows, of the choice or of one of the options."""
    return any(has_content(words.text) for s in record.under(*EFFECTS, "comparison") for words in s.words) or bool(
        record.pros
    )


def has_loss(record: Record) -> bool:
    """A price is named: as a drawback, in a part about effects, or by the words for it."""
    return bool(record.cons) or LOSSES.search(_outside_of_problem(record)) is not None


def has_burden(record: Record) -> bool:
    """Something among the effects can be read as a price."""
    said = "\n".join(
        words.text for s in record.under(*EFFECTS, "comparison", "rationale", "notes") for words in s.words
    )
    return has_loss(record) or BURDENS.search(said) is not None


def has_gain(record: Record) -> bool:
    """A gain is marked as one, or told in the words for it."""
    return bool(record.pros) or GAINS.search(record.said(*EFFECTS)) is not None


def has_baseline(record: Record) -> bool:
    """Leaving things as they are is among the options, or spoken of where the choice is discussed."""
    if any(BASELINE.search(option.name) for option in record.options):
        return True
    return LEAVING_THINGS.search(_outside_of_problem(record)) is not None


def has_figure(record: Record) -> bool:
    """A quantity with a unit, dates and versions apart."""
    plain = DAY.sub("", record.prose)
    return ANY_MEASURE.search(plain) is not None or FIGURE.search(plain) is not None


def has_decider(record: Record) -> bool:
    if record.deciders is not None or PERSON.search(record.prose):
        return True
    said = "\n".join((record.prose, *(f"{field.label}: {field.value}" for field in record.fields)))
    return NAMED_SIGN.search(said) is not None


def has_trigger(record: Record) -> bool:
    return (
        bool(record.triggers) or LOOKS_AGAIN.search(record.prose) is not None or record.field("review_date") is not None
    )


def has_content(text: str) -> bool:
    return any(not (is_nothing(line) or NOT_YET.fullmatch(line.strip())) for line in text.split("\n"))


def one_way(record: Record) -> tuple[str, int] | None:
    """The words that say it cannot be undone, where it is said of what was decided and not of another option."""
    for section in record.sections if ONE_WAY.search(record.prose) else ():
        if section.option is not None or section.means("options", "comparison", "apparatus"):
            continue
        for words in section.words:
            match = ONE_WAY.search(words.text)
            if match and not NOT_ONE_WAY.search(words.text, 0, match.start()):
                return match.group(), words.line
    stakes = record.field("stakes")
    match = ONE_WAY.search(stakes.value) if stakes else None
    return (match.group(), stakes.line) if match and stakes and not DENIAL.search(stakes.value) else None
