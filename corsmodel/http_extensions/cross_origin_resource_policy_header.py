"""The ``Cross-Origin-Resource-Policy`` header.

https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
"""

from corsmodel.infrastructure.clients import Client
from corsmodel.infrastructure.origins import Origin, TupleOrigin, same_origin
from corsmodel.infrastructure.responses import InternalResponse
from corsmodel.infrastructure.sites import schemelessly_same_site
from corsmodel.infrastructure.trace import Decision
from corsmodel.standard import Algorithm

CHECK = Algorithm("cross-origin-resource-policy-check")
INTERNAL_CHECK = Algorithm("cross-origin-resource-policy-internal-check")

HEADER_NAME = b"cross-origin-resource-policy"
_POLICIES = frozenset({b"same-origin", b"same-site", b"cross-origin"})


def cross_origin_resource_policy_check(
    origin: Origin, client: Client, response: InternalResponse
) -> Decision:
    """Decide whether a response that is not under CORS may reach *client* at all.

    https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
    """
    # 1. Not modelled: navigations, so forNavigation is false everywhere.
    # 2. The client's embedder policy.
    # 3. What the header alone forbids is forbidden.
    decision = _internal_check(origin, "unsafe-none", response)
    if decision.outcome == "blocked" or client.embedder_policy == "unsafe-none":
        return decision
    # 4. Not modelled: reports, and so the report-only value.
    # 5. With the embedder policy, a missing header can mean same-origin.
    # 6. Not modelled: reports.
    # 7. Blocked if the second check says so.
    return _internal_check(origin, client.embedder_policy, response)


def _internal_check(
    origin: Origin, embedder_policy_value: str, response: InternalResponse
) -> Decision:
    """Hold the header's value, or what stands in for it, against the two origins.

    https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
    """
    # 1. Not modelled: navigations.
    # 2. The joined value: two headers, or a list, match none of the three words.
    value = response.header_list.get(HEADER_NAME)
    # 3. Other words count as none.
    policy = value if value in _POLICIES else None
    # 4. What stands in for a missing policy depends on the embedder policy:
    # 4.unsafe-none. nothing;
    # 4.credentialless. same-origin, if credentials went along;
    # 4.require-corp. same-origin.
    if policy is None and (
        embedder_policy_value == "require-corp"
        or (embedder_policy_value == "credentialless" and response.request_includes_credentials)
    ):
        policy = b"same-origin"
    because = (value, embedder_policy_value, origin)
    url = response.url_list[-1]
    # 5. Switch on the policy.
    # 5.same-origin. Only the very origin.
    if policy == b"same-origin":
        allowed = same_origin(origin, url.origin)
        return Decision(
            INTERNAL_CHECK["5.same-origin"], "allowed" if allowed else "blocked", because
        )
    # 5.same-site. The same site, and no secret answer to an insecure page.
    if policy == b"same-site":
        allowed = schemelessly_same_site(origin, url.origin) and (
            (isinstance(origin, TupleOrigin) and origin.scheme == "https") or url.scheme != "https"
        )
        return Decision(INTERNAL_CHECK["5.same-site"], "allowed" if allowed else "blocked", because)
    # 5.null. No policy, and `cross-origin` beside it, let everybody in.
    return Decision(INTERNAL_CHECK["5.null"], "allowed", because)
