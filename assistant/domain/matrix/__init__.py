"""A weighted decision matrix: who wins, by how much, and how little would have to change for another to win.

`table` is what was given, `analysis` what follows from it, `sensitivity` the exact arithmetic of "what if",
`file` reads a matrix somebody wrote down, `report` puts an analysis into words. None of them knows a session.
"""

from assistant.domain.matrix.analysis import Analysis, analyse
from assistant.domain.matrix.file import UnreadableMatrix, parse
from assistant.domain.matrix.report import report
from assistant.domain.matrix.table import Criterion, Matrix, Option, from_frame

__all__ = ["Analysis", "Criterion", "Matrix", "Option", "UnreadableMatrix", "analyse", "from_frame", "parse", "report"]
