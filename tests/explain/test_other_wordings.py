"""Sentences of other versions, and words that are no engine's, are understood as well."""

from typing import Any

import pytest

from corsmodel import diagnose
from tests.explain.test_diagnosis import ACCESS, PAGE

BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource "
    "at https://a.example/x. "
)

#: What other versions printed, and what other programs make of it → engine, code, values.
OTHERS: dict[str, tuple[str | None, str | None, dict[str, Any]]] = {
    ACCESS + "CORS policy: Response to preflight request doesn't pass access control check: The "
    "'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the "
    "supplied origin. Have the server send the header with a valid value, or, if an opaque "
    "response serves your needs, set the request's mode to 'no-cors' to fetch the resource with "
    "CORS disabled.":
    ("chromium", "PreflightAllowOriginMismatch", {"value": "https://a.example", "preflight": True}),
    ACCESS + "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested "
    "resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to "
    "fetch the resource with CORS disabled.":
    ("chromium", "MissingAllowOriginHeader", {"origin": PAGE, "preflight": False}),
    "XMLHttpRequest cannot load http://a.example/x. No 'Access-Control-Allow-Origin' header is "
    "present on the requested resource. Origin 'http://b.example' is therefore not allowed access. "
    "The response had HTTP status code 500.":
    ("chromium", "MissingAllowOriginHeader",
     {"url": "http://a.example/x", "origin": "http://b.example", "status": 500}),
    "Failed to load http://a.example/x: Response for preflight has invalid HTTP status code 405":
    ("chromium", "PreflightInvalidStatus", {"url": "http://a.example/x", "status": 405}),
    "Access blocked by CORS policy: Response to preflight request doesn't pass access control "
    "check: It does not have HTTP ok status.":
    ("chromium", "PreflightInvalidStatus", {"preflight": True}),
    ACCESS + "CORS policy: Permission was denied for this request to access the `loopback` address "
    "space.":
    ("chromium", "LocalNetworkAccessPermissionDenied", {"url": "https://api.example/x"}),
    ACCESS + "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested "
    "resource.\nPUT https://api.example/x net::ERR_FAILED 502 (Bad Gateway)":
    ("chromium", "MissingAllowOriginHeader", {"status": 502, "method": "PUT"}),
    "GET https://api.example/ads.js net::ERR_BLOCKED_BY_CLIENT": ("chromium", None, {}),
    "TypeError: Failed to fetch": ("chromium", None, {"reasons": ()}),
    "TypeError: NetworkError when attempting to fetch resource.": ("firefox", None, {}),
    "TypeError: Load failed": ("webkit", None, {}),
    BLOCKED + "(Reason: CORS header 'Access-Control-Allow-Origin' missing).":
    ("firefox", "CORSMissingAllowOrigin2", {"url": "https://a.example/x", "status": None}),
    BLOCKED + "(Reason: CORS preflight channel did not succeed).":
    ("firefox", "CORSPreflightDidNotSucceed3", {"url": "https://a.example/x", "preflight": True}),
    BLOCKED + "(Reason: missing token \u2018x-a\u2019 in CORS header "
    "\u2018Access-Control-Allow-Headers\u2019 from CORS preflight channel).":
    ("firefox", "CORSMissingAllowHeaderFromPreflight2", {"header": "x-a"}),
    "Cross-Origin Request\nBlocked: The Same Origin Policy disallows reading the\nremote resource "
    "at https://a.example/x. (Reason: CORS header\n\u2018Access-Control-Allow-Origin\u2019 "
    "missing). Status code: 404.":
    ("firefox", "CORSMissingAllowOrigin2", {"url": "https://a.example/x", "status": 404}),
    "[Error] Origin https://a.example is not allowed by Access-Control-Allow-Origin.\n[Error] "
    "XMLHttpRequest cannot load https://b.example/ due to access control checks.":
    ("webkit", None, {"origin": "https://a.example", "url": "https://b.example/"}),
    "[Error] Failed to load resource: Preflight response is not successful":
    ("webkit", None, {"preflight": True}),
    "Cross-origin redirection to https://b.example/ denied by Cross-Origin Resource Sharing "
    "policy: Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: "
    "302":
    ("webkit", None, {"location": "https://b.example/", "status": 302}),
    # A page that explains, not a browser.
    "The value of the 'Access-Control-Allow-Origin' must not be '*' when credentials mode is "
    "'include'": (None, None, {"reasons": ("wildcard-allow-origin",)}),
    "header is not allowed by Access-Control-Allow-Headers in preflight response":
    (None, None, {"reasons": ("header-not-allowed", "authorization-not-allowed")}),
    "SyntaxError: Unexpected token '<'": (None, None, {"reasons": ()}),
    "": (None, None, {"reasons": ()}),
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_other_wordings(text: str) -> None:
    engine, code, values = OTHERS[text]
    found = diagnose(text)
    assert (found.engine, found.code) == (engine, code)
    assert {name: getattr(found, name) for name in values} == values
