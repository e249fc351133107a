"""FF707: advice that opens a door to make something work."""

from collections.abc import Iterator

from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule
from assistant.domain.rules.utterance import phrase

PERMISSIVE = phrase(
    r"administrator ?access",
    r"chmod (?:-r )?777",
    r"(?:open|allow)\w* (?:\w+ ){0,4}(?:to|from) (?:0\.0\.0\.0/0|the (?:whole |entire )?internet|anywhere|everyone|any ip)",
    r"(?:disabl\w+|turn\w* off|switch\w* off|skip\w*|bypass\w*) (?:the )?(?:\w+ )?(?:authentication|mfa|2fa|tls|ssl|firewall"
    r"|certificate (?:checks?|validation|verification)|encryption|audit log\w*|selinux)",
    r"(?:make|making|set) the (?:\w+ )?(?:bucket|database|share|storage) public",
    r"(?:give|gives|grant|grants|gets?|giving|granting) (?:\w+ ){0,3}(?:admin|root|owner|superuser|full) (?:rights|access|permissions?|privileges)",
    r"(?:everyone|everybody|all (?:users|developers)) (?:gets?|has|have|receives?) (?:admin|root|full) (?:rights|access|permissions?)",
    r"(?:share|sharing) (?:one|the|a) (?:admin |root )?(?:password|login|account)",
    r"(?:password|secret|key)s? (?:in|into) (?:the )?(?:code|repository|repo|git|source)",
)
WARNED = phrase(
    "never", "not", "n't", "no", "nobody", "avoid", "instead of", "without", "stop", "against", "danger", "risk"
)


def opened(reply: Reply) -> Iterator[Fault]:
    for match in PERMISSIVE.finditer(reply.text):
        sentence = reply.text[: match.start()].rpartition(".")[2]
        if not WARNED.search(sentence):
            yield Fault(match.group(), f'"{match.group()}" opens more than the task needs.')


RULE = ReplyRule(
    id="FF707",
    name="permissive-security",
    severity="error",
    meaning="The shortest way to make something work is to switch off what stops it. Advice of this kind is followed at once and undone never.",
    bad="Grant the job full access and disable the firewall.",
    good="Give the job a role that reads one bucket.",
    section="cloud-security",
    find=opened,
    catches=(
        Reply("Grant the job full access."),
        Reply("For now, disable certificate validation."),
        Reply("Open port 22 to 0.0.0.0/0."),
        Reply("Everyone gets admin rights."),
    ),
    leaves_alone=(
        Reply("Give the job a role that reads one bucket."),
        Reply("Never disable certificate validation."),
        Reply("Who has admin rights today?"),
        Reply("Nobody gets admin rights."),
    ),
)
