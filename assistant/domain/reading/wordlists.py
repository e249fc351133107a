"""How the tables of this package are written: many short words on a line."""


def words(listed: str) -> frozenset[str]:
    """The words between blanks."""
    return frozenset(listed.split())


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases between bars, in order."""
    return tuple(phrase.strip() for phrase in listed.split("|") if phrase.strip())
