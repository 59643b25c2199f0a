"""The tests of the service need the extra `serve`, and its test client."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

MISSING = [each for each in ("starlette", "uvicorn", "httpx2") if find_spec(each) is None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MISSING:
        why = f"the service is not tested: {', '.join(MISSING)} not installed (pip install 'zjtx-rules[serve]' httpx2)"
        for each in items:
            if "tests/service/" in each.path.as_posix():
                each.add_marker(pytest.mark.skip(reason=why))


if MISSING:
    collect_ignore_glob = ["test_http*.py"]
