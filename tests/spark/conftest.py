"""A Spark session on this machine. The group runs apart: `make test-spark`."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.exit("这些测试需要 Java 17 或更高版本 / these tests need Java 17 or newer", returncode=2)
    with warnings.catch_warnings():
        # It warns of pandas 3 wherever that is installed, also those who do without pandas.
        warnings.simplefilter("ignore", FutureWarning)
        from pyspark.sql import SparkSession  # noqa: PLC0415 - the rest of the suite runs without Spark
    settings = {
        # A short run pays for compiling more than it gains from it.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.log.level": "ERROR",
        "spark.python.sql.dataFrameDebugging.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.ui.explainMode": "simple",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("zjtx-rules")
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()
