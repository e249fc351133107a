"""Each kind of document, honest and hostile, through the process that reads it (F62 to F69)."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import flate_bomb, looping_pages, pages, paragraphs, word_document, zipped

from assistant.adapters.documents.guarded import read_document
from assistant.adapters.documents.kinds import kind_of
from assistant.adapters.documents.limits import LIMITS, Limits, Refused
from assistant.adapters.documents.part import Part


def read(name: str, data: bytes, limits: Limits = LIMITS) -> list[Part]:
    return read_document(data, kind_of(name, data[:1024]), limits)


def refusal(name: str, data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as refused:
        read(name, data, limits)
    return str(refused.value)


def test_a_word_document_keeps_its_headings_lists_and_tables() -> None:
    assert read("offer.docx", word_document()) == [
        Part("offer", "Offer", "For parcel tracking."),
        Part("offer-price", "Offer: Price", "It costs 400 euro a month."),
        Part(
            "offer-price-terms",
            "Offer: Price: Terms",
            "Twelve months.\n\n| Region | Delay |\n| --- | --- |\n| Europe | 30 s |",
        ),
    ]


def test_a_pdf_is_read_page_by_page_and_an_empty_page_is_left_out() -> None:
    assert read("plan.pdf", pages("The first page.", "", "Retries stop after 30 seconds.")) == [
        Part("page=1", "", "The first page."),
        Part("page=3", "", "Retries stop after 30 seconds."),
    ]


def test_markdown_is_split_at_headings_of_both_kinds_but_not_within_code() -> None:
    text = b"before\n\n# Costs\nhigh\n\n```\n# no heading\n```\n\nLater\n-----\nlow\n\n# Team #\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
    assert read("notes.md", text) == [
        Part("", "", "before"),
        Part("costs", "Costs", "high\n\n```\n# no heading\n```"),
        Part("costs-later", "Costs: Later", "low"),
        Part("team", "Team", "| a | b |\n| - | - |\n| 1 | 2 |"),
    ]


def test_html_is_read_as_text_without_what_a_browser_would_run() -> None:
    text = (
        b"<title>T</title><style>p{}</style><h1>Delay &amp; cost</h1><p>Up to <b>25</b> minutes<script>alert(1)</script>."
        b"<ul><li>one<li>two</ul><table><tr><th>a<th>b<tr><td>1<td><p>2</table><img src=http://127.0.0.1/x>"
    )
    assert read("page.html", text) == [
        Part(
            "delay-cost",
            "Delay & cost",
            "Up to 25 minutes.\n\n- one\n\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        )
    ]


def test_each_value_of_a_table_has_the_name_of_its_column() -> None:
    assert read("load.csv", b"Hour;Requests;\n09:00;120;peak\n\n10:00;80;\n") == [
        Part("row=2", "", "- Hour: 09:00; Requests: 120; peak\n- Hour: 10:00; Requests: 80")
    ]


def test_text_is_placed_by_its_line() -> None:
    lines = [f"line {number} {'word ' * 60}" for number in range(1, 21)]
    parts = read("log.txt", "\n".join(["", *lines]).encode())
    assert [part.place for part in parts] == ["line=2", f"line={2 + parts[0].text.count(chr(10)) + 1}"]
    assert "\n".join(part.text for part in parts) == "\n".join(line.rstrip() for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_f69_text_in_any_usual_encoding(encoding: str) -> None:
    words = "Überlastet: der Dienst fällt aus, sobald ein Schlüssel abläuft."
    assert read("a.txt", words.encode(encoding)) == [Part("line=1", "", words)]


def test_f58_what_no_reader_sees_is_taken_out() -> None:
    assert read("a.md", "# A\u202e\nno\u200bthing\x0b\ufffe hidden\n".encode()) == [Part("a", "A", "nothing hidden")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("offer.pdf", b"MZ\x90\x00 a program"),
        ("offer.pdf", b"<html>"),
        ("offer.docx", b"<html><body>Offer</body></html>"),
        ("notes.md", b"%PDF-1.7"),
        ("notes.txt", b"\x7fELF"),
        pytest.param("notes.csv", word_document(), id="notes.csv-a Word document"),
        ("page.html", b"\x89PNG\r\n"),
    ],
)
def test_f63_content_that_is_not_what_the_name_says_is_refused(name: str, data: bytes) -> None:
    assert "whatever its name says" in refusal(name, data)


@pytest.mark.parametrize("name", ["run.exe", "x", "archive.zip", "offer.docx.exe", "old.doc", ".pdf.sh"])
def test_kinds_that_are_not_read_are_refused_before_anything_is_opened(name: str) -> None:
    assert refusal(name, b"anything").startswith("is of a kind that is not read. Give ")


@pytest.mark.parametrize(
    ("what", "made", "why"),
    [
        ("300 MB of text", lambda: zipped(b"<a>" + b"a" * 300_000_000), "200 times its size"),
        ("a million and a half empty paragraphs", lambda: zipped(paragraphs(*[""] * 1_500_000)), "200 times its size"),
        (
            "10,000 entries",
            lambda: zipped(paragraphs("x"), **{f"x{number}": b"" for number in range(10_000)}),
            "holds 10,001 files",
        ),
        (
            "a zip of something else",
            lambda: zipped(b"").replace(b"word/document.xml", b"word/dokument.xml"),
            "not a Word",
        ),
        ("a document cut short", lambda: word_document()[:-900], "is damaged"),
        ("XML cut short", lambda: zipped(paragraphs("x")[:-20]), "is damaged"),
        ("XML nested without end", lambda: zipped("<a>" * 100_000), "is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_f65_a_word_document_that_unfolds_is_refused(what: str, made: Callable[[], bytes], why: str) -> None:
    assert why in refusal("bomb.docx", made())


def test_f65_sizes_in_the_headers_are_not_believed() -> None:
    data = bytearray(zipped(paragraphs(*["lorem ipsum"] * 9_000)))
    size = len(paragraphs(*["lorem ipsum"] * 9_000)).to_bytes(4, "little")
    assert data.count(size) == 2
    lied = bytes(data).replace(size, (100).to_bytes(4, "little"))
    assert "is damaged" in refusal("lies.docx", lied)


@pytest.fixture
def sink() -> Iterator[tuple[str, list[bytes]]]:
    """An address on loopback, and what arrived there."""
    arrived: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    arrived.append(connection.recv(100))

        listener = threading.Thread(target=listen)
        listener.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", arrived
        stop.set()
        listener.join()


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">',
        '<!ENTITY e SYSTEM "file:///etc/hostname">',
        '<!ENTITY e SYSTEM "SINK">',
        '<!ENTITY % p SYSTEM "SINK"> %p;',
    ],
)
def test_f66_entities_are_neither_unfolded_nor_fetched(declared: str, sink: tuple[str, list[bytes]]) -> None:
    address, arrived = sink
    doctype = f"<!DOCTYPE w [{declared.replace('SINK', address)}]>"
    assert "declares its own entities" in refusal("x.docx", zipped(paragraphs("&e;", before=doctype)))
    assert arrived == []


def test_f67_of_a_document_with_macros_and_links_only_the_text_is_read(sink: tuple[str, list[bytes]]) -> None:
    address, arrived = sink
    links = f'<Relationships><Relationship Id="r1" TargetMode="External" Target="{address}"/></Relationships>'
    data = zipped(
        paragraphs("Only this."),
        **{
            "word/vbaProject.bin": b"\xd0\xcf",
            "word/_rels/document.xml.rels": links.encode(),
            "word/embeddings/a.bin": b"x",
        },
    )
    assert read("macros.docm", data) == [Part("", "", "Only this.")]
    assert arrived == []


@pytest.mark.parametrize(
    ("what", "made", "why"),
    [
        ("encrypted", lambda: pages("secret", password="p"), "is encrypted"),
        ("truncated", lambda: pages("text")[:400], "is damaged"),
        ("only a beginning", lambda: b"%PDF-1.7\n", "is damaged"),
        ("no text on any page", lambda: pages("", ""), "has no text in it, only pictures"),
        ("pages in a loop", looping_pages, "is damaged"),
        ("a stream that unpacks to 900 MB", lambda: flate_bomb(900), "has no text in it"),
    ],
    ids=lambda value: value if isinstance(value, str) and value and value[0].islower() else "",
)
def test_f68_a_pdf_that_cannot_be_read_is_refused_with_the_reason(
    what: str, made: Callable[[], bytes], why: str
) -> None:
    assert why in refusal("x.pdf", made())


def test_f68_too_many_pages_are_counted_before_they_are_read() -> None:
    pdf = pages(*["x"] * 501)
    assert refusal("x.pdf", pdf) == "has 501 pages; at most 500 are read. Split it, then add its parts."


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.md", b"", "is empty"),
        ("blank.md", b" \n\n\t", "has no text in it"),
        ("invisible.txt", "\u200b\u200b".encode(), "has no text in it"),
        ("binary.txt", bytes(range(256)) * 40, "is not text"),
        ("nul.csv", b"a,b\n1,\x002\n", "is not text"),
        ("long.txt", b"a" * 2_000_001, "more than 2,000,000 characters"),
        ("long.html", b"<p>" + b"a " * 1_000_001, "more than 2,000,000 characters"),
    ],
)
def test_f69_what_is_no_text_or_too_much_of_it_is_refused(name: str, data: bytes, why: str) -> None:
    assert why in refusal(name, data)


def test_what_takes_too_long_is_ended() -> None:
    tight = replace(LIMITS, seconds=0.01)
    assert refusal("slow.md", b"# x\n" * 1000, tight).startswith("takes longer than 0.01 seconds")


def test_the_process_that_reads_has_no_keys_and_little_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stand-in for a reader that was taken over: it tells what it can reach."""
    package = tmp_path / "pypdf"
    package.mkdir()
    (package / "errors.py").write_text("class PyPdfError(Exception): pass\n")
    (package / "__init__.py").write_text(TAKEN_OVER)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    (part,) = read("x.pdf", b"%PDF-1.7")
    assert part.text.split("\n") == [
        "key: None",
        "socket: PermissionError",
        "write: PermissionError",
        "run: PermissionError",
        "memory: MemoryError",
    ]
    assert not (tmp_path / "written").exists()


TAKEN_OVER = """
import os, socket, subprocess, tempfile

def tried(name, work):
    try:
        return f"{name}: {work()}"
    except BaseException as fault:
        return f"{name}: {type(fault).__name__}"

class Page:
    def extract_text(self):
        return "\\n".join([
            tried("key", lambda: os.environ.get("OPENAI_API_KEY")),
            tried("socket", lambda: socket.create_connection(("127.0.0.1", 9))),
            tried("write", lambda: open(os.path.dirname(os.path.dirname(__file__)) + "/written", "w")),
            tried("run", lambda: subprocess.run(["true"])),
            tried("memory", lambda: len(bytearray(600 * 2**20))),
        ])

class PdfReader:
    is_encrypted = False
    pages = [Page()]
    def __init__(self, file, strict): pass
"""
