"""What a document may cost, and how one is refused. Known to both sides of the guarded process."""

from dataclasses import dataclass


class Refused(Exception):
    """A document that is not taken in; `str()` says why and what to do, without the file's name: "is encrypted. …"."""


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds. Sizes inside an archive are counted while unpacking, never believed."""

    size: int = 20 * 2**20
    files: int = 10
    """Of one upload; the command line takes any number, one at a time."""
    archive_entries: int = 2_000
    unpacked: int = 100 * 2**20
    ratio: int = 200
    """Unpacked over packed, of one entry of an archive."""
    pages: int = 500
    seconds: float = 30
    memory: int = 512 * 2**20
    characters: int = 2_000_000


LIMITS = Limits()
TOO_LONG = f"has more than {LIMITS.characters:,} characters of text. Split it, then add its parts."
