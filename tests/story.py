"""One web shop's side of a conversation, told by whoever is asked: an answer for every question.

Everything follows from the frame, so that a person who comes back later goes on where they left.
"""

from assistant.domain.frame import Ask, Frame

OPENINGS = {
    "solution_first": "we need kafka",
    "symptom": "users complain the app is slow",
    "decision": "postgres or mongo for orders?",
}

ANSWERS = {
    "problem": "Shoppers wait 9 seconds for their order list, and 45 a week give up and call us",
    "symptom": "The order list takes 9 seconds at p95 since 1 September 2026",
    "success": "Order list under 1 second at p95, measured at the server over a week",
    "users": "6,000 shoppers a month and 14 people at the service desk",
    "priorities": "a fast order list, then low cost, then little to operate",
    "functional": "Show an order, change it, cancel it",
    "existing_system": "A PHP monolith with one MySQL server, good at invoices",
    "scale": "2,200 orders a day, 300 an hour before Christmas",
    "latency": "within a second",
    "data": "Orders and addresses, 40 GB, addresses are personal",
    "availability": "An hour down costs 1,500 euro, worst on Sunday evening",
    "integration": "The warehouse fetches a file every 10 minutes",
    "team": "3 developers, one of them on call",
    "budget": "400 euro a month",
    "timeline": "Before 1 March 2027, with the order list only",
    "compliance": "GDPR, addresses deleted after 2 years",
    "out_of_scope": "Invoices and the warehouse",
    "stakeholders": "Head of the shop Ines decides",
    "risks": "A release in the Christmas weeks",
    "root_cause": "Nobody owns the query times",
    "countermeasure": "A weekly look at the p95 of the order list",
    "decision": "Ines decides in January because the server contract ends on 31 January 2027",
    "constraints": "no data outside the EU; no second rota for nights",
    "options": "an index and a date filter; a read replica",
    "criteria": "waiting time, monthly cost, work at night",
    "reversibility": "Two weeks to move the orders back",
    "failure_mode": "The order list is empty, the shop goes on selling",
    "rollout": "The service desk first, then everybody",
    "rollback": "The service desk first, back with a switch within an hour",
    "measurement": "The p95 of the order list on the wall of the service desk",
    "security_governance": "The service desk reads, two admins change, the office looks at the log monthly",
    "recommendation": "An index and a date filter, because it takes three days",
    "revisit_triggers": "p95 above 2 seconds for a week, Ines watches, and a look on 1 September 2027",
}
WHYS = (
    "The query loads every order since 2011",
    "I saw in the code that it has no date filter",
    "It was written for 20 orders a day",
    "Nobody owns the query times",
)


def answer_to(ask: Ask, frame: Frame) -> str:
    """What the shop says to the open question."""
    match ask.move, ask.topic:
        case "confirm", _:
            return "yes, that is right"
        case "settle", _:
            return "We accept both for now, Ines decides"
        case "weigh", _:
            return ", ".join(str(40 - 10 * place) for place, _ in enumerate(frame.criteria))
        case "score", _:
            return ", ".join(str(2 + place % 3) for place, _ in enumerate(frame.options))
        case "branch", _:
            return "Nothing else that we know of"
        case "why", _:
            told = {why.text for why in frame.whys}
            return next((why for why in WHYS if why not in told), "/unknown")
        case _, "trade_offs":
            option = next((option.text for option in frame.options if option.id == ask.about), "It")
            return f"{option} gains 30 percent and gives up 3 days of work"
    return ANSWERS.get(ask.topic, "/unknown")
