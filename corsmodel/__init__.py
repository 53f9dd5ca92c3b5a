"""The Fetch Standard's CORS behaviour as a pure Python library.

Give it what a page's script asked for and what the server answered; it gives back what the browser
sends on the wire, what the script gets to see, which step of the standard decided, and why.

    >>> from corsmodel import Request, Response, evaluate
    >>> request = Request(
    ...     "https://api.example/items/7",
    ...     origin="https://shop.example",
    ...     method="PUT",
    ...     credentials="include",
    ... )
    >>> allow = {"Access-Control-Allow-Origin": "https://shop.example"}
    >>> verdict = evaluate(request, preflight=Response(204, allow))
    >>> verdict.readable, verdict.reached_server, verdict.reason.code
    (False, False, 'missing-allow-credentials')

Nothing here reads a clock, a file or a socket; the same inputs always give an equal verdict.
"""

from typing import TYPE_CHECKING

from corsmodel.drivers import Hop, evaluate, run, run_async, simulate, simulate_async
from corsmodel.explain import explain
from corsmodel.fetching.browser import Browser
from corsmodel.fetching.classification import Classification
from corsmodel.fetching.cors_preflight_cache import PreflightCache
from corsmodel.fetching.reasons import REASONS, Reason
from corsmodel.fetching.verdict import Outcome, Verdict
from corsmodel.infrastructure.bodies import Body
from corsmodel.infrastructure.clients import BlobURLEntry, Client
from corsmodel.infrastructure.exchanges import Exchange, HTTPRequest
from corsmodel.infrastructure.header_values import FAILURE
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import ConnectionFailure, FilteredResponse, Response
from corsmodel.infrastructure.script_requests import Request
from corsmodel.infrastructure.trace import Decision
from corsmodel.profile import STANDARD, Evidence, Profile
from corsmodel.profiles import CHROMIUM, FIREFOX, PROFILES, WEBKIT
from corsmodel.standard import Step
from corsmodel.using_fetch import XMLHttpRequest, classify, fetch

if TYPE_CHECKING:
    from corsmodel.drivers.budget import budget
    from corsmodel.drivers.comparison import compare, compare_servers
    from corsmodel.explain.diagnosis import Diagnosis, diagnose, diagnosis_to_json
    from corsmodel.explain.situations import SITUATIONS, Situation, situations
    from corsmodel.repair import (
        SERVERS,
        AppendHeader,
        Configuration,
        DropRequestHeader,
        FetchDirectly,
        Obstacle,
        Place,
        RemoveHeader,
        Repair,
        SetHeader,
        SetMember,
        SetRequestHeader,
        SetStatus,
        configure,
        repair_to_json,
        repaired_scenario,
    )
else:

    def __getattr__(name: str) -> object:
        """Load what most programs never ask for, when one does."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from corsmodel import repair  # noqa: PLC0415 - see above
        from corsmodel.drivers import budget, comparison  # noqa: PLC0415 - see above
        from corsmodel.explain import diagnosis, situations  # noqa: PLC0415 - see above

        homes = (budget, comparison, diagnosis, situations, repair)
        return next(vars(home)[name] for home in homes if name in vars(home))


__all__ = [
    "CHROMIUM",
    "FAILURE",
    "FIREFOX",
    "PROFILES",
    "REASONS",
    "SERVERS",
    "SITUATIONS",
    "STANDARD",
    "WEBKIT",
    "AppendHeader",
    "BlobURLEntry",
    "Body",
    "Browser",
    "Classification",
    "Client",
    "Configuration",
    "ConnectionFailure",
    "Decision",
    "Diagnosis",
    "DropRequestHeader",
    "Evidence",
    "Exchange",
    "FetchDirectly",
    "FilteredResponse",
    "HTTPRequest",
    "HeaderList",
    "Hop",
    "Obstacle",
    "Outcome",
    "Place",
    "PreflightCache",
    "Profile",
    "Reason",
    "RemoveHeader",
    "Repair",
    "Request",
    "Response",
    "SetHeader",
    "SetMember",
    "SetRequestHeader",
    "SetStatus",
    "Situation",
    "Step",
    "Verdict",
    "XMLHttpRequest",
    "budget",
    "classify",
    "compare",
    "compare_servers",
    "configure",
    "diagnose",
    "diagnosis_to_json",
    "evaluate",
    "explain",
    "fetch",
    "repair_to_json",
    "repaired_scenario",
    "run",
    "run_async",
    "simulate",
    "simulate_async",
    "situations",
]
