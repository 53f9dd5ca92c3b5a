"""A verdict as a plain dictionary: the explanation for programs, ready for ``json.dumps``."""

from typing import Any

import attrs

from corsmodel.explain import words
from corsmodel.explain.account import Account, Message
from corsmodel.repair import repair_to_json
from corsmodel.scenario_json import reason_to_json

JSON = dict[str, Any]


def plain(told: Account, *, whole: bool) -> JSON:
    """Give the account as a dictionary; *whole* adds what is not needed for the short of it."""
    verdict = told.verdict
    reason = verdict.reason
    classification = verdict.classification
    record: JSON = {
        "outcome": verdict.outcome.value,
        "headline": told.headline,
        "reason": None
        if reason is None
        else {**reason_to_json(reason), "meaning": reason.meaning, "link": reason.step.url},
        "waiting": None if verdict.waiting is None else verdict.waiting.url,
        "looks_like": [attrs.asdict(situation) for situation in told.situations],
        "side_effects": told.side_effects,
        "script_sees": told.script_sees,
        "readable_headers": list(told.readable),
        "hidden_headers": list(told.hidden),
        "kind": None if classification is None else classification.kind,
        "sequence": [_message(message) for message in told.sequence],
        "obstacle": None if told.obstacle is None else told.obstacle.code,
        "fix": told.fix,
        "repairs": [repair_to_json(repair) for repair in told.repairs[: None if whole else 1]],
    }
    if told.configurations:
        record["configurations"] = [
            {"kind": one.kind, "server": one.server, "lines": [*one.lines], "cannot": [*one.cannot]}
            for one in told.configurations
        ]
    if whole:
        causes = () if classification is None else classification.causes
        record["preflight_causes"] = [words.cause(cause) for cause in causes]
        record["console"] = {engine: list(lines) for engine, lines in told.consoles}
        record["causes"] = list(told.causes)
        record["steps"] = [
            {"anchor": one.step.anchor, "path": one.step.path, "outcome": one.outcome}
            for one in verdict.decisions
        ]
    return record


def _message(message: Message) -> JSON:
    return {
        "request": message.request,
        "preflight": message.preflight,
        "sent": message.sent,
        "stored": message.stored,
        "credentials": message.credentials,
        "headers": list(message.headers),
        "status": message.status,
        "answer": [{"line": line.text, "decides": line.decides} for line in message.answer],
    }
