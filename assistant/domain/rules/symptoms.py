"""How English says that something is not well: the vocabulary of symptoms. It knows nothing of what causes them."""

VERY = (
    "(?:too |very |so |really |always |again |often |just |constantly |extremely |regularly |sometimes |getting "
    "|quite |far too ){0,3}"
)
OFTEN = "(?:keeps? |always |often |constantly |sometimes ){0,2}"

IN_A_BAD_STATE = (
    rf"(?:is|are|was|were|'s|'re|gets?|got|becomes?|runs?|feels?|stays?|seems?|keeps? being|goes|went) {VERY}"
    "(?:slow|slower|sluggish|down|unavailable|offline|late|delayed|broken|unstable|flaky|buggy|unreliable|stuck"
    "|wrong|behind"
    "|unhappy|dissatisfied|annoyed|frustrated|angry|overloaded|flooded|swamped|overwhelmed|expensive|high|low|bad"
    "|poor"
    "|failing|crashing|complaining|leaving|declining|dropping|timing out|lagging|freezing|hanging)"
)
BREAKS = (
    f"{OFTEN}(?:fail(?:s|ed|ing)?|crash(?:es|ed|ing)?|break(?:s|ing)?|broke(?: down)?|hangs?|hanging|hung|froze"
    "|freez(?:es?|ing)|lag(?:s|ging)?"
    "|complain(?:s|ed|ing)?|tim(?:es?|ed|ing) out|stop(?:s|ped|ping)? (?:working|responding))"
)
DOES_NOT_WORK = (
    r"(?:doesn't|don't|didn't|isn't|dont|doesnt|not) (?:\w+ )?(?:work(?:ing)?|respond(?:ing)?|load(?:ing)?|like"
    "|fast|available|on time)"
)
TAKES_LONG = (
    rf"takes? {VERY}(?:ages|forever|long|a long time|too much time|a lot of time)"
    f"|(?:arrives?|comes?|finish(?:es)?|ships?|loads?|responds?|runs?|delivers?|delivered) {VERY}(?:late|slowly"
    "|slow|badly|poorly)"
)
FAULTS = "complaints?|tickets|errors|bugs|outages|downtime|timeouts|crashes|incidents|churn"
SHOWS_FAULTS = (
    "(?:has|have|gets?|getting|sees?|seeing|receives?|reports?|shows?|throws?|returns?|with)"
    rf" (?:(?:many |a lot of |lots of |too many |more |constant |so many |frequent )?(?:{FAULTS})"
    r"|(?:an? |the )?(?:error|wrong|empty|blank|old|stale|broken) \w+)"
    "|(?:loses?|losing) customers|(?:users|customers|people|clients|everyone) (?:leave|hate|abandon)"
)
PILES_UP = "(?:tickets|complaints|orders|requests|mails|e-?mails|errors|messages) (?:keep )?(?:pil|build|stack)(?:e|es|ing|s)? up"
SUFFERS = f"{PILES_UP}|{IN_A_BAD_STATE}|{BREAKS}|{DOES_NOT_WORK}|{TAKES_LONG}|{SHOWS_FAULTS}"

BAD_FIGURES = (
    "(?:the )?(?:high|low|many|frequent|constant|slow|poor|bad|long|growing|increasing|too many|lots of|recurring"
    "|repeated) (?:\\w+ )?"
    f"(?:{FAULTS}|latency|costs?|bill|performance|load(?:ing)? times?|response times?|waiting times?|delays?"
    "|conversion|satisfaction|quality|sales|failures)"
    "|(?:unhappy|angry|dissatisfied|frustrated|annoyed) (?:customers|users|people|clients|staff|employees|drivers|members|guests)"
)
BARE_TROUBLE = f"(?:the )?(?:{FAULTS}|slowness|delays?|instability|(?:bad |poor )?performance|time-?out|crash|outage|error|bug|failure|lag)"
