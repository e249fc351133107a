"""Decision records in files, held against the catalogue: read, checked, compared to a baseline, and written for people,
scripts, GitHub and code scanners.

What a record says and which rules speak about it is `assistant.domain.records`; here are files and formats.
"""

from assistant.linting.baseline import Baseline, read_baseline, remembered
from assistant.linting.files import RecordFile, Sheet, record_files, sheets
from assistant.linting.findings import Linted, lint
from assistant.linting.formats import as_github, as_json, as_text
from assistant.linting.sarif import as_sarif

__all__ = [
    "Baseline",
    "Linted",
    "RecordFile",
    "Sheet",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "lint",
    "read_baseline",
    "record_files",
    "remembered",
    "sheets",
]
