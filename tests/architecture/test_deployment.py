"""What is written for Docker fits the program and itself, as far as that shows without Docker."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.support.readme import README
from tunix_rt_tui.settings.model import setting_names

ROOT = README.parent

OF_UVICORN = {"forwarded_allow_ips"}


@pytest.fixture
def services() -> dict[str, Any]:
    compose = yaml.safe_load(ROOT.joinpath("compose.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = compose["services"]
    return found


def test_the_api_processes_are_given_settings_that_there_are(services: dict[str, Any]) -> None:
    for name in ("api-1", "api-2"):
        given = {variable.lower() for variable in services[name]["environment"]}
        assert {"database_url", "tunix_rt_token"} <= given <= {*setting_names(), *OF_UVICORN}


def test_the_proxy_knows_each_api_process_and_no_other(services: dict[str, Any]) -> None:
    proxy = ROOT.joinpath("deploy", "nginx.conf").read_text(encoding="utf-8")
    named = re.findall(r"server (api-\d+):8000 ", proxy)
    assert sorted(named) == sorted(name for name in services if name.startswith("api"))


def test_what_others_wait_for_has_a_health_check(services: dict[str, Any]) -> None:
    for service in services.values():
        for other in service.get("depends_on", {}):
            assert "healthcheck" in services[other]


def test_no_secret_is_written_down_and_none_may_be_left_out(services: dict[str, Any]) -> None:
    for service in services.values():
        for variable, value in service.get("environment", {}).items():
            if variable in ("POSTGRES_PASSWORD", "TUNIX_RT_TOKEN", "DATABASE_URL"):
                assert re.search(r"\$\{(POSTGRES_PASSWORD|TUNIX_RT_TOKEN):\?", value), variable


def test_the_image_is_made_of_files_that_its_context_lets_in() -> None:
    ignored, *let_in = ROOT.joinpath(".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == "*"
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", ROOT.joinpath("Dockerfile").read_text(), re.MULTILINE
    )
    for name in " ".join(copied).split():
        assert f"!{name}" in let_in
        assert ROOT.joinpath(name).exists()
