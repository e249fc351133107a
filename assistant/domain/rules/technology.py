"""Names of things one builds or buys, for telling a solution from a need. Products are known to the reader; these are the categories."""

import re

from assistant.domain.rules.utterance import PRODUCT_MARK

COMPONENTS = (
    "(?:message |event |task |job |work )?(?:queue|broker|bus)|event[- ]sourcing|cqrs|cach(?:e|ing)(?: layer)?"
    "|cdn|load balancer|(?:api )?gateway|service mesh"
    "|micro-?services?|(?:modular )?monolith|serverless|data (?:lake|warehouse|mesh|platform|catalog(?:ue)?"
    "|pipeline)|warehouse|lakehouse|vector (?:database|store)|nosql"
    "|database|read replicas?|replicas?|sharding|cluster|containers?|cloud|multi-?(?:cloud|region)|(?:mobile "
    "|native |web )?app|portal|dashboard|chat ?bot|bot|blockchain"
    "|machine learning|artificial intelligence|ai(?: assistant| model)?|neural network|crm|erp|cms|pim|esb"
    "|etl(?: tool)?|(?:workflow|rules?|search|recommendation|rendering) engine"
    "|micro-?frontends?|single[- ]page app|design system|framework|platform|middleware|web ?sockets?|web ?hooks?"
    "|feature flags?"
    "|ci/cd|pipeline|(?:ticket(?:ing)?|monitoring|booking|reporting|document management|management) (?:system"
    "|tool|solution)|saas|robot|plug-?in|wiki|intranet"
    "|(?:new |better |other |bigger |more |second )(?:tool|system|software|website|solution|architecture"
    "|back-?end|front-?end|servers?|library|instances?|machine)|software|website|web ?shop"
    "|auto-?scaling|streaming platform|server|index(?:es)?|automation|digital twin|iot platform|ids|firewall|vpn"
    "|sso|single sign-on|identity provider|orm|api|rest api|sdk|event-driven architecture|hexagonal architecture"
    "|new architecture"
)
NOT_THE_THING = (
    "team|experts?|engineers?|admins?|administrators?|licen[cs]es?|backups?|person|developers?|specialists?"
    "|training|consultants?|access|owner|name|password"
    "|budget|store|hit|review|providers?|accounts?|users?|downtime|upgrade|skills?|knowledge|experience|exports?"
    "|imports?|files?|format|integration|documentation"
    "|response|call|calls|key|keys|contract"
)
"""Words that, right after a technology, turn it into something else: "a database expert"."""

THING = rf"(?:{PRODUCT_MARK}+|(?:{COMPONENTS})s?)\b(?!['-]| (?:{NOT_THE_THING})\b)"
TECHNOLOGY = re.compile(rf"\b{THING}", re.IGNORECASE)
