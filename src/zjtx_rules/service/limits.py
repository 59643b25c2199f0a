"""What one request may ask of the service."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """Limits of a service.

    Attributes:
        body_bytes: The longest body, and the longest line of a batch.
        seconds: After how long a request, or a line of a batch, is given up. What was begun runs to its end, unheard.
        at_once: How many answers are worked out at once.
    """

    body_bytes: int = 1_000_000
    seconds: float = 30.0
    at_once: int = 4
