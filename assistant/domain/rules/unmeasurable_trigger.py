"""FF105: a promise to look at a decision again that no alarm, calendar or person could ever fire."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import DATE, Hit, Sentence, Utterance, phrase

REOPEN = phrase(
    r"re-?(?:visit|consider|evaluat|assess|think|open|examin|vis)(?:e|ed|ing)?",
    "(?:check|look|see) (?:regularly|periodically|from time to time|(?:every )?now and then|occasionally) (?:whether|if)|review (?:it|this|that|the (?:decision|choice|architecture|setup|design|contract))|(?:is|are|be|gets?) reviewed",
    r"(?:look|have a look|take a look) (?:at|into) (?:it|this|that|the \w+) again|look again|(?:take"
    "|have) another look",
    r"(?:think|talk) (?:about (?:it|this|that|the \w+) )?again|change (?:course|our mind|the decision)",
    "(?:discuss|decide|question)(?: (?:it|this|the decision))? again|see how it goes|come back to (?:it"
    "|this) (?:if|when|once)",
)
CHANGE_OVER = phrase(
    "switch(?:ed|ing)?|replac(?:e|ed|ing)|migrat(?:e|ed|ing)|mov(?:e|ed|ing) (?:away|off|to|back|over)|upgrad(?:e"
    "|ed|ing)|go back|roll back|chang(?:e|ing) (?:it|the|to)",
    "(?:pick|choose|use|take|try|look for|find) (?:a |an |some |something )?(?:different|another|other|new|bigger"
    "|alternative|else)|split (?:it|the)|swap|introduce|add (?:a|an|more)",
    r"scale (?:it )?(?:up|out)|adapt|adjust|extend|optimi[sz]e|do something|act|react|take action|deal with",
)
CONDITION = phrase("when(?:ever)?|if|once|as soon as|should|in case(?: of)?|until|unless")
NOBODY_CAN_TELL = phrase(
    "problems?|problematic|issues?|troubles?|difficult(?:y|ies)|need(?:ed|s)?(?: be| arises?| it)?|necessary|required",
    "(?:things?|circumstances|requirements|situation|needs|conditions|that|this|something|priorities|it|anything"
    r"|business|world|market)(?: \w+)? chang(?:e|es|ed|ing)|chang(?:e|es|ed)$",
    r"too (?:much|many|high|slow|expensive|big|large|costly|complex|hard|long|difficult|small)",
    r"gr(?:ow(?:s|ing|n)?|ew)|growth|bigger|larger|more|higher|worse|bad|better|degrad\w+|slow(?:er)?|(?:not"
    r"|n't)(?: \w+)? enough|no longer enough|insufficient|go(?:es|ing)? up|ris(?:es?|ing)|increas\w+",
    r"(?:do|does)(?:n't| not) (?:work|scale|fit|perform|suit|help)\w*|stops? (?:work|scal|fit|perform)ing"
    "|no longer (?:works?|scales?|fits?)|works? (?:well|fine|out)|turns? out",
    r"pain\w*|hurts?|suffers?|limits?|outgrow\w*|expensive|unhappy|complain\w*|annoy\w*|struggl\w+|bottleneck"
    r"|overloaded|uncomfortable|significant\w*",
    r"(?:get(?:s|ting)?|is|are|spiral\w*) out of (?:hand|control)|(?:calm|settl|quiet)\w*(?: down)?|stabili[sz]\w+|mature\w*|overwhelm\w*|unbearable|ready",
    "the time (?:is right|comes)|time (?:allows|permits)|have (?:the )?time|there is time|appropriate|possible"
    "|mak(?:es?|ing) sense|popular|successful|take off|takes off|(?:have|gain) (?:more )?experience",
)
SOMEDAY = phrase(
    "at (?:some|a later|a certain) (?:point|stage|time)|later(?: on)?|some ?day|one day|eventually"
    "|in (?:the )?(?:near |distant )?future|some ?time|soon|how it goes",
    "regular(?:ly)?|periodic(?:ally)?|from time to time|occasionally|(?:every )?now and (?:then|again)"
    "|continuous(?:ly)?",
    r"down the (?:road|line)|in due course|when we have time|as we go|as needed|if need be|when needed",
)
WATCHED = phrase(
    r"contract|licen[cs]e|end of (?:life|support)|announc\w+|audit|acqui\w+|law|regulat\w+|deprecat\w+|expir\w+"
    r"|certificat\w+|retro(?:spective)?"
)
"""Events that announce themselves need no threshold."""
SCHEDULED = phrase(
    "quarterly|monthly|yearly|annual(?:ly)?|(?:every|each) (?:week|month|quarter|year|sprint|release|retro)"
    "|after (?:the )?(?:pilot|launch|release|go-live)"
)


def unmeasurable(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if (
            sentence.is_quantified
            or DATE.search(sentence.plain)
            or SCHEDULED.search(sentence.plain)
            or WATCHED.search(sentence.plain)
        ):
            continue
        found = _first(sentence, asked=utterance.topic == "revisit_triggers")
        if found is not None:
            yield sentence.hit(
                *found, "Nobody will notice {quote}: which figure or date, watched by whom, would reopen this?"
            )


def _first(sentence: Sentence, asked: bool) -> tuple[int, int] | None:
    plain = sentence.plain
    reopen = REOPEN.search(plain)
    if reopen is not None and sentence.is_denied(reopen.start(), 15):
        return None
    if reopen is not None or asked:
        someday = SOMEDAY.search(plain)
        if someday is not None:
            return someday.span()
    if reopen is not None or asked or CHANGE_OVER.search(plain):
        return _vague_condition(plain, asked)
    return None


def _vague_condition(plain: str, asked: bool) -> tuple[int, int] | None:
    length = len(plain.rstrip(" .!"))
    for condition in CONDITION.finditer(plain):
        ends = [at for mark in (",", ";", ":") if (at := plain.find(mark, condition.end())) > 0]
        vague = NOBODY_CAN_TELL.search(plain, condition.end(), min([*ends, length]))
        if vague is not None:
            return condition.start(), vague.end()
    bare = NOBODY_CAN_TELL.search(plain) if asked else None
    return bare.span() if bare else None


RULE = WordingRule(
    id="FF105",
    name="unmeasurable-trigger",
    severity="warning",
    meaning=(
        "A revisit condition without threshold, date or event. Nobody is woken by it, so the decision stays long after its reasons have gone."
    ),
    bad="We will revisit the choice when it becomes a problem.",
    good="We revisit the choice when the p95 of the search is above 800 ms for two weeks, or on 1 March; Ines watches both.",
    section="revisit-triggers",
    find=unmeasurable,
    catches=(
        "We will revisit the choice when it becomes a problem.",
        "If the volume grows we reconsider the broker.",
        "The decision is reviewed periodically.",
        "Let us rethink it at some point.",
        "When needed we switch to a bigger machine.",
    ),
    leaves_alone=(
        "We revisit the choice when the p95 is above 800 ms for two weeks.",
        "The decision is reviewed every quarter.",
        "We reopen it when the vendor announces the end of support.",
        "If a third country joins, we reconsider the tax engine.",
        "When the driver needs help, the app dials the depot.",
        "Code is reviewed by two people.",
        "We will not revisit this.",
        "Can we revisit the budget?",
    ),
)
