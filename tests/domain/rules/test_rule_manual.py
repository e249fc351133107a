"""The page of the catalogue in the documentation is the catalogue."""

from pathlib import Path

from assistant.domain.records import OWN
from assistant.domain.rules import CATALOGUE
from assistant.domain.rules.manual import page

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"


def test_the_page_in_the_documentation_is_what_the_command_writes():
    """When this fails: `framefirst rules --markdown > docs/rules.md`."""
    assert PAGE.read_text() == page([*CATALOGUE, *OWN])
