"""How far a frame has come, so that a rule speaks of a gap only when its turn has passed."""

from assistant.domain.frame import Frame, Option


def is_weighing(frame: Frame) -> bool:
    """The talk has left the problem and compares answers to it."""
    return bool(frame.criteria or frame.scores) or is_concluding(frame)


def is_concluding(frame: Frame) -> bool:
    """A recommendation, a decision or a confirmed summary exists."""
    return frame.chosen is not None or frame.decided is not None or frame.confirmed or frame.closed


def real_options(frame: Frame) -> tuple[Option, ...]:
    """The ways to act; doing nothing is not one of them."""
    return tuple(option for option in frame.options if not option.baseline)


def name_of(frame: Frame, option_id: str) -> str:
    return next((option.text for option in frame.options if option.id == option_id), option_id)
