"""What makes one browser's HTTP cache differ from HTTP Caching (RFC 9111), as data.

The sections named here are those of RFC 9111; a default is what it says.
"""

from typing import Literal

import attrs

from corsmodel.values import Value

#: Statuses of responses that a cache may store without being told so (RFC 9110, section 15.1).
HEURISTIC_STATUSES = frozenset({200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
#: Section 3.3: an incomplete response is no response to the whole.
_INCOMPLETE = frozenset({206})


@attrs.frozen(eq=False, repr=False)
class HTTPCacheRules(Value):
    """How a browser's HTTP cache departs from HTTP Caching (RFC 9111), as far as CORS shows it."""

    #: Determine the HTTP cache partition: whether responses to requests with and without
    #: credentials are stored apart.
    keyed_by_credentials: bool = False
    #: Determine the HTTP cache partition: whether pictures' responses are stored apart.
    keyed_by_image: bool = False
    #: Section 3: the statuses of responses that are never stored.
    unstored_statuses: frozenset[int] = _INCOMPLETE
    #: Section 3: the only statuses of responses that may be fresh, and so are stored because they
    #: say for how long; ``None`` is all.
    statuses: frozenset[int] | None = None
    #: Section 3: the statuses of responses that are stored without being told so (RFC 9110, section
    #: 15.1).
    heuristic_statuses: frozenset[int] = HEURISTIC_STATUSES
    #: Section 4.2.2: the statuses of responses that say nothing and are fresh for good.
    lasting_statuses: frozenset[int] = frozenset()
    #: Section 5.3: whether an ``Expires`` that is no date counts as one in the past.
    invalid_expires_counts: bool = True
    #: Section 5.4: whether ``Pragma: no-cache`` in an answer counts as in ``Cache-Control``.
    pragma_counts: bool = False
    #: Section 3: which responses are stored that are never fresh and have no validator, so that
    #: only ``force-cache`` and ``only-if-cached`` find them: all, those that say so themselves, as
    #: by ``max-age=0``, or none.
    keeps_what_is_never_fresh: Literal["all", "told", "none"] = "told"
    #: Section 3: the statuses of responses that, although all are kept, are not unless they say how
    #: long they are fresh.
    statuses_kept_if_told: frozenset[int] = frozenset()
    #: Section 3: whether a redirect without a ``Location`` is stored.
    keeps_redirects_to_nowhere: bool = True
    #: Section 3: which answers that are not stored take the place of what is: none, all, or all but
    #: redirects and 304.
    displaced_by_unstored: Literal["none", "all", "final"] = "none"
    #: Section 3.3: how the answer to a request with ``Range`` is stored: not at all, for requests
    #: with the same ``Range``, or as any other.
    range_answers: Literal["unstored", "apart", "alike"] = "unstored"
    #: Section 4: whether the response to a GET request serves a HEAD request.
    get_serves_head: bool = True
    #: Section 4.1: whether a response whose ``Vary`` does not match is asked about with its
    #: validator all the same.
    validates_what_varies: bool = False
    #: Section 4.3.1: the only statuses of stored responses that are asked about with their
    #: validators; ``None`` is all.
    validated_statuses: frozenset[int] | None = None
    #: Section 4.3.1: whether a stored redirect is, too.
    validates_redirects: bool = True
    #: Section 4.3.3: the statuses of answers that leave the response as it is that they were to
    #: validate.
    statuses_leaving_validated: frozenset[int] = frozenset()
    #: Section 4.3.4: whether a 304 with ``no-store`` makes the browser forget what it validates.
    forgotten_by_no_store_validation: bool = False
    #: Section 4.4: the methods whose requests make the browser forget what is stored.
    invalidated_by: Literal["unsafe", "post-delete-patch", "not-get"] = "unsafe"
    #: Section 4.4: whether they do that only for URLs of the page's own origin.
    invalidated_by_own_origin_only: bool = False
    #: Section 4.4: whether they do that whatever the status of the answer is.
    invalidated_by_errors: bool = False
    #: HTTP-network-or-cache fetch step 11.1: whether ``only-if-cached`` asks the server in the end.
    only_if_cached_asks_the_server: bool = False
