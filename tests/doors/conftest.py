"""What the tests of the doors need besides Python: a browser and Node. `make test-doors` sees to both."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


class Browser:
    """A headless browser, one process for each page."""

    def __init__(self, command: str, home: Path) -> None:
        self.command, self.home = command, home

    def dom(self, address: str, width: int = 1280) -> str:
        """Return a page as it stands once its scripts have run."""
        return self._run("--dump-dom", f"--window-size={width},1200", address)

    def overflow(self, page: Path, width: int) -> int:
        """Return by how many pixels a page is wider than a window."""
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", text)
        # A headless window has a least width of its own; a frame has none.
        measured = self.home / "measured.html"
        measure = "parent.postMessage(document.documentElement.scrollWidth, '*')"
        inner = html.escape(text.replace("</body>", f"<script>{measure}</script></body>"))
        measured.write_text(
            f'<!doctype html><iframe style="width:{width}px;height:900px;border:0" srcdoc="{inner}"></iframe>'
            "<p id=o></p><script>onmessage = function (e) { document.getElementById('o').textContent = 'is ' + e.data; }</script>",
            encoding="utf-8",
        )
        (found,) = re.findall(r"is (\d+)", self.dom(measured.as_uri()))
        return int(found) - width

    def _run(self, *arguments: str) -> str:
        fixed = (
            *QUIET,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--timeout=8000",
            f"--user-data-dir={self.home / 'profile'}",
        )
        done = subprocess.run([self.command, *fixed, *arguments], capture_output=True, timeout=90, check=True)  # noqa: S603 - the browser itself
        return done.stdout.decode()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    command = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert command is not None, "a browser is needed: apt-get install chromium"
    return Browser(command, tmp_path_factory.mktemp("browser"))
