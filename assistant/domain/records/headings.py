"""The heading thesaurus: what people call the parts of a decision record, and what they mean by it.

An exact phrase decides first, then the first word pattern that occurs. It knows no Markdown but the marks around a title.
"""

import re
from functools import lru_cache
from typing import Literal, get_args

Meaning = Literal[
    "status",
    "date",
    "deciders",
    "review_date",
    "stakes",
    "context",
    "drivers",
    "constraints",
    "options",
    "option",  # a heading that names one of them: "Option 2: Kafka"
    "comparison",
    "decision",
    "rationale",
    "consequences",
    "positive",
    "negative",
    "neutral",
    "risks",
    "validation",
    "rollout",
    "rollback",
    "reversibility",
    "triggers",
    "cost",
    "security",
    "people",
    "related",
    "superseded_by",
    "notes",
    "apparatus",  # sources, glossary, history: nothing that was decided stands there
]
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)

PHRASES: dict[Meaning, str] = {
    "status": "status|state|decision status|current status|statut|estado|stato|zustand",
    "date": "date|decision date|date of decision|date decided|decided on|created|created on|last updated|updated"
    "|last modified|approved on|accepted on|datum|fecha|data|issued|day",
    "deciders": "deciders|decider|decision makers|decision maker|decision-makers|decision-maker|decided by|approvers"
    "|approver|approved by|accepted by|authors|author|owner|owners|decision owner|participants|signed off by|by|made by"
    "|accountable|written by|proposed by|entscheider|beteiligte"
    "|entscheider:innen|autor|autoren|décideurs|auteurs|auteur|decisores|autores|beslissers|besluitnemers|decisori",
    "review_date": "review by|review date|review on|next review|revisit by|revisit on|revisit date|revisit|expires"
    "|expires on|expiry|expiry date|valid until|review-by|review-date|reviewed by date|re-evaluate on|reevaluate on"
    "|wiedervorlage|überprüfung am|review am|à revoir le|revisar el|herzien op",
    "stakes": "stakes|door|door type|type of decision|decision type",
    "context": "context|context and problem statement|context and problem|problem|problem statement|background|issue"
    "|motivation|introduction|situation|summary|abstract|prologue|why|why now|the problem|overview|discussion"
    "|kontext|kontext und problemstellung|problemstellung|ausgangslage|hintergrund|problem und kontext"
    "|contexte|contexte et problème|problème|contexto|contexto y problema|problema|contesto|context en probleem"
    "|probleemstelling|achtergrond|evidence and root cause|evidence|root cause|existing system",
    "drivers": "decision drivers|drivers|forces|requirements|goals|objectives|criteria|criteria and weights"
    "|decision criteria|evaluation criteria|quality attributes|what must hold|priorities|concerns|success criteria"
    "|entscheidungstreiber|einflussfaktoren|anforderungen|kriterien|ziele|facteurs de décision|critères|exigences"
    "|factores de decisión|criterios|requisitos|criteri|beslisfactoren|eisen|needs|user needs|functional requirements"
    "|non-functional requirements",
    "constraints": "constraints|limitations and constraints|randbedingungen|einschränkungen|contraintes|restricciones"
    "|vincoli|randvoorwaarden|boundary conditions|assumptions|annahmen|assumptions and constraints",
    "options": "considered options|options|options considered|alternatives|alternatives considered|considered alternatives"
    "|other options|other options considered|positions|candidates|possible solutions|possibilities|rejected options"
    "|rejected alternatives|alternatives rejected|variants|approaches|alternative approaches|rationale and alternatives"
    "|betrachtete optionen|optionen|alternativen|betrachtete alternativen|mögliche lösungen|varianten"
    "|options envisagées|options considérées|alternatives envisagées|opciones|opciones consideradas|alternativas"
    "|opzioni|opzioni considerate|overwogen opties|opties|alternatieven|opções|opções consideradas|what else we looked at"
    "|what we considered|what we looked at|options we considered|options on the table",
    "comparison": "pros and cons of the options|pros and cons|pros & cons|comparison|analysis|evaluation"
    "|matrix and sensitivity|decision matrix|matrix|trade-off analysis|options analysis|vor- und nachteile"
    "|vor- und nachteile der optionen|vor und nachteile der optionen|bewertung|avantages et inconvénients"
    "|ventajas y desventajas|pro en contra|voor- en nadelen|pro e contro|gained and given up",
    "decision": "decision|decision outcome|outcome|the decision|our decision|we decided|resolution|recommendation|solution"
    "|conclusion|chosen option|selected option|chosen solution|chosen|proposal|proposed solution|proposed decision"
    "|design decision|what we decided|what we do|what we will do|entscheidung|entscheidungsergebnis|ergebnis|beschluss"
    "|gewählte option|décision|résultat de la décision|decisión|resultado de la decisión|decisione|besluit|beslissing"
    "|decisão|resultado",
    "rationale": "rationale|argument|arguments|justification|reasons|reasoning|reason|why this option|because"
    "|begründung|justificación|motivazione|onderbouwing",
    "consequences": "consequences|implications|impact|results|effects|resulting context|outcomes|ramifications"
    "|konsequenzen|folgen|auswirkungen|conséquences|consecuencias|conseguenze|gevolgen|consequenties|consequências"
    "|consequences and trade-offs|trade-offs|tradeoffs|trade-offs and consequences|impacts|what follows",
    "positive": "positive consequences|positive|positives|advantages|benefits|pros|pro|upsides|upside|gains|good|strengths"
    "|what becomes easier|easier|vorteile|positive konsequenzen|positive folgen|positive auswirkungen|avantages|ventajas"
    "|voordelen|vantaggi|conséquences positives|consecuencias positivas|vantagens|we gain|gained",
    "negative": "negative consequences|negative|negatives|disadvantages|drawbacks|cons|con|downsides|downside|losses|bad"
    "|weaknesses|what becomes harder|harder|costs and drawbacks|limitations|nachteile|negative konsequenzen"
    "|negative folgen|negative auswirkungen|inconvénients|desventajas|nadelen|svantaggi|conséquences négatives"
    "|consecuencias negativas|desvantagens|we lose|we give up|given up|what we give up|price|the price",
    "neutral": "neutral|neutral consequences|mixed",
    "risks": "risks|risk|risks and mitigations|known risks|failure mode|failure modes|blast radius"
    "|blast radius and failure mode|risiken|risques|riesgos|risico's|rischi|open questions|unresolved questions"
    "|assumptions and open questions|technical debt",
    "validation": "confirmation|validation|verification|compliance|success measure|success measures|success metrics"
    "|measurement|metrics|how we will know|acceptance criteria|fitness functions|fitness function|bestätigung|validierung"
    "|how we measure it",
    "rollout": "rollout|roll-out|implementation|implementation plan|migration|migration plan|next steps|action items|plan"
    "|adoption plan|follow-up actions|actions|umsetzung|nächste schritte|adoption|timeline",
    "rollback": "rollback|roll-back|rollback plan|roll back|fallback|fallback plan|exit strategy|exit plan|backout plan"
    "|way back|the way back|undo|undoing it|undo work",
    "reversibility": "reversibility|reversible|one-way door|two-way door|cost of reversal|umkehrbarkeit",
    "triggers": "revisit triggers|triggers|trigger|review triggers|when to revisit|when to reconsider|when to reopen"
    "|reconsider when|reconsider if|revisit when|revisit if|reopen when|reopen if|review|re-evaluation|reevaluation"
    "|sunset|sunset clause|look again if|what would change our mind|what would make us look again|we look again when"
    "|wiedervorlage und auslöser|überprüfung",
    "cost": "cost|costs|budget|kosten|price and budget",
    "security": "security|security and governance|privacy|governance",
    "people": "team|sponsor|stakeholders|consulted|informed|reviewers|contributors|consultees|people involved",
    "related": "related|related decisions|related records|links|references|see also|related documents|further reading"
    "|resources|supersedes|amends|amended by|refines|refined by|depends on|verweise|siehe auch|liens|enlaces"
    "|related requirements|related artifacts|related principles",
    "superseded_by": "superseded by|replaced by|superseded-by|replaced-by|ersetzt durch|remplacé par|reemplazado por"
    "|vervangen door",
    "notes": "notes|note|more information|additional information|comments|remarks|weitere informationen|misc|scope"
    "|out of scope|tags|category|group|component|project|issue number|ticket|technical story|story|discussions",
    "apparatus": "sources|findings|before it is final|glossary|changelog|change log|history|revision history|appendix|table of contents"
    "|contents|bibliography|footnotes|document history|versions|definitions|terms|license|toc",
}
EXACT: dict[str, Meaning] = {phrase: meaning for meaning, phrases in PHRASES.items() for phrase in phrases.split("|")}

OPENINGS: tuple[tuple[Meaning, str], ...] = (
    ("apparatus", r"glossary|revision history|change ?log|appendix|table of contents|decision (?:log|history)"),
    ("decision", r"(?:chosen|selected|recommended|preferred|winning|proposed) (?:option|solution|alternative|approach|design)\b|option chosen"),
    ("option", r"(?:option|alternative|variante?|approach|candidate|proposal|solution|opci[oó]n|optie|alternativa) ?(?:#?\d{1,2}\b|[a-h]\b(?! ))"),
    ("option", r"(?:option|alternative|variante?|approach|candidate|proposal|solution|opci[oó]n|optie) [a-h](?: ?[:.)–—-]| is\b)"),
    ("deciders", r"decision[- ]makers?|deciders?|decided by|approved by|approvers?"),
    ("status", r"(?:decision|record|document|current) status"),
    ("drivers", r"(?:decision |key |main )?drivers?\b|criteria|requirements|forces\b|quality attributes|goals?\b|objectives"),
    ("comparison", r"pros?\b.{1,5}\bcons?\b|advantages?\b.{1,5}\bdisadvantages?|compar(?:ison|ing)|trade-?off (?:analysis|matrix)|(?:decision|scoring|evaluation) matrix|(?:analysis|evaluation|assessment) of (?:the )?(?:options|alternatives)"),
    ("options", r"options?\b|alternatives?\b|candidates\b|what else|(?:approaches|solutions) (?:we )?(?:considered|evaluated|rejected)|why not\b|not chosen|rejected|optionen|alternativen"),
    ("rollback", r"roll(?:ing)?[ -]?back|back-?out|exit (?:plan|strategy)|way back|fall ?back|undo"),
    ("triggers", r"revisit|review(?:ed)? (?:date|triggers?|when|if|again)|re-?evaluat|reconsider|reopen|sunset|triggers?\b|change our mind|look(?:ing)? again"),
    ("positive", r"positive|benefits|advantages|upsides?|what (?:gets|becomes|is) (?:easier|better)|vorteile"),
    ("negative", r"negative|disadvantages|drawbacks|downsides?|what (?:gets|becomes|is) (?:harder|worse)|give up|nachteile"),
    ("reversibility", r"reversib|one-way|two-way|irreversib"),
    ("rationale", r"rationale|justification|reasons?\b|reasoning|why (?:we (?:chose|picked|use)|this)"),
    ("consequences", r"consequences?|implications?|trade-?offs?|ramifications?|konsequenzen|auswirkungen|cons[eé]quences|consecuencias|impact\b"),
    ("validation", r"confirm(?:ation|ing)|validation|verif(?:ication|ying)|success (?:measures?|metrics?|criteria)|how (?:will )?we (?:will )?(?:know|measure)|measur(?:ement|ing)"),
    ("risks", r"risks?\b|mitigations?|failure modes?|open (?:questions|issues|points)|unresolved"),
    ("constraints", r"constraints?|assumptions?"),
    ("rollout", r"roll-?out|implementation|migration plan|next steps|action items|adoption"),
    ("cost", r"costs?\b|budget|pricing"),
    ("security", r"security|privacy|compliance|governance"),
    ("context", r"context|background|problem|motivation|situation|root cause|why now|kontext|contexte?o?\b|problem\w*|current state|status quo"),
    ("decision", r"decision|outcome|resolution|recommendation|conclusion|verdict|we (?:decided|will)|entscheidung|d[eé]cision|decisi[oó]n|besluit"),
    ("related", r"related|references|links|see also|supersedes"),
    ("people", r"stakeholders|consulted|informed|reviewers"),
    ("notes", r"notes?\b|information|remarks|out of scope|non-goals"),
)  # fmt: skip
PATTERNS: tuple[tuple[Meaning, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for meaning, words in OPENINGS
)

MARKS = re.compile(r"[*`~]|(?<!\w)_+|_+(?!\w)|\{#[^}\n]*\}|<[^>\n]*>")
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
LEADING = re.compile(
    r"^(?:[^\w(]+|(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)]|[ivx]{1,4}[.)])\s+(?=[^\W\d]))+", re.IGNORECASE
)
TRAILING = re.compile(r"(?:\s*\((?:optional|required)\))?[\s:.\-–—?]*$", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
LONGEST_TITLE = 90
"""Characters; a longer line is a sentence that happens to stand where a title does."""


def normal(title: str) -> str:
    """The words of a title alone: "## 2. **Considered Options** (optional):" is "considered options"."""
    words = MARKS.sub("", LINK.sub(r"\1", title)).strip()
    return BLANKS.sub(" ", TRAILING.sub("", LEADING.sub("", words))).replace("&", "and").lower()


@lru_cache(maxsize=4096)
def exact_meaning(title: str) -> Meaning | None:
    """What a label means when all of it is a known phrase."""
    if len(title) > LONGEST_TITLE:
        return None
    return EXACT.get(normal(title))


@lru_cache(maxsize=4096)
def meaning_of(title: str) -> Meaning | None:
    """What a heading means; None for a title of its own."""
    if len(title) > LONGEST_TITLE:
        return None
    words = normal(title)
    known = EXACT.get(words)
    if known is not None:
        return known
    return next((meaning for meaning, pattern in PATTERNS if pattern.search(words)), None)
