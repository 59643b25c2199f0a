"""Requests generated from the OpenAPI description: none is an error inside, and every answer is as described."""

from __future__ import annotations

from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")

from hypothesis import HealthCheck, Phase, settings  # noqa: E402 - comes with it
from schemathesis.checks import not_a_server_error  # noqa: E402 - only where it is installed
from schemathesis.specs.openapi.checks import (  # noqa: E402 - likewise
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zjtx_rules.service.app import create_app  # noqa: E402 - likewise
from zjtx_rules.service.limits import ServiceLimits  # noqa: E402 - likewise

SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", create_app(limits=ServiceLimits(seconds=60)))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@SCHEMA.exclude(path="/v1/batch").parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_a_generated_request_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(checks=CHECKS)
