"""What each code claims, as a question to the verdicts of its proofs, apart from the rules."""

from collections.abc import Callable, Sequence

from corsmodel import Verdict
from corsmodel.lint import Finding

Question = Callable[[Finding, Sequence[Verdict]], bool]


def page(verdict: Verdict) -> str:
    assert verdict.asked is not None
    return verdict.asked.client.origin.serialized


def code(verdict: Verdict) -> str | None:
    return None if verdict.reason is None else verdict.reason.code


def status(verdict: Verdict) -> int:
    found = verdict.exchanges[-1].status
    assert found is not None
    return found


def preflights(verdict: Verdict) -> int:
    return sum(exchange.request.preflight for exchange in verdict.exchanges)


def with_credentials(verdict: Verdict) -> bool:
    last = verdict.exchanges[-1].request
    return last.credentials and not last.preflight


def reads(secret: bool, *schemes: str) -> Question:
    """Every page reads the answer, across origins, with credentials or without."""

    def question(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
        return all(
            verdict.response is not None
            and verdict.response.type == "cors"
            and with_credentials(verdict) == secret
            and page(verdict).startswith(schemes or ("http",))
            for verdict in verdicts
        )

    return question


def sends(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    return all(
        not verdict.readable and with_credentials(verdict) and preflights(verdict) == 1
        for verdict in verdicts
    )


def spoilt_by_a_cache(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    *spoilt, own = verdicts
    return own.readable and bool(spoilt) and all(code(verdict) for verdict in spoilt)


def fails(*codes: str) -> Question:
    """The first verdict fails for one of these reasons, and nothing has been sent in vain."""
    return lambda _, verdicts: code(verdicts[0]) in codes


def fails_then_not(*codes: str) -> Question:
    return lambda _, verdicts: (
        code(verdicts[0]) in codes and all(code(verdict) not in codes for verdict in verdicts[1:])
    )


def asks_again(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    if finding.code == "max-age-above-cap":
        return all(preflights(verdict) for verdict in verdicts)
    return preflights(verdicts[0]) == 1 and preflights(verdicts[1]) == 0


def visible(verdict: Verdict) -> set[bytes]:
    assert verdict.response is not None
    return {name for name, _ in verdict.response.headers}


def hidden_then_seen(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    return bool(visible(verdicts[1]) - visible(verdicts[0]))


def cookie_hidden(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    answer = verdicts[0].exchanges[-1].answer
    names = {b"set-cookie", b"set-cookie2"}
    return not names & visible(verdicts[0]) and bool(names & set(answer.headers.names))  # type: ignore[union-attr]


def no_preflight(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    return verdicts[0].readable and preflights(verdicts[0]) == 0


def all_read(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    return all(verdict.readable for verdict in verdicts)


def preflight_refused(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    reason, got = verdicts[0].reason, status(verdicts[0])
    redirected = got in {301, 302, 303, 307, 308}
    return (
        reason is not None
        and reason.preflight
        and got // 100 != 2
        and (finding.code == "preflight-redirect") == redirected
    )


def near(finding: Finding, verdicts: Sequence[Verdict]) -> bool:
    pages = {page(verdict) for verdict in verdicts}
    secret = finding.code.endswith("-with-credentials")
    return "null" not in pages and reads(secret, "http")(finding, verdicts)


_MISMATCH = ("allow-origin-mismatch", "multiple-allow-origin")
_CHECK = ("missing-allow-origin", "missing-allow-credentials")

MEANINGS: dict[str, Question] = {
    "any-origin-with-credentials": reads(True, "https"),
    "any-origin-sends-with-credentials": sends,
    "null-origin-with-credentials": reads(True, "null"),
    "null-origin": reads(False, "null"),
    "insecure-origin-with-credentials": reads(True, "http:"),
    "insecure-origin": reads(False, "http:"),
    "near-miss-origin-with-credentials": near,
    "near-miss-origin": near,
    "subdomain-origin-with-credentials": near,
    "other-port-origin-with-credentials": near,
    "vary-origin-missing": spoilt_by_a_cache,
    "vary-origin-missing-when-denied": spoilt_by_a_cache,
    "wildcard-with-credentials": fails("wildcard-allow-origin"),
    "wildcard-and-allow-credentials": fails("wildcard-allow-origin"),
    "allow-credentials-invalid": fails("invalid-allow-credentials"),
    "allow-methods-malformed": fails("invalid-allow-methods"),
    "allow-headers-malformed": fails("invalid-allow-headers"),
    "allow-methods-lower-case": fails("method-not-allowed"),
    "wildcard-method-literal": fails_then_not("method-not-allowed"),
    "wildcard-header-literal": fails_then_not("header-not-allowed", "authorization-not-allowed"),
    "authorization-under-wildcard": fails_then_not("authorization-not-allowed"),
    "on-preflight-only": lambda _, verdicts: (
        code(verdicts[0]) in _CHECK and verdicts[0].reached_server
    ),
    "on-response-only": lambda _, verdicts: (
        not verdicts[0].reached_server and code(verdicts[0]) not in {None, code(verdicts[1])}
    ),
    "preflight-status": preflight_refused,
    "preflight-redirect": preflight_refused,
    "error-without-allow-origin": lambda _, verdicts: (
        code(verdicts[0]) == "missing-allow-origin" and status(verdicts[0]) >= 400
    ),
    "max-age-above-cap": asks_again,
    "max-age-invalid": asks_again,
    "max-age-on-response-only": asks_again,
    "safelisted-method-listed": all_read,
    "safelisted-header-listed": no_preflight,
    "forbidden-header-listed": no_preflight,
    "expose-headers-malformed": hidden_then_seen,
    "expose-headers-wildcard-with-credentials": hidden_then_seen,
    "expose-headers-on-preflight-only": hidden_then_seen,
    "expose-headers-set-cookie": cookie_hidden,
    "expose-headers-safelisted": all_read,
} | {
    f"allow-origin-{kind}": fails(*_MISMATCH)
    for kind in (
        "trailing-slash", "path", "default-port", "upper-case", "without-scheme", "pattern", "list",
        "repeated", "malformed",
    )
}  # fmt: skip
