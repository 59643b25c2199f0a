"""Reading of YAML and JSON: text in, plain data with places out, every problem reported at once."""

from zjtx_rules.files.dump import dump_yaml
from zjtx_rules.files.json_text import parse_json
from zjtx_rules.files.limits import Limits
from zjtx_rules.files.reading import parse_text, read, read_file
from zjtx_rules.files.tree import Mark, Path, Source
from zjtx_rules.files.yaml_text import parse_yaml

__all__ = [
    "Limits",
    "Mark",
    "Path",
    "Source",
    "dump_yaml",
    "parse_json",
    "parse_text",
    "parse_yaml",
    "read",
    "read_file",
]
