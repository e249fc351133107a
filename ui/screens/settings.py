"""What is configured and where each value comes from; whether the model's endpoint works, and what to change if not."""

import streamlit as st

from assistant.doctor import check_model
from assistant.domain.usage import spent
from assistant.errors import FramefirstError
from assistant.settings import GUIDED, Setting
from assistant.view import usage_line
from ui.hosting import host
from ui.parts.prose import plain
from ui.session import known

MODEL = ("FRAMEFIRST_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "FRAMEFIRST_BUDGET")
NAMES = {
    "FRAMEFIRST_MODEL": "Model",
    "OPENAI_BASE_URL": "Endpoint",
    "OPENAI_API_KEY": "Key",
    "FRAMEFIRST_BUDGET": "Budget of a session",
}
UNSET = {
    "FRAMEFIRST_BUDGET": "no limit",
    "OPENAI_BASE_URL": "the provider's own",
    "OPENAI_API_KEY": "none; a server of your own needs none",
}


def draw() -> None:
    here = known()
    settings = host().app.settings
    st.title("Settings", anchor=False)
    st.markdown(
        "Read once, when the app starts: from a flag, the environment, or a `.env` file in the folder it was started from. "
        "Change one there, and start the app again."
    )
    st.subheader("The model", anchor=False)
    guided = settings.model == GUIDED
    with st.container(key="settings-model", gap="xxsmall"):
        for name in MODEL:
            _line(settings.all[name], NAMES[name], settings.model if name == "FRAMEFIRST_MODEL" else "")
    if guided:
        st.info(
            "Guided mode: no model is asked, and nothing is missing. To use one, set `OPENAI_API_KEY`; or, for a server of "
            "your own such as Ollama or vLLM, `OPENAI_BASE_URL` and `FRAMEFIRST_MODEL`."
        )
    else:
        _endpoint()
    if here is not None and (used := usage_line(here.log)):
        st.subheader("This session", anchor=False)
        st.markdown(plain(used))
        budget = host().app.settings.budget
        if budget.text:
            state = "spent: the guided questions go on" if budget.is_spent(spent(here.log)) else "not yet spent"
            st.caption(f"Its budget, {budget.text}, is {state}.")
    st.subheader("Everything else", anchor=False)
    with st.container(key="settings-rest", gap="xxsmall"):
        for setting in settings.all.values():
            if setting.name not in MODEL:
                _line(setting, setting.name)
    st.caption("`framefirst doctor` prints the same, and what works of it.")


def _line(setting: Setting, name: str, value: str = "") -> None:
    shown = value or (setting.shown if setting.value else UNSET.get(setting.name, setting.shown))
    with st.container(horizontal=True, gap="small", key=f"item-{setting.name}"):
        st.markdown(f"**{name}**", width=290)
        st.markdown(plain(shown), width="stretch")
        st.caption(f"{setting.origin} · `{setting.name}`" if name != setting.name else setting.origin, width=260)


def _endpoint() -> None:
    with st.container(key="settings-test"):
        pressed = st.button("Test this endpoint", icon=":material/network_check:", type="primary")
        if not pressed:
            st.caption("Lists its models and asks one tiny question. Nothing of a session is sent.")
            return
        with st.spinner("Asking it…"):
            try:
                found = check_model(host().app)
            except FramefirstError as error:
                st.error(plain(str(error)))
                return
        if found is None:
            return
        (st.success if found.ok else st.error)(plain(found.line))
        if found.offered:
            st.caption(
                f"It lists {plain(', '.join(found.offered[:12]))}{' and more' if len(found.offered) > 12 else ''}."
            )
