"""The checks of rule files, one file each; the room collects them by itself."""

from __future__ import annotations

import importlib
import pkgutil

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject

_ROOM = {"base"}


def _collect() -> dict[str, Check]:
    """Import every file of the room and return its checks by code."""
    modules = (
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
        if module.name not in _ROOM
    )
    found: list[Check] = [module.CHECK for module in modules]
    return {each.code: each for each in sorted(found, key=lambda check: check.code)}


CHECKS = _collect()
"""Every check, by its code."""

__all__ = ["CHECKS", "Check", "Found", "Severity", "Subject"]
