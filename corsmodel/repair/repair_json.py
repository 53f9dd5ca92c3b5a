"""Repairs as JSON, and the repaired fetch as a scenario."""

from typing import Any

import attrs

from corsmodel.fetching.fetch_params import Answer
from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.bodies import Body
from corsmodel.repair.edits import (
    AnswerEdit,
    AppendHeader,
    DropRequestHeader,
    FetchDirectly,
    Place,
    RemoveHeader,
    RequestEdit,
    SetHeader,
    SetMember,
    SetRequestHeader,
    SetStatus,
)
from corsmodel.repair.search import Repair
from corsmodel.scenario import Scenario, ScenarioFetch, ScenarioHop

JSON = dict[str, Any]


def repair_to_json(repair: Repair) -> JSON:
    """Give a repair as ``json.dumps`` takes it.

    The edits of answers are grouped by answer; ``unseen`` marks an answer that nobody has seen.
    """
    places = dict.fromkeys(edit.place for edit in repair.answers)
    return {
        "request": [_request_edit(edit) for edit in repair.request],
        "answers": [
            {
                "hop": place.hop,
                "preflight": place.preflight,
                "unseen": place in repair.unseen,
                "edits": [_answer_edit(edit) for edit in repair.answers if edit.place == place],
            }
            for place in places
        ],
        "risks": list(repair.risks),
    }


def _answer_edit(edit: AnswerEdit) -> JSON:
    match edit:
        case SetHeader(name=name, value=value):
            return {"action": "set", "name": _text(name), "value": _text(value)}
        case AppendHeader(name=name, value=value):
            return {"action": "append", "name": _text(name), "value": _text(value)}
        case RemoveHeader(name=name):
            return {"action": "remove", "name": _text(name)}
        case SetStatus(status=status):
            return {"action": "status", "status": status}
    raise TypeError(edit)


def _request_edit(edit: RequestEdit) -> JSON:
    match edit:
        case SetMember(member=member, value=value):
            plain = attrs.asdict(value) if isinstance(value, Body) else value
            return {"action": "set", "member": member, "value": plain}
        case FetchDirectly(url=url):
            return {"action": "set", "member": "url", "value": url}
        case SetRequestHeader(name=name, value=value):
            return {"action": "set-header", "name": name, "value": value}
        case DropRequestHeader(name=name):
            return {"action": "drop-header", "name": name}
    raise TypeError(edit)


def repaired_scenario(verdict: Verdict, repair: Repair, id: str | int | None = None) -> Scenario:  # noqa: A002 - the scenario's own name for it
    """Return the fetch as it is after *repair*, for any browser to play.

    *verdict* is the one that was repaired; its browser's profile plays the scenario.

    :raises ValueError: for a browser that remembered permissions or answers, which a scenario
        cannot begin with, and for a verdict that does not carry what was asked.
    """
    asked = repair.verdict.asked
    if asked is None or verdict.asked_of is None:
        message = "verdict: it does not carry what was asked; take one that fetch() made"
        raise ValueError(message)
    remembered = any(True for _ in verdict.asked_of.preflight_cache)
    if remembered or any(exchange.stored is not None for exchange in repair.verdict.exchanges):
        message = (
            "verdict: its browser remembered permissions or answers, and a scenario begins "
            "with none; "
            "take the verdict of a new browser"
        )
        raise ValueError(message)
    answers: dict[Place, Answer] = {
        Place(exchange.request.hop, exchange.request.preflight): exchange.answer
        for exchange in repair.verdict.exchanges
    }
    hops = tuple(
        ScenarioHop(answers.get(Place(hop, True)), answers.get(Place(hop, False)))
        for hop in range(1 + max((place.hop for place in answers), default=-1))
    )
    fetch = ScenarioFetch(asked, hops, verdict.at)
    return Scenario(asked.client, (fetch,), verdict.asked_of.profile, id)


def _text(value: bytes) -> str:
    return value.decode("latin-1")
