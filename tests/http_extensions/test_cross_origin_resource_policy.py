"""The embedder policy's part in the check, for answers that no fetch of today's model gives.

A page with ``credentialless`` sends no credentials to other origins, so that in whole fetches the
answer to a request with them never comes to the check.
"""

import pytest

from corsmodel.http_extensions.cross_origin_resource_policy_header import (
    cross_origin_resource_policy_check,
)
from corsmodel.infrastructure.clients import Client, EmbedderPolicyValue
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.urls import parse_url

PAGE = "https://shop.example"


@pytest.mark.parametrize(
    ("policy", "credentials", "outcome", "path"),
    [
        ("unsafe-none", True, "allowed", "5.null"),
        ("credentialless", False, "allowed", "5.null"),
        ("credentialless", True, "blocked", "5.same-origin"),
        ("require-corp", False, "blocked", "5.same-origin"),
    ],
)
def test_without_the_header(
    policy: EmbedderPolicyValue, credentials: bool, outcome: str, path: str
) -> None:
    client = Client(PAGE, embedder_policy=policy)
    url = parse_url("https://api.example/")
    assert url is not None
    response = InternalResponse(200, HeaderList(), (url,), request_includes_credentials=credentials)
    decision = cross_origin_resource_policy_check(client.origin, client, response)
    assert (decision.outcome, decision.step.path) == (outcome, path)
