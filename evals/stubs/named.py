"""Every stub model by its name, and `recorded:FILE` for one that gives recorded answers again."""

from pathlib import Path

from assistant.errors import BadInput
from evals.stub_server import Behaviour
from evals.stubs.bad import MODELS
from evals.stubs.recorded import recorded
from evals.stubs.weak import weak

RECORDED = "recorded:"
STUBS: dict[str, Behaviour] = {**MODELS, "weak": weak()}


def stub(name: str) -> Behaviour:
    """Raises BadInput for a name that no stub has, or a recording that cannot be read."""
    if name.startswith(RECORDED):
        return recorded(Path(name.removeprefix(RECORDED)))
    if name not in STUBS:
        raise BadInput(
            f"There is no stub {name}. Choose among good, weak, recorded:FILE, {', '.join(sorted(MODELS)[:6])}…"
        )
    return STUBS[name]
