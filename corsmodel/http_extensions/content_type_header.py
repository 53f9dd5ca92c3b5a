"""The ``Content-Type`` header (https://fetch.spec.whatwg.org/#content-type-header)."""

import attrs

from corsmodel.infrastructure.header_values import get_decode_and_split_header
from corsmodel.infrastructure.headers import HeaderList
from corsmodel.infrastructure.mime_types import MIMEType, parse_mime_type


def extract_mime_type(headers: HeaderList) -> MIMEType | None:
    """Find out which MIME type the headers mean, the way browsers read several; ``None``: failure.

    https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
    """
    # 1. 2. 3. Nothing yet.
    charset: str | None = None
    essence: str | None = None
    mime_type: MIMEType | None = None
    # 4. 5. No header: failure.
    values = get_decode_and_split_header(b"content-type", headers)
    if values is None:
        return None
    # 6. The last one that parses wins;
    for value in values:
        # 6.1. 6.2. what does not parse, or means anything, is skipped.
        temporary = parse_mime_type(value)
        if temporary is None or (temporary_essence := temporary.essence) == "*/*":
            continue
        # 6.3. Take it.
        mime_type = temporary
        own_charset = mime_type.get("charset")
        # 6.4. 6.4.1. 6.4.2. 6.4.3. Another essence: the charset starts afresh.
        if temporary_essence != essence:
            charset = own_charset
            essence = temporary_essence
        # 6.5. The same essence: it keeps the charset that it had.
        elif own_charset is None and charset is not None:
            mime_type = attrs.evolve(
                mime_type, parameters=(*mime_type.parameters, ("charset", charset))
            )
    # 7. 8. The result, if any.
    return mime_type
