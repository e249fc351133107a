"""FF610: a running system written again from nothing."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

REWRITE = phrase(
    "(?:complete |full |total )?re-?(?:write|writing|build|building|implement|implementation)(?: \\w+){0,4}? from (?:scratch|zero|the ground up)",
    "(?:complete|full|total|big[- ]bang) (?:re-?write|re-?build|re-?implementation|replacement)", "start(?:ing)? (?:over|again) from (?:scratch|zero)",
    "rewrite (?:everything|the whole \\w+|all of it|the entire \\w+)", "big[- ]bang", "green-?field rewrite",
)  # fmt: skip
PIECE_BY_PIECE = phrase(
    "strangler", "piece by piece", "step by step", "incremental\\w*", "one (?:module|service|screen|part) at a time", "gradual\\w*",
    "in parallel", "side by side", "module by module", "part by part",
)  # fmt: skip
NOTHING_THERE = phrase(
    "no(?:ne|thing)?(?: system)?", "prototype", "not live", "never went live", "spreadsheets?", "paper"
)


def all_at_once(frame: Frame) -> Iterator[Gap]:
    running = told(frame, "existing_system")
    plan = proposed(frame, REWRITE)
    if plan is None or not running or NOTHING_THERE.match(running) or PIECE_BY_PIECE.search(everything(frame)):
        return
    yield Gap(
        plan.path,
        f'"{plan.text}" while the old one runs: two systems for months, and every rule nobody wrote down found again. Right if it is small or cannot be run any longer.',
    )


RULE = FrameRule(
    id="FF610",
    name="rewrite-of-running-system",
    severity="warning",
    meaning="What the old system knows is found out again, failure by failure, while both are maintained. Piece by piece succeeds more often; at once is right when it is small, or cannot be run any longer.",
    bad="We rewrite the running shop from scratch.",
    good="Orders move to the new service first, one country at a time.",
    section="q08-monolith-migration",
    find=all_at_once,
    catches=(
        sketch(
            answers={"existing_system": "A PHP shop since 2011"},
            options=("rewrite it from scratch", "move it part by hand"),
        ),
        sketch(answers={"existing_system": "A PHP shop since 2011", "recommendation": "A complete rewrite in May"}),
    ),
    leaves_alone=(
        sketch(answers={"existing_system": "None, all on paper"}, options=("write it from scratch",)),
        sketch(answers={"existing_system": "A PHP shop"}, options=("rewrite it from scratch, one module at a time",)),
        sketch(answers={"existing_system": "A PHP shop"}, options=("not a complete rewrite", "an index")),
        sketch(options=("rewrite it from scratch",)),
    ),
)
