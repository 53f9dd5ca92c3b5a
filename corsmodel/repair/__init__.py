"""Repairs: what to change so that a fetch is readable, proved by asking the model again."""

from corsmodel.repair.configuration import SERVERS, Configuration, configure
from corsmodel.repair.edits import (
    AnswerEdit,
    AppendHeader,
    DropRequestHeader,
    Edit,
    FetchDirectly,
    Place,
    RemoveHeader,
    RequestEdit,
    SetHeader,
    SetMember,
    SetRequestHeader,
    SetStatus,
)
from corsmodel.repair.repair_json import repair_to_json, repaired_scenario
from corsmodel.repair.replay import Replayer, Server
from corsmodel.repair.search import Obstacle, Repair, mend, obstacle, repairs

__all__ = [
    "SERVERS",
    "AnswerEdit",
    "AppendHeader",
    "Configuration",
    "DropRequestHeader",
    "Edit",
    "FetchDirectly",
    "Obstacle",
    "Place",
    "RemoveHeader",
    "Repair",
    "Replayer",
    "RequestEdit",
    "Server",
    "SetHeader",
    "SetMember",
    "SetRequestHeader",
    "SetStatus",
    "configure",
    "mend",
    "obstacle",
    "repair_to_json",
    "repaired_scenario",
    "repairs",
]
