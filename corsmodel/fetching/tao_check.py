"""TAO check (https://fetch.spec.whatwg.org/#tao-check)."""

from corsmodel.infrastructure.header_values import get_decode_and_split_header
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.requests import Request, serialize_request_origin
from corsmodel.infrastructure.trace import Decision
from corsmodel.standard import Algorithm

TAO_CHECK = Algorithm("concept-tao-check")
#: What comes of nearly every answer: it has no such header.
_NOT_ALLOWED = Decision(TAO_CHECK["8"], "failure", (None,))


def tao_check(request: Request, headers: HeaderList) -> Decision:
    """Decide whether detailed timing of the response with *headers* is shared with the page.

    https://fetch.spec.whatwg.org/#concept-tao-check
    """
    # 1. The origin is known.
    # 2. One hop that refused spoils the whole chain.
    if request.timing_allow_failed:
        return Decision(TAO_CHECK["2"], "failure")
    # 3. The values, split at commas.
    values = get_decode_and_split_header(b"timing-allow-origin", headers)
    if values is not None:
        # 4. The wildcard.
        if "*" in values:
            return Decision(TAO_CHECK["4"], "success", (values,))
        # 5. The request's origin among them.
        if serialize_request_origin(request) in values:
            return Decision(TAO_CHECK["5"], "success", (values,))
    # 6. Not modelled: navigations.
    # 7. What is same-origin anyway needs no permission.
    if request.response_tainting == "basic":
        return Decision(TAO_CHECK["7"], "success")
    # 8. Everything else is failure.
    return _NOT_ALLOWED if values is None else Decision(TAO_CHECK["8"], "failure", (values,))
