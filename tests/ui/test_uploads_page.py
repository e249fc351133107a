"""Files on their way in through the page: what is too large is told at once, and nothing of it is kept."""

import re

from browsing import Site, Visit
from playwright.sync_api import Route, expect

from assistant.adapters.documents.limits import LIMITS


def test_f64_a_file_that_is_too_large_is_refused_in_a_line_and_nothing_is_stored(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    visitor = visit("documents", session)
    large = {"name": "offer.md", "mimeType": "text/markdown", "buffer": b"x" * (LIMITS.size + 1)}
    visitor.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(large)
    expect(visitor.page.get_by_text(re.compile(r"must be 20(\.0)? ?MB or smaller"))).to_be_visible()
    visitor.settled()
    assert site.app.documents.listed(session) == []


def test_f64_a_sender_that_passes_by_the_pages_own_check_is_refused_by_the_server(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    visitor = visit("documents", session, watched=False)

    def swell(route: Route) -> None:
        body = route.request.post_data_buffer
        assert body is not None
        route.continue_(post_data=body.replace(b"a small file", b"x" * (LIMITS.size + 2**21)))

    visitor.page.route("**/_stcore/upload_file/**", swell)
    small = {"name": "offer.md", "mimeType": "text/markdown", "buffer": b"a small file"}
    with visitor.page.expect_response(lambda answer: answer.request.method == "PUT") as answered:
        visitor.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(small)
    assert answered.value.status == 413
    expect(visitor.page.get_by_text("offer.md")).to_be_visible()
    expect(visitor.page.get_by_text(re.compile("413|too large", re.IGNORECASE)).first).to_be_visible()
    visitor.settled()
    assert site.app.documents.listed(session) == []
