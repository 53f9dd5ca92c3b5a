"""Words for the generator: what answers and URLs hold, right, odd and wrong."""

#: Values of one header each. ``{o}`` stands for the page's origin, ``{O}`` and ``{S}`` for it and
#: its scheme in upper case, ``{h}`` for its host, ``{r}`` for what is right, ``{e}`` for that with
#: one byte changed.
ORIGINS = (
    (), (), ("*",), ("null",), ("{o}",), ("",), ("**",), (" * ",), ("\t*",), ("*\x0b",), ("*,",),
    ("*, *",), ("*", "*"), ("{r}", "{r}"), ("*", "{o}"), ("{o}", "*"), ("{o}", ""), ("", "{o}"),
    ("{o}/",), ("{O}",), ("{S}://{h}",), (" {r}\t",), ("{o}:443",), ("{o}:80",), ("{o}:",),
    ("{o}.",), ("{o},",), ("{o}, https://other.example",), ("https://other.example, {o}",),
    ("{o} https://other.example",), ("{o};",), ('"{o}"',), ("'{o}'",), ("{h}",), ("//{h}",),
    ("https://",), ("https://other.example",), ("http://{h}",), ("https://{h}",),
    ("https://*.example",), ("NULL",), (" null ",), ("null, null",), ("null/",), ("undefined",),
    ("foo",), ("a b",), ("{o}/x",), ("https://u:p@{h}",), ("{o}\xa0",), ("{e}",), ("{e}",),
    ("{e}",), ("{o}?",), ("{o}#",),
)  # fmt: skip
#: The same, where ``true`` is right.
CONSENTS = (
    (), (), ("true",), ("True",), ("TRUE",), ("tRue",), ("false",), ("",), ("1",), ("yes",),
    ("*",), ("true, true",), ("true", "true"), ("true", ""), ("", "true"), ("false", "true"),
    (" true ",), ("true\t",), ("true;",), ('"true"',), ("true,",), ("?1",), ("{e}",), ("{e}",),
)  # fmt: skip
#: ``{m}`` stands for the request's method, ``{l}`` for the same in lower case; ``None``: no header.
METHOD_LISTS = (
    None, "", "*", " * ", "*, PUT", "PUT, *", "{m}", "{l}", " {m} ", "\t{m}\t", "{m},{m}",
    ", {m},,", "{m} GET", "GET {m}", "{m};GET", '"{m}"', '{m},"', "{m}, a b", "{m}, \xe9", "{m},(",
    "GET", "GET, POST", "{m}\x0b", "{m}\x0c, GET", "GET\t,\t{m}", "{m}:", "{m}/", ",", "**",
    "GET,{m},", "{m}, @", "{m}\xa0",
)  # fmt: skip
#: ``{n}`` stands for the request's header names, in lower case (``{l}``) or upper case (``{u}``).
HEADER_LISTS = (
    None, "", "*", " * ", "*, {n}", "{n}, *", "{n}", "{u}", "{l}", " {n} ", "\t{n}\t", "{n},{n}",
    ", {n},,", "{n} X-Z", "X-Z {n}", "{n};X-Z", '"{n}"', '{n},"', "{n}, a b", "{n}, \xe9", "{n},(",
    "X-Z", "{n}\x0b", "{n}\x0c, X-Z", "X-Z\t,\t{n}", "{n}:", "{n}: 1", ",", "**", "authorization",
    "*, authorization", "content-type", "*,Authorization,", "{n}, @", "{n}\xa0",
)  # fmt: skip
EXPOSE_LISTS = (
    None, "", "*", " *\t", "*, X-A", "X-A, *", "*, a b", "X-A, a b", "a b", "X-A", "x-a", "X-A,,",
    " X-A , ETag ", "X-A;ETag", '"X-A"', "X-A X-Request-Id", "X-A,\xe9", "set-cookie",
    "Set-Cookie, X-A", "authorization", "*, authorization", "X-A:", "X-A,(", "**", "content-type",
    "X-A\x0b", "X-A\t,ETag", ",", "accept", "Accept, X-B",
)  # fmt: skip
PREFLIGHT_STATUSES = (
    200, 201, 202, 203, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400, 401,
    403, 404, 405, 410, 418, 429, 451, 500, 501, 502, 503, 504, 599, 600, 999,
)  # fmt: skip
STATUSES = (
    200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400,
    401, 403, 404, 405, 409, 410, 416, 418, 422, 429, 451, 500, 501, 502, 503, 599, 600, 999,
)  # fmt: skip
ODD_URLS = (
    "data:text/plain,x", "data:,", "data:;base64,eA==", "data:text/html;charset=utf-8;base64,eHg",
    "data:x", "data:text/plain;base64,e", "data:;charset=x,y", "data:text/plain;base64,?",
    "data:nonsense,x%20%zz", "data: text/plain ;base64 ,eHg=", "data:text/plain,x#top",
    "data:text/plain;base 64,x", 'data:a/b;c="d\\"e",x', 'data:a/b;c="d e",x',
    "data:text/plain;xbase64,eA", "about:blank",
    "about:blank?q#f", "about:srcdoc", "about:x", "file:///etc/hosts", "file://shop.example/x",
    "ftp://api.example/x", "ws://api.example/x", "wss://api.example/x", "javascript:1",
    "mailto:a@b.example", "urn:a:b", "x-unknown://api.example/x", "foo:", "tel:1", "https://",
    "https://[", "http://a b/", "https://api.example:99999/x", "https://exa%zzmple/x",
    "https://[2001:db8::1]/x", "https://192.0.2.1/x", "https://0xc0000201/x",
    "https://api..example/x", "https://example/x", "https://api.example./x",
    "https://shop.example./x", "https://xn--bcher-kva.example/x", "https://b\xfccher.example/x",
    "https://a.b.c.shop.example/x", "https://com/x", "https://co.uk/x",
    "https://user:secret@api.example/x", "https://user@api.example/x",
    "https://:secret@api.example/x", "https://@api.example/x",
    "https://user:secret@shop.example/x", "https://u%20s:p%C3%A9@shop.example/x",
    "https://user:secret@www.shop.example/x?y#z", "http://api.example/x", "http://shop.example/x",
    "https://api.example:443/x", "https://api.example:80/x", "https://api.example:25/x",
    "https://api.example:6666/x", "https://api.example:10080/x", "https://api.example:0/x",
    "https://api.example:4190/x", "http://api.example:443/x", "https://api.example:8443/x",
    "HTTPS://API.Example/x", "hTTps://api.example/X", " https://api.example/x ",
    "https://api.example/\tx", "https://api.example/x y", "https://api.example/\xe4",
    'https://api.example/x"<>`{}|^', "https://api.example/%zz%41",
    'https://api.example/x?a b\xe4\'"', "https://api.example/x#a b`", "https://api.example/x#",
    "https://api.example/x?", "https://api.example/a/../b", "https://api.example/./a//b",
    "https://api.example/a/%2e%2E/b", "https://api.example/a\\b", "//api.example/x", "x",
    "x/y?z#f", "./x", "a/../x", "/a/./b/../c", "?q=1", "#top", "", "/x#top",
)  # fmt: skip
ODD_LOCATIONS = (
    "", "#f", "?q", "next", "./next", "a/../next", "/next", "/next#f", "//other.example/x",
    "https://user:secret@api.example/x", "https://user:secret@shop.example/x",
    "https://:p@api.example/x", "https://@api.example/x", "https://api.example/x#",
    "https://api.example/x#f", " https://api.example/x ", "https://api.example/\xe4",
    "https://api.example/a b", "/\xc3\xa4?\xc3\xa4#\xc3\xa4", "HTTPS://API.EXAMPLE/x",
    "https://api.example:25/x", "https://api.example:99999/x", "https://", "https://[",
    "data:text/plain,x", "about:blank", "file:///x", "ftp://api.example/x", "javascript:1",
    "foo:bar", "ws://api.example/x", "mailto:a@b", "http://api.example/x", "http://shop.example/x",
    "https://shop.example/x", "https://www.shop.example/x",
    "https://a.example/x, https://b.example/x", "https://api.example./x", "/a\\b", "/%zz", "/x|y",
    '"https://a.example/"', "<https://a.example/x>", "https://b\xc3\xbccher.example/x",
    "https://api.example/x\t", "https://other.example:443/x",
)  # fmt: skip
POLICIES = (
    "same-origin", "same-site", "cross-origin", "SAME-ORIGIN", "same-origin, same-origin", "", "x",
    '"same-origin"', " same-site ", "same-site;x", "cross-origin, same-origin",
)  # fmt: skip
REFERRER_POLICIES = (
    "no-referrer", "same-origin", "unsafe-url", "origin", "NO-REFERRER", "x, no-referrer",
    "no-referrer, x", "", "no-referrer,", "unsafe-url, no-referrer", "strict-origin",
    "no-referrer-when-downgrade", "\xe9", "never",
)  # fmt: skip
#: ``{o}`` stands for the page's origin.
TIMINGS = (
    "*", "{o}", "null", "", "a, *", '"*"', '"a\\"*", *', "{o}, https://other.example", '"{o}"',
    '"*', ",", '"a\\',
)  # fmt: skip
TYPES = (
    "text/html", "application/json", "image/png", "text/css", "text/javascript", "", "x",
    "text/csv", "*/*", "text/html;charset=\xe9", "text/html, application/json", "audio/x",
    "text/css;charset=a, text/css",
)  # fmt: skip
ANSWER_HEADERS = (
    ("x-!#$%&'*+.^_`|~", "1"), ("1", "1"), ("_", "1"), ("X-A", ""), ("X-A", "a\tb"),
    ("X-A", "\xe4\xff"), ("X-A", "\x01"), ("X-A", "a\x7fb"), ("X-A", '"a, b"'), ("X-A", " a "),
    ("Accept", "*/*"), ("Date", "x"), ("Server", "x"), ("Authorization", "a"), ("Origin", "a"),
    ("Sec-X", "a"), ("Link", "</x>;rel=foo"), ("Access-Control-Allow-Origin-X", "*"), ("Age", "1"),
    ("Allow", "GET"), ("Location", "/x"),
    ("X-A", "a" * 300),
    ("Content-Range", "bytes 0-1/2"), ("Accept-Ranges", "bytes"), ("Server-Timing", "a;dur=1"),
    ("Retry-After", "0"), ("Access-Control-Allow-Private-Network", "true"),
    ("X-Content-Type-Options", "NoSniff"), ("Trailers", "a"),
)  # fmt: skip
AGES = (
    None, "600", "0", "00", "4", "000600", "-1", "-0", "+60", "abc", "5.5", "60s", "600, 600", "",
    "1e3", "0x10", "99999999999999999999", "9223372036854775807", "9223372036854775808",
    "2147483648", "-99999999999999999999", "6 0", " 60 ", "\t60", "60;", '"60"', "--1", "-", "- 1",
    "\xb2", "600;x=1", "0, 600", "600,",
)  # fmt: skip
