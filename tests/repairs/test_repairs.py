"""Single repairs, as a reader expects them."""

import pytest

from corsmodel import (
    REASONS,
    AppendHeader,
    Body,
    Browser,
    DropRequestHeader,
    FetchDirectly,
    Hop,
    Place,
    RemoveHeader,
    Request,
    Response,
    SetHeader,
    SetMember,
    SetRequestHeader,
    SetStatus,
    Verdict,
    XMLHttpRequest,
    evaluate,
    repair_to_json,
    repaired_scenario,
)
from corsmodel.drivers import answers

PAGE = "https://shop.example"
API = "https://api.example/items/7"
CONSENT = {"Access-Control-Allow-Origin": PAGE}
WITH_COOKIES = {**CONSENT, "Access-Control-Allow-Credentials": "true"}


def edits(verdict: Verdict, number: int = 0) -> dict[str, list[str]]:
    """The edits of one repair in few words, by answer."""
    record = repair_to_json(verdict.repairs()[number])
    words = {"page": [" ".join(str(v) for v in edit.values()) for edit in record["request"]]}
    for answer in record["answers"]:
        kind = "preflight" if answer["preflight"] else "answer"
        unseen = " (unseen)" if answer["unseen"] else ""
        words[f"{answer['hop']} {kind}{unseen}"] = [
            " ".join(str(v) for v in edit.values()) for edit in answer["edits"]
        ]
    return {key: value for key, value in words.items() if value}


def put(**kwargs: object) -> Request:
    given = {"method": "PUT", "headers": {"Content-Type": "application/json"}, **kwargs}
    return Request(API, origin=PAGE, **given)  # type: ignore[arg-type]


def test_a_refused_preflight_gets_a_whole_consent_and_the_answer_after_it_too() -> None:
    verdict = evaluate(put(credentials="include"), preflight=Response(405))
    assert edits(verdict) == {
        "0 preflight": [
            f"set Access-Control-Allow-Origin {PAGE}",
            "set Access-Control-Allow-Credentials true",
            "status 204",
            "set Access-Control-Allow-Methods PUT",
            "set Access-Control-Allow-Headers content-type",
            "append Vary Origin",
        ],
        "0 answer (unseen)": [
            f"set Access-Control-Allow-Origin {PAGE}",
            "set Access-Control-Allow-Credentials true",
            "append Vary Origin",
        ],
    }
    obstacle = verdict.obstacle()
    assert obstacle is not None
    assert obstacle.code == "preflight-status"


def test_what_is_listed_stays_listed() -> None:
    allow = {**CONSENT, "Access-Control-Allow-Methods": "GET, PATCH", "Vary": "accept, origin"}
    known = answers([Hop(response=Response(200, CONSENT))])
    request = Request(API, origin=PAGE, method="PUT")
    verdict = evaluate(request, preflight=Response(204, allow))
    record = repair_to_json(verdict.repairs(known)[0])
    assert [answer["edits"] for answer in record["answers"]] == [
        [{"action": "set", "name": "Access-Control-Allow-Methods", "value": "GET, PATCH, PUT"}]
    ]


def test_a_wildcard_that_means_nothing_with_credentials_is_replaced() -> None:
    star = {**WITH_COOKIES, "Access-Control-Allow-Methods": "*"}
    verdict = evaluate(
        Request(API, origin=PAGE, method="PUT", credentials="include"),
        preflight=Response(204, star),
    )
    assert edits(verdict)["0 preflight"] == ["set Access-Control-Allow-Methods PUT"]
    assert edits(verdict, 1)["page"] == ["set credentials omit"]


def test_the_page_can_do_without_credentials() -> None:
    star = Response(200, {"Access-Control-Allow-Origin": "*"})
    verdict = evaluate(Request(API, origin=PAGE, credentials="include"), response=star)
    assert edits(verdict)["0 answer"] == [
        f"set Access-Control-Allow-Origin {PAGE}",
        "set Access-Control-Allow-Credentials true",
        "append Vary Origin",
    ]
    assert edits(verdict, 1) == {"page": ["set credentials omit"]}
    xhr = XMLHttpRequest(API, origin=PAGE, with_credentials=True)
    assert edits(evaluate(xhr, response=star), 1) == {"page": ["set credentials same-origin"]}


@pytest.mark.parametrize(
    ("headers", "change"),
    [
        ({"X-Trace": "1"}, "drop-header x-trace"),
        ({"Content-Type": "application/json"}, "set-header Content-Type text/plain"),
    ],
)
def test_the_page_can_do_without_a_header(headers: dict[str, str], change: str) -> None:
    request = Request(API, origin=PAGE, method="POST", headers=headers)
    verdict = evaluate(request, preflight=Response(204, CONSENT))
    assert edits(verdict, 1)["page"] == [change]
    assert "0 preflight" not in edits(verdict, 1)


def test_methods_differ_by_case() -> None:
    allow = {**CONSENT, "Access-Control-Allow-Methods": "PATCH"}
    verdict = evaluate(Request(API, origin=PAGE, method="patch"), preflight=Response(204, allow))
    assert edits(verdict)["0 preflight"] == ["set Access-Control-Allow-Methods PATCH, patch"]
    assert edits(verdict, 1)["page"] == ["set method PATCH"]


def test_a_redirected_preflight_is_no_matter_of_headers() -> None:
    moved = Response(308, {**CONSENT, "Location": "/items/7/"})
    verdict = evaluate(put(), preflight=moved)
    assert verdict.obstacle() is not None
    assert edits(verdict)["0 preflight"][0] == "status 204"
    assert edits(verdict, 1)["page"] == ["set url https://api.example/items/7/"]


def test_nobody_is_told_to_allow_null() -> None:
    hidden = evaluate(Request(API, origin="null"), response=Response(200))
    assert hidden.repairs() == ()
    obstacle = hidden.obstacle()
    assert obstacle is not None
    assert obstacle.code == "missing-allow-origin"
    away = Response(302, {"Location": "https://other.example/", "Access-Control-Allow-Origin": "*"})
    there = Response(200, CONSENT)
    verdict = evaluate(Request(API, origin=PAGE), hops=[Hop(response=away), Hop(response=there)])
    assert edits(verdict) == {"page": ["set url https://other.example/"]}


def test_nobody_is_told_to_name_the_wildcard() -> None:
    star = evaluate(Request(API, origin=PAGE, method="*"), preflight=Response(204, CONSENT))
    assert star.repairs() == ()
    named = evaluate(
        Request(API, origin=PAGE, headers={"*": "1"}), preflight=Response(204, CONSENT)
    )
    assert edits(named)["page"] == ["drop-header *"]


@pytest.mark.parametrize(
    ("request_", "change"),
    [
        (Request(API, origin=PAGE, mode="no-cors"), "set mode cors"),
        (Request(API, origin=PAGE, api="img"), "set crossorigin anonymous"),
        (Request(API, origin=PAGE, mode="same-origin"), "set mode cors"),
        (Request("http://api.example/", origin=PAGE), "set url https://api.example/"),
        (Request("https://u:p@api.example/", origin=PAGE), "set url https://api.example/"),
        (Request(API, origin=PAGE, body="x"), "set body None"),
        (Request(API, origin=PAGE, headers={"bad name": "x"}), "drop-header bad name"),
        (Request(API, origin=PAGE, headers={"X-A": "a\nb"}), "drop-header X-A"),
        (Request(API, origin=PAGE, referrer="https://"), "set referrer None"),
        (Request(API, origin=PAGE, cache="only-if-cached"), "set cache default"),
    ],
)
def test_what_only_the_page_can_change(request_: Request, change: str) -> None:
    verdict = evaluate(request_, response=Response(200))
    assert edits(verdict)["page"] == [change]
    assert verdict.obstacle() is not None


def test_redirects() -> None:
    away = Response(302, {"Location": "https://u:p@api.example/b", **CONSENT})
    verdict = evaluate(Request(API, origin=PAGE), response=away)
    assert edits(verdict)["0 answer"] == ["set Location https://api.example/b"]
    twice = Response(302, [("Location", "/b"), ("Location", "/c"), *CONSENT.items()])
    verdict = evaluate(Request(API, origin=PAGE), response=twice)
    assert edits(verdict)["0 answer"] == ["set Location https://api.example/b"]
    wanted = Response(302, {"Location": "/b", **CONSENT})
    verdict = evaluate(Request(API, origin=PAGE, redirect="error"), response=wanted)
    assert edits(verdict)["page"] == ["set redirect follow"]
    verdict = evaluate(Request(API, origin=PAGE, redirect="manual"), response=wanted)
    assert edits(verdict)["page"] == ["set redirect follow"]
    # Without consent the redirect itself is the first to be blocked; the page may go past it.
    bare = Response(302, {"Location": "/b"})
    verdict = evaluate(Request(API, origin=PAGE), response=bare)
    assert edits(verdict, 1)["page"] == ["set url https://api.example/b"]


def test_an_answer_that_is_awaited_is_designed() -> None:
    verdict = evaluate(Request(API, origin=PAGE))
    assert edits(verdict) == {
        "0 answer (unseen)": [f"set Access-Control-Allow-Origin {PAGE}", "append Vary Origin"]
    }


def test_nothing_to_mend() -> None:
    assert evaluate(Request(API, origin=PAGE), response=Response(200, CONSENT)).repairs() == ()
    assert evaluate(Request("/own", origin=PAGE)).repairs() == ()


def test_a_remembered_permission_is_no_beginning_for_a_scenario() -> None:
    allow = {**CONSENT, "Access-Control-Allow-Methods": "PUT", "Access-Control-Max-Age": "60"}
    request = Request(API, origin=PAGE, method="PUT")
    first = evaluate(request, preflight=Response(204, allow), response=Response(200, CONSENT))
    verdict = evaluate(request, response=Response(200), browser=first.browser, at=1)
    (repair,) = verdict.repairs()
    assert len(repair.verdict.exchanges) == 1
    with pytest.raises(ValueError, match="remembered permissions"):
        repaired_scenario(verdict, repair)


def test_every_repair_says_what_it_risks() -> None:
    verdict = evaluate(put(credentials="include"), preflight=Response(405))
    for repair in verdict.repairs():
        assert repair.risks
        assert all(risk.endswith(".") for risk in repair.risks)


def test_a_verdict_made_by_hand_cannot_be_asked_again() -> None:
    with pytest.raises(ValueError, match="does not carry what was asked"):
        Verdict(evaluate(put()).outcome, Browser(), reason=REASONS["bad-port"]).repairs()  # type: ignore[arg-type]


def test_uploads() -> None:
    stream = Body("stream")
    request = Request(API, origin=PAGE, method="POST", body=stream, duplex="half")
    allow, moved = Response(204, CONSENT), Response(307, {**CONSENT, "Location": "/b"})
    verdict = evaluate(request, preflight=allow, response=moved)
    assert edits(verdict)["0 answer"] == ["status 303"]
    assert edits(verdict, 1)["page"][0].startswith("set body {'kind': 'arraybuffer'")
    # Without a stream there is no preflight to refuse.
    verdict = evaluate(request, preflight=Response(403), response=Response(200, CONSENT))
    assert edits(verdict, 1)["page"][0].startswith("set body {'kind': 'arraybuffer'")
    upload = XMLHttpRequest(API, origin=PAGE, method="POST", upload_listeners=True)
    verdict = evaluate(upload, preflight=Response(403))
    assert edits(verdict, 1)["page"] == ["set upload_listeners False"]
    blob = Body("blob", "application/json")
    verdict = evaluate(Request(API, origin=PAGE, method="POST", body=blob), preflight=allow)
    repair = verdict.repairs()[1]
    assert repair.request == (SetMember("body", Body("blob", "text/plain")),)
    assert "in spite of its type" in repair.risks[0]


def test_elements() -> None:
    star = Response(200, {"Access-Control-Allow-Origin": "*"})
    picture = Request(API, origin=PAGE, api="img", crossorigin="use-credentials")
    assert edits(evaluate(picture, response=star), 1)["page"] == ["set crossorigin anonymous"]
    script = Request(API, origin=PAGE, api="module")
    verdict = evaluate(script, response=Response(200, {**CONSENT, "Content-Type": "image/png"}))
    assert edits(verdict)["0 answer"] == ["set Content-Type text/javascript"]


def test_lists_that_do_not_parse() -> None:
    spoilt = {
        **CONSENT,
        "Access-Control-Allow-Methods": "['PUT']",
        "Access-Control-Allow-Headers": "x-a; x-b",
    }
    verdict = evaluate(
        Request(API, origin=PAGE, headers={"X-A": "1"}), preflight=Response(204, spoilt)
    )
    assert edits(verdict)["0 preflight"] == [
        "remove Access-Control-Allow-Methods",
        "set Access-Control-Allow-Headers x-a",
    ]
    put = Request(API, origin=PAGE, method="PUT")
    verdict = evaluate(put, preflight=Response(204, spoilt))
    assert edits(verdict)["0 preflight"] == [
        "set Access-Control-Allow-Methods PUT",
        "remove Access-Control-Allow-Headers",
    ]


def test_a_page_from_https_is_led_to_https() -> None:
    away = Response(302, {**CONSENT, "Location": "http://api.example/b"})
    verdict = evaluate(Request(API, origin=PAGE), response=away)
    assert edits(verdict)["0 answer"] == ["set Location https://api.example/b"]


def test_a_server_that_asks_like_a_proxy() -> None:
    verdict = evaluate(Request(API, origin=PAGE), response=Response(407, CONSENT))
    assert edits(verdict)["0 answer"] == ["status 401"]


def test_a_stored_answer_is_nobodys_to_change() -> None:
    """A picture without CORS is stored, and then the page asks for it with CORS."""
    plain = Response(200, {"Cache-Control": "max-age=60", "Content-Type": "image/png"})
    seen = evaluate(Request(API, origin=PAGE, mode="no-cors", credentials="omit"), response=plain)
    request = Request(API, origin=PAGE, credentials="omit")
    verdict = evaluate(request, browser=seen.browser, at=1)
    assert verdict.reason is not None
    assert edits(verdict) == {
        "page": ["set cache reload"],
        "0 answer (unseen)": [f"set Access-Control-Allow-Origin {PAGE}", "append Vary Origin"],
    }
    said = verdict.explain()
    assert "nothing was sent for it" in said
    assert "Send Vary: Origin with every answer of this URL" in said
    assert "(from the HTTP cache, nothing was sent)" in said
    picture = Request(API, origin=PAGE, api="img", crossorigin="anonymous")
    assert evaluate(picture, browser=seen.browser, at=1).repairs() == ()


def test_edits_of_a_request() -> None:
    asked = Request(API, origin=PAGE, headers=[("X-A", "1"), ("x-a", "2"), ("X-B", "3")])
    assert SetRequestHeader("x-a", "9").apply(asked).headers == (("X-A", "9"), ("X-B", "3"))
    assert SetRequestHeader("X-C", "9").apply(asked).headers[-1] == ("X-C", "9")
    assert DropRequestHeader("x-A").apply(asked).headers == (("X-B", "3"),)
    assert FetchDirectly("https://other.example/", 1).apply(asked).url == "https://other.example/"
    assert SetMember("mode", "no-cors").apply(asked).mode == "no-cors"


def test_edits_of_an_answer() -> None:
    place = Place(0, preflight=False)
    answer = Response(200, [("Vary", "Accept"), ("X-A", "1"), ("x-a", "2")])
    assert SetHeader(place, b"X-A", b"9").apply(answer).headers.get_all(b"x-a") == (b"9",)
    assert RemoveHeader(place, b"X-A").apply(answer).headers.get(b"x-a") is None
    vary = AppendHeader(place, b"vary", b"Origin")
    assert vary.for_caches
    assert vary.apply(answer).headers.get(b"vary") == b"Accept, Origin"
    assert SetStatus(place, 204).apply(answer) == Response(204, answer.headers)


def test_a_redirect_without_a_url_is_nobodys_to_mend() -> None:
    away = Response(302, {**CONSENT, "Location": "https://"})
    verdict = evaluate(Request(API, origin=PAGE), response=away)
    assert verdict.repairs() == ()
    obstacle = verdict.obstacle()
    assert obstacle is not None
    assert obstacle.code == "invalid-location"


def test_one_repair_as_json() -> None:
    refused = evaluate(
        Request(API, origin=PAGE, method="POST", headers={"Content-Type": "application/json"}),
        preflight=Response(301, {**CONSENT, "Location": "/b"}),
    )
    simple, direct = (repair_to_json(repair) for repair in refused.repairs()[1:])
    assert simple["request"] == [
        {"action": "set-header", "name": "Content-Type", "value": "text/plain"}
    ]
    assert direct["request"] == [
        {"action": "set", "member": "url", "value": "https://api.example/b"}
    ]
    assert direct["answers"][0]["unseen"]


def test_credentials_are_allowed_only_to_a_request_that_includes_them() -> None:
    """WebKit asks a redirect behind one of the own origin for Access-Control-Allow-Credentials."""
    away, further = Response(302, {"Location": API}), Response(302, {**CONSENT, "Location": "/b"})
    hops = [Hop(response=away), Hop(response=further), Hop(response=Response(200, CONSENT))]
    verdict = evaluate(Request("/own", origin=PAGE), hops=hops, browser="webkit")
    assert verdict.reason is not None
    assert verdict.reason.code == "missing-allow-credentials"
    assert edits(verdict)["page"] == ["set credentials omit"]
    verdict = evaluate(XMLHttpRequest("/own", origin=PAGE), hops=hops, browser="webkit")
    assert edits(verdict)["page"] == [f"set url {API}"]
