"""What a project sets for itself: which rules speak, which are ignored and why, its own vague words, its limits.

A value; where it is written down is not known here.
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Where "few", "small" and "slow" begin for this team."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    few_users: int = Field(default=200, gt=0)
    """Up to this many people a system is small."""
    low_rate: float = Field(default=1.0, gt=0)
    """Requests a second that any machine serves."""
    small_team: int = Field(default=5, gt=0)
    """People who build and run it."""
    smallest_rota: int = Field(default=4, gt=0)
    """People among whom nights and weekends can be shared."""
    steady_calls_a_day: float = Field(default=1_000_000, gt=0)
    """Calls a day from which a machine that is always on is cheaper than functions."""
    requests_a_user_a_day: float = Field(default=10_000, gt=0)
    """More than one person does in a day."""
    cluster_a_month: float = Field(default=75, gt=0)
    """Least price of a managed cluster before its first node, in the currency of the budget."""
    brokers_a_month: float = Field(default=450, gt=0)
    """Three managed brokers with two cores each, the least that survives losing one; list price of 2025."""


class Configuration(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    select: tuple[str, ...] = ()
    """Ids, beginnings of ids ("FF1") or names; empty for all."""
    ignore: Mapping[str, str] = {}
    """Id, beginning of an id or name, and the reason."""
    vague_words: tuple[str, ...] = ()
    """Words that this team has found to mean nothing."""
    limits: Limits = Limits()

    def speaks(self, id: str, name: str) -> bool:
        """Whether a rule is wanted: selected, and not ignored more precisely than it was selected."""
        selected = max((len(one) for one in self.select if means(one, id, name)), default=-1 if self.select else 0)
        ignored = max((len(one) for one in self.ignore if means(one, id, name)), default=-1)
        return selected > ignored


def means(pattern: str, id: str, name: str) -> bool:
    """Whether an id, the beginning of an id or a name speaks of this rule."""
    return pattern == name or (bool(pattern) and id.startswith(pattern))


DEFAULTS = Configuration()
