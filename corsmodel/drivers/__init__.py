"""Drivers: ten lines each between the fetch generator and somebody who answers."""

from corsmodel.drivers.budget import budget
from corsmodel.drivers.comparison import compare, compare_servers
from corsmodel.drivers.servers import run, run_async, simulate, simulate_async
from corsmodel.drivers.static import Hop, answers, evaluate

__all__ = [
    "Hop",
    "answers",
    "budget",
    "compare",
    "compare_servers",
    "evaluate",
    "run",
    "run_async",
    "simulate",
    "simulate_async",
]
