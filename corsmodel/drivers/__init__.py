"""Drivers: ten lines each between the fetch generator and somebody who answers."""

from corsmodel.drivers.servers import run, run_async, simulate, simulate_async
from corsmodel.drivers.static import Hop, answers, evaluate

__all__ = [
    "Hop",
    "answers",
    "evaluate",
    "run",
    "run_async",
    "simulate",
    "simulate_async",
]
