"""What an edit costs or risks, in one sentence each."""

from corsmodel.infrastructure.arguments import shown
from corsmodel.infrastructure.script_requests import Request
from corsmodel.repair.edits import (
    DropRequestHeader,
    Edit,
    FetchDirectly,
    RemoveHeader,
    SetHeader,
    SetMember,
    SetRequestHeader,
    SetStatus,
)

_LONGEST = 200

_HEADERS = {
    b"access-control-allow-origin": "Every script on {value} can read what this URL answers.",
    b"access-control-allow-credentials": (
        "Scripts of that origin act as the user who is logged in, and read what only that user may."
    ),
    b"access-control-allow-methods": (
        "Scripts of that origin can send {value}, and the server acts on it."
    ),
    b"access-control-allow-headers": (
        "Scripts of that origin can send {value}, with values of their own choice."
    ),
    b"content-type": "It has to be true: the body is executed or applied as {value}.",
    b"location": "Everybody who follows the redirect is led to {value}.",
}

_STATUSES = {
    204: "OPTIONS is answered before anybody is authenticated, so it may say nothing secret.",
    303: "The request that follows the redirect is a GET without the body.",
    401: "Clients that read 407 as the demand of a proxy see 401 from now on.",
}

_MEMBERS = {
    "credentials": "No cookies go along, so the server answers as it does to a stranger.",
    "crossorigin": (
        "The element now depends on the server's consent: without it nothing is loaded at all."
    ),
    "mode": "The page now depends on the server's consent: without it the fetch fails.",
    "redirect": "Redirects are followed without a word to the page.",
    "cache": "The server is asked even where the cache has an answer.",
    "keepalive": "The request is given up when the page goes away before it is done.",
    "duplex": "The answer can only be read once the whole body is sent, as in every half duplex.",
    "referrer": "The browser chooses what it says about the page that asks.",
    "body": "The whole body is put together before it is sent.",
    "method": "The server sees another method: methods differ by case.",
    "upload_listeners": "The page hears nothing of the upload's progress.",
}


def risk(edit: Edit, asked: Request) -> str:
    """Say in one sentence what *edit* costs or risks; *asked* is the request before it."""
    match edit:
        case SetHeader(name=name, value=value):
            text = value.decode("latin-1")
            short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            return _HEADERS[name.lower()].format(value=short)
        case RemoveHeader():
            return "Nobody loses anything: the list did not parse, so it permitted nothing."
        case SetStatus(status=status):
            return _STATUSES[status]
        case FetchDirectly():
            return "When the address moves again, the page has to move with it."
        case SetRequestHeader():
            return (
                "The server has to take the body for what it is in spite of its type, and since "
                "any page can send the like, it needs a guard of its own against forged requests."
            )
        case DropRequestHeader(name=name):
            return f"The server does not learn what the header {shown(name)} said."
        case SetMember(member="body", value=None):
            return "What the body said has to go into the URL, or the method has to be another."
        case SetMember(member="body", value=body) if body.kind == "blob":
            return risk(SetRequestHeader("Content-Type", body.type or ""), asked)
        case SetMember(member="url"):
            if "@" in asked.url:
                return "The user name and password have to go another way, such as Authorization."
            return "The server has to answer under https, with a certificate that browsers accept."
        case SetMember(member=member):
            return _MEMBERS[member]
    raise TypeError(edit)
