"""What the tests of the doors need besides Python: a browser and Node. `make test-doors` sees to both."""

from __future__ import annotations

import html
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from selenium import webdriver

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


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """Start `zjtx serve`, and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from zjtx_rules.cli import main; main()", "serve", "--port", str(port)]
    running = subprocess.Popen(command)  # noqa: S603 - our own program
    try:
        for _ in range(150):
            try:
                urlopen(f"http://127.0.0.1:{port}/v1/health", timeout=10).close()
                break
            except URLError:
                time.sleep(0.2)
        else:
            pytest.fail("the service does not answer")
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=60)


@pytest.fixture(scope="module")
def phone() -> Iterator[webdriver.Chrome]:
    """Yield a browser with the window, the touch and the pixels of a phone; days are typed as in English."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    assert found is not None, "a browser is needed: apt-get install chromium"
    assert driver is not None, "its driver is needed: apt-get install chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = found
    for each in ("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=en-US", *QUIET):
        options.add_argument(each)
    metrics = {"width": 390, "height": 844, "pixelRatio": 2, "touch": True}
    options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield started
    finally:
        started.quit()
