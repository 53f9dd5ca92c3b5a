"""What a preflight fails of whose status is none of success, and when that is found."""

import pytest

from corsmodel import Request, Response, evaluate

PAGE = "https://shop.example"


@pytest.mark.parametrize(
    ("status", "location", "browser", "silent", "open_"),
    [
        # The standard tells first that nothing is allowed; Chromium tells first that it is a
        # redirect, where it is one; WebKit any status.
        (302, "/login", "standard", "missing-allow-origin", "preflight-redirect"),
        (302, "/login", "chromium", "preflight-redirect", "preflight-redirect"),
        (302, "/login", "webkit", "preflight-redirect", "preflight-redirect"),
        (302, None, "standard", "missing-allow-origin", "preflight-redirect"),
        (302, None, "chromium", "missing-allow-origin", "preflight-status"),
        (302, None, "webkit", "preflight-redirect", "preflight-redirect"),
        (404, "/login", "standard", "missing-allow-origin", "preflight-status"),
        (404, "/login", "chromium", "missing-allow-origin", "preflight-status"),
        (404, "/login", "webkit", "preflight-status", "preflight-status"),
        (204, "/login", "standard", "missing-allow-origin", None),
        (204, "/login", "chromium", "missing-allow-origin", None),
        (204, "/login", "webkit", "missing-allow-origin", None),
    ],
)
def test_which_failure_is_told(
    status: int, location: str | None, browser: str, silent: str, open_: str | None
) -> None:
    request = Request("https://api.example/", origin=PAGE, method="PUT")
    consent = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT"}
    for headers, code in ((dict[str, str](), silent), (consent, open_)):
        answer = Response(status, headers | ({} if location is None else {"Location": location}))
        final = Response(200, consent)
        reason = evaluate(request, preflight=answer, response=final, browser=browser).reason
        assert (None if reason is None else reason.code) == code
        assert reason is None or reason.preflight
