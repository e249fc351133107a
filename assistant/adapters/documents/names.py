"""What a collection of documents may be called. Imports no more than that takes, for the command line's help."""

import re

from assistant.errors import BadInput

DEFAULT = "documents"
"""The collection that is meant where none is named."""
OWN_GUIDE = "framefirst"
"""What our own guide is called beside the others."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def named(collection: str) -> str:
    """A collection's name as it was typed, if it can be one. Raises BadInput."""
    if not NAME.fullmatch(collection) or collection == OWN_GUIDE:
        raise BadInput(
            f"{collection!r} cannot name a collection. Use up to 40 small letters, digits and hyphens, other than {OWN_GUIDE!r}."
        )
    return collection
