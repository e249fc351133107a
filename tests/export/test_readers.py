"""Files as programs that know nothing of us open them: LibreOffice, poppler, icalendar, promtool, where they are installed."""

import csv
import io
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conversation import Conversation
from hostile import MARKUP, SCRIPTS
from icalendar import Calendar
from loaded import export, log_of, recorded, squeezed
from test_tickets import FORMULAS

from assistant.domain.events import Captured
from assistant.export.fonts import without_letters

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOTEXT, PROMTOOL = shutil.which("pdftotext"), shutil.which("promtool")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; Debian: libreoffice-writer")
needs_calc = pytest.mark.skipif(
    OFFICE is None or not shutil.which("localc"),
    reason="LibreOffice's spreadsheet is not installed; Debian: libreoffice-calc",
)
needs_poppler = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed; Debian: poppler-utils")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed; Debian: prometheus")


@pytest.fixture(scope="module")
def log():
    conversation = Conversation()
    script = Path(__file__).parent.parent / "sessions" / "symptom.jsonl"
    conversation.say(*map(json.loads, script.read_text(encoding="utf-8").splitlines()))
    return conversation.records


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


SAID = (
    "12 of 400 uploads a day fail since the June update, mostly in basements", "An upload starts again from zero each time",
    "GDPR", "60 %", "Works from day one for 2,700 euro, but not in basements", "2027-12-01",
)  # fmt: skip


@needs_office
def test_libreoffice_opens_the_word_files_with_all_their_words(log, tmp_path):
    markup = log_of(MARKUP[:12])
    for name, content in {
        "doc": export(log, "docx"),
        "form": export(log, "form"),
        "markup": export(markup, "docx"),
    }.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    run(
        OFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "txt:Text (encoded):UTF8",
        "--outdir", tmp_path, *sorted(tmp_path.glob("*.docx")),
    )  # fmt: skip
    told = {path.stem: squeezed(path.read_text(encoding="utf-8-sig")) for path in tmp_path.glob("*.txt")}
    assert [words for words in SAID if squeezed(words) not in told["doc"]] == []
    assert squeezed("Answer:") in told["form"]
    assert [words for words in MARKUP[:12] if squeezed(words) not in told["markup"]] == []


@needs_calc
def test_libreoffice_computes_no_cell_of_the_rows_for_a_tracker(tmp_path):
    """Read as a spreadsheet and written as XML, where a formula would stand as one."""
    texts = [*FORMULAS, *MARKUP[:12]]
    written = export(log_of(texts), "csv")
    (tmp_path / "rows.csv").write_bytes(written)
    run(
        OFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "fods",
        "--infilter=CSV:44,34,UTF8", "--outdir", tmp_path, tmp_path / "rows.csv",
    )  # fmt: skip
    sheet = (tmp_path / "rows.fods").read_text(encoding="utf-8")
    read = squeezed(" ".join(ElementTree.fromstring(sheet).itertext()))
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))

    assert "table:formula" not in sheet
    assert len(rows) > len(texts)
    assert [cell for row in rows for cell in row if squeezed(cell.lstrip("'")) not in read] == []


@needs_poppler
def test_poppler_reads_every_word_of_the_pdf_in_reading_order(log, tmp_path):
    (tmp_path / "doc.pdf").write_bytes(export(log, "pdf"))
    told = squeezed(run(PDFTOTEXT, "-enc", "UTF-8", tmp_path / "doc.pdf", "-"))
    places = [told.find(squeezed(words)) for words in SAID]
    assert -1 not in places
    assert places == sorted(places)


@needs_poppler
def test_f59_poppler_reads_letters_of_every_script_that_has_a_font(tmp_path):
    told_once = [Captured(topic="risks", path="answers.risks", value=text, quote=text, message=1) for text in SCRIPTS]
    (tmp_path / "scripts.pdf").write_bytes(export(recorded(told_once), "pdf"))
    told = unicodedata.normalize("NFKC", run(PDFTOTEXT, "-enc", "UTF-8", tmp_path / "scripts.pdf", "-"))
    drawn = [text for text in SCRIPTS if not without_letters([text])]
    letters = {
        letter
        for text in drawn
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) == "Lo"
    }
    assert len(letters) > 15
    # Shaped scripts join letters into one shape; most of them are still told letter by letter.
    assert len(letters - set(told)) <= len(letters) // 10


def test_icalendar_reads_the_calendar(log):
    (event,) = Calendar.from_ical(export(log, "ics")).walk("VEVENT")
    assert event["dtstart"].dt.isoformat() == "2027-12-01"
    assert event["uid"].endswith("@framefirst")


@needs_promtool
def test_promtool_takes_the_alerts_of_a_whole_session(log, tmp_path):
    (tmp_path / "rules.yml").write_bytes(export(log, "alerts"))
    assert "1 rules found" in run(PROMTOOL, "check", "rules", tmp_path / "rules.yml")
