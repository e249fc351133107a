"""What goes into the log file: errors by number and cause, never what people said, never a key."""

import secrets
import traceback
from pathlib import Path

from platformdirs import user_log_path

KEPT_FRAMES = 12


def log_file() -> Path:
    return user_log_path("framefirst", appauthor=False) / "framefirst.log"


def report_crash(error: BaseException) -> str:
    """Writes where it broke, without the message (which may hold words or keys), and returns its number."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-KEPT_FRAMES:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{number} {type(error).__name__} {where}\n")
    except OSError:
        pass  # a full or read-only disk must not hide the line that the person gets
    return number
