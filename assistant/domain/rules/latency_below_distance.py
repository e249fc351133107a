"""FF504: a response that light cannot bring over the distance between the people and the data."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import read_facts, told
from assistant.domain.rules.utterance import phrase
from assistant.domain.topics import Topic

CONTINENTS = {
    "Europe": "EU EEA Europe DACH Benelux Nordics Scandinavia Germany France Belgium Netherlands Austria Switzerland Italy"
    " Spain Portugal Ireland Denmark Sweden Norway Finland Poland westeurope northeurope eu europe",
    "North America": "California Texas Quebec Canada us ca northamerica eastus westus",
    "Asia": "India Japan Singapore China Malaysia Indonesia Thailand Vietnam Philippines Taiwan ap asia",
    "Oceania": "Australia australia",
    "South America": "Brazil Argentina Chile Colombia Peru sa southamerica",
}
CONTINENT_OF = {place: continent for continent, places in CONTINENTS.items() for place in places.split()} | {
    "United States": "North America",
    "North America": "North America",
    "European Union": "Europe",
    "United Kingdom": "Europe",
    "New Zealand": "Oceania",
    "South America": "South America",
    "Hong Kong": "Asia",
    "South Korea": "Asia",
}
SHORTEST_ROUND_TRIP: dict[frozenset[str], float] = {
    # seconds that light in glass needs there and back over the shortest distance between the two
    frozenset(("Europe", "North America")): 0.045,
    frozenset(("Europe", "Asia")): 0.050,
    frozenset(("Europe", "Oceania")): 0.130,
    frozenset(("Europe", "South America")): 0.060,
    frozenset(("North America", "Asia")): 0.075,
    frozenset(("North America", "Oceania")): 0.110,
    frozenset(("North America", "South America")): 0.040,
    frozenset(("Asia", "Oceania")): 0.030,
    frozenset(("Asia", "South America")): 0.130,
    frozenset(("Oceania", "South America")): 0.100,
}
KEPT_THERE = phrase(
    "(?:must |has to |have to |should |to )?(?:stay|remain)s?(?: only)? (?:in|inside|within)", "(?:must |may )?not leave",
    "outside", "only in", "(?:hosted|stored|kept|runs?|running|located) in", "servers? (?:is |are )?in", "data ?cent(?:re|er) in",
)  # fmt: skip
HOMES: tuple[Topic, ...] = ("data", "compliance", "constraints", "existing_system", "security_governance")
SENTENCE = re.compile(r"[^.;\n]+")


def too_far(frame: Frame) -> Iterator[Gap]:
    targets = [t for t in known(frame, "latency", "duration") if t.fact.bound != "at_least" and t.high > 0]
    if not targets or any(fact.kind == "region" for fact in read_facts(told(frame, "latency"))):
        return
    people, homes = _places(told(frame, "users")), _homes(frame)
    if len(set(homes.values())) != 1 or not people:
        return
    home, continent = next(iter(homes.items()))
    fastest = min(target.high for target in targets)
    for place, there in people.items():
        trip = SHORTEST_ROUND_TRIP.get(frozenset((there, continent)), 0)
        if fastest <= trip:
            yield Gap(
                "answers.latency",
                f"{place} and {home} are at least {duration(trip)} apart, there and back, and {duration(fastest)} was asked for.",
            )
            return


def _homes(frame: Frame) -> dict[str, str]:
    said = "\n".join((told(frame, *HOMES), *(constraint.text for constraint in frame.constraints)))
    places: dict[str, str] = {}
    for sentence in SENTENCE.findall(said):
        if KEPT_THERE.search(sentence):
            places |= _places(sentence)
    return places


def _places(text: str) -> dict[str, str]:
    """Place as said, and the continent it lies on, where there is no doubt about it."""
    found = {}
    for fact in read_facts(text):
        name = fact.name or ""
        continent = CONTINENT_OF.get(name) or CONTINENT_OF.get(re.split(r"[-\d]", name)[0])
        if fact.kind == "region" and continent:
            found[fact.quote] = continent
    return found


RULE = FrameRule(
    id="FF504",
    name="latency-below-distance",
    severity="warning",
    meaning="Light in glass covers 200 km in a millisecond. People far away get the answer in the time asked for only where a copy of the data may stand near them.",
    bad="An answer in 50 ms in Australia, from data that must stay in the EU.",
    good="An answer in 50 ms in the EU and in 400 ms in Australia.",
    section="multi-region",
    find=too_far,
    catches=(
        sketch(
            answers={
                "users": "300 planners in Australia",
                "latency": "below 100 ms",
                "compliance": "Data must stay in the EU",
            }
        ),
        sketch(
            answers={"users": "Shoppers in Germany and Japan", "latency": "within 40 ms"},
            constraints=("no data outside Germany",),
        ),
    ),
    leaves_alone=(
        sketch(
            answers={
                "users": "300 planners in Australia",
                "latency": "below 500 ms",
                "compliance": "Data must stay in the EU",
            }
        ),
        sketch(
            answers={
                "users": "300 planners in Germany",
                "latency": "below 20 ms",
                "compliance": "Data must stay in the EU",
            }
        ),
        sketch(
            answers={
                "users": "Planners in Australia and Germany",
                "latency": "20 ms in Germany",
                "compliance": "Data must stay in the EU",
            }
        ),
        sketch(
            answers={"users": "Planners in Australia", "latency": "20 ms", "compliance": "The EU may ask for a report"}
        ),
        sketch(answers={"users": "Planners in Australia", "compliance": "Data must stay in the EU"}),
    ),
)
