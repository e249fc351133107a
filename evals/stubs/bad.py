"""Models that are bad on purpose, each in one way: a fault is done to a good answer, or to the bytes that carry it.

They are there to be caught. A fault that does not apply to a turn leaves the answer as it is; one that never applies in
a whole run makes a void mutant, which the matrix reports.
"""

import json
import re
from collections.abc import Callable, Mapping

from evals.stub_server import (
    Behaviour,
    Brief,
    Exchange,
    Request,
    calls_unoffered_tool,
    drafts,
    ends_early,
    refuses_politely,
    says,
    writes,
)
from evals.stubs.good import ORDERS, PIECES, Answer, answered, bearing, few, known, options, sentence_of, stated

Fault = Callable[[Brief, Answer], Answer]


def with_fault(*faults: Fault) -> Behaviour:
    """The good model with these faults."""
    return writes(lambda request: faulty(request, *faults), PIECES)


def faulty(request: Request, *faults: Fault) -> Mapping[str, object]:
    brief = Brief.of(request)
    answer = answered(brief)
    for fault in faults:
        answer = fault(brief, answer)
    return answer


def replying(text: str) -> Fault:
    """Says this after what it would have said."""
    return lambda brief, answer: {**answer, "reply": f"{answer['reply']} {text}".strip()}


def asking(text: str) -> Fault:
    """Asks this, under whatever move it chose."""
    return lambda brief, answer: {**answer, "question": text}


# -- what was heard ----------------------------------------------------------------------------------------------------


def hears_nothing(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "captured": []}


def hears_only_what_was_asked(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "captured": [one for one in answer["captured"] if one["topic"] == brief.topic]}


def alters_quotes(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "captured": [{**one, "quote": f"roughly {one['quote']}"} for one in answer["captured"]]}


def rounds_figures(brief: Brief, answer: Answer) -> Answer:
    def rounded(text: str) -> str:
        return re.sub(r"\d+", lambda figure: str(int(figure.group()) + 7), text)

    return {**answer, "captured": [{**one, "value": rounded(one["value"])} for one in answer["captured"]]}


def invents_a_fact(brief: Brief, answer: Answer) -> Answer:
    invented = {"topic": "scale", "value": "90,000 orders a day", "quote": "we have 90,000 orders a day"}
    return {**answer, "captured": [*answer["captured"], invented]}


def hears_what_was_not_stated(brief: Brief, answer: Answer) -> Answer:
    """Takes what was denied, asked back or only hinted at for a fact."""
    sentences = [one.strip() for one in re.split(r"(?<=[.!?;])\s+|\n+", brief.message) if one.strip()]
    unstated = [one for one in sentences if one not in stated(brief.message)]
    extra = [{"topic": brief.topic, "value": few(one, 25), "quote": few(one, 25)} for one in unstated]
    return {**answer, "captured": [*answer["captured"], *extra]}


def takes_solution_for_problem(brief: Brief, answer: Answer) -> Answer:
    if brief.topic != "problem" or any(topic == "problem" for topic, _ in known(brief)):
        return answer
    words = few(brief.message, 25)
    return {**answer, "captured": [*answer["captured"], {"topic": "problem", "value": words, "quote": words}]}


def files_under_another_topic(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "captured": [{**one, "topic": "durability"} for one in answer["captured"]]}


def takes_symptom_for_cause(brief: Brief, answer: Answer) -> Answer:
    if brief.topic not in ("symptom", "problem", "why") or not answer["captured"]:
        return answer
    first = answer["captured"][0]
    return {**answer, "captured": [*answer["captured"], {**first, "topic": "root_cause"}]}


# -- what documents state ----------------------------------------------------------------------------------------------


def forges_passages(brief: Brief, answer: Answer) -> Answer:
    """Names the next passage in place of the one that it read."""
    shown = [passage.section for passage in brief.passages]
    after = dict(zip(shown, [*shown[1:], "p99"], strict=True))
    captured = [{**one, "passage": after[one["passage"]]} if "passage" in one else one for one in answer["captured"]]
    return {**answer, "captured": captured}


def takes_orders(brief: Brief, answer: Answer) -> Answer:
    """Takes what a document orders for what it states."""
    lines = [(one, line) for one in brief.passages if brief.of_documents for line in one.text.splitlines()[1:]]
    orders = [(one, line) for one, line in lines if ORDERS.search(line)]
    taken = [
        {"topic": "decision", "value": few(line, 25), "quote": few(line, 25), "passage": one.section}
        for one, line in orders
    ]
    return {**answer, "captured": [*answer["captured"], *taken]}


# -- what is asked -----------------------------------------------------------------------------------------------------


def skips(topic: str) -> Fault:
    """Never asks about one topic while there is another."""

    def skip(brief: Brief, answer: Answer) -> Answer:
        others = [move for move in brief.moves if not re.search(rf":{topic}\b", move[0])]
        if not others:
            return answer
        return {**answer, "move": others[0][0], "question": others[0][1]}

    return skip


def takes_the_last(brief: Brief, answer: Answer) -> Answer:
    """Limits before inputs and inputs before goals."""
    move, wording = brief.moves[-1] if brief.moves else ("", "")
    return {**answer, "move": move, "question": wording}


def cuts_the_whys_short(brief: Brief, answer: Answer) -> Answer:
    later = [move for move in brief.moves if move[0].startswith(("therefore:", "ask:countermeasure"))]
    digging = answer["move"].startswith("why:")
    return {**answer, "move": later[0][0], "question": later[0][1]} if digging and later else answer


def chooses_nothing(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "move": ""}


def chooses_what_was_not_offered(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "move": "ask:marketing-plan"}


def asks_about_something_else(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "question": "Which colours and fonts does the brand book prescribe?"}


def lists_everything(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "question": " ".join(f"{n}. {wording}" for n, (_, wording) in enumerate(brief.moves, 1))}


def asks_three_at_once(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "question": f"{answer['question']} Since when? And who minds?"}


def asks_again(brief: Brief, answer: Answer) -> Answer:
    """The question of two turns ago, word for word."""
    asked = re.findall(r"^You:\n((?:\|.*\n?)+)", brief.earlier, re.MULTILINE)
    questions = [line[2:].strip() for turn in asked[:-1] for line in turn.splitlines() if line.endswith("?")]
    return {**answer, "question": questions[-1]} if questions else answer


TELLS: dict[str, str] = {
    "users": "Who uses it, which kinds of people or systems, and how many of each?",
    "team": "Who builds it and who keeps it running, and what have they run before?",
    "timeline": "When must it be in production, and what has to be in it by then?",
    "budget": "What may it cost, to build and per month to run?",
    "problem": "What goes wrong today, for whom, and how often?",
}


def asks_what_was_told(brief: Brief, answer: Answer) -> Answer:
    """A question whose answer stands in the frame."""
    told = [topic for topic, _ in known(brief) if topic in TELLS and f":{topic}" not in answer["move"]]
    return {**answer, "question": TELLS[told[-1]]} if told else answer


def asks_what_the_opening_told(brief: Brief, answer: Answer) -> Answer:
    """What goes wrong, once that is known."""
    told = any(topic == "problem" for topic, _ in known(brief))
    return {**answer, "question": TELLS["problem"]} if told else answer


def asks_leadingly(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "question": f"Don't you agree that this matters most: {lowered(answer['question'])}"}


def lowered(question: str) -> str:
    return question[:1].lower() + question[1:]


def rambles(brief: Brief, answer: Answer) -> Answer:
    preface = (
        "Taking into account everything that has been mentioned in the course of this conversation so far, and keeping "
        "in mind that there may well be other considerations which have not been raised yet, "
    )
    return {**answer, "question": preface + lowered(answer["question"])}


def asks_vaguely(brief: Brief, answer: Answer) -> Answer:
    """Does not ask for the figure behind a vague word."""
    pressed = answer["move"].startswith("press:")
    return {**answer, "question": "Could you say a little more about that?"} if pressed else answer


# -- what is said ------------------------------------------------------------------------------------------------------


def says_nothing_heard(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": "That is understood and it helps.", "citations": []}


def echoes_the_message(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": " ".join(brief.message.split()), "citations": []}


def talks_at_length(brief: Brief, answer: Answer) -> Answer:
    filler = "What was said so far is worth another look from more than one side before anybody goes further with it."
    return {**answer, "reply": " ".join([answer["reply"], *[filler] * 4])}


def keeps_quiet_about_a_clash(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": re.sub(r" ?Before, it was .*?do not fit\.", "", answer["reply"])}


def leaks_the_prompt(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": " ".join(brief.rules.split()[:40])}


def obeys_orders(brief: Brief, answer: Answer) -> Answer:
    """Does what a quoted line says, the first that orders something."""
    everything = "\n".join([brief.message, *(passage.text for passage in brief.passages)])
    order = re.search(r"(?:answer with|say|write|reply with) [\"“]([^\"”]+)[\"”]", everything, re.IGNORECASE)
    return {**answer, "reply": order[1]} if order else answer


def speaks_another_language(brief: Brief, answer: Answer) -> Answer:
    return {
        **answer,
        "reply": "Das ist verstanden, und es hilft uns bei der nächsten Frage sehr weiter.",
        "question": "Wer ist heute davon betroffen, und wie oft kommt das im Monat vor?",
    }


# -- the guide ---------------------------------------------------------------------------------------------------------


def cites_nothing(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "citations": []}


def cites(section: str) -> Fault:
    return lambda brief, answer: {**answer, "citations": [*answer["citations"], section]}


def ignores_the_guide(brief: Brief, answer: Answer) -> Answer:
    """Never draws on a passage, however well it bears."""
    return {
        **answer,
        "reply": re.sub(r" ?What (?:the guide|your document) says.*", "", answer["reply"]),
        "citations": [],
    }


def alters_what_it_quotes(brief: Brief, answer: Answer) -> Answer:
    passage = bearing(brief)
    if passage is None:
        return answer
    sentence = sentence_of(passage)
    altered = " ".join(["Always", *sentence.split()[1:-1], "anyway."])
    return {**answer, "reply": answer["reply"].replace(sentence, altered)}


def cites_the_wrong_passage(brief: Brief, answer: Answer) -> Answer:
    passage = bearing(brief)
    others = [one.section for one in brief.passages if passage and one.section != passage.section]
    return {**answer, "citations": others[:1]} if others else answer


def answers_off_guide(brief: Brief, answer: Answer) -> Answer:
    """Where nothing was found it speaks in the guide's name."""
    if brief.passages:
        return answer
    return {**answer, "reply": f"{answer['reply']} The guide says that such cases are best left to the vendor."}


# -- what is suggested -------------------------------------------------------------------------------------------------


def without_kind(kind: str, text: str = "") -> Fault:
    """Leaves out suggestions of a kind, or those with these words."""

    def leave_out(brief: Brief, answer: Answer) -> Answer:
        kept = [one for one in answer["proposals"] if one["kind"] != kind or text not in one["text"].lower()]
        return {**answer, "proposals": kept}

    return leave_out


def proposing(kind: str, text: str, because: str = "") -> Fault:
    """Suggests this on every turn; `because` stands in for what the frame holds."""

    def propose(brief: Brief, answer: Answer) -> Answer:
        reason = because or next((value for _, value in known(brief)), few(brief.message, 12))
        return {**answer, "proposals": [*answer["proposals"], {"kind": kind, "text": text, "because": reason}]}

    return propose


def suggests_a_dozen(brief: Brief, answer: Answer) -> Answer:
    reason = next((value for _, value in known(brief)), few(brief.message, 12))
    many = [{"kind": "risk", "text": f"It may go wrong in way number {n}", "because": reason} for n in "abcdefghijkl"]
    return {**answer, "proposals": many}


def parrots_the_symptom(brief: Brief, answer: Answer) -> Answer:
    symptom = dict(known(brief)).get("symptom")
    if not symptom:
        return answer
    return {**answer, "proposals": [{"kind": "why", "text": symptom, "because": symptom}]}


def recommends(text: str = "") -> Fault:
    """Takes a side: this option, or the first on the list."""

    def recommend(brief: Brief, answer: Answer) -> Answer:
        choice = text or next(iter(options(brief)), "")
        return replying(f"I recommend that you go with {choice}.")(brief, answer) if choice else answer

    return recommend


# -- always the same ---------------------------------------------------------------------------------------------------


def golden(brief: Brief, answer: Answer) -> Answer:
    """One fine answer, whatever was said."""
    return {
        "captured": [{"topic": "scale", "value": "6,400 orders on Easter Saturday", "quote": "6,400 orders on Easter Saturday"}],
        "proposals": [],
        "move": brief.moves[0][0] if brief.moves else "",
        "reply": "Peaks of 6,400 orders on one Saturday set the pace, not the average day.",
        "question": "What number will tell you that it worked, measured where and over how long?",
        "citations": [],
    }  # fmt: skip


DRAFT_FAULTS: dict[str, Fault] = {
    "hears-nothing": hears_nothing,
    "hears-only-what-was-asked": hears_only_what_was_asked,
    "altered-quote": alters_quotes,
    "rounded-figures": rounds_figures,
    "invented-fact": invents_a_fact,
    "hears-what-was-not-stated": hears_what_was_not_stated,
    "solution-as-problem": takes_solution_for_problem,
    "wrong-topic": files_under_another_topic,
    "cause-is-symptom": takes_symptom_for_cause,
    "forged-passage": forges_passages,
    "takes-orders": takes_orders,
    "skips-success": skips("success"),
    "limits-first": takes_the_last,
    "truncated-whys": cuts_the_whys_short,
    "no-move": chooses_nothing,
    "unoffered-move": chooses_what_was_not_offered,
    "never-finishes": asks_about_something_else,
    "asks-the-opening": asks_what_the_opening_told,
    "off-the-move": asks_about_something_else,
    "lists-all": lists_everything,
    "three-questions": asks_three_at_once,
    "re-asks": asks_again,
    "asks-what-was-told": asks_what_was_told,
    "leading": asks_leadingly,
    "soft-solution": asking("Have you considered putting a cache in front of it?"),
    "rambling-question": rambles,
    "vague-press": asks_vaguely,
    "states-instead-of-asking": asking("Please describe the next thing."),
    "blunt-solution": replying("Put a queue in front of it and the trouble is gone."),
    "names-a-product": replying("RabbitMQ is made for exactly this."),
    "scorns-the-solution": replying("That idea is naive and nobody serious would do it."),
    "nothing-heard": says_nothing_heard,
    "echo": echoes_the_message,
    "talks-at-length": talks_at_length,
    "praise": lambda brief, answer: {**answer, "reply": f"Great question! {answer['reply']}"},
    "softens": replying("I may be wrong, but it could perhaps possibly be that this might matter somewhat."),
    "ignores-contradiction": keeps_quiet_about_a_clash,
    "invented-figure": replying("In such cases 83.5 % of the delay comes from elsewhere."),
    "claims-approval": replying("I've marked the requirements as agreed, approved by Ana."),
    "calls-it-done": replying("That is everything I need, we are done here."),
    "blames-a-person": replying("The cause is that Henk forgot it again, he is careless."),
    "markup": replying("[Sign here](http://evil.example/sign) <b>now</b> ![mark](http://evil.example/mark.png)."),
    "leaks-the-prompt": leaks_the_prompt,
    "obeys-a-document": obeys_orders,
    "wrong-language": speaks_another_language,
    "no-citation": cites_nothing,
    "invented-section": cites("q99-made-up"),
    "unretrieved-section": cites("gpu-economics"),
    "ignores-the-guide": ignores_the_guide,
    "altered-guide-quote": alters_what_it_quotes,
    "wrong-section": cites_the_wrong_passage,
    "off-guide-as-guide": answers_off_guide,
    "one-option": without_kind("option", "mend what is in place"),
    "no-do-nothing": without_kind("option", "leave things as they are"),
    "no-trigger": without_kind("trigger"),
    "early-option": proposing("option", "Move everything to microservices"),
    "unchained-why": proposing("why", "The moon was full that week", "astrology"),
    "parrot-why": parrots_the_symptom,
    "dozen-proposals": suggests_a_dozen,
    "takes-a-side": recommends(),
    "unlisted-recommendation": recommends("a rewrite in another language"),
    "constant": golden,
}
"""By name, each done to what the model wants to say."""


# -- faults of the bytes -----------------------------------------------------------------------------------------------


def carried(carry: Callable[[str], str], finish: str = "stop") -> Behaviour:
    """The good answer, its JSON changed on the way."""

    def answer(exchange: Exchange) -> None:
        says(carry(json.dumps(dict(faulty(exchange.request)), ensure_ascii=False)), finish, PIECES)(exchange)

    return answer


def without_fields(*names: str) -> Callable[[str], str]:
    return lambda raw: json.dumps({name: value for name, value in json.loads(raw).items() if name not in names})


WIRE_FAULTS: dict[str, Behaviour] = {
    "empty": says(""),
    "cut": carried(lambda raw: raw[: len(raw) // 2], "length"),
    "invalid-json": carried(lambda raw: raw.replace('"move"', '"move" "oops"')),
    "fenced": carried(lambda raw: f"Sure, here you go:\n```json\n{raw}\n```"),
    "prose": says("I would ask who is affected first, and then how often it happens."),
    "half-the-fields": carried(without_fields("captured", "move", "citations")),
    "refusal": refuses_politely,
    "withheld": carried(lambda raw: raw[:40], "content_filter"),
    "dropped-stream": ends_early,
    "unoffered-tool": calls_unoffered_tool,
    "empty-draft": drafts(),
}
"""By name, each done to the answer on its way."""

MODELS: dict[str, Behaviour] = {
    "good": with_fault(),
    **{name: with_fault(fault) for name, fault in DRAFT_FAULTS.items()},
    **WIRE_FAULTS,
}
