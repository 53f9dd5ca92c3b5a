"""What a verdict says of itself is what the functions say of it."""

from corsmodel import Request, Response, Verdict, configure, evaluate, explain
from corsmodel.fetching.http_redirect_fetch import redirect_of
from corsmodel.repair import obstacle, repairs

PAGE = "https://shop.example"
API = "https://api.example/"
FINAL = Response(200, {"Access-Control-Allow-Origin": "*"})


def blocked() -> Verdict:
    return evaluate(Request(API, origin=PAGE), response=Response(200))


def test_words() -> None:
    verdict = blocked()
    assert verdict.explain() == explain(verdict)
    assert verdict.explain("dict", whole=True) == explain(verdict, "dict", whole=True)
    asking = evaluate(Request(API, origin=PAGE, method="PUT"), preflight=Response(204))
    known = asking.explain(server=lambda _: FINAL)
    assert known == explain(asking, server=lambda _: FINAL) != asking.explain()
    assert verdict.explain("markdown") == explain(verdict, "markdown") != verdict.explain()
    lines = configure(verdict, "nginx")
    assert verdict.explain(configurations=lines) == explain(verdict, configurations=lines)
    assert verdict.explain(configurations=lines) != verdict.explain()


def test_repairs() -> None:
    verdict = blocked()
    assert verdict.repairs() == repairs(verdict)
    asking = evaluate(Request(API, origin=PAGE, method="PUT"), preflight=Response(204))
    for server in (lambda _: FINAL, lambda _: Response(404)):
        assert asking.repairs(server) == repairs(asking, server) != asking.repairs()


def test_obstacles() -> None:
    verdict = evaluate(Request(API, origin=PAGE, method="PUT"), preflight=Response(301))
    assert verdict.obstacle() is not None
    assert verdict.obstacle() == obstacle(verdict)
    asking = evaluate(Request(API, origin=PAGE, method="PUT"), preflight=Response(204))
    assert asking.obstacle() is None
    asked = asking.obstacle(lambda _: Response(407))
    assert asked is not None
    assert asked == obstacle(asking, lambda _: Response(407))


def test_where_a_trace_redirects_to() -> None:
    redirect = Response(302, {"Location": "/b", "Access-Control-Allow-Origin": "*"})
    verdict = evaluate(Request(API, origin=PAGE), response=redirect)
    urls = [url.href for decision in verdict.decisions if (url := redirect_of(decision))]
    assert urls == ["https://api.example/b"]


def test_a_refused_redirect_leads_nowhere() -> None:
    redirect = Response(302, {"Location": "ftp://a/", "Access-Control-Allow-Origin": "*"})
    verdict = evaluate(Request(API, origin=PAGE), response=redirect)
    assert [url for decision in verdict.decisions if (url := redirect_of(decision))] == []
