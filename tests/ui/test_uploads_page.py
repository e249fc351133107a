"""Files on their way in through the page: what is too large is told at once, and nothing of it is kept."""

import re

from browsing import Site, Visit
from playwright.sync_api import expect

from assistant.adapters.documents.limits import LIMITS


def test_f64_a_file_that_is_too_large_is_refused_in_a_line_and_nothing_is_stored(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    visitor = visit("documents", session)
    large = {"name": "offer.md", "mimeType": "text/markdown", "buffer": b"x" * (LIMITS.size + 1)}
    visitor.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(large)
    expect(visitor.page.get_by_text(re.compile(r"must be 20(\.0)? ?MB or smaller"))).to_be_visible()
    visitor.settled()
    assert site.app.documents.listed(session) == []
