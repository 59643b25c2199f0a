"""Brief answers of `zjtx serve` under an even load: how long they take, from when each was due.

    python benchmarks/load.py                       # 200 requests a second for 20 seconds, the service on one core
    python benchmarks/load.py --rate 100 --seconds 10
    python benchmarks/load.py --place               # all rule files of the place, those of the nation among them, not 日照 alone

The load is open: a request is sent when it is due whether or not earlier ones were answered, and its time counts from then, so that a
pause of the service counts for every request that waits. The service runs in a process of its own, bound to one core where the
system allows it; the load comes from this process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

FIRMS = [
    {
        "所在地": "日照市",
        "已领奖补": [],
        "认定": [{"称号": title, "级别": level, "认定方式": "新认定", "认定日期": day}],
    }
    for title, level in (("小巨人", "国家级"), ("瞪羚", "省级"), ("专精特新", "省级"), ("独角兽", "国家级"))
    for day in ("2022-05-01", "2023-03-20", "2023-07-14")
]


def request(firm: dict[str, object], *, place: bool) -> bytes:
    """Return the request of a brief answer, as it is sent."""
    asked = {"profile": firm, "as_of": "2023-09-01", "detail": "brief"}
    body = json.dumps(asked if place else asked | {"rules": ["rizhao"]}).encode()
    head = f"POST /v1/evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Connections:
    """Kept-alive connections; as many as are needed at once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, sent: bytes) -> None:
        """Send a request and read the answer to its end."""
        head = None
        while head is None:
            kept = bool(self.free)
            reader, writer = self.free.pop() if kept else await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(sent)
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                if not kept:
                    raise
                writer.close()  # the service closes what has been idle for long
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = next(int(line[16:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length: "))
        await reader.readexactly(length)
        self.free.append((reader, writer))


async def load(port: int, rate: int, seconds: int, *, place: bool) -> list[float]:
    """Return how long each answer took, in seconds."""
    connections = Connections(port)
    sent = [request(firm, place=place) for firm in FIRMS]
    for each in sent * 3:
        await connections.ask(each)
    took: list[float] = []

    async def one(at: int, due: float) -> None:
        await connections.ask(sent[at % len(sent)])
        took.append(time.perf_counter() - due)

    begun = time.perf_counter()
    tasks = []
    for at in range(rate * seconds):
        due = begun + at / rate
        pause = due - time.perf_counter()
        if pause > 0:
            await asyncio.sleep(pause)
        tasks.append(asyncio.create_task(one(at, due)))
    await asyncio.gather(*tasks)
    for _, writer in connections.free:
        writer.close()
    return took


def main() -> None:
    """Start the service, load it, print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--place", action="store_true", help="all rule files of the place")
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from zjtx_rules.cli import main; main()", "serve", "--port", str(port)]
    service = subprocess.Popen(command, cwd=Path(__file__).parents[1])  # noqa: S603 - our own program
    try:
        if hasattr(os, "sched_setaffinity"):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(service.pid, cores[:1])
            os.sched_setaffinity(0, cores[1:] or cores)
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/v1/health").close()
                break
            except OSError:
                time.sleep(0.2)
        took = sorted(asyncio.run(load(port, given.rate, given.seconds, place=given.place)))
    finally:
        service.terminate()
        service.wait()
    print(f"{len(took)} answers, {given.rate} a second, load of the machine {os.getloadavg()[0]:.1f}")
    for name, share in (("median", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)):
        print(f"{name:>7} {took[min(int(len(took) * share), len(took) - 1)] * 1000:8.1f} ms")
    print(f"{'most':>7} {took[-1] * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
