"""A verdict carries what was asked, and the browser to go on with."""

from corsmodel import Browser, Request, Response, evaluate

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
