"""How a conversation opens: with a solution, a symptom, a decision, a blank sheet or something inherited.

It reads the first message alone and proposes nothing; what was named as the answer is kept in the person's own words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.facts import Fact, Reading, Span
from assistant.domain.reading.names import spellings
from assistant.domain.reading.reader import products
from assistant.domain.reading.wordlists import words

OpeningKind = Literal["solution_first", "symptom", "decision", "greenfield", "brownfield"]


class Opening(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: OpeningKind | None
    """None when the message does not tell."""
    quote: str
    """The sentence that told it."""
    solutions: tuple[str, ...] = ()
    """What was proposed as the answer."""
    alternatives: tuple[str, ...] = ()
    """What a decision is between."""
    subject: str | None = None
    """What it is for."""
    symptom: str | None = None
    """The complaint."""


# -- cues --------------------------------------------------------------------------------------------------------------

TECHNICAL = (
    r"data ?lake(?:house)?|data ?warehouse|data ?mesh|data platform|data hub|data pipeline|caches?|"
    r"caching(?: layer)?|(?:message |job |task )?queues?|message brokers?|"
    r"event ?bus|event sourcing|event[- ]driven architecture|microservices?|micro[- ]frontends?|"
    r"api gateway|service mesh|service bus|"
    r"chat ?bots?|blockchain|block chain|neural nets?|neural networks?|machine learning(?: model)?|"
    r"ml(?: model| pipeline| platform)?|llms?|rag|"
    r"ai(?: agent| assistant| model)?|vector (?:database|store|db)|feature store|search engine|"
    r"full[- ]text search|serverless|lambdas?|containers?|"
    r"kubernetes|k8s|graphql|grpc|websockets?|cdc|etl(?: pipeline| tool)?|pipeline|sharding|"
    r"read replicas?|replicas?|cdn|load balancers?|cloud|multi[- ]cloud|"
    r"hybrid cloud|crm|erp|cms|dms|wms|pim|bpm(?: engine)?|workflow engine|rules? engine|rule engine|"
    r"low[- ]code(?: platform| tool)?|no[- ]code(?: platform| tool)?|"
    r"single sign[- ]on|sso|digital twin|dashboards?|mobile app|native app|progressive web app|pwa|"
    r"monorepo|api|rest api|webhooks?|"
    r"real[- ]time (?:\w+ )?(?:system|platform|pipeline|dashboard|database|sync)|streaming(?: platform|"
    r" pipeline)?|nosql|graph database|time[- ]series database|"
    r"infrastructure as code|ci/?cd|gitops|observability (?:stack|platform)|edge computing|saas|paas|"
    r"iot platform|portal|design system"
)
SOLUTION_NOUN = re.compile(rf"(?<![\w-])(?:{TECHNICAL})(?![\w-])", re.IGNORECASE)

WANTS = (
    r"(?:\bit (?:would|'d) be (?:great|nice|good|cool|better|useful|helpful) (?:to (?:have|use|get|add)|"
    r"if we (?:had|have|used|got))|^\W*(?:(?:hi|hey|hello|ok|so|and|urgently|also)\W+)*(?:needs?|wants?|"
    r"looking for|thinking (?:of|about)|considering|would like|planning)(?: to)?(?: (?:have|get|use|"
    r"using|introduc(?:e|ing)|adopt(?:ing)?|build(?:ing)?|add(?:ing)?|buy(?:ing)?|implement(?:ing)?|"
    r"set(?:ting)? up|install(?:ing)?|deploy(?:ing)?|go(?:ing)? for))?|"
    r"(?:we|i|they|you|my (?:boss|cto|ceo|manager|team|client|company)|our (?:boss|cto|ceo|manager|team|"
    r"client|director|consultants?|vendor|architects?|devs|developers|management|board)|the (?:boss|cto|"
    r"ceo|team|management|board|business|devs|developers|client|architects?)|management|boss|marketing|"
    r"sales|leadership|everyone|everybody)"
    r"(?:'d| would|'re| are|'m| am|'ve| have| has|'s| is)?(?: (?:really|also|just|urgently|finally|"
    r"definitely|now|probably|all|both|simply|desperately))*"
    r" (?:needs?(?: to (?:have|get|use|do|introduce|adopt|build|add|buy|implement|set up|install|put in|"
    r"deploy|create))?|(?:wants?|like|plan(?:s|ning)?|going|decided|thinking (?:of|about)|thinking|"
    r"looking|about|intend(?:s)?|wish(?:es)?|hope)"
    r"(?: for)?(?: (?:us|me|them))?(?: to)?(?: (?:have|get|use|using|do|introduc(?:e|ing)|adopt(?:ing)?|"
    r"build(?:ing)?|add(?:ing)?|buy(?:ing)?|implement(?:ing)?|set(?:ting)? up|install(?:ing)?|put in|"
    r"deploy(?:ing)?|go(?: for| with)?|create))?|"
    r"should (?:use|introduce|adopt|get|have|buy|add|build|implement|go for|go with|go|deploy|install|"
    r"create|set up|put in|try)|must (?:use|have|get|introduce|adopt|add|build|implement)|could use|"
    r"ought to (?:use|have)|insist(?:s|ed)? on|propose[sd]?|suggest(?:s|ed)?|recommend(?:s|ed)?|advise[sd]?|"
    r"push(?:es|ed)? for|ask(?:s|ed)? for))"
)
CHANGE_VERB = (
    r"(?:re-?write|re-?build|re-?architect|re-?factor|re-?platform|re-?design|migrate|move|switch|"
    r"replace|ditch|phase out|retire|decommission|port|split(?: up)?|break up|convert|upgrade|"
    r"containeri[sz]e|moderni[sz]e|"
    r"automate|digiti[sz]e|consolidate|outsource|shard|dockeri[sz]e|decouple|extract|roll out|"
    r"standardi[sz]e on|go (?:serverless|headless|cloud[- ]native|multi[- ]cloud|mobile|all in on)|"
    r"adopt|introduce|implement|deploy|install|set up|add|use|put|go)"
)
CHANGE_NOUN = (
    r"(?:move|migration|switch|rewrite|rebuild|transition|roll-?out|adoption|introduction|change|"
    r"upgrade|shift|refactoring|refactor|implementation|integration|replacement)"
)
OBLIGES = (
    r"(?:^\W*(?:(?:hi|hey|hello|ok|so|and)\W+)*(?:need|want|have|looking|planning|trying|would like|"
    r"going|must|should|thinking (?:of|about)|considering|about)(?: to)?|"
    r"(?:we|i|they|you)(?: all| both)?(?:'d| would|'ll| will|'re| are|'m| am|'ve)?(?: (?:really|just|"
    r"urgently|finally|definitely|now|probably|simply|also))*"
    r" (?:should|must|need to|needs to|have to|want to|wanna|wants to|like to|going to|gonna|plan to|"
    r"planning to|are to|ought to|decided to|got to|gotta|could|better|be better off(?: to)?|"
    r"thinking (?:of|about)|considering)|"
    r"let'?s|time to|(?:my|our|the) [\w-]+(?: [\w-]+)? (?:wants|want|decided|told|asked|plans|"
    r"says we (?:should|must|need to)|insists on|would like|expects|thinks we (?:should|must|"
    r"need to))(?: (?:us|me))?(?: to)?|"
    r"(?:management|boss|leadership|marketing|sales|everybody|everyone|people|it) (?:wants?|decided|"
    r"told|asked|plans?|says? we (?:should|must|need to)|expects?)(?: (?:us|me))?(?: to)?|"
    r"(?:convince|persuade) (?:[\w-]+ ){1,4}?to|(?:the|our|my) (?:plan|idea|goal|proposal|decision|"
    r"intention|ambition) is to)"
)
ASKS = (
    r"(?:(?:can|could|would|will) (?:you|we|someone|anyone)(?: please)?(?: help(?: me| us)?(?: to)?)?|"
    r"please(?: help(?: me| us)?(?: to)?)?|help(?: me| us)?(?: to| with)?|how (?:do|can|should|"
    r"would) (?:i|we|you)(?: best)?|"
    r"i(?:'d| would)? (?:need|like|want)(?: your)?(?: help)?(?: to| with)?|we (?:need|"
    r"want)(?: your)? help (?:to|with)|what(?:'s| is) the best way to|any (?:tips|advice) (?:on|"
    r"for) (?:how to )?|looking for (?:help|advice) (?:with|on|in))"
)
DRAFTS = (
    r"(?:design(?:ing)?|plan(?:ning)?|architect(?:ing)?|sketch(?:ing)?|draft(?:ing)?|build(?:ing)?|"
    r"set(?:ting)? up|implement(?:ing)?|creat(?:e|ing)|write|writing|spec(?:ify)?|introduc(?:e|ing)|"
    r"document|draw(?: up)?|choose|choosing|roll(?:ing)? out|with|configure|size)"
)

HELP_NOUN = re.compile(
    r"^(?:(?:a|an|the|some|your|any|more|good|proper|quick|little|bit of|second) )*(?:"
    r"(?:[\w-]+ )?(?:help|advice|opinion|input|feedback|plan|document|doc|design(?: doc\w*)?|adr|"
    r"decision|decisions|guidance|idea|ideas|review|business case|spec|specification|report|rfc|"
    r"presentation|diagram|"
    r"assessment|analysis|someone|somebody|sparring|answers?|proposal|roadmap|estimate|hand|"
    r"conversation|meeting|chat)"
    r"(?=\s*(?:$|[.,;:!?)]|(?:for|of|on|to|how|about|with|that|which|who|what|where|and|in|from|by|so|"
    r"because|please|before|first|here|soon)\b))|"
    r"(?:to )?(?:know|understand|decide|find|figure|think|talk|write|convince|choose|see|discuss|be|"
    r"make|improve|reduce|cut|lower|speed|stop|fix|solve|avoid|prevent|get rid|rid|grow|increase|handle|"
    r"comply|become|save|ask|shorten|sell|hire|help)\b)",
    re.IGNORECASE,
)
"""What people want from us, or a goal they have: neither is a solution."""

DECIDES = re.compile(
    r"\b(?:should (?:we|i|they)|shall (?:we|i)|do (?:we|i|you)|can(?:'t| not|not)? (?:decide|agree|"
    r"choose)|deci(?:de|ding|sion)|choos(?:e|ing)|choice|pick(?:ing)?|torn|split|debat(?:e|ing)|"
    r"undecided|hesitat(?:e|ing)|doubt(?:ing)?|compar(?:e|ing)|"
    r"discuss(?:ing|ion)?|weigh(?:ing)?|between|whether|which|(?:not sure|unsure|wonder(?:ing)?|"
    r"don'?t know) (?:if|whether)|recommend|what(?:'s| is| would be) (?:better|best|the better|smarter|"
    r"wiser|cheaper)|vs\.?|versus|better|either|advise|advice|considering|evaluat(?:e|ing)|argu(?:e|"
    r"ing)|disagree|prefer|options are|go (?:with|for)|is it (?:better|smarter|wiser|worth))\b",
    re.IGNORECASE,
)
COMPLAINS = re.compile(
    r"\b(?:(?:too |so |very |really |painfully |terribly |extremely |awfully |incredibly |super |"
    r"quite )?slow(?:er|ly)?|sluggish|lag(?:s|gy|ging)?|fail(?:s|ed|ing|ure|ures)?|crash(?:es|ed|ing)?|"
    r"(?:is|are|was|were|goes|went|keeps? going|been) down|tim(?:es|e|ed|ing) ?-?out|timeouts?|"
    r"broken|breaks?|breaking|broke|errors?|bugs?|buggy|outages?|downtime|los(?:e|es|ing|t)|(?:arriv\w+|"
    r"come[s]?|com\w+|hear\w*|deliver\w+|ship\w*|too|always|often|hours|days|weeks|minutes|months) late|"
    r"delay(?:s|ed)?|wrong|incorrect|inconsistent|mismatch\w*|out of sync|stale|outdated|"
    r"complain(?:s|ed|ing|ts?)?|keep(?:s)? (?:telling|asking|calling|saying|having|getting|failing|"
    r"crashing|dying|breaking|going|running|forgetting)|angry|annoyed|unhappy|frustrat\w+|fed up|"
    r"hate[sd]?|furious|confus(?:ed|ing)|(?:too|so|very|much too|way too) (?:expensive|complex|"
    r"complicated|long|many|much|hard|late|big|difficult)|"
    r"(?:costs?|bills?|spend(?:ing)?|prices?|invoices?|churn|latency|errors?|load|traffic|"
    r"response times?|tickets?|returns?|complaints) (?:\w+ ){0,3}?(?:went|goes|going|gone|are|is|has|"
    r"have|keeps?|shot|rose|rises|rising|grew|grows?|growing|jumped|doubled|tripled|exploded?|exploding|"
    r"climb\w*|increas\w+|up)|"
    r"doubled|tripled|exploding|by hand|manual(?:ly)?|can'?t keep up|cannot keep up|doesn'?t scale|"
    r"does not scale|don'?t scale|not scal\w+|overload(?:ed)?|overwhelmed|unreliable|flaky|unstable|"
    r"leav(?:e|ing) us|(?:doesn'?t|does not|don'?t|do not|didn'?t|isn'?t|not|never|stopped|"
    r"stops) work(?:s|ing)?|"
    r"hang(?:s|ing)?|freez(?:es|ing|e)|frozen|stuck|duplicat\w+|double[- ]book\w*|missing|miss(?:es|ed)|"
    r"unable|impossible|problems?|issues?|trouble|pain(?:ful)?|struggl\w+|suffer\w*|drop(?:s|ped|ping)?|"
    r"abandon\w*|no ?-?shows?|incidents?|takes? (?:\w+ ){0,4}?(?:ages|forever|hours|days|weeks|minutes|"
    r"long|too long|months)|"
    r"run(?:s|ning)? out of|out of (?:memory|disk|stock|space)|leak(?:s|ing|ed)?|hacked|breach\w*|spam|"
    r"fraud|quit|quitting|leaving|chaos|mess|nightmare|nobody (?:knows|uses|trusts|reads)|"
    r"no one (?:knows|uses|trusts|reads)|alert fatigue|woken|wakes?|paged|rework|backlog|bottleneck|"
    r"drown\w*|twice|forg[eo]ts?|forgotten|(?:shows?|gives?|reports?|returns?|sees?|"
    r"says?) (?:a )?different|garbage|nonsense|gibberish|unusable|useless|(?:don'?t|doesn'?t|didn'?t|"
    r"did not|do not|does not|never) (?:match|finish|complete|run|show|save|print|update|send|scale|"
    r"agree|fit|add up|arrive|reach|load|open|sync|start|respond|answer)|stop(?:s|"
    r"ped)? (?!\w*thing\b)\w+ing|(?:loads?|takes?|waits?|needs?|lasts?) (?:in )?(?:about |around |over |"
    r"more than |up to )?\d+ (?:s|sec\w*|min\w*|h|hours?|days?|weeks?|months?)|(?:users?|customers?|"
    r"clients?|people|members?|patients?|students?|employees|visitors?|they|he|she|colleagues|drivers?|"
    r"nurses?|staff|nobody|no one) (?:\w+ )?(?:can'?t|cannot|can not) \w+)\b",
    re.IGNORECASE,
)
GOALS = re.compile(
    r"\b(?:need|want|have|has|like|wants|needs|how (?:do|can|to)|help (?:me|us)|must|"
    r"should)\b.{0,30}?\b(?:reduce|cut|lower|speed up|stop|fix|solve|avoid|prevent|get rid of|shorten|"
    r"improve)\b.{3,}",
    re.IGNORECASE,
)

NUMBER_WORD = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|several|many)"
)
INHERITED = re.compile(
    r"\b(?:(?:has|have) grown (?:for|over|since)|(?:i'm|i am) (?:the |a )?new (?:\w+ )?(?:lead|owner|manager|cto|developer|maintainer|admin|"
    r"architect)|(?:now )?(?:have|has|need|got) to (?:now )?maintain|now maintain(?:ing)?|inherit(?:ed|"
    r"ing|s)?|took over|taken over|taking over|take over|(?:was|were|been|just got|got) (?:handed|"
    rf"assigned|given)|(?:{NUMBER_WORD}|some)[- ]?(?:years?|yrs?)[- ]old|(?:is|are|now|about|almost|over|"
    rf"around|nearly) {NUMBER_WORD} years old|decades?[- ]old|"
    r"from the (?:19|20)?[5-9]0'?s|from (?:19[5-9]\d|200\d|201\d)|(?:written|built|made|developed|"
    rf"running|runs|around|used|bought|installed|in production) (?:\w+ ){{0,3}}?(?:in|since|"
    r"from) (?:19[5-9]\d|200\d|201\d)|cobol|fortran|delphi|visual basic|vb6|classic asp|foxpro|"
    r"lotus notes|as/?400|mainframe|"
    r"end[- ]of[- ](?:life|support)|nobody (?:here |left |really |still )*(?:understands|dares|"
    r"remembers|knows how)|no one (?:here |left |really |still )*(?:understands|dares|remembers|"
    r"knows how)|original (?:developers?|team|authors?|vendor)|"
    r"(?:developers?|vendor|author|guy|person|colleague|team|people) who (?:wrote|built|made|knew|"
    r"maintained) (?:it|this|that|the)\b)",
    re.IGNORECASE,
)
LEGACY = re.compile(
    r"\b(?:legacy|brownfield|(?:our|an|the|my|this|very|that) old [\w-]+|"
    r"existing (?:[\w-]+ ){0,2}?(?:system|application|app|software|platform|codebase|monolith|product|"
    r"tool|setup)|technical debt|tech debt|current (?:system|platform|software))\b",
    re.IGNORECASE,
)
WANTS_A_PLAN = re.compile(
    r"\b(?:plan|assess(?:ment)?|roadmap|what to do with|where (?:do|to) (?:i|we)?\s?start|"
    r"moderni[sz]\w*|future of|review|take stock|clean up|sort out|next steps?)\b",
    re.IGNORECASE,
)

NEW_THING = re.compile(
    r"\b(?:ask(?:s|ed)? (?:us|me) to |(?:have|has|asked|told|supposed|want|wants|wanted|like|going|plan|plans|planning|hope|hoping|"
    r"thinking|dream|decided|need|about|trying|intend|looking|idea)(?:ing)? (?:to |of |about |is to |"
    r"for )?|(?:we|i|they)(?:'re| are|'m| am) (?:to )?|help (?:me|us) |let'?s |start(?:ing|ed)? (?:to )?|"
    r"^\W*(?:(?:hi|hey|so|and)\W+)?)"
    r"(?:build(?:ing)?|creat(?:e|ing)|mak(?:e|ing)|launch(?:ing)?|start(?:ing)?|found(?:ing)?|"
    r"develop(?:ing)?|set(?:ting)? up|write|writing|design(?:ing)?|prototype|prototyping|"
    r"offer(?:ing)?)(?: up)? "
    r"(?P<thing>(?:a|an|our own|my own|some|the first|our first|my first|something|software|tools?)\b.*)",
    re.IGNORECASE,
)
NEW_IDEA = re.compile(
    r"\b(?:(?:(?:i|we)(?:'ve| have)(?: got)?|got|here is|here's|my|our) (?:an |a |the |new |this |"
    r"great |business ){0,3}idea(?: is)?(?: for| of|:)?|(?:an|the|our|my) idea (?:for|of)) (?P<thing>.+)",
    re.IGNORECASE,
)
NEW_PROJECT = re.compile(
    r"\b(?:green[- ]?field(?: project)?|new project|start-?up|side project|new product|new venture|"
    r"(?:starting )?from scratch|brand new|new)(?: idea)?\s*[:–-]\s*(?P<thing>.+)",
    re.IGNORECASE,
)
NEW_NOUN = re.compile(
    r"(?:^\W*|\b(?:plan|plans|planning|want|wants|need) )(?P<thing>(?:a|an|our) (?:brand[- ]new|"
    r"new) (?:\w+ )?(?:product|app|platform|service|portal|shop|business|company|venture|tool|website|"
    r"marketplace|game|device)\b.*)",
    re.IGNORECASE,
)
BLANK_SHEET = re.compile(
    r"\b(?:from scratch|nothing (?:exists|is there|built|yet|in place|today|so far)|there(?:'s|"
    r" is) nothing|(?:does not|doesn'?t|do not|don'?t) (?:exist|have anything) yet|no (?:code|system|"
    r"software|customers|users) (?:yet|so far)|green[- ]?field|start-?up|brand[- ]new|blank (?:sheet|"
    r"page|slate)|empty (?:page|repo)|starting (?:out|fresh|from zero)|from zero|new (?:product|venture|"
    r"business|company|service|app|platform)|"
    r"just (?:an idea|starting|a sketch)|only (?:an idea|a sketch|slides)|mvp|side project|co-?founder|"
    r"idea stage)\b",
    re.IGNORECASE,
)

# -- trimming ----------------------------------------------------------------------------------------------------------

ARTICLE = re.compile(
    r"^(?:(?:a|an|the|some|our own|our|my|its|their|this|proper|to|using|use|us|me|up|out|for|with|by|"
    r"of|in|on|go for|go with|going for|going with|have|get|new)\s+)+",
    re.IGNORECASE,
)
NAME_END = re.compile(
    r"[.!?;:](?=\s|$)|\n|,(?!\d)|\s[-–—]\s|[()]|\s(?:so|because|since|but|and (?:we|i|it|they|my|our|the|need|"
    r"want|can|could|would|help|how|have|get)|as (?:we|i|it|our|the)|for|to (?:help|solve|fix|handle|"
    r"get|make|replace|support|keep|store|process|reduce|have|be|let|track|show|speed|improve|deal|"
    r"allow|stop|cut|save|manage|run|our|my|the)|"
    r"in (?:order|our|my|the|time|case)|that|which|who|where|when|while|if|before|by|until|this|next|"
    r"asap|soon|now|please|right|instead|like|or (?:something|similar|so|whatever|not)|with (?:our|my|"
    r"the)|on (?:our|my|top)|at (?:our|my|the)|from (?:our|my|the)|can|could|would|is|are|will|too|here|"
    r"already|again|anyway|there|though)(?=\s|[.!?,;:]|$)",
    re.IGNORECASE,
)
REWRITE_END = re.compile(
    r"[.!?;:](?=\s|$)|\n|,(?!\d)|\s[-–—]\s|[()]|\s(?:so|because|since|but|and (?:we|i|it|they|my|our|need|want|"
    r"can|could|would|help|how|have)|as (?:we|i|it)|for (?:us|me)|to (?:help|solve|fix|handle|get|make|"
    r"support|reduce|speed|improve|stop|cut|save)|in order|which|who|when|while|if|or not|before|by|"
    r"until|this (?:year|quarter|month|summer)|next|asap|soon|now|please|instead of)(?=\s|[.!?,;:]|$)",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\bfor\s+(?!(?:us|me|you|it|this|that|them|him|her|now|free|sure|example|instance|a (?:while|long|"
    r"week|month|year|few|couple)|(?:the )?(?:approval|help|advice|next|last|past|time being|first|"
    r"moment|years|months|weeks|ages|days|hours)|"
    rf"{NUMBER_WORD} (?:years?|months?|weeks?|days?|hours?|minutes?)|years|months|weeks|ages|ever|"
    r"everyone|everything|good|real|some|which|what|that|doing|being|"
    r"having)\b)(?P<subject>[^.?!,;:()\n]+)",
    re.IGNORECASE,
)
SUBJECT_END = re.compile(
    r"\s(?:so|because|since|but|and (?:we|i|it|they|my|nothing|there)|that|which|who|where|when|while|"
    r"if|before|by|until|this|next|can|could|would|is|are|will|or|please|to (?:get|be|help|make))(?=\s|"
    r"$)",
    re.IGNORECASE,
)
COMPLAINED_OF = re.compile(
    r"\b(?P<thing>(?:the|our|my|this|these|their|its)\s+[\w'’-]+(?:\s+(?!(?:the|our|my|this|a|an|must|"
    r"should|can|could|will|would|may|stops?|predicts?|reports?|gets?|say|says|spends?|since|after|is|"
    r"are|was|were|has|have|had|keeps?|goes|went|takes?|fails?|crashes|times|breaks|loses|runs|gets?|"
    r"does|do|doesn't|don't|can't|cannot|never|always|often|sometimes|just|still|in|on|at|of|that|who|"
    r"which|for|every|from|to|and|or|not|very|too|so)\b)[\w'’-]+){0,3})",
    re.IGNORECASE,
)
A_TIME = re.compile(
    r"\b(?:day|week|month|year|quarter|morning|night|summer|winter|time|moment|weekend)\b", re.IGNORECASE
)
ASKS_US = re.compile(r"\byou\b.*\?|\b(?:who|what) (?:are|is|made) (?:you|this|framefirst)\b", re.IGNORECASE)
SPEAKS_OF_ITSELF = re.compile(
    r"\W*(?:(?:hi|hey|hello|ok|okay|so|well|and|but|just|good (?:morning|afternoon|evening|"
    r"day))\W+)*(?:i|i'\w+|we|we'\w+|you|you'\w+|let|let's|please|thanks?|thank|can|could|would|should|"
    r"help|it|it's|"
    r"this|that|that's|there|what|who|how|why|when|where|which|is|are|do|does|hi|hello|hey|yes|no|"
    r"nothing|not|maybe|good|test|write|make|create|design|build|plan|give|show|tell|explain|need|want|"
    r"looking|any|a|an)\b",
    re.IGNORECASE,
)
WORDS_OF_AN_OBSERVATION = 5
GENERIC_SOLVER = words("it this that something anything things stuff one them all everything these")
MOST_WORDS_OF_A_NAME = 9


def recognise(reading: Reading) -> Opening:
    found = next((opening for look in LOOKS if (opening := look(reading)) is not None), None)
    return found or Opening(kind=None, quote=reading.text.strip())


def _sentences(reading: Reading) -> tuple[Span, ...]:
    return reading.sentences or (Span(quote=reading.text, start=0, end=len(reading.text)),)


# -- decision ----------------------------------------------------------------------------------------------------------


FATE = re.compile(
    r"(?:to )?(?:repair|fix|mend|patch|keep|maintain|extend|improve|refactor|renovate|moderni[sz]e|clean up|replace|rewrite|"
    r"rebuild|redo|retire|switch off|scrap|drop|bin|buy|start|leave|move)\b",
    re.IGNORECASE,
)
"""What may become of a thing that is there, as against a thing to choose."""


def _decision(reading: Reading) -> Opening | None:
    for sentence in _sentences(reading):
        named = _alternatives(sentence.quote)
        if named and all(map(FATE.match, named)) and (INHERITED.search(reading.text) or LEGACY.search(reading.text)):
            return Opening(
                kind="brownfield",
                quote=sentence.quote,
                alternatives=named,
                subject=_inherited(sentence.quote),
                symptom=_symptom(reading),
            )
        if named:
            return Opening(
                kind="decision",
                quote=sentence.quote,
                alternatives=named,
                subject=_subject(sentence.quote),
                symptom=_symptom(reading),
            )
    return None


EITHER = re.compile(r"\s*,?\s+(?:or|versus|vs\.?)\s+(?:to\s+|should we\s+|do we\s+)?|,\s+", re.IGNORECASE)
SLASHED = re.compile(
    r"(?P<list>[\w.+#-]+(?: [\w.+#-]+){0,2}(?:\s?/\s?[\w.+#-]+(?: [\w.+#-]+){0,2})+)\s*(?:[:,–-]\s*(?:which|"
    r""
    r"what|how|any)\b|\?)",
    re.IGNORECASE,
)
CANDIDATES = re.compile(
    r"\b(?:candidates|options|contenders|alternatives|finalists|choices)(?: are|"
    r" left are)?\s*[,:–-]?\s+(?P<list>(?:[^.?!;:]|\.(?=\w))+(?:,|\band\b|\bor\b)(?:[^.?!;:]|\.(?=\w))+)",
    re.IGNORECASE,
)
OPEN_QUESTION = re.compile(r"\W*(?:why|how|when|where|who|can|could|is|are|does|did|has|have)\b", re.IGNORECASE)
VERSUS = re.compile(r"\s(?:versus|vs\.?)\s", re.IGNORECASE)
HALVES = re.compile(
    r"\b(?:half|one half|some|most|part|one camp|one group|one side|(?:my|our|the) [\w-]+)(?: of (?:us|"
    r"them|the \w+|my \w+|our \w+))? (?:wants?|prefers?|likes?|says?|votes? for|is for|are for)(?: to)? "
    r"(?P<one>[^,.;?]+?)(?:,|;| and| but| while) (?:the )?(?:other half|other side|other camp|"
    r"other group|others?|half|rest|some|i|we|they|(?:my|our) [\w-]+)(?: of (?:us|them))?(?: (?:wants?|"
    r"prefers?|likes?|says?|votes? for|is for|are for))?(?: to)? (?P<other>[^,.;?]+)",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
AFTER_THE_LAST = re.compile(r"(?<=\s)(and\s[^,]+),.*", re.IGNORECASE | re.DOTALL)
"""What comes after "and B" is no alternative: "between A and B for the hall, the installers need to know"."""
MOST_WORDS_OF_AN_ALTERNATIVE = 10
BETWEEN = re.compile(r"\b(?:between|compar(?:e|ing))\s+(?P<list>(?:[^.?!;:]|\.(?=\w))+)", re.IGNORECASE)
OR_WORD = re.compile(r"\s(?:or|versus|vs\.?)\s", re.IGNORECASE)
NO_ALTERNATIVE = re.compile(
    r"\bor\s+(?:not|so|something|whatever|similar|more|less|later|anything|maybe|even|at least|better|"
    r"worse|fewer|\d+|is (?:it|that|there)|are|am i|what|else|am|do i|just me)\b|\b(?:one|two|three|"
    r"once|\d+) or (?:two|three|four|twice|\d+)\b",
    re.IGNORECASE,
)
ASKED_BEFORE = re.compile(
    r"^.*?\b(?:should (?:we|i|they)|shall (?:we|i)|do (?:we|i|you)|whether(?: (?:we|to|i)(?: should)?)?|"
    r"(?:not sure|unsure|wonder(?:ing)?|don'?t know) if (?:we|i)(?: should| must| can)?|(?:which|"
    r"what)(?: \w+){0,4}? (?:better|best|smarter|wiser|cheaper)\b[^,:]*[,:]|decid(?:e|ing) (?:between|"
    r"on|if we should)|choos(?:e|ing) between|choose|torn between|either|(?:is it )?better(?: to)?|"
    r"considering|evaluating|debating|discussing|weighing(?: up)?|undecided(?: about| on)?|"
    r"hesitating(?: between)?|(?:options|choices|candidates) are)\s+",
    re.IGNORECASE,
)
CHOSEN_VERB = re.compile(
    r"^(?:(?:just|rather|better|now|also|first|simply|be) )*(?:going|go|use|using|pick|picking|choose|"
    r"choosing|take|taking|prefer|want|get|recommend|suggest|advise)(?: (?:with|for|to))?\s+(?=\S)",
    re.IGNORECASE,
)
GO_AND_ITS_USE = re.compile(r"\W*(?P<go>(?P<capital>Go)|go)\s+(?:(?P<aim>to)|for)\s+(?P<use>\S.*)", re.DOTALL)
"""The language, or somebody who goes for something."""


def _alternatives(sentence: str) -> tuple[str, ...]:
    """What a sentence wavers between; none where an "or" is no choice."""
    for look in (_by_camp, _by_list, _by_or):
        parts = look(sentence)
        beside_a_language = any(map(_is_language, parts))
        named = tuple(name for part in parts if (name := _go(part, sentence, beside_a_language) or _alternative(part)))
        if len(named) > 1 and all(_is_name(name, MOST_WORDS_OF_AN_ALTERNATIVE) for name in named):
            return named
    return ()


def _by_camp(sentence: str) -> tuple[str, ...]:
    halves = HALVES.search(sentence)
    return (halves["one"], halves["other"]) if halves else ()


def _by_list(sentence: str) -> tuple[str, ...]:
    slashed = SLASHED.match(sentence)
    if slashed is not None:
        return tuple(slashed["list"].split("/"))
    between = BETWEEN.search(sentence)
    if between is not None and not DECIDES.search(re.sub(r"\bbetween\b", "", sentence)):
        between = None
    listed = CANDIDATES.search(sentence) or between
    return tuple(LISTED.split(AFTER_THE_LAST.sub(r"\1", listed["list"]))) if listed else ()


def _by_or(sentence: str) -> tuple[str, ...]:
    if not _wavers(sentence):
        return ()
    asked = ASKED_BEFORE.match(sentence)
    body = sentence[asked.end() :] if asked and OR_WORD.search(sentence, asked.end()) else sentence
    last = list(OR_WORD.finditer(body))[-1]
    before = body[: last.start()].split(":")[-1]
    return (*EITHER.split(before), body[last.end() :].split(",")[0])


def _wavers(sentence: str) -> bool:
    if not OR_WORD.search(sentence) or NO_ALTERNATIVE.search(sentence):
        return False
    asks = "?" in sentence and not OPEN_QUESTION.match(sentence)
    return asks or bool(DECIDES.search(sentence) or VERSUS.search(sentence)) or _opens_with_a_name(sentence)


def _opens_with_a_name(sentence: str) -> bool:
    """ "Cloud or our own machines for the patient files": no question mark, but nothing else it could be."""
    return SOLUTION_NOUN.match(sentence.lstrip()) is not None and len(sentence.split()) <= MOST_WORDS_OF_A_BARE_NAME


def _is_language(part: str) -> bool:
    """Whether it is the name of a programming language and no more: "Rust", "use Rust", and not "stay with Rust"."""
    name = part if GO_AND_ITS_USE.match(part) else CHOSEN_VERB.sub("", part.strip())
    return name.strip(" ?.!,").lower() in spellings("programming language")


def _go(part: str, sentence: str, beside_a_language: bool) -> str:
    """The language Go out of "Go for the service"; nothing of "go for Java", where to go is to choose."""
    go = GO_AND_ITS_USE.match(part)
    if go is None:
        return ""
    written_as_a_name = go["capital"] and not sentence.lstrip().startswith(part.lstrip())
    is_aim = beside_a_language and not go["aim"]
    chosen = any(go["use"].startswith(quote) for quote, _ in products(go["use"]))
    return go["go"] if (written_as_a_name or is_aim) and not chosen else ""


def _alternative(part: str) -> str:
    part = part.strip().rstrip("?.!")
    part = CHOSEN_VERB.sub("", part)
    subject = SUBJECT.search(part)
    if subject is not None:
        part = part[: subject.start()]
    part = re.split(r"[.?!;:](?=\s|$)|[()]|\s[-–—]\s|\s(?:because|since|so|as we|when|if|given)\s", part)[0]
    return re.sub(
        r"^(?:a|an|the|to|we could|we can|i could|we|should|either|either of|both|do|it's|with)\s+",
        "",
        part.strip(),
        flags=re.IGNORECASE,
    ).strip(" ,")


def _is_name(text: str, longest: int = MOST_WORDS_OF_A_NAME) -> bool:
    return (
        0 < len(text.split()) <= longest and any(char.isalnum() for char in text) and text.lower() not in GENERIC_SOLVER
    )


# -- solution first ----------------------------------------------------------------------------------------------------

WANTED = re.compile(rf"(?<!\w){WANTS}\s+(?P<thing>\S.*)", re.IGNORECASE)
CHANGED = re.compile(
    rf"\b(?:{OBLIGES}|{ASKS})\s+(?:(?:help|to|start|really|completely|fully|simply|just|maybe|first|"
    rf"finally|plan to)\s+)*(?P<thing>{CHANGE_VERB}\b.*)",
    re.IGNORECASE,
)
PLANNED = re.compile(
    rf"\b(?:{ASKS}\s+(?:\w+\s+){{0,2}}?{DRAFTS}|{DRAFTS}|considering|thinking (?:of|about))\s+(?:(?:a|an|"
    rf"the|our|my|this|out|up|for)\s+)*{CHANGE_NOUN}\s+(?:from .{{1,40}}? )?(?:to|into|onto|of|"
    r"towards)\s+(?P<thing>.+)",
    re.IGNORECASE,
)
DRAFTED = re.compile(rf"\b{ASKS}\s+(?:{DRAFTS}|plan and build)\s+(?P<thing>\S.*)", re.IGNORECASE)
OBLIGED = re.compile(rf"\b(?:{OBLIGES})\s+(?P<thing>[^\W\d]+\s.+)", re.IGNORECASE)
ORDERED = re.compile(rf"\W*(?:please |just )?(?P<thing>{CHANGE_VERB}\s.+)", re.IGNORECASE)
SHOULD_WE = re.compile(
    r"\b(?:should (?:we|i)|is it (?:time|worth|smart|wise|a good idea) to|can we|could we|"
    rf"does it make sense to|how (?:do|can|should) we|how to)\s+(?P<thing>(?:{CHANGE_VERB}|get|buy|have|"
    r"build|go for|go with)\b.*)",
    re.IGNORECASE,
)
UNDER_WAY = re.compile(
    r"\b(?:we|i|they)(?:'re| are| r|'m| am|re)? (?:currently |now |about to |just |already |busy ){0,3}"
    r"(?P<deed>(?:migrating|moving|switching|transitioning|converting|rewriting|rebuilding|replacing|splitting|"
    r"introducing|adopting|implementing|rolling out|replatforming) "
    r"(?P<to>(?:[^,.;]{1,40} )?(?:to|into|onto) )?(?P<thing>\S.*))",
    re.IGNORECASE,
)
THE_ANSWER = re.compile(
    r"(?:^|\b(?:think|thinks|believe|believes|convinced|sure|says|say|that|"
    r"feel)\s+(?:that\s+)?)(?P<thing>(?:(?!think|believe|that|this|it\b|what|"
    r"is\b)[\w.+#/-]+ ){1,5})(?:is|would be|could be|might be|will be|looks like|seems) (?:\w+ )?(?:the|"
    r"our|a|an) (?:\w+ )?(?:answer|solution|way to go|way forward|fix|choice|tool for|option|fit)\b",
    re.IGNORECASE,
)
DOCUMENTED = re.compile(
    r"\b(?:write|prepare|draft|make|create|give|need|do|have)(?: up)?(?: me| us)? (?:an? |"
    r"the )?(?:\w+ )?(?:rfc|architecture|design(?: doc(?:ument)?)?|proposal|adr|business case|plan|"
    r"pitch|specification|spec)s? (?:for|about|on|to (?:adopt|introduce|use|buy|move to)) (?P<thing>.+)",
    re.IGNORECASE,
)
NAMED_ALONE = re.compile(
    r"\W*(?:(?:hi|hey|hello|maybe|please|just|what about|how about|why not|let'?s do|the answer is)\W+)*", re.IGNORECASE
)
MOST_WORDS_OF_A_BARE_NAME = 9
SEPARATE = re.compile(r"\s+(?:and|plus|&|\+|with)\s+(?:(?:a|an|some|the)\s+)?", re.IGNORECASE)


def _solution_first(reading: Reading) -> Opening | None:
    for sentence in _sentences(reading):
        solutions = _solutions(sentence, reading.facts)
        if solutions:
            return Opening(
                kind="solution_first", quote=sentence.quote, solutions=solutions, subject=_subject_beside(sentence.quote, solutions),
                symptom=_symptom(reading, but_not=sentence),
            )  # fmt: skip
    return None


def _solutions(sentence: Span, facts: Iterable[Fact]) -> tuple[str, ...]:
    text = sentence.quote
    products = tuple(
        fact.quote
        for fact in facts
        if fact.kind == "product" and not fact.negated and sentence.start <= fact.start and fact.end <= sentence.end
    )
    looks = (_planned, _changed, _wanted, _under_way, _proposed, _drafted, _obliged, _named_alone)
    return next((found for look in looks if (found := look(text, products))), ())


def _planned(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "help me plan the move to …" """
    planned = PLANNED.search(text)
    return tuple(filter(None, (_name(planned["thing"]),))) if planned else ()


def _changed(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "we should rewrite …" """
    changed = (pattern.search(text) for pattern in (CHANGED, SHOULD_WE))
    return next(((deed,) for match in changed if match and (deed := _deed(match["thing"]))), ())


def _wanted(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "we need a …" """
    wanted = WANTED.search(text)
    return tuple(_parts(wanted["thing"])) if wanted and not HELP_NOUN.match(wanted["thing"]) else ()


def _under_way(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "we are migrating to …" """
    moving = UNDER_WAY.search(text)
    if moving is None:
        return ()
    return tuple(_parts(moving["thing"])) if moving["to"] else tuple(filter(None, (_deed(moving["deed"]),)))


def _proposed(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "… is the way to go" """
    answer = THE_ANSWER.search(text)
    return tuple(_parts(answer["thing"])) if answer else ()


def _drafted(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "write a design for …", "can you set up …" """
    documented, drafted = DOCUMENTED.search(text), DRAFTED.search(text)
    if documented and not HELP_NOUN.match(documented["thing"]) and not LEGACY.search(documented["thing"]):
        return tuple(_parts(documented["thing"]))
    if drafted and not HELP_NOUN.match(drafted["thing"]) and _is_technical(drafted["thing"], products):
        return tuple(_parts(drafted["thing"]))
    return ()


def _obliged(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """ "let's cache everything in …": any deed, as long as it names a technology."""
    obliged = OBLIGED.search(text) or ORDERED.match(text)
    if obliged is None or HELP_NOUN.match(obliged["thing"]) or not _is_technical(obliged["thing"], products):
        return ()
    return tuple(filter(None, (_deed(obliged["thing"]),)))


def _is_technical(thing: str, products: tuple[str, ...]) -> bool:
    return SOLUTION_NOUN.search(thing) is not None or any(product in thing for product in products)


def _named_alone(text: str, products: tuple[str, ...]) -> tuple[str, ...]:
    """A short message that is no more than the name of a technology, and what it is for."""
    lead = NAMED_ALONE.match(text)
    rest = text[lead.end() :] if lead else text
    opens = SOLUTION_NOUN.match(rest) or next((product for product in products if rest.startswith(product)), None)
    if not opens or len(rest.split()) > MOST_WORDS_OF_A_BARE_NAME or COMPLAINS.search(text):
        return ()
    return tuple(filter(None, (_name(rest),)))


def _deed(thing: str) -> str:
    """ "rewrite the importer in Go", cut where the reason starts; of "use Kafka" only Kafka."""
    cut = REWRITE_END.search(thing)
    deed = (thing[: cut.start()] if cut else thing).strip(" ,")
    plain = re.match(
        r"(?:adopt|introduce|implement|deploy|install|set up|add|use|put|buy|get|have|build|go for|go with|"
        r"move to|migrate to|switch to)\s+(?!(?:in|on|it|to)\b)(?P<object>.+)",
        deed,
        re.IGNORECASE,
    )
    if plain is not None:
        return _name(plain["object"])
    return deed if 2 <= len(deed.split()) <= 12 else ""


def _parts(thing: str) -> Iterator[str]:
    cut = NAME_END.search(thing)
    whole = thing[: cut.start()] if cut else thing
    parts = SEPARATE.split(whole)
    if len(parts) > 1 and all(1 <= len(part.split()) <= 3 for part in parts):
        yield from filter(None, map(_trimmed, parts))
    elif name := _name(whole):
        yield name


def _name(thing: str) -> str:
    cut = NAME_END.search(thing)
    return _trimmed(thing[: cut.start()] if cut else thing)


def _trimmed(thing: str) -> str:
    name = ARTICLE.sub("", thing.strip(" ,\"'")).strip(" ,\"'")
    return name if _is_name(name) and name.split()[0].lower() not in GENERIC_SOLVER else ""


# -- new, inherited, complained about ----------------------------------------------------------------------------------


def _greenfield(reading: Reading) -> Opening | None:
    blank = bool(BLANK_SHEET.search(reading.text))
    for sentence in _sentences(reading):
        new = next(
            (found for look in (NEW_IDEA, NEW_PROJECT, NEW_NOUN, NEW_THING) if (found := look.search(sentence.quote))),
            None,
        )
        if new is None or HELP_NOUN.match(new["thing"]):
            continue
        thing = _thing(new["thing"])
        technical = SOLUTION_NOUN.search(" ".join(thing.split()[:4]))
        if thing and (blank or not technical):
            return Opening(kind="greenfield", quote=sentence.quote, subject=thing)
    return None


def _thing(text: str) -> str:
    cut = re.search(
        r"[.!?;:](?=\s|$)|\n|,(?!\d)|\s[-–—]\s|\s(?:so|because|since|but|and (?:we|i|it|they|nothing|there|have|need|"
        r"want)|nothing|no (?:code|users))(?=\s|$)",
        text,
        re.IGNORECASE,
    )
    thing = (text[: cut.start()] if cut else text).strip(" ,…")
    return re.sub(
        r"\s(?:from scratch|(?:next|this|in the|by) (?:spring|summer|autumn|fall|winter|year|quarter|month|"
        r"week)|soon|asap)$",
        "",
        thing,
        flags=re.IGNORECASE,
    )


def _brownfield(reading: Reading) -> Opening | None:
    for sentence in _sentences(reading):
        strong = INHERITED.search(sentence.quote)
        weak = LEGACY.search(sentence.quote)
        plan = WANTS_A_PLAN.search(reading.text)
        if strong or (weak and (plan or not COMPLAINS.search(reading.text))):
            return Opening(
                kind="brownfield", quote=sentence.quote, subject=_inherited(sentence.quote), symptom=_symptom(reading)
            )
    return None


HANDED = re.compile(
    r"\b(?:(?:who|that) (?:wrote|built|made|knew|maintained)|(?:have|has|need|got) to (?:now )?maintain|"
    r"maintain(?:s|ing)?|inherit(?:ed|ing|s)?|took over|taken over|taking over|take over|(?:handed|"
    r"assigned|given))\s+(?P<thing>(?:a|an|the|this|our|my|some|two|three|\d+)?\s?[^.!?;:,()\n]+)",
    re.IGNORECASE,
)
OLD = re.compile(
    rf"\b(?P<thing>(?:our|the|my|an?|this|their)?\s?(?:(?:{NUMBER_WORD}|some)[- ]?(?:years?|yrs?)[- ]old|"
    r"decades?[- ]old|old|legacy|existing|current)\s+(?!(?:and|but|or|now|so)\b)[\w'-]+(?:\s+(?!(?:is|"
    rf"are|was|has|have|keeps?|and|that|which|in|on|needs?|runs?|must|still|with|for)\b)[\w'-]+){{0,2}})",
    re.IGNORECASE,
)


def _inherited(sentence: str) -> str | None:
    match = HANDED.search(sentence) or OLD.search(sentence) or COMPLAINED_OF.search(sentence)
    if match is None:
        return None
    thing = re.split(
        r"\s(?:that|which|who|where|from|when|because|and (?:i|we|it|nobody|now|the|my|need)|but|so|written|"
        r"built|last|this|since|left|quit|retired|resigned|is|was|are|has|had|needs?|runs?|nobody|no one)\s",
        match["thing"] + " ",
    )[0]
    return thing.strip() or None


def _complaint(reading: Reading) -> Opening | None:
    for sentence in _sentences(reading):
        if ASKS_US.search(sentence.quote):
            continue
        if COMPLAINS.search(sentence.quote) or GOALS.search(sentence.quote) or _is_observation(sentence.quote):
            symptom = _symptom(reading, only=sentence) or sentence.quote.rstrip(" .!?…")
            return Opening(kind="symptom", quote=sentence.quote, symptom=symptom, subject=_complained_of(symptom))
    return None


def _is_observation(sentence: str) -> bool:
    """A plain statement about how things go, by somebody or something other than the writer."""
    return (
        not sentence.endswith("?")
        and len(sentence.split()) >= WORDS_OF_AN_OBSERVATION
        and not SPEAKS_OF_ITSELF.match(sentence)
        and not BLANK_SHEET.search(sentence)
    )


def _complained_of(symptom: str) -> str | None:
    """The thing named just before the complaint: "the scanner" in "people say the scanner freezes"."""
    complaints = list(COMPLAINS.finditer(symptom))
    if not complaints:
        return None
    last = complaints[-1]
    what = re.match(
        r"(?:costs?|bills?|spend|prices?|invoices?|churn|latency|errors?|load|traffic|response times?|"
        r"tickets?|returns?)\b",
        last.group(),
    )
    before = symptom[: last.start() + (what.end() if what else 0)]
    things = [match["thing"] for match in COMPLAINED_OF.finditer(before) if not A_TIME.search(match["thing"])]
    return things[-1].strip() if things else None


def _symptom(reading: Reading, but_not: Span | None = None, only: Span | None = None) -> str | None:
    """The first complaint, from its sentence's start up to where the sentence turns to something else."""
    for sentence in (only,) if only else _sentences(reading):
        complaint = COMPLAINS.search(sentence.quote)
        if complaint is None or sentence == but_not:
            continue
        pieces = [c for c in reading.clauses if sentence.start <= c.start and c.end <= sentence.end]
        holding = next((c for c in pieces if c.start <= sentence.start + complaint.start() < c.end), None)
        if holding is None:
            return sentence.quote.rstrip(" .!?")
        return holding.quote.rstrip(" .!?")
    return None


def _subject(sentence: str) -> str | None:
    match = SUBJECT.search(sentence)
    if match is None:
        return None
    cut = SUBJECT_END.search(match["subject"])
    subject = (match["subject"][: cut.start()] if cut else match["subject"]).strip(" ,")
    return subject if _is_name(subject, 8) else None


def _subject_beside(sentence: str, solutions: tuple[str, ...]) -> str | None:
    """What a solution is for, unless that is already part of the solution's own name."""
    subject = _subject(sentence)
    return None if subject and any(subject in solution for solution in solutions) else subject


LOOKS = (_decision, _greenfield, _solution_first, _brownfield, _complaint)
