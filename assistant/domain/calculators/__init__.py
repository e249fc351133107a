"""Capacity, availability and cost: numbers with units in, a result with its working out. Pure, and priced by arguments."""

from assistant.domain.calculators.calculator import CalculationError, Calculator, Input, Quantity, Result
from assistant.domain.calculators.catalogue import CATALOGUE, calculate, find, report

__all__ = ["CATALOGUE", "CalculationError", "Calculator", "Input", "Quantity", "Result", "calculate", "find", "report"]
