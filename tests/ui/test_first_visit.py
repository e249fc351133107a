"""The first pages of a fresh server are drawn while its other threads start to work."""

import os
import subprocess
import sys
from pathlib import Path

from browsing import WORDS_ALONE

AT_ONCE = """
import os, sys, threading
from ui.hosting import host
from ui.serve import ASSETS, import_shared, streamlit_app
from streamlit.elements.lib.image_utils import image_to_url
from streamlit.elements.lib.layout_utils import LayoutConfig

streamlit_app()
import_shared()
sys.setswitchinterval(1e-5)
failed = []

def draw():
    try:
        image_to_url(str(ASSETS / "logo.svg"), LayoutConfig(width=1), False, "RGB", "auto", "logo")
    except Exception as error:
        failed.append(repr(error))

pages = [threading.Thread(target=draw) for _ in range(2)]
host().prepare_guide()
for page in pages: page.start()
for page in pages: page.join()
os.write(1, repr(failed).encode())
os._exit(0)
"""


def test_pages_and_guide_do_not_trip_over_each_others_imports(tmp_path: Path) -> None:
    settings = {**os.environ, **WORDS_ALONE, "FRAMEFIRST_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", AT_ONCE], env=settings, capture_output=True, text=True, timeout=150)
    assert (done.stdout, done.returncode) == ("[]", 0), done.stderr
