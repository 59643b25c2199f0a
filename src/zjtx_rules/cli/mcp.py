"""`zjtx mcp`: the library as an MCP server, so that an assistant answers policy questions from the engine."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--http", action="store_true", help="经 HTTP（streamable HTTP，地址 /mcp）；不写则经标准输入输出"
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址；默认只有本机可以访问")
    parser.add_argument("--port", type=int, default=8766, metavar="端口", help="监听的端口，默认 8766")
    parser.add_argument(
        "--rules", action="append", default=[], metavar="路径", help="内置规则之外的规则文件或文件夹，可多次"
    )


def run(given: argparse.Namespace) -> int:
    try:
        import anyio  # noqa: PLC0415 - needs an extra
        from mcp.server.stdio import stdio_server  # noqa: PLC0415 - likewise

        from zjtx_rules.service.mcp_server import create_server  # noqa: PLC0415 - likewise
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("anyio", "mcp", "starlette"):
            raise
        message = Words("MCP 服务需要附加组件", "the MCP server needs an extra")
        hint = Words("pip install 'zjtx-rules[mcp]'", "pip install 'zjtx-rules[mcp]'")
        raise InputError([Problem("missing-extra", message, Place("zjtx mcp"), suggestion=hint)]) from None
    server = create_server(Catalogue.of(given.rules))
    if given.http:
        import uvicorn  # noqa: PLC0415 - comes with the extra

        sys.stderr.write(f"http://{given.host}:{given.port}/mcp\n")
        app = server.streamable_http_app(stateless_http=True, json_response=True, host=given.host)
        uvicorn.run(app, host=given.host, port=given.port, log_level="warning", access_log=False)
        return 0

    async def serve() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(serve)
    return 0
