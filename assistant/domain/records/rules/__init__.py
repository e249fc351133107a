"""Rules over a whole decision record, one a file, in the order of their numbers; FF8xx are those that only a record can break."""

from assistant.domain.records.rules import (
    choice_without_loss,
    chosen_not_listed,
    missing_do_nothing,
    no_alternatives,
    no_calendar_trigger,
    no_date,
    no_decider,
    no_decision,
    no_revisit_trigger,
    no_status,
    no_tradeoffs,
    no_way_back,
    one_way_door_without_alternatives,
    one_way_door_without_decider,
    single_option,
    superseded_without_link,
    unknown_status,
    unquantified_tradeoff,
    waiver_without_reason,
)
from assistant.domain.records.rules.rule import RecordFinding, RecordRule, Spot

__all__ = ["OWN", "RECORD_RULES", "RecordFinding", "RecordRule", "Spot"]

RECORD_RULES: tuple[RecordRule, ...] = (
    no_alternatives.RULE,
    missing_do_nothing.RULE,
    no_tradeoffs.RULE,
    unquantified_tradeoff.RULE,
    single_option.RULE,
    one_way_door_without_decider.RULE,
    one_way_door_without_alternatives.RULE,
    no_revisit_trigger.RULE,
    no_calendar_trigger.RULE,
    choice_without_loss.RULE,
    no_status.RULE,
    unknown_status.RULE,
    superseded_without_link.RULE,
    no_date.RULE,
    no_decider.RULE,
    chosen_not_listed.RULE,
    no_way_back.RULE,
    no_decision.RULE,
    waiver_without_reason.RULE,
)
OWN: tuple[RecordRule, ...] = tuple(rule for rule in RECORD_RULES if rule.id.startswith("FF8"))
"""Those that the catalogue for sessions does not have."""
