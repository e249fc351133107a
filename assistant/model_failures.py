"""The ways a model can fail to answer, one class each, so that a caller can act on the kind and not on the words.

ModelFailed                `why` in a few words, the message as one plain line naming the host and never the key
├── Unreachable            nobody there: refused, unknown host, no address
├── TimedOut               no first token, a stall, or the whole turn took too long
├── KeyRefused             401 and 403
├── QuotaSpent             paid for no more; waiting does not help
├── Busy                   408, 409, 429, 5xx: somebody there, not now
├── ModelUnknown           the endpoint does not have this model
├── NotAModelApi           it answered, but as something else: a page, a redirect, another path
├── ContextTooLong         the prompt does not fit; a shorter one may
├── RequestRefused         any other 4xx
├── BrokenOff              an answer began and could not be taken whole: reset, error event, bad data, too long
└── Stopped                somebody pressed Stop, or the server is going down
"""

from assistant.errors import ModelFailed


class TypedFailure(ModelFailed):
    """`partial` is what had arrived of the answer."""

    reason = "model failed"

    def __init__(self, message: str, why: str = "", partial: str = "") -> None:
        super().__init__(why or self.reason, message)
        self.partial = partial


class Unreachable(TypedFailure):
    reason = "model unreachable"


class TimedOut(TypedFailure):
    reason = "timed out"


class KeyRefused(TypedFailure):
    reason = "key refused"


class QuotaSpent(TypedFailure):
    reason = "quota spent"


class Busy(TypedFailure):
    """`wait` is how many seconds the endpoint asked for; None when it did not say."""

    reason = "model busy"

    def __init__(self, message: str, why: str = "", partial: str = "", wait: float | None = None) -> None:
        super().__init__(message, why, partial)
        self.wait = wait


class ModelUnknown(TypedFailure):
    reason = "model not found"


class NotAModelApi(TypedFailure):
    reason = "not a model API"


class ContextTooLong(TypedFailure):
    reason = "prompt too long"


class RequestRefused(TypedFailure):
    reason = "request refused"


class BrokenOff(TypedFailure):
    reason = "answer broken off"


class Stopped(TypedFailure):
    reason = "stopped on request"
