"""Words by how much they pin down: those that judge, count without a number or name no moment, and those that name
nothing.

Tables only. A word that is listed nowhere counts as specific, so what is missing here errs towards
taking an answer as it is.
"""

import re

from assistant.domain.reading.wordlists import words


def _any(*phrases: str) -> str:
    return "|".join(phrase for line in phrases for phrase in line.split("|"))


DEGREE = (
    r"(?:(?:very|really|super|pretty|quite|so|too|extremely|fairly|rather|reasonably|incredibly|highly|"
    r"fully|absolutely|totally|completely|always|just|much|far|way|more|most|less|that|not|even|"
    r"sufficiently|truly|relatively) ){0,3}"
)

QUALITIES = _any(
    r"fast(?:er|est)?|quick(?:er|ly)?|snappy|snappier|speedy|slow(?:er|ly)?|sluggish|laggy|smooth(?:er|"
    r"ly)?|fluid|responsive|performant|high[- ]performance|instant(?:ly|aneous(?:ly)?)?|real[- ]?time|"
    r"low latency|no lag|busy|busier|hectic|crowded|peaky",
    r"good|great|nice|fine|bad(?:ly)?|poor(?:ly)?|terrible|awful|horrible|excellent|perfect(?:ly)?|"
    r"optimal|ideal|best|better|worse|decent|okay|super|amazing|awesome|wonderful|superb|fantastic|cool|"
    r"lovely|ugly|clunky|rubbish|crap|shit|useless",
    r"immediate|confidential|secret|private|stable|reliab(?:le|ly|ility)|robust(?:ness)?|"
    r"(?:rock[- ])?solid|resilien(?:t|ce)|dependable|bullet ?proof|fault[- ]tolerant|highly available|"
    r"high availability|redundant|failsafe|fail-safe",
    r"scal(?:able|ability)|web[- ]scale|future[- ]proof|flexib(?:le|ly|ility)|agile|modular|extensible|"
    r"maintainab(?:le|ility)|sustainable|generic|dynamic|configurable|adaptable|versatile",
    r"easy|easily|eas(?:e|ier)|simple|simply|simpler|intuitive|user[- ]friendly|usable|usability|"
    r"convenient|comfortable|hassle[- ]free|seamless(?:ly)?|effortless(?:ly)?|frictionless|clear(?:er)?|"
    r"clean|straightforward|ergonomic",
    r"modern|innovative|digital (?:transformation|innovation)|digitali[sz]ation|innovation|added value|business value|customer experience|state[- ]of[- ]the[- ]art|cutting[- ]edge|world[- ]class|best[- ]in[- ]class|"
    r"professional|enterprise[- ]grade|sophisticated|advanced|smart|intelligent|powerful|elegant|"
    r"beautiful|attractive",
    r"secure(?:ly)?|safe(?:ly)?|compliant|trustworthy|confidential stuff|sensitive",
    r"efficien(?:t|tly|cy)|productiv(?:e|ity)|effective(?:ly|ness)?|streamlined|optimi[sz]ed|lean",
    r"reasonab(?:le|ly)|acceptabl[ey]|adequate(?:ly)?|sufficient(?:ly)?|appropriate(?:ly)?|"
    r"proper(?:ly)?|correctly|satisf(?:ied|actory|action)|fair|sensible|realistic",
    r"cheap(?:er|est|ly)?|affordable|inexpensive|expensive|low[- ]cost|cost[- ]effective|economical|"
    r"pricey|costly|small|tight|limited|modest",
    r"critical|crucial|important|essential|vital|urgent(?:ly)?|serious(?:ly)?|major|severe|"
    r"business[- ]critical|mission[- ]critical|key|relevant|dramatic|catastrophic|disaster|disastrous",
    r"happy|happier|unhappy|delighted|pleased|content|satisfied|dissatisfied|angry|annoyed|annoying|"
    r"frustrat(?:ed|ing|ion)|upset|fed up|furious|trust|confidence|love(?:s|d)?|hate(?:s|d)?|"
    r"(?:actually |really )?(?:like|enjoy)s? (?:it|us|them|using|the (?:app|tool|product|system|site))|"
    r"good experience|wow",
    r"(?:it )?just works?|works? (?:well|fine|properly|smoothly|correctly|flawlessly|reliably|nicely|"
    r"better)|runs? (?:well|fine|properly|smoothly|correctly|flawlessly|nicely)|(?:doesn't|does not|"
    r"don't|do not|not|never|isn't) (?:really )?(?:work(?:s|ing)?|scal(?:e|es|ing)|perform(?:s|"
    r"ing)?)(?: (?:well|properly|anymore|any more|correctly|right))?",
    r"high(?:er)? (?:quality|accuracy|performance|throughput|security|load|traffic|demand|volumes?|"
    r"standards?|availability)|low(?:er)? (?:latency|costs?|price|budget|effort|risk|maintenance)|"
    r"quality|user experience|ux|mess(?:y)?|chaos|chaotic|old[- ]fashioned|outdated|obsolete|"
    r"legacy stuff|painful|nightmare",
    r"experienced|skilled|talented|competent|motivated|senior|strong|capable|nothing special|"
    r"nothing fancy|nothing crazy|normal|usual|standard|typical|ordinary|regular|(?<!on )average|common|"
    r"basic|traditional|as usual|the rest",
)  # fmt: skip

COMPARISONS = _any(
    r"fewer|less|more and more|more (?!than\b)|lower|higher|shorter|longer|bigger|smaller|greater|"
    r"improv(?:e|es|ed|ement|ements|ing)|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|"
    r"ing|tion)|explod(?:e|es|ed|ing)|skyrocket\w*|grow(?:s|ing)?(?: (?:fast|quickly|a lot|like crazy|rapidly|steadily|every \w+))?|growth|"
    r"optimi[sz]e|boost|stop(?:s|ped)? (?!\w*thing\b)\w+ing|no (?:more )?complain\w*|"
    r"nobody (?:complains|notices|minds|shouts)|no one (?:complains|notices|minds)"
)  # fmt: skip

AMOUNTS = _any(
    r"an? (?:whole |awful |wide |large )?(?:lot|load|ton|bunch|heap|mass|pile|bit|couple|handful|number|range|variety)"
    r"(?: of)?|(?:bunch|couple|handful|ton|heap|pile|bit) of|(?:lots|loads|tons|heaps|masses|plenty|piles)(?: of)?|"
    r"(?:the |a )?majority(?: of)?|many|much|several|some|"
    r"(?:quite )?a few|few|various|numerous|countless|endless|unlimited|infinite|huge|massive|enormous|"
    r"gigantic|tremendous|big|large|tiny|vast|heavy",
    r"(?:many |several |some |a few |maybe |tens? of |hundreds of |thousands of ){0,2}(?:dozens|"
    r"hundreds|thousands|millions|billions|zillions|gazillions)(?: (?:and|or|of) (?:hundreds|thousands|"
    r"millions|more))?(?: of)?|(?:like|as) crazy|like mad|insane(?:ly)?|crazy|enough|any number(?: of)?|"
    r"any amount(?: of)?|big data|a little|little|minimal|minimum|maximum|most|mostly|"
    r"(?:not )?that (?:much|many|big|large)|not (?:too |very |really |so |that )?(?:huge|much|many|big|"
    r"large|small|bad|long|often)",
    r"as \w+ as (?:possible|needed|necessary|required|we can|it gets|you can|they want|they like)|"
    r"as possible|whatever(?: it takes| is needed| they want| you want)?|money is (?:no|"
    r"not) (?:an )?(?:issue|problem|object)|no (?:upper )?limits?|unbounded|within reason|"
    r"(?:to )?a minimum|(?:quite|pretty) often|often|sometimes|rarely|frequently|regularly|occasionally|"
    r"constantly|all the time|now and then",
)  # fmt: skip

BOUNDED = (
    r" (?:else )?(?:in|at|on|from|of|with|about|related to|to do with|concerning|around|between|outside|"
    r"inside) "
    r"(?:(?:the|our|my|this|that|a|an|its|their) )?(?!(?:world|company|business|system|internet|market|"
    r"organi[sz]ation|app|it|us|them|general)\b)\w{2,}"
)
"""What follows "everybody" or "anything" and makes it a group after all: "in the warehouse", "with payments"."""

UNIVERSALS = _any(
    r"(?:basically |almost |virtually |practically )?(?:everybody|everyone|everything|everywhere|"
    rf"anybody|anyone|anything|anywhere|every one)(?!{BOUNDED})|all (?:kinds?|sorts?|types?|"
    r"manner)(?: of)?|(?:the )?(?:whole|entire) (?:company|world|organi[sz]ation|business|country|"
    r"market|internet)|(?:the |all )(?:general )?public(?! \w)|all (?:of )?(?:our|the|my|"
    r"their)? ?(?:users|customers|clients|systems|applications|apps|tools|data|members|people|employees|"
    r"staff|regulations|rules|laws|things|features|of (?:it|them))|all (?:applicable|relevant|necessary|"
    r"required|possible) \w+|always|never ever|at all times|day and night|night and day|at any (?:time|moment)|around the clock|"
    r"24/7(?:/365)?|24x7|24 ?h|completely|universal(?:ly)?",
    r"(?:must|can|may|should|could|shall|will)(?: not|n't)? (?:never|ever|always)(?: \w+)?|"
    r"never (?:go(?:es)? down|fails?|breaks?|stops?|crash(?:es)?|lose|be down|again)|(?:can't|cannot|"
    r"can not|must not|mustn't|may not|shouldn't|should not|won't|not) (?:ever )?(?:go(?:es)? down|fail|"
    r"break|be down|crash|be offline|be unavailable|stop working)|(?:zero|no|"
    r"without(?: any)?)[- ](?:down ?time|outages?|delays?|errors?|bugs?|data loss|loss(?:es)?|failures?|"
    r"interruptions?|mistakes?|surprises|hiccups|waiting|wait|lag|latency|defects?|problems?|issues?|"
    r"incidents?|complaints?)|(?:can't|cannot|can not) (?:really )?afford (?:any |a |to )?\w+|(?:not|"
    r"never|isn't|unacceptable|not an) (?:acceptable|an option|allowed|tolerated|tolerable)|"
    r"unacceptable|perfectly|flawless(?:ly)?|100 ?%|hundred percent",
)  # fmt: skip

MOMENTS = _any(
    r"a\.?s\.?a\.?p\.?|(?:very |pretty |quite |really )?soon(?:er|est)?|yesterday|immediately|"
    r"straight ?away|right away|at once|shortly|promptly|on the spot|in no time|in time|on time|timely|"
    r"when(?:ever)? (?:it's|it is|its|we're|we are|they are) (?:done|ready|finished|possible)|"
    r"(?:in the )?(?:near|not too distant|foreseeable) future|eventually|someday|some day|one day|"
    r"at some point|sometime|some time|in a while|for a while|ages|forever|(?:a )?long(?:er)?(?: time)?|"
    r"short(?: time| term)?|medium term|long term|recently|lately|for years|periodically|"
    r"quarterly or so|early|late|a (?:moment|second or so|blink)"
)  # fmt: skip

EVASIONS = _any(
    r"(?:it |that |this )?(?:all )?(?:really )?(?:depends?|varies|vary|differs|"
    r"fluctuates)(?: on (?:the (?:day|situation|case|customer|user)|many things|a lot))?|"
    r"(?:the )?usual(?: (?:suspects|stuff|things|ones|way|thing))?|and so on|etc\.?|stuff|things?|"
    r"something|somehow|somewhere|someone|somebody|kind of|sort of|or something|whatever|or whatever|"
    r"some kind of|some sort of|you know|obvious(?:ly)?|of course|hard to say|the normal (?:stuff|"
    r"things|way|rules|ones)|common sense|best practices?|industry standard|nothing unusual|a mess"
)  # fmt: skip

VAGUE = re.compile(
    rf"(?<![\w-])(?:{UNIVERSALS}|{AMOUNTS}|{MOMENTS}|{EVASIONS}|{DEGREE}(?:{QUALITIES})|"
    rf"{COMPARISONS})(?![\w-])",
    re.IGNORECASE,
)

FUNCTION_WORDS = words(
    """
    a an the this that these those it its it's that's there there's here he she they them their theirs we us our
    ours i i'm i'd i've i'll we'll you'll they'll it'll he'll she'll me my mine you your yours we're we've we'd they're they've he's she's who whom whose which
    what when where why how and or but nor so yet if then else than as at by for from in into of off on onto out
    over per through to toward under until up upon via with within without about above across after against along
    among around because before behind below beneath beside between beyond despite down during except inside near
    since though although unless whereas while is are was were be been being am isn't aren't wasn't weren't do does
    did don't doesn't didn't done doing have has had having haven't hasn't hadn't will would shall should may might
    must can could won't wouldn't shouldn't can't cannot couldn't ought let's lets not no yes yeah ok okay well oh
    um uh hmm hm also too very really quite rather just only even still already again ever never always often maybe
    perhaps probably possibly basically actually honestly frankly literally simply pretty much more most less least
    few some any all both each every either neither other another same such own many several one ones two first last
    next now today later right left back away please thanks sorry anyway however otherwise mainly mostly usually
    generally certainly definitely surely clearly especially particularly roughly approximately almost nearly
    exactly hopefully currently like think guess suppose believe hope assume feel seem seems mean say said etc isnt
    dont cant wont thats im ive id anymore sort kind lot bit nobody none nothing nowhere no-one noone somebody
    someone everybody everyone everything anybody anyone anything
    """
)

GENERIC_WORDS = words(
    """
    system systems app apps application applications software platform platforms solution solutions product products
    tool tools service services website site sites program programme monolith backend frontend architecture
    infrastructure technology tech code implementation feature features functionality module user users customer
    customers client clients member members people person persons guys folks human humans visitor visitors partner
    partners consumer consumers subscribers employees staff colleague colleagues team teams company companies
    business businesses organisation organization management manager managers stakeholder stakeholders boss bosses
    developer developers dev devs engineer engineers party parties thing things stuff way ways case cases point part
    parts aspect aspects area level type types kinds sorts data information content document documents record
    records volume volumes amount amounts number numbers size load loads traffic usage performance response
    responses speed time times latency delay duration quality experience usability availability uptime security cost
    costs price budget money rule rules law laws regulation regulations requirement requirements need needs demand
    demands expectation expectations goal goals problem problems issue issues reason reasons result results
    situation process processes work job jobs task tasks project projects question questions answer market world
    future day days week month year moment life care care's impact effect change changes plan plans is be works
    working worked use uses used using want wants wanted get gets getting got make makes making made go goes going
    went gone take takes give gives come comes keep keeps put run runs running do does try tries help helps handle
    handles manage manages support supports provide provides deal cope happen happens become becomes remain remains
    stay stays build builds built look looks looking involved idea accuracy efficiency page pages screen screens
    loading loading's hardware internet web online digital prepared able possible impossible different new old
    current existing own available sure true real whole entire full open internal external aware
    """
)

DIMENSIONS = words(
    """
    performance speed latency uptime availability security cost costs price usability budget money delay time
    accuracy efficiency volume traffic load infrastructure architecture code data quality stability scalability
    maintenance support hardware management
    """
)
"""Generic words that are an answer of their own where no figure was asked for, such as what matters most."""

ROLES = words(
    """
    accountant accounting admin admins administrator agent agents analyst analysts architect assessor assessors
    assistant auditor auditors baker bakers bookkeeper bookkeeping broker brokers buyer buyers captain caretaker
    cashier cashiers ceo cfo chef cio ciso citizen citizens clerk clerks clinic clinics coach compliance consultant
    contractor controller controllers coo counsel courier couriers cto dba dealer dealers dentist designer designers
    director dispatcher dispatchers doctor doctors dpo driver drivers electrician farmer farmers finance fitter
    fitters forwarder forwarders foreman freelancer guard guards headmaster helpdesk hospital hotline hr inspector
    inspectors installer installers intern interns investor investors janitor journalist judge lab landlord lawyer
    lawyers legal librarian logistics marketing mechanic mechanics merchant merchants midwife municipality notary
    nurse nurses officer officers operator operators parent parents patient patients payroll pharmacist pharmacists
    physician physicians picker pickers planner planners police procurement professor pupil pupils purchasing
    receptionist receptionists regulator reporter retailer retailers sales scientist secretary seller sellers shift
    shop shops sre student students supplier suppliers surgeon surgeons surveyor tax teacher teachers technician
    technicians teller tellers tenant tenants tester testers therapist trainer treasurer underwriter underwriters
    union vendor vendors vet volunteer volunteers waiter ward warehouse welder worker workers works-council
    """
)
