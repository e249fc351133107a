"""A record against the catalogue: the wording rules on the sentences they are meant for, then the rules over the whole."""

from collections.abc import Iterator

from assistant.domain.records.headings import Meaning
from assistant.domain.records.lines import Block
from assistant.domain.records.options import polarity
from assistant.domain.records.parser import parse
from assistant.domain.records.record import Record
from assistant.domain.records.rules import RECORD_RULES, RecordFinding
from assistant.domain.records.sentences import heard
from assistant.domain.records.waivers import unwaived
from assistant.domain.rules import (
    Configuration,
    Finding,
    WordingRule,
    absolute_requirement,
    authority_as_reason,
    no_alternatives,
    no_tradeoffs,
    open_ended_list,
    placeholder,
    sunk_cost,
    unmeasurable_trigger,
    unnamed_owner,
    untestable_success,
    vague_quality,
    vague_quantity,
)
from assistant.domain.rules.configuration import DEFAULTS

HEARD = frozenset({"paragraph", "item", "row"})
DEMANDS = (vague_quantity.RULE, vague_quality.RULE, absolute_requirement.RULE, open_ended_list.RULE)
CHOICE = (no_alternatives.RULE, no_tradeoffs.RULE, sunk_cost.RULE, authority_as_reason.RULE)
BY_MEANING: dict[Meaning | None, tuple[WordingRule, ...]] = {
    "context": (vague_quantity.RULE, vague_quality.RULE),
    "drivers": DEMANDS,
    "constraints": DEMANDS,
    "options": (no_alternatives.RULE,),
    "decision": CHOICE,
    "rationale": CHOICE,
    "consequences": (vague_quantity.RULE, no_tradeoffs.RULE),
    "positive": (),
    "negative": (vague_quantity.RULE,),
    "validation": (untestable_success.RULE, vague_quality.RULE),
    "triggers": (unmeasurable_trigger.RULE,),
    "rollout": (unnamed_owner.RULE,),
    "rollback": (unnamed_owner.RULE,),
    "risks": (unnamed_owner.RULE,),
    None: (vague_quantity.RULE, no_alternatives.RULE, no_tradeoffs.RULE, unmeasurable_trigger.RULE),
}
"""Which wording rules speak where. What is weighed for or against something is left alone: pros and cons are rough by nature."""
BARE_TRIGGER = 8
"""Words up to which a trigger is taken as the answer to "when do you look again?"; a longer one must say itself what it reopens."""
EVERYWHERE = (placeholder.RULE,)
SILENT: frozenset[Meaning] = frozenset({"apparatus", "related", "people", "status", "date", "deciders"})


def check_record(text: str, name: str = "", configuration: Configuration = DEFAULTS) -> tuple[RecordFinding, ...]:
    """What the catalogue says about a decision record in Markdown, in the order of its lines."""
    return check_parsed(parse(text, name), configuration)


def check_parsed(record: Record, configuration: Configuration = DEFAULTS) -> tuple[RecordFinding, ...]:
    found = list(_about_the_whole(record, configuration))
    if record.is_english and not record.is_left_behind:
        found += _about_wording(record, configuration)
    return tuple(sorted(unwaived(record, found), key=lambda one: (one.line, one.rule)))


def _about_the_whole(record: Record, configuration: Configuration) -> Iterator[RecordFinding]:
    is_empty = not record.prose.strip()
    for rule in RECORD_RULES:
        if configuration.speaks(rule.id, rule.name) and (
            not is_empty or rule.name in ("no-decision", "waiver-without-reason")
        ):
            yield from rule.findings(record)


def _about_wording(record: Record, configuration: Configuration) -> Iterator[RecordFinding]:
    answered = _answered(record)
    for section in record.sections:
        if section.means(*SILENT):
            continue
        meaning = "option" if section.option is not None else section.meaning
        wanted = [
            rule
            for rule in (*BY_MEANING.get(meaning, ()), *EVERYWHERE)
            if configuration.speaks(rule.id, rule.name) and rule.name not in answered
        ]
        for block in section.blocks:
            if wanted and block.kind in HEARD and polarity(block.text) is None:
                yield from _in_block(block, meaning, wanted)


def _answered(record: Record) -> frozenset[str]:
    """Rules whose objection the record meets elsewhere: it weighs other ways, it names losses."""
    met = set()
    if len(record.options) > 1:
        met.add(no_alternatives.RULE.name)
    if record.cons:
        met.add(no_tradeoffs.RULE.name)
    return frozenset(met)


def _in_block(block: Block, meaning: Meaning | None, wanted: list[WordingRule]) -> Iterator[RecordFinding]:
    is_bare_trigger = meaning == "triggers" and len(block.text.split()) <= BARE_TRIGGER
    utterance = heard(block, "revisit_triggers" if is_bare_trigger else None)
    found: dict[str, list[Finding]] = {rule.name: list(rule.findings(utterance)) for rule in wanted}
    for rule in wanted:
        for finding in found[rule.name]:
            sentence = next((s for s in utterance.sentences if s.start <= finding.start < s.end), None)
            if sentence is None or any(
                sentence.start <= other.start < sentence.end
                for name in rule.gives_way_to
                for other in found.get(name, ())
            ):
                continue
            yield RecordFinding(
                rule=finding.rule,
                name=finding.name,
                severity=finding.severity,
                message=" ".join(finding.message.split()),
                part=meaning or "text",
                line=block.line + block.text.count("\n", 0, finding.start),
                section=finding.section,
                quote=" ".join(finding.quote.split()),
                context=" ".join(sentence.text.split()),
                block=block.line,
            )
