"""durable-rules as the second engine: every clause decided again by forward chaining, and no answer where the two differ.

`machine` is durable-rules itself, used in the one safe way, and runs alone in a worker process; `network` the conditions of
a document as rules over booleans, split into safe sets; `process` the worker processes; `checking` the comparison with an
evaluation.
"""

from zjtx_rules.engines.durable.checking import cross_check, in_process
from zjtx_rules.engines.durable.disagreement import Difference, Disagreement
from zjtx_rules.engines.durable.faults import EngineFault
from zjtx_rules.engines.durable.process import Workers

__all__ = ["Difference", "Disagreement", "EngineFault", "Workers", "cross_check", "in_process"]
