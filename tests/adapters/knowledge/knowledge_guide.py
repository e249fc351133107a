"""Where the shipped guide and the labelled questions lie."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "knowledge" / "guide"
CASES = ROOT / "evals" / "cases" / "retrieval.yaml"
TABLE = ROOT / "evals" / "README.md"
