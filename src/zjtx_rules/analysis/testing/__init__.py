"""Examples of rule files: run, coverage of conditions, mutation."""
