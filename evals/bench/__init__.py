"""Benchmarks: each gives ratios against a baseline measured in the same run, so that a busy machine slows both alike."""

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table."""

    name: str
    ours: float
    baseline: float
    unit: str = "s"
    limit: float | None = None
    """The ratio that must not be passed; None where it is only watched."""

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline if self.baseline else float("inf")

    @property
    def held(self) -> bool:
        return self.limit is None or self.ratio <= self.limit


def printed(rows: "list[Row]") -> str:
    lines = [f"{'':44}{'ours':>11}{'baseline':>11}{'ratio':>9}{'limit':>8}"]
    for row in rows:
        limit = f"{row.limit:.2f}" if row.limit is not None else "–"
        over = "" if row.held else "  OVER"
        lines.append(
            f"{f'{row.name}, {row.unit}':44}{row.ours:11.3f}{row.baseline:11.3f}{row.ratio:9.2f}{limit:>8}{over}"
        )
    return "\n".join(lines)
