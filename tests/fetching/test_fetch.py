"""A verdict carries what was asked, and the browser to go on with."""

import pytest

from corsmodel import Browser, ConnectionFailure, Request, Response, Verdict, evaluate, fetch

PAGE = "https://shop.example"
STAR = Response(204, {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "*"})


def ask(method: str) -> Request:
    return Request("https://api.example/", origin=PAGE, method=method, credentials="omit")


def test_what_was_asked() -> None:
    browser = Browser()
    request = ask("GET")
    verdict = evaluate(request, response=STAR, browser=browser, at=7.5)
    assert verdict.asked is request
    assert verdict.asked_of is browser
    assert verdict.at == 7.5
    assert verdict.credentials_mode == "omit"


def test_a_browser_that_learnt_nothing_is_the_same() -> None:
    browser = Browser()
    assert evaluate(ask("GET"), browser=browser).browser is browser
    assert evaluate(ask("GET"), response=STAR, browser=browser).browser == browser
    learnt = evaluate(ask("PUT"), preflight=STAR, response=STAR, browser=browser).browser
    assert learnt is not browser
    assert learnt.profile is browser.profile
    assert len(list(learnt.preflight_cache)) == 1


def test_what_a_driver_may_answer() -> None:
    answers = (STAR, ConnectionFailure(), None)
    for answer, readable in zip(answers, (True, False, False), strict=True):
        running = fetch(ask("GET"))
        next(running)
        with pytest.raises(StopIteration) as end:
            running.send(answer)
        verdict = end.value.value
        assert isinstance(verdict, Verdict)
        assert verdict.readable is readable
    running = fetch(ask("GET"))
    next(running)
    with pytest.raises(TypeError) as caught:
        running.send(204)  # type: ignore[arg-type]  # the point
    assert str(caught.value) == (
        "answer: 204 is of type int; give a corsmodel.Response, a corsmodel.ConnectionFailure or "
        "None"
    )
