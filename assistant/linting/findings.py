"""What the catalogue says about each of several records."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from assistant.domain.records import RecordFinding, check_parsed
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.linting.files import Sheet

MANY = 400
"""Files from which further processes pay for their start."""
A_PIECE = 50
MOST_PROCESSES = 8


class Linted(NamedTuple):
    path: str
    findings: tuple[RecordFinding, ...]


def lint(sheets: Sequence[Sheet], configuration: Configuration = DEFAULTS) -> list[Linted]:
    """The records among the sheets, in their order; many of them on all processors."""
    check = partial(_linted, configuration=configuration)
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    if len(sheets) < MANY or processes < 2:
        return _kept(map(check, sheets))
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            return _kept(pool.map(check, sheets, chunksize=A_PIECE))
    except (OSError, BrokenProcessPool):  # no room for more processes: slower, and the same findings
        return _kept(map(check, sheets))


def _linted(sheet: Sheet, configuration: Configuration) -> Linted | None:
    record = sheet.record
    return None if record is None else Linted(sheet.path, check_parsed(record, configuration))


def _kept(linted: Iterable[Linted | None]) -> list[Linted]:
    return [one for one in linted if one is not None]
