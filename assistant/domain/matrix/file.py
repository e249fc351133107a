"""A matrix as somebody wrote it down (JSON or YAML, already parsed) -> Matrix, or one plain line about what is wrong.

The plain shape is `{"options": [{"name", "baseline"?}], "criteria": [{"name", "weight"}], "scores": {option:
{criterion: score}}}`. Also understood: bare names, mappings by name, scores inside the options, scores by criterion
first, scores as rows, `{"score": 4, "reason": "…"}` for a cell, and null for an empty one. What breaks a hard constraint
says so: `"breaks": [constraint]` at the option, or `"constraints": [{"name", "broken_by": [option]}]`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.domain.matrix.table import Criterion, Matrix, Option

NAME_KEYS = ("name", "id", "text", "title", "option", "criterion")
SCORE_KEYS = ("score", "value")
SHAPE = '{"options": [{"name": …}], "criteria": [{"name": …, "weight": …}], "scores": {option: {criterion: 1 to 5}}}'


class UnreadableMatrix(ValueError):
    """The message is one line for the person who wrote the file."""


def parse(content: object) -> Matrix:
    if not isinstance(content, Mapping):
        raise UnreadableMatrix(f"This is no matrix: expected {SHAPE}.")
    broken = _broken(content, [name for name, _ in _items(content, "options")])
    options = [_option(name, fields, broken.get(name, ())) for name, fields in _items(content, "options")]
    weights = content.get("weights") or {}
    criteria = [_criterion(name, fields, weights) for name, fields in _items(content, "criteria")]
    if len(options) < 2:
        raise UnreadableMatrix("A matrix needs at least two options; doing nothing may be one of them.")
    if sum(option.baseline for option in options) > 1:
        raise UnreadableMatrix("Two options are marked as the baseline; only one of them can be doing nothing.")
    if criteria and all(criterion.weight == 0 for criterion in criteria):
        raise UnreadableMatrix("Every weight is 0, so nothing would be decided; give one criterion a weight above 0.")
    matrix = Matrix(
        options=tuple(options),
        criteria=tuple(criteria),
        scores=_scores(content, [option.id for option in options], [criterion.id for criterion in criteria]),
    )
    if all(option.breaks for option in options):
        raise UnreadableMatrix(
            "Every option breaks a hard constraint, so nothing is left to weigh; soften one, or add an option."
        )
    if not any(matrix.scores.values()):
        raise UnreadableMatrix('There is no score yet; "scores" holds one from 1 to 5 for each option and criterion.')
    return matrix


# -- options and criteria ----------------------------------------------------------------------------------------------


def _items(content: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Names with what stands beside them; a bare value beside a name is its weight."""
    given = content.get(key)
    if not given or not isinstance(given, Mapping | list | tuple):
        raise UnreadableMatrix(f'"{key}" is missing; expected a list of names.')
    items = (
        [(name, fields) for name, fields in given.items()]
        if isinstance(given, Mapping)
        else [_item(i, key) for i in given]
    )
    named = [
        (_name(name, key), fields if isinstance(fields, Mapping) else {"weight": fields}) for name, fields in items
    ]
    seen: set[str] = set()
    for name, _ in named:
        if _folded(name) in seen:
            raise UnreadableMatrix(f'"{name}" stands twice among the {key}; every name may stand there once.')
        seen.add(_folded(name))
    return named


def _item(given: object, key: str) -> tuple[object, Mapping[str, Any]]:
    if isinstance(given, Mapping):
        name = next((given[name_key] for name_key in NAME_KEYS if given.get(name_key) is not None), None)
        if name is None:
            raise UnreadableMatrix(f'One of the {key} has no "name".')
        return name, given
    return given, {}


def _name(given: object, key: str) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float) or not str(given).strip():
        raise UnreadableMatrix(f"One of the {key} has no usable name: {_shown(given)}.")
    return " ".join(str(given).split())


def _broken(content: Mapping[str, Any], options: list[str]) -> dict[str, tuple[str, ...]]:
    """The constraints each option breaks, where the constraints say so."""
    given = content.get("constraints")
    broken: dict[str, tuple[str, ...]] = {}
    for constraint, fields in _items(content, "constraints") if given else ():
        for said in _texts(fields.get("broken_by"), f'"broken_by" of "{constraint}"'):
            option = _known(said, options, "option", "a constraint broken by")
            broken[option] = (*broken.get(option, ()), constraint)
    return broken


def _texts(given: object, what: str) -> tuple[str, ...]:
    texts = [given] if isinstance(given, str) else given or []
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise UnreadableMatrix(f"{what} is {_shown(given)}; expected a list of names.")
    return tuple(texts)


def _option(name: str, fields: Mapping[str, Any], broken: tuple[str, ...]) -> Option:
    baseline = fields.get("baseline", False)
    if not isinstance(baseline, bool):
        raise UnreadableMatrix(f'"baseline" of "{name}" is {_shown(baseline)}; expected true or false.')
    breaks = (*_texts(fields.get("breaks"), f'"breaks" of "{name}"'), *broken)
    return Option(id=name, text=name, baseline=baseline, breaks=tuple(dict.fromkeys(breaks)))


def _criterion(name: str, fields: Mapping[str, Any], weights: Mapping[str, Any]) -> Criterion:
    given = fields.get("weight")
    if given is None and isinstance(weights, Mapping):
        given = next((weight for other, weight in weights.items() if _folded(str(other)) == _folded(name)), None)
    if given is None:
        return Criterion(id=name, text=name)
    weight = _number(given)
    if weight is None:
        raise UnreadableMatrix(f'The weight of "{name}" is {_shown(given)}; expected a number.')
    if weight < 0:
        raise UnreadableMatrix(f'The weight of "{name}" is {weight:g}; a weight cannot be below 0.')
    return Criterion(id=name, text=name, weight=weight)


# -- scores ------------------------------------------------------------------------------------------------------------


def _scores(content: Mapping[str, Any], options: list[str], criteria: list[str]) -> dict[str, dict[str, float]]:
    scores: dict[str, dict[str, float]] = {}
    for said_option, said_criterion, cell in _cells(content, options, criteria):
        option = _known(said_option, options, "option")
        criterion = _known(said_criterion, criteria, "criterion")
        if isinstance(cell, Mapping):
            cell = next((cell[key] for key in SCORE_KEYS if key in cell), None)
        if cell is None or cell == "":
            continue
        score = _number(cell)
        if score is None or not 1 <= score <= 5:
            raise UnreadableMatrix(
                f'The score of "{option}" on "{criterion}" is {_shown(cell)}; expected a number from 1 (worst) to 5 (best).'
            )
        scores.setdefault(option, {})[criterion] = score
    return scores


Cell = tuple[object, object, Any]


def _cells(content: Mapping[str, Any], options: list[str], criteria: list[str]) -> Iterator[Cell]:
    for name, fields in _items(content, "options"):
        inside = fields.get("scores")
        if inside is not None:
            yield from _row(name, inside, criteria)
        elif isinstance(content.get("options"), Mapping):
            yield from (
                (name, key, cell) for key, cell in fields.items() if _folded(str(key)) in map(_folded, criteria)
            )
    given = content.get("scores")
    if given is None:
        return
    if isinstance(given, list | tuple):
        yield from _listed_cells(given, options, criteria)
    elif isinstance(given, Mapping):
        by_criterion = given and all(_folded(str(key)) in map(_folded, criteria) for key in given)
        if by_criterion and not any(_folded(str(key)) in map(_folded, options) for key in given):
            yield from (
                (option, name, cell) for name, row in given.items() for _, option, cell in _row(name, row, options)
            )
        else:
            for name, row in given.items():
                yield from _row(name, row, criteria)
    else:
        raise UnreadableMatrix(f'"scores" is {_shown(given)}; expected the scores by option and criterion.')


def _listed_cells(given: Iterable[Any], options: list[str], criteria: list[str]) -> Iterator[Cell]:
    """Either one row of numbers an option, in order, or one `{"option", "criterion", "score"}` a cell."""
    for place, row in enumerate(given):
        if isinstance(row, Mapping):
            cell = next((row[key] for key in SCORE_KEYS if key in row), None)
            yield row.get("option"), row.get("criterion"), cell
        elif place < len(options):
            yield from _row(options[place], row, criteria)
        else:
            raise UnreadableMatrix(f'"scores" has more rows than there are options ({len(options)}).')


def _row(name: object, row: object, columns: list[str]) -> Iterator[Cell]:
    if isinstance(row, Mapping):
        yield from ((name, column, cell) for column, cell in row.items())
    elif isinstance(row, list | tuple) and len(row) == len(columns):
        yield from ((name, column, cell) for column, cell in zip(columns, row, strict=True))
    else:
        raise UnreadableMatrix(
            f'The scores of "{name}" are {_shown(row)}; expected {len(columns)}, each by name or all in order.'
        )


def _known(said: object, names: list[str], kind: str, about: str = "a score for") -> str:
    found = next((name for name in names if _folded(name) == _folded(str(said))), None)
    if found is None:
        raise UnreadableMatrix(f"There is {about} {_shown(said)}, which is no {kind}; known are {', '.join(names)}.")
    return found


# -- values ------------------------------------------------------------------------------------------------------------


def _number(given: object) -> float | None:
    """Also "3", "2,5" and "30 %"; None for anything that is no finite number."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    try:
        value = (
            float(given.strip().removesuffix("%").strip().replace(",", ".")) if isinstance(given, str) else float(given)
        )
    except (ValueError, OverflowError):
        return None
    return value if abs(value) < float("inf") else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _shown(given: object, limit: int = 60) -> str:
    text = " ".join(repr(given).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
