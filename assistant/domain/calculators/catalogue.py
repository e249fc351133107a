"""Every calculator there is, and the one way to run it: a name and inputs as text in, a Result out."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from math import isfinite

from assistant.domain.calculators import availability, cost, data, load
from assistant.domain.calculators.calculator import (
    CalculationError,
    Calculator,
    Given,
    Input,
    Outcome,
    Quantity,
    Result,
)
from assistant.domain.calculators.figures import percent, rounded
from assistant.domain.calculators.units import Amount, read

CATALOGUE: tuple[Calculator, ...] = (
    *availability.CALCULATORS,
    *load.CALCULATORS,
    *cost.CALCULATORS,
    *data.CALCULATORS,
)
PRICES_AS_OF = "2025"


def find(name: str) -> Calculator:
    wanted = _folded(name)
    found = next((calculator for calculator in CATALOGUE if calculator.name == wanted), None)
    if found is None:
        names = [calculator.name for calculator in CATALOGUE]
        near = get_close_matches(wanted, names, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise CalculationError(f"There is no calculator {name!r}.{meant} There are {', '.join(names)}.")
    return found


def calculate(name: str, inputs: Mapping[str, str]) -> Result:
    """Raises CalculationError with one line for unknown names, missing inputs and units that make no sense."""
    calculator = find(name)
    said = _matched(calculator, inputs)
    missing = [i for i in calculator.inputs if i.name not in said and i.default is None and not i.optional]
    if missing:
        raise CalculationError(
            f"{calculator.name} also needs {' and '.join(f'{i.name} ({i.meaning}), such as {i.name}={i.example}' for i in missing)}."
        )
    defaults = {i.name: i.default for i in calculator.inputs if i.name not in said and i.default is not None}
    used = {i.name: {**said, **defaults}[i.name] for i in calculator.inputs if i.name in said or i.name in defaults}
    given = _read(calculator, said, defaults)
    outcome = _computed(calculator, given)
    return Result(
        name=calculator.name,
        inputs=used,
        results=dict(outcome.results),
        working=outcome.working,
        assumptions=(*outcome.assumptions, *_assumed(calculator, defaults)),
    )


def report(result: Result) -> str:
    """A result for the terminal, without a final line break."""
    width = max(len(key) for key in result.results)
    lines = [f"{key.replace('_', ' '):<{width}}  {_shown(quantity)}" for key, quantity in result.results.items()]
    return "\n".join([*lines, "", result.working, "", *result.assumptions])


def _shown(quantity: Quantity) -> str:
    return (
        percent(quantity.value / 100) if quantity.unit == "%" else f"{rounded(quantity.value)} {quantity.unit}".rstrip()
    )


def _matched(calculator: Calculator, inputs: Mapping[str, str]) -> dict[str, str]:
    """Inputs by their proper name."""
    names = {other: i.name for i in calculator.inputs for other in (i.name, *i.also)}
    names |= {i.name: i.name for i in calculator.inputs}
    said: dict[str, str] = {}
    for key, text in inputs.items():
        name = names.get(_folded(key))
        if name is None:
            raise CalculationError(f"{calculator.name} takes no {key!r}; it takes {_taken(calculator)}.")
        if name in said:
            raise CalculationError(f"{name} is given twice; once is enough.")
        said[name] = text
    return said


def _taken(calculator: Calculator) -> str:
    return ", ".join(f"{i.name}={i.example}" for i in calculator.inputs)


Read = Mapping[str, tuple[Amount, ...]]


def _read(calculator: Calculator, said: Mapping[str, str], defaults: Mapping[str, str]) -> Given:
    """Every input as numbers, all money in one currency."""
    texts = {**defaults, **said}
    read_inputs = {i.name: tuple(_amounts(i, texts[i.name])) for i in calculator.inputs if i.name in texts}
    currency = _currency({name: read_inputs[name] for name in said})
    if currency is not None:
        _refuse_foreign_defaults(calculator, currency, {name: read_inputs[name] for name in defaults}, defaults)
    any_currency = next((a.currency for amounts in read_inputs.values() for a in amounts if a.currency), "")
    return Given(
        {name: tuple(amount.value for amount in amounts) for name, amounts in read_inputs.items()},
        currency or any_currency,
    )


def _currency(given: Read) -> str | None:
    """The one currency that was given."""
    found = {amount.currency: name for name, amounts in given.items() for amount in amounts if amount.currency}
    if len(found) > 1:
        (first, name), (second, other) = list(found.items())[:2]
        raise CalculationError(f"{name} is in {first} and {other} in {second}; give all amounts in one currency.")
    return next(iter(found), None)


def _refuse_foreign_defaults(calculator: Calculator, currency: str, assumed: Read, defaults: Mapping[str, str]) -> None:
    """No rate of exchange is known here: a default price in another currency has to be given. Nothing costs nothing."""
    for i in calculator.inputs:
        if any(amount.value and amount.currency not in (None, currency) for amount in assumed.get(i.name, ())):
            raise CalculationError(
                f"{i.name} is assumed as {defaults[i.name]}, but you count in {currency}; give it too, "
                f"such as {i.name}={i.example.replace('USD', currency)}."
            )


def _amounts(expected: Input, text: str) -> Iterator[Amount]:
    parts = [part for part in text.split(",") if part.strip()] if expected.many else [text]
    if expected.many and "%" in text and any("%" not in part for part in parts):
        raise CalculationError(
            f"{expected.name}={text} mixes percentages and bare numbers; write {expected.example}, with a point for decimals."
        )
    for part in parts or [text]:
        yield read(expected, part)


def _computed(calculator: Calculator, given: Given) -> Outcome:
    try:
        outcome = calculator.compute(given)
    except (OverflowError, ZeroDivisionError):
        raise CalculationError(f"{calculator.name} has no result for numbers this large or small.") from None
    if not all(isfinite(q.value) for q in outcome.results.values()):
        raise CalculationError(f"{calculator.name} has no result for numbers this large or small.")
    return outcome


def _assumed(calculator: Calculator, defaults: Mapping[str, str]) -> Iterator[str]:
    for i in calculator.inputs:
        if i.name in defaults:
            dated = f" (as of {PRICES_AS_OF}; check)" if i.dated else ""
            yield f"{i.name} = {defaults[i.name]}{dated}, since none was given."


def _folded(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")
