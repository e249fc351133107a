"""What can go wrong, sorted by who can do something about it.

FramefirstError            shown as one plain line: what happened, what it means, what to do
├── BadInput               the person: their words, file or command were not usable; nothing was lost
│   ├── NoSuchSession
│   ├── AlreadyAnswering   a message is still being answered
│   └── ChangedElsewhere   the session moved on in another tab or process
├── Misconfigured          the operator: a setting, path or installation (exit 3)
│   └── StorageUnusable
├── ModelFailed            the model or its endpoint; the spine speaks instead
└── IndexUnusable          the guide's index; lexical search or a rebuild instead
"""


class FramefirstError(Exception):
    """Something outside our control failed; `str(error)` is fit to show to a person."""

    exit_code = 3


class BadInput(FramefirstError):
    exit_code = 2


class NoSuchSession(BadInput):
    def __init__(self, session: str) -> None:
        super().__init__(f"There is no session {session!r}. List them with `framefirst sessions`.")


class AlreadyAnswering(BadInput):
    def __init__(self) -> None:
        super().__init__("The last message is still being answered. Yours was not sent; send it again in a moment.")


class ChangedElsewhere(BadInput):
    def __init__(self) -> None:
        super().__init__(
            "This session changed in another tab or process. Nothing of yours was applied; look, then try again."
        )


class Misconfigured(FramefirstError):
    pass


class StorageUnusable(Misconfigured):
    pass


class ModelFailed(FramefirstError):
    """`why` is a few words for `model.degraded`; the message is the whole line."""

    def __init__(self, why: str, message: str = "") -> None:
        super().__init__(message or why)
        self.why = why


class IndexUnusable(FramefirstError):
    pass
