"""`zjtx serve`: the library as an HTTP service."""

from __future__ import annotations

import argparse
import gc
import sys

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.limits import ServiceLimits
from zjtx_rules.words import Words

_DEFAULT = ServiceLimits()


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址；默认只有本机可以访问")
    parser.add_argument("--port", type=int, default=8765, metavar="端口", help="监听的端口，默认 8765")
    parser.add_argument(
        "--rules", action="append", default=[], metavar="路径", help="内置规则之外的规则文件或文件夹，可多次"
    )
    parser.add_argument(
        "--max-bytes", type=int, default=_DEFAULT.body_bytes, metavar="N", help="请求或批量中一行的字节数上限"
    )
    parser.add_argument("--seconds", type=int, default=int(_DEFAULT.seconds), metavar="N", help="一次作答的秒数上限")


def run(given: argparse.Namespace) -> int:
    try:
        import uvicorn  # noqa: PLC0415 - needs an extra

        from zjtx_rules.service.app import create_app  # noqa: PLC0415 - likewise
    except ImportError as error:
        if error.name not in ("uvicorn", "starlette"):
            raise
        message = Words("服务需要附加组件", "the service needs an extra")
        hint = Words("pip install 'zjtx-rules[serve]'", "pip install 'zjtx-rules[serve]'")
        raise InputError([Problem("missing-extra", message, Place("zjtx serve"), suggestion=hint)]) from None
    app = create_app(Catalogue.of(given.rules), ServiceLimits(max(given.max_bytes, 1), max(given.seconds, 1)))
    # The rule files stay as long as the service: no collection of garbage need go through them again, which would hold up answers.
    gc.collect()
    gc.freeze()
    at = f"http://{given.host}:{given.port}/openapi.json"
    sys.stderr.write(Words(f"服务的接口说明：{at}\n", f"the service describes itself at {at}\n").say(given.lang))
    # What is asked is about firms: nothing of it is logged.
    uvicorn.run(app, host=given.host, port=given.port, log_level="warning", access_log=False)
    return 0
