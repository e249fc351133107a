"""The page script: which screens there are, and the look they share."""

import sys
from pathlib import Path

# Streamlit runs this file as a script; the project's packages are found from its folder.
ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

import streamlit as st  # noqa: E402

from ui import pages  # noqa: E402
from ui.session import keep_link  # noqa: E402

ASSETS = Path(__file__).with_name("assets")

st.set_page_config(page_title="Framefirst", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")

page = st.navigation(pages.menu(), position="top")
keep_link()
page.run()
pages.import_all()
