"""The catalogue: every deterministic check, one rule a file, in the order of their numbers.

A rule sees an utterance or a frame and returns findings. Silence means that no rule spoke, not that all is well.
"""

from bisect import bisect_right

from assistant.domain.frame import Flag, Frame
from assistant.domain.rules import (
    absolute_requirement,
    authority_as_reason,
    availability_beyond_on_call,
    availability_on_one_server,
    blame_as_cause,
    budget_below_cluster,
    cache_without_staleness,
    capacity_for_noisy_neighbour,
    choice_without_loss,
    circular_why,
    claimed_change,
    cluster_for_few_users,
    cold_start_beyond_latency,
    commitment_before_the_cause,
    criterion_decides_nothing,
    debt_sprint_without_interest,
    dominated_option,
    effort_beyond_team,
    empty_matrix_cell,
    estimate_beyond_deadline,
    events_on_critical_path,
    everyone_as_users,
    everything_top_priority,
    functions_for_steady_load,
    key_value_for_reports,
    latency_below_distance,
    leading_question,
    leap_to_a_large_cause,
    load_beyond_capacity,
    load_beyond_users,
    loss_beyond_backup,
    maintenance_beyond_availability,
    microservices_for_small_team,
    missing_do_nothing,
    missing_do_nothing_option,
    missing_remedy_as_cause,
    more_alerts_against_noise,
    more_at_once_than_users,
    multi_cloud_out_of_fear,
    no_alternatives,
    no_calendar_trigger,
    no_countermeasure,
    no_out_of_scope,
    no_revisit_trigger,
    no_success_measure,
    no_tradeoffs,
    no_weights,
    number_without_unit,
    one_way_door_without_alternatives,
    one_way_door_without_decider,
    open_channel_for_patient_news,
    open_ended_list,
    option_beyond_budget,
    own_gpu_for_few_calls,
    permissive_security,
    placeholder,
    queue_before_slow_database,
    quote_not_found,
    random_keys_against_hot_sequence,
    recovery_beyond_downtime,
    regions_for_few_users,
    retries_without_end,
    rewrite_of_running_system,
    rewrite_under_lock,
    rotation_before_containment,
    round_the_clock_by_few,
    self_hosting_for_small_team,
    several_questions,
    single_criterion,
    single_option,
    single_path_of_whys,
    solution_as_problem,
    stale_price,
    stopped_at_first_why,
    straw_options,
    stream_for_a_daily_need,
    sunk_cost,
    symptom_restated,
    tech_preference,
    trigger_without_measure,
    trigger_without_owner,
    two_regions_for_patient_recovery,
    unmeasurable_trigger,
    unnamed_owner,
    unquantified_tradeoff,
    unretrieved_citation,
    unsettled_contradiction,
    untestable_success,
    untested_without_a_date,
    vague_quality,
    vague_quantity,
    why_without_evidence,
)
from assistant.domain.rules.configuration import DEFAULTS, Configuration, Limits
from assistant.domain.rules.reply import Reply
from assistant.domain.rules.rule import (
    Finding,
    FrameFinding,
    FrameRule,
    LimitRule,
    ReplyFinding,
    ReplyRule,
    Rule,
    WordingRule,
)
from assistant.domain.rules.utterance import hear
from assistant.domain.rules.vague_quality import own_words

__all__ = [
    "CATALOGUE",
    "Configuration",
    "Finding",
    "FrameFinding",
    "FrameRule",
    "LimitRule",
    "Limits",
    "Reply",
    "ReplyFinding",
    "ReplyRule",
    "Rule",
    "WordingRule",
    "check",
    "check_frame",
    "check_reply",
    "find",
    "is_judgement",
]

CATALOGUE: tuple[Rule, ...] = (
    vague_quantity.RULE,
    vague_quality.RULE,
    absolute_requirement.RULE,
    untestable_success.RULE,
    unmeasurable_trigger.RULE,
    unnamed_owner.RULE,
    open_ended_list.RULE,
    placeholder.RULE,
    number_without_unit.RULE,
    solution_as_problem.RULE,
    symptom_restated.RULE,
    everything_top_priority.RULE,
    everyone_as_users.RULE,
    no_success_measure.RULE,
    no_out_of_scope.RULE,
    circular_why.RULE,
    blame_as_cause.RULE,
    missing_remedy_as_cause.RULE,
    single_path_of_whys.RULE,
    why_without_evidence.RULE,
    no_countermeasure.RULE,
    stopped_at_first_why.RULE,
    leap_to_a_large_cause.RULE,
    no_alternatives.RULE,
    missing_do_nothing.RULE,
    no_tradeoffs.RULE,
    unquantified_tradeoff.RULE,
    tech_preference.RULE,
    sunk_cost.RULE,
    authority_as_reason.RULE,
    missing_do_nothing_option.RULE,
    single_option.RULE,
    no_weights.RULE,
    one_way_door_without_decider.RULE,
    one_way_door_without_alternatives.RULE,
    no_revisit_trigger.RULE,
    no_calendar_trigger.RULE,
    trigger_without_owner.RULE,
    trigger_without_measure.RULE,
    dominated_option.RULE,
    empty_matrix_cell.RULE,
    single_criterion.RULE,
    criterion_decides_nothing.RULE,
    choice_without_loss.RULE,
    straw_options.RULE,
    availability_beyond_on_call.RULE,
    maintenance_beyond_availability.RULE,
    availability_on_one_server.RULE,
    latency_below_distance.RULE,
    loss_beyond_backup.RULE,
    estimate_beyond_deadline.RULE,
    effort_beyond_team.RULE,
    load_beyond_users.RULE,
    more_at_once_than_users.RULE,
    budget_below_cluster.RULE,
    unsettled_contradiction.RULE,
    load_beyond_capacity.RULE,
    option_beyond_budget.RULE,
    recovery_beyond_downtime.RULE,
    round_the_clock_by_few.RULE,
    cluster_for_few_users.RULE,
    queue_before_slow_database.RULE,
    cache_without_staleness.RULE,
    key_value_for_reports.RULE,
    multi_cloud_out_of_fear.RULE,
    events_on_critical_path.RULE,
    untested_without_a_date.RULE,
    more_alerts_against_noise.RULE,
    microservices_for_small_team.RULE,
    rewrite_of_running_system.RULE,
    functions_for_steady_load.RULE,
    regions_for_few_users.RULE,
    self_hosting_for_small_team.RULE,
    random_keys_against_hot_sequence.RULE,
    retries_without_end.RULE,
    commitment_before_the_cause.RULE,
    open_channel_for_patient_news.RULE,
    rewrite_under_lock.RULE,
    rotation_before_containment.RULE,
    two_regions_for_patient_recovery.RULE,
    capacity_for_noisy_neighbour.RULE,
    own_gpu_for_few_calls.RULE,
    stream_for_a_daily_need.RULE,
    cold_start_beyond_latency.RULE,
    debt_sprint_without_interest.RULE,
    unretrieved_citation.RULE,
    quote_not_found.RULE,
    leading_question.RULE,
    several_questions.RULE,
    claimed_change.RULE,
    stale_price.RULE,
    permissive_security.RULE,
)
WORDING_RULES = tuple(rule for rule in CATALOGUE if isinstance(rule, WordingRule))
FRAME_RULES = tuple(rule for rule in CATALOGUE if isinstance(rule, FrameRule | LimitRule))
REPLY_RULES = tuple(rule for rule in CATALOGUE if isinstance(rule, ReplyRule))
JUDGEMENT = ("FF5", "FF6")
"""Families that weigh what was said against itself; the others say what is not there yet."""


def check(text: str, topic: str | None = None, configuration: Configuration = DEFAULTS) -> tuple[Finding, ...]:
    """What the wording rules say about one utterance, in the order of its words; `topic` is the question it answers."""
    utterance = hear(text, topic)
    rules = [rule for rule in WORDING_RULES if configuration.speaks(rule.id, rule.name)]
    found = [(rule, finding) for rule in rules for finding in rule.findings(utterance)]
    starts = [sentence.start for sentence in utterance.sentences]
    spoken = {(rule.name, bisect_right(starts, finding.start)) for rule, finding in found}
    kept = [
        finding
        for rule, finding in found
        if not any((name, bisect_right(starts, finding.start)) in spoken for name in rule.gives_way_to)
    ]
    if configuration.vague_words and configuration.speaks(vague_quality.RULE.id, vague_quality.RULE.name):
        known = [(finding.start, finding.end) for finding in kept if finding.rule == vague_quality.RULE.id]
        own = own_words(utterance, configuration.vague_words)
        kept += [one for one in own if not any(one.start < end and start < one.end for start, end in known)]
    return tuple(sorted(kept, key=lambda finding: (finding.start, finding.rule)))


def check_frame(frame: Frame, configuration: Configuration = DEFAULTS) -> tuple[FrameFinding, ...]:
    """What the frame rules say about everything known so far, in the order of their numbers."""
    found: list[FrameFinding] = []
    for rule in FRAME_RULES:
        if not configuration.speaks(rule.id, rule.name):
            continue
        found += rule.findings(frame, configuration.limits) if isinstance(rule, LimitRule) else rule.findings(frame)
    return tuple(found)


def check_reply(reply: Reply, configuration: Configuration = DEFAULTS) -> tuple[ReplyFinding, ...]:
    """What the rules for model output say about one reply, in the order of their numbers."""
    rules = (rule for rule in REPLY_RULES if configuration.speaks(rule.id, rule.name))
    return tuple(finding for rule in rules for finding in rule.findings(reply))


def is_judgement(finding: FrameFinding | Flag) -> bool:
    """Whether it weighs what was said, so that it belongs into the conversation; else it names a gap in the document."""
    return finding.rule.startswith(JUDGEMENT)


def find(id_or_name: str) -> Rule | None:
    return next((rule for rule in CATALOGUE if id_or_name in (rule.id, rule.name)), None)
