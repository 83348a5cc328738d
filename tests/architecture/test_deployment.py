"""The files one deploys with name only what exists: commands, settings, folders, services."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from flask import Flask

from tests.architecture import tree
from tests.http.routes import walk

DEPLOY = tree.ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMMAND = re.compile(r"flask --app wsgi ([a-z-]+)(?: ([a-z-]+))?")
SETTING = re.compile(r'env\.(?:text|number|flag)\("([A-Z_]+)"')
TOKEN = "AbCdEfGhIjKlMnOpQrStUvAbCdEfGhIjKlMnOpQrStUvWxYz0"
FILLED = re.compile(r"<[^>]+>")  # the parts of an address that differ
# Read by gunicorn's configuration, which begins before there is an application.
FOR_GUNICORN = {"HOST", "PORT"}
FOR_COMPOSE = {"DATABASE_PASSWORD"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return data


def settings() -> set[str]:
    return set(SETTING.findall((tree.ROOT / "config.py").read_text()))


def documented() -> dict[str, bool]:
    """Settings of the example, and whether each is set there."""
    lines = re.findall(r"^(# )?([A-Z_]+)=", (DEPLOY / "plenary.env.example").read_text(), re.MULTILINE)
    return {name: not comment for comment, name in lines}


def exists(app: Flask, group: str, verb: str) -> bool:
    command = app.cli.get_command(click.Context(app.cli), group)
    if command is None:
        return False
    verbs = getattr(command, "commands", None)
    return verbs is None or verb in verbs


def test_the_example_names_every_setting_there_is() -> None:
    assert set(documented()) - FOR_COMPOSE == settings()


def test_compose_sets_only_what_there_is_and_knows_its_own_services(compose: dict[str, Any]) -> None:
    services = compose["services"]
    known = settings() | FOR_GUNICORN

    for name in ("migrate", "web", "worker"):
        service = services[name]
        assert set(service["environment"]) <= known, name
        assert set(service["depends_on"]) <= set(services), name
        assert [volume.split(":")[0] for volume in service["volumes"]] == ["data"]
    assert {"data", "database", "certificates"} == set(compose["volumes"])
    assert services["web"]["scale"] == services["worker"]["scale"] == 2


def test_compose_starts_commands_that_exist(app: Flask, compose: dict[str, Any]) -> None:
    for name in ("migrate", "worker"):
        words = compose["services"][name]["command"]

        assert words[:3] == ["flask", "--app", "wsgi"]
        assert exists(app, words[3], words[4] if len(words) > 4 else ""), name


def test_several_processes_never_count_attempts_apart(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]

    assert int(environment["WEB_CONCURRENCY"]) > 1
    assert environment["REDIS_URL"].startswith("redis://")
    assert environment["EMBED_WORKER"] == "0"


def test_the_proxy_sends_visitors_where_the_web_listens() -> None:
    proxy, image = (DEPLOY / "Caddyfile").read_text(), (DEPLOY / "Containerfile").read_text()

    listening = re.search(r"PORT=(\d+)", image)
    asked = re.search(r"name web\s+port (\d+)", proxy)

    assert listening
    assert asked
    assert listening[1] == asked[1]
    assert f'"127.0.0.1", {listening[1]}' in (DEPLOY / "healthcheck.py").read_text()


def test_t38_the_proxy_masks_every_address_that_opens_something_for_its_holder(app: Flask) -> None:
    proxy = (DEPLOY / "Caddyfile").read_text()
    found = re.search(r'request>uri regexp "(.+)" "(.+)"$', proxy, re.MULTILINE)
    assert found
    mask, masked = re.compile(found[1]), found[2].replace("${1}", r"\g<1>")
    secrets = [route for route in walk(app) if route.access == "link" and route.arguments]

    addresses = [route.rule.rule for route in secrets] + ["/feeds/<token>.ics", "/join/<token>/"]
    # What comes first in such an address is the secret; a session's code behind it is none.
    written = {mask.sub(masked, FILLED.sub(TOKEN, address, count=1)) for address in addresses}

    assert len(secrets) > 3
    assert [line for line in written if TOKEN in line] == []
    assert (
        mask.sub(masked, f"/account/sign-in/?next=%2Fregistrations%2F{TOKEN}") == "/account/sign-in/[hidden]"
    )
    assert mask.sub(masked, "/events/iclc-7/programme/") == "/events/iclc-7/programme/"


def test_t38_the_proxy_keeps_no_access_log_and_says_nothing_of_visitors() -> None:
    proxy = (DEPLOY / "Caddyfile").read_text()
    options, site = proxy.split("{$BASE_URL} {")

    assert "log" not in site
    for field in ("request>headers", "request>remote_ip", "request>remote_port"):
        assert f"{field} delete" in options


def test_the_proxy_compresses_no_page_but_the_form_for_registering(app: Flask) -> None:
    proxy = (DEPLOY / "Caddyfile").read_text()
    rules = re.findall(r"^\s*encode .*", proxy, re.MULTILINE)
    chosen = re.search(r"@form \{\s+method (.+)\s+path (.+)\s+\}", proxy)

    assert [rule.split() for rule in rules] == [["encode", "@form", "zstd", "gzip"]]
    assert chosen is not None
    assert chosen.groups() == ("GET", "/events/*/register/")
    assert "/events/<slug>/register/" in {route.rule.rule for route in walk(app)}


@pytest.mark.skipif(shutil.which("caddy") is None, reason="no Caddy here")
def test_caddy_understands_its_configuration() -> None:
    run = subprocess.run(
        ["caddy", "validate", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"],
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "BASE_URL": "https://events.example.org"},  # noqa: TID251
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr


def test_the_image_copies_files_that_exist() -> None:
    image = (DEPLOY / "Containerfile").read_text()
    copied = {
        word for words in re.findall(r"^COPY (?!--)(.+) \S+$", image, re.MULTILINE) for word in words.split()
    }
    let_in = set(re.findall(r"^!(.+)$", (tree.ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert {name for name in copied if not (tree.ROOT / name).exists()} == set()
    assert copied == let_in
    assert (tree.ROOT / ".dockerignore").read_text() == (tree.ROOT / ".containerignore").read_text()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_programs_and_commands_that_exist(unit: Path, app: Flask) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit)
    text = unit.read_text()

    assert parser.has_option("Unit", "Description")
    for group, verb in COMMAND.findall(text):
        assert exists(app, group, verb), f"flask {group} {verb}"
    for path in re.findall(r"(?<![\w/])deploy/[\w.]+", text):
        assert (tree.ROOT / path).exists(), path
    for program in re.findall(r"\.venv/bin/(\w+)", text):
        assert (Path(sys.executable).parent / program).exists(), program


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("/opt/plenary/.venv/bin/", "/bin/true ")
        (tmp_path / unit.name).write_text(
            re.sub(r"^(WorkingDirectory|EnvironmentFile)=.*\n", "", text, flags=re.MULTILINE)
        )

    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    complaints = [line for line in run.stderr.splitlines() if str(tmp_path) in line or "plenary-" in line]
    assert complaints == []


@pytest.mark.parametrize(
    "script",
    sorted([*DEPLOY.glob("*.sh"), tree.ROOT / "tests" / "system_packages.sh", tree.ROOT / ".ci" / "run"]),
    ids=lambda path: path.name,
)
def test_scripts_can_be_read_by_a_plain_shell(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)

    assert script.read_text().startswith("#!/bin/sh\n")


def test_hooks_before_a_commit_download_nothing() -> None:
    hooks = yaml.safe_load((tree.ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert {one["repo"] for one in hooks} == {"local"}
    for hook in hooks[0]["hooks"]:
        if hook["language"] == "system":
            assert (tree.ROOT / hook["entry"].split()[0]).exists(), hook["id"]


def test_what_a_merge_needs_is_one_make_target_and_no_index() -> None:
    script, makefile = tree.ROOT / ".ci" / "run", (tree.ROOT / "Makefile").read_text()

    assert script.read_text().splitlines()[-1] == "exec make test"
    assert script.stat().st_mode & 0o111
    assert "index-url" not in makefile
    assert "--require-hashes" in makefile
