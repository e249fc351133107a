"""Where a setting comes from, and that no secret is ever shown."""

from pathlib import Path

import pytest

from assistant.errors import Misconfigured
from assistant.settings import DEFAULT_MODEL, DEFAULTS, read_settings


@pytest.fixture
def settings(tmp_path):
    def read(flags=None, environment=None, env_file=""):
        file = tmp_path / ".env"
        file.write_text(env_file)
        return read_settings(flags=flags, environment=environment or {}, env_file=file)

    return read


def test_flag_over_environment_over_env_file_over_default(settings):
    layers = {
        "env_file": "FRAMEFIRST_MODEL=file:m\n",
        "environment": {"FRAMEFIRST_MODEL": "env:m"},
        "flags": {"FRAMEFIRST_MODEL": "flag:m"},
    }
    seen = []
    while True:
        setting = settings(**layers).all["FRAMEFIRST_MODEL"]
        seen.append((setting.value, setting.origin))
        if not layers:
            break
        layers.popitem()
    assert seen == [("flag:m", "flag"), ("env:m", "environment"), ("file:m", ".env"), ("", "default")]


def test_an_empty_value_is_no_value(settings):
    read = settings(
        flags={"FRAMEFIRST_MODEL": None}, environment={"FRAMEFIRST_MODEL": ""}, env_file="FRAMEFIRST_MODEL=file:m\n"
    )
    assert read.all["FRAMEFIRST_MODEL"].origin == ".env"


def test_every_documented_setting_is_known(settings):
    assert set(settings().all) == set(DEFAULTS) == {
        "OPENAI_API_KEY", "OPENAI_BASE_URL", "FRAMEFIRST_MODEL", "FRAMEFIRST_HOME", "FRAMEFIRST_DATABASE_URL",
        "FRAMEFIRST_CHROMA_URL", "FRAMEFIRST_EMBEDDING", "FRAMEFIRST_PLAYBOOKS", "FRAMEFIRST_TEMPLATES",
        "FRAMEFIRST_FIRST_TOKEN_TIMEOUT", "FRAMEFIRST_IDLE_TIMEOUT",
        "FRAMEFIRST_TURN_TIMEOUT", "FRAMEFIRST_BUDGET",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "model"),
    [
        ({}, "guided"),
        ({"OPENAI_API_KEY": "sk-x"}, DEFAULT_MODEL),
        ({"OPENAI_API_KEY": "sk-x", "FRAMEFIRST_MODEL": "guided"}, "guided"),
        ({"FRAMEFIRST_MODEL": "openai:gpt-4.1"}, "openai:gpt-4.1"),
        ({"FRAMEFIRST_MODEL": "gpt-4.1"}, "openai:gpt-4.1"),
    ],
)
def test_without_a_key_or_a_model_it_is_guided(settings, environment, model):
    assert settings(environment=environment).model == model


@pytest.mark.parametrize("key", ["sk-abcdefghijklmnop", "x"])
def test_a_key_is_never_shown(settings, key):
    shown = settings(environment={"OPENAI_API_KEY": key}).all["OPENAI_API_KEY"].shown
    assert key not in shown
    assert f"({len(key)} characters)" in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://ana:geheim@db/frames", "postgresql+psycopg://ana:…@db/frames"),
        ("postgresql+psycopg://ana:ge@heim@db/frames", "postgresql+psycopg://ana:…@db/frames"),
        ("postgresql+psycopg://db/frames?password=geheim", "postgresql+psycopg://db/frames?password=…"),
        ("postgresql+psycopg://db/frames?password=geheim&sslmode=require", "postgresql+psycopg://db/frames?password=…&sslmode=require"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
        ("", "(not set)"),
    ],
)  # fmt: skip
def test_a_password_in_an_address_is_never_shown(settings, url, shown):
    assert settings(environment={"FRAMEFIRST_DATABASE_URL": url}).all["FRAMEFIRST_DATABASE_URL"].shown == shown


@pytest.mark.parametrize("key", ["sk-x\n", " sk-x", "sk x", "sk-\u00e9", "sk-“x”"])
def test_f04_a_malformed_key_is_refused_without_being_repeated(settings, key):
    with pytest.raises(Misconfigured) as refused:
        _ = settings(environment={"OPENAI_API_KEY": key}).api_key
    assert key.strip() not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_good_key_is_given_as_it_is(settings):
    assert settings(environment={"OPENAI_API_KEY": "sk-x"}).api_key == "sk-x"


@pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "inf", "1e9"])
def test_a_time_that_is_none_is_refused(settings, value):
    with pytest.raises(Misconfigured, match="FRAMEFIRST_TURN_TIMEOUT"):
        settings(environment={"FRAMEFIRST_TURN_TIMEOUT": value}).seconds("FRAMEFIRST_TURN_TIMEOUT")


def test_times_have_defaults(settings):
    names = ("FRAMEFIRST_FIRST_TOKEN_TIMEOUT", "FRAMEFIRST_IDLE_TIMEOUT", "FRAMEFIRST_TURN_TIMEOUT")
    assert [settings().seconds(name) for name in names] == [60, 45, 300]


def test_the_data_folder_is_absolute_and_holds_the_database(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read = settings(environment={"FRAMEFIRST_HOME": "data here"})
    assert read.home == tmp_path / "data here"
    assert read.database_url == f"sqlite:///{tmp_path}/data%20here/framefirst.db"


def test_a_tilde_is_the_persons_home(settings, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ana")
    assert settings(environment={"FRAMEFIRST_HOME": "~/frames"}).home == Path("/home/ana/frames")


def test_without_a_data_folder_the_platforms_own_is_used(settings):
    assert settings().home.name == "framefirst"
    assert settings().home.is_absolute()


def test_a_named_database_wins(settings):
    url = "postgresql+psycopg://db/frames"
    assert settings(environment={"FRAMEFIRST_DATABASE_URL": url}).database_url == url
