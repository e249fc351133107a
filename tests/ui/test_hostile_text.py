"""Text that tries to be more than text, typed by a person: it stays text on every page, and nothing leaves the page.

Two layers see to that, the renderer and the browser's content policy. Each is tested with the other switched off.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import story
from browsing import WORDS_ALONE, Site, Visit, Visitor
from markdown_it import MarkdownIt
from playwright.sync_api import expect

from assistant.domain.events import Edited, Retitled
from assistant.export.questionnaire import Returned
from assistant.questionnaires import take_in
from assistant.turn import amend

pytestmark = pytest.mark.browser

UNRENDERED = """
from ui.parts import prose
prose.plain = prose.safe = prose.quoted = lambda text: text
from assistant.cli import main
main()
"""
"""The app without its renderer: text reaches Streamlit as it is."""


@dataclass
class Sink:
    """A server elsewhere that hears of everybody who asks it for anything."""

    heard: list[str] = field(default_factory=list)

    @cached_property
    def server(self) -> ThreadingHTTPServer:
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def words(self, text: str) -> str:
        return text.replace("SINK", self.host)


@pytest.fixture
def sink() -> Iterator[Sink]:
    opened = Sink()
    thread = threading.Thread(target=opened.server.serve_forever)
    thread.start()
    yield opened
    opened.server.shutdown()
    thread.join()
    opened.server.server_close()


@pytest.fixture(scope="module")
def unrendered_site(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("unrendered") / "home"
    running = Site(home, ("-c", UNRENDERED, "ui", "--headless"), WORDS_ALONE)
    yield running.start()
    running.close()


OPENING = "Orders are slow ![x](http://SINK/title) <img src=http://SINK/t onerror=alert(1)> :red[now] $x$ `c` **b**"
HTML = """We lose orders <script>fetch('http://SINK/script');alert(1)</script>
<img src="http://SINK/img" onerror="alert(1)"><iframe src="http://SINK/frame"></iframe>
<style>@import url(http://SINK/style);</style><form action="http://SINK/form"><button>Go</button></form>
<!-- not a comment --><svg onload=alert(1)><a href="javascript:alert(1)">x</a> 5 < 6 & 7 > 2 &lt;b&gt;"""
MARKDOWN = """# ![heading](http://SINK/heading) about 60 a month
![direct](http://SINK/direct) ![ref][r] [![in link](http://SINK/inner)](http://SINK/outer)
[r]: http://SINK/ref
| a | ![cell](http://SINK/cell) |
|---|---|
- item
```
![in a fence](http://SINK/fence)
```
    ![indented](http://SINK/indented)
[click](javascript:alert(1)) [data](data:text/html,x) [lie https://bank.example](http://SINK/lie) <http://SINK/auto>
http://SINK/bare www.evil.example //SINK/slashes
Setext
==="""
DIRECTIVES = """:red[alarm] :red-background[x] :small[x] :help :shimmer[x] ::leaf[x] :name{.class}
:::box
:material/check: :streamlit: :smile: :+1: :100: at 10:30:45 a::b
$E=mc^2$ $$\\frac{1}{2}$$ a -> b <- c -- d >= e <= f ~~gone~~ __init__ *a* _b_
'; DROP TABLE events; -- %s {0} {{7*7}} ${x} ../../etc/passwd C:\\temp\\new
> > > > quoted
✅ Approved by Ana"""
SCRIPTS = "Zürich größer e\u0301te\u0301 東京で注文が遅い שלום לכולם مرحبا بكم हिन्दी 👩‍👩‍👧 ½ “quoted” – fine"
MESSAGES = (HTML, MARKDOWN, DIRECTIVES)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def shows(visitor: Visitor, words: str) -> None:
    """The page says that, and nothing on it leads or reaches anywhere else."""
    told = "words => document.querySelector('.stApp').innerText.replace(/\\u2060/g, '').replace(/\\s+/g, ' ').includes(words)"
    visitor.page.wait_for_function(told, arg=squeezed(words))
    visitor.settled()
    is_inert(visitor)


def is_inert(visitor: Visitor) -> None:
    own = visitor.site.address
    addresses = visitor.page.evaluate(
        """() => [...document.querySelectorAll('.stApp *')].flatMap(node =>
            ['src', 'href', 'action', 'data', 'srcset', 'formaction']
                .map(name => node[name]).filter(value => typeof value === 'string' && value !== ''))"""
    )
    assert [address for address in addresses if not address.startswith((own, "data:image/", "blob:"))] == []
    assert visitor.page.locator(".stApp").locator("script, iframe, form[action], object, embed, .katex").count() == 0
    handlers = "() => [...document.querySelectorAll('.stApp *')].filter(n => [...n.attributes].some(a => a.name.startsWith('on'))).length"
    assert visitor.page.evaluate(handlers) == 0


def change_line(visitor: Visitor, topic: str, words: str) -> None:
    visitor.row(topic).get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("What should stand here?").fill(words)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    visitor.settled()


# -- the renderer, with the content policy switched off ----------------------------------------------------------------


def test_f72_to_f75_what_a_person_types_is_inert_on_every_page(site: Site, visit: Visit, sink: Sink) -> None:
    visitor = visit(bypass_csp=True)
    visitor.say(sink.words(OPENING))
    for number, message in enumerate(MESSAGES, 2):
        visitor.say(sink.words(message))
        expect(visitor.bubble(number)).to_be_visible()
        assert squeezed(visitor.seen(visitor.bubble(number))) == squeezed(sink.words(message))
    visitor.say(sink.words("/skip because ![x](http://SINK/skip) :red[no] <b>x</b>"))
    shows(visitor, sink.words("Skipped: because ![x](http://SINK/skip) :red[no] <b>x</b>"))

    name = sink.words("![n](http://SINK/n) :red[x] <img src=http://SINK/m>")
    answered = Returned(name, {"team": "4 developers, 2 on call"}, "")
    take_in(site.app.ports, visitor.session or "", answered, site.app.playbooks)
    expect(visitor.row("team")).to_contain_text("4 developers")
    assert squeezed(name) in squeezed(visitor.seen(visitor.row("team")))
    is_inert(visitor)

    for topic, message in zip(("users", "success", "timeline"), MESSAGES, strict=True):
        words = sink.words(message)
        change_line(visitor, topic, words)
        expect(visitor.row(topic)).to_contain_text(squeezed(words)[:12])
        assert site.frame(visitor.session or "").answer(topic).text == words
        visitor.row(topic).get_by_role("button").click()
        expect(visitor.page.get_by_role("dialog").get_by_label("What should stand here?")).to_have_value(words)
        is_inert(visitor)
        visitor.page.keyboard.press("Escape")
        expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    is_inert(visitor)

    visitor.click_page("Document")
    for message in MESSAGES:
        shows(visitor, sink.words(message))
    visitor.page.get_by_text("Rename").click()
    visitor.page.get_by_label("Title").fill(sink.words(OPENING))
    visitor.button("Save the title").click()
    expect(visitor.page.locator("h1").first).to_contain_text(":red[now]")
    assert visitor.seen(visitor.page.locator("h1").first) == sink.words(OPENING)

    visitor.click_page("Sessions")
    entry = visitor.page.locator(f".st-key-session-{visitor.session}")
    expect(entry).to_contain_text("Orders are slow")
    shows(visitor, sink.words(OPENING))
    assert sink.heard == []


def test_f57_to_f60_text_of_any_script_is_shown_as_it_was_typed_and_hidden_text_is_not_taken_in(
    site: Site, visit: Visit
) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    visitor.say(SCRIPTS)
    expect(visitor.bubble(2)).to_have_text(" ".join(site.said(visitor.session or "")[1].split()))
    assert site.said(visitor.session or "")[1] == SCRIPTS.replace("e\u0301", "é")
    visitor.say("a\u202egnirts\u202cb zero\u200bwidth tag\U000e0041\U000e0042 bell\x07")
    assert site.said(visitor.session or "")[2] == "agnirtsb zerowidth tag bell"
    expect(visitor.bubble(3)).to_have_text("agnirtsb zerowidth tag bell")


# -- the content policy, with the renderer switched off ----------------------------------------------------------------


def hostile_session(site: Site, sink: Sink) -> str:
    session = site.seed(sink.words(OPENING), *map(sink.words, MESSAGES))
    title = Retitled(title=sink.words(OPENING))
    amend(
        site.app.ports, session, [title, Edited(path="answers.users", value=sink.words(MARKDOWN))], site.app.playbooks
    )
    return session


def has_tried_all_pictures(visitor: Visitor, sink: Sink) -> None:
    """Waits until the page is drawn and the browser is done with every picture of the sink's, of which there is one."""
    visitor.settled()
    visitor.page.wait_for_function(
        """host => {
            const pictures = [...document.images].filter(image => image.src.includes(host));
            return pictures.length > 0 && pictures.every(image => image.complete);
        }""",
        arg=sink.host,
    )


@pytest.mark.parametrize("page", ["", "document", "sessions"])
def test_f72_f73_without_the_renderer_the_content_policy_keeps_every_request_in(
    unrendered_site: Site, visit: Visit, sink: Sink, page: str
) -> None:
    session = hostile_session(unrendered_site, sink)
    visitor = visit(page, session, at=unrendered_site, watched=False)  # the browser complains of what it blocks
    has_tried_all_pictures(visitor, sink)
    visitor.settled()
    assert sink.heard == []
    assert not [fault for fault in visitor.faults if fault.startswith("dialog")]


def test_f73_without_either_the_sink_would_hear(unrendered_site: Site, visit: Visit, sink: Sink) -> None:
    """What the two tests above would miss if the sink were deaf."""
    session = hostile_session(unrendered_site, sink)
    visitor = visit(session=session, at=unrendered_site, watched=False, bypass_csp=True)
    has_tried_all_pictures(visitor, sink)
    assert "/direct" in sink.heard


# -- the document that is taken home -----------------------------------------------------------------------------------


def test_f85_in_the_downloaded_document_nothing_breaks_out_of_its_line(
    site: Site, visit: Visit, sink: Sink, tmp_path: Path
) -> None:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def downloaded(session: str) -> tuple[str, list[str], set[str], str]:
        visitor = visit("document", session)
        with visitor.page.expect_download() as download:
            visitor.page.locator(".st-key-download-md").get_by_role("button").click()
        text = Path(download.value.path()).read_text("utf-8")
        tokens = markdown.parse(text)
        titles = [after.content for token, after in zip(tokens, tokens[1:], strict=False) if token.tag == "h2"]
        kinds = {part.type for token in tokens for part in (token, *(token.children or ()))}
        return download.value.suggested_filename, [title for title in titles if title], kinds, text

    answers = (story.ANSWERS["problem"], story.ANSWERS["success"])
    plain_session, session = site.seed("we need kafka", *answers), site.seed("we need kafka", *answers)
    changes = [Edited(path=f"answers.{topic}", value=sink.words(text)) for topic, text in zip(("problem", "success"), MESSAGES[:2], strict=True)]  # fmt: skip
    title = sink.words("../../etc/x <img src=http://SINK/t>\n# Decision")
    amend(site.app.ports, session, [Retitled(title=title), *changes], site.app.playbooks)

    _, expected, ordinary, _ = downloaded(plain_session)
    name, titles, kinds, text = downloaded(session)
    assert titles == expected
    assert not kinds & {"image", "html_inline", "html_block", "fence", "code_block", "code_inline", "link_open"}
    assert kinds <= ordinary | {"table_open", "softbreak"}
    assert name.startswith("etc-x-img-src-http-127-0-0-1")
    assert name.endswith(".md")
    assert text.count("\n# ") == 0
    assert "We lose orders \\<script\\>" in text
    assert sink.heard == []
