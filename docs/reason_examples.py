"""The smallest everyday example of each reason, as a scenario."""

from typing import Any

JSON = dict[str, Any]

PAGE = "https://shop.example"
API = "https://api.example/items/7"
CONSENT = [["Access-Control-Allow-Origin", PAGE]]
WITH_CREDENTIALS = [*CONSENT, ["Access-Control-Allow-Credentials", "true"]]
STREAM = {"kind": "stream"}


def example(preflight: JSON | None = None, response: JSON | None = None, **request: Any) -> JSON:
    hops = [{"preflight": preflight, "response": response}]
    return {
        "client": {"origin": PAGE},
        "fetches": [{"request": {"url": API, **request}, "hops": hops}],
    }


def answer(*headers: list[str], status: int = 200) -> JSON:
    return {"status": status, "headers": list(headers)}


def permit(*headers: list[str]) -> JSON:
    return answer(*CONSENT, *headers, status=204)


def redirect(location: str, status: int = 302) -> JSON:
    return answer(*CONSENT, ["Location", location], status=status)


def loop() -> JSON:
    away = redirect("/items/7")
    return {
        "client": {"origin": PAGE},
        "fetches": [
            {"request": {"url": API}, "hops": [{"preflight": None, "response": away}] * 21}
        ],
    }


def own(**request: Any) -> JSON:
    return example(url="/own", mode="same-origin", **request)


def blob(**request: Any) -> JSON:
    url = "blob:https://shop.example/1"
    scenario = example(url=url, **request)
    scenario["client"]["blob_urls"] = [{"url": url, "type": "text/plain", "size": 5}]
    return scenario


EXAMPLES: dict[str, JSON] = {
    "invalid-url": example(url="https://api.example:99999/"),
    "url-includes-credentials": example(url="https://user:secret@api.example/"),
    "invalid-method": example(method="A B"),
    "forbidden-method": example(method="TRACE"),
    "navigate-mode": example(mode="navigate"),
    "no-cors-method": example(mode="no-cors", method="PUT"),
    "only-if-cached-mode": example(cache="only-if-cached"),
    "invalid-header-name": example(headers=[["X Trace", "1"]]),
    "invalid-header-value": example(headers=[["X-Trace", "a\nb"]]),
    "invalid-referrer": example(referrer="https://"),
    "body-not-allowed": example(body={"kind": "text"}),
    "keepalive-stream": example(method="POST", body=STREAM, keepalive=True, duplex="half"),
    "stream-without-duplex": example(method="POST", body=STREAM),
    "stream-mode": example(method="POST", body=STREAM, duplex="half", mode="no-cors"),
    "bad-port": example(url="https://api.example:6000/"),
    "mixed-content": example(url="http://api.example/items/7"),
    "cross-origin-same-origin-mode": example(mode="same-origin"),
    "no-cors-redirect-mode": example(mode="no-cors", redirect="error"),
    "cors-disabled-scheme": example(url="file:///srv/items.json"),
    "unsupported-scheme": example(url="ftp://api.example/items", mode="no-cors"),
    "invalid-data-url": example(url="data:text/plain"),
    "unknown-blob-url": example(url="blob:https://shop.example/1"),
    "blob-method": blob(method="POST"),
    "invalid-blob-range": blob(headers=[["Range", "bytes=9-"]]),
    "connection-failed": example(response={"network_error": True}),
    "only-if-cached": own(cache="only-if-cached"),
    "keepalive-quota": example(
        method="POST", body={"kind": "text", "length": 70_000}, keepalive=True
    ),
    "proxy-authentication": example(response=answer(*CONSENT, status=407)),
    "redirect-mode-error": example(redirect="error", response=redirect("/items/7/")),
    "invalid-location": example(response=redirect("https://")),
    "redirect-scheme": example(response=redirect("myapp:items/7")),
    "too-many-redirects": loop(),
    "redirect-credentials": example(response=redirect("https://user:secret@cdn.example/7")),
    "redirect-stream-body": example(
        permit(),
        redirect("/items/7/", 307),
        method="POST", body=STREAM, duplex="half", headers=[["Content-Type", "text/plain"]],
    ),
    "missing-allow-origin": example(response=answer()),
    "wildcard-allow-origin": example(
        response=answer(["Access-Control-Allow-Origin", "*"]), credentials="include"
    ),
    "multiple-allow-origin": example(
        response=answer(*CONSENT, ["Access-Control-Allow-Origin", "*"])
    ),
    "allow-origin-mismatch": example(
        response=answer(["Access-Control-Allow-Origin", "https://www.shop.example"])
    ),
    "missing-allow-credentials": example(response=answer(*CONSENT), credentials="include"),
    "invalid-allow-credentials": example(
        response=answer(*CONSENT, ["Access-Control-Allow-Credentials", "True"]),
        credentials="include",
    ),
    "preflight-status": example(answer(*CONSENT, status=401), method="PUT"),
    "preflight-redirect": example(redirect("/items/7/", 308), method="PUT"),
    "invalid-allow-methods": example(
        permit(["Access-Control-Allow-Methods", "['GET', 'PUT']"]), method="PUT"
    ),
    "invalid-allow-headers": example(
        permit(["Access-Control-Allow-Headers", "x-token; x-trace"]), headers=[["X-Trace", "1"]]
    ),
    "method-not-allowed": example(
        permit(["Access-Control-Allow-Methods", "GET, POST"]), method="PUT"
    ),
    "authorization-not-allowed": example(
        permit(["Access-Control-Allow-Headers", "*"]), headers=[["Authorization", "Bearer x"]]
    ),
    "header-not-allowed": example(
        permit(["Access-Control-Allow-Headers", "x-token"]), headers=[["X-Trace", "1"]]
    ),
    "cross-origin-resource-policy": example(
        response=answer(["Cross-Origin-Resource-Policy", "same-origin"]), api="img"
    ),
    "nosniff": example(
        response=answer(["X-Content-Type-Options", "nosniff"], ["Content-Type", "text/plain"]),
        api="script",
    ),
    "mime-type": example(response=answer(["Content-Type", "image/png"]), api="script"),
}  # fmt: skip
