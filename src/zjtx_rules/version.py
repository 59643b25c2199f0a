"""The version of the engine, which every answer names."""

__version__ = "0.1.0"
