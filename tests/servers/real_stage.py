"""A stage whose only server is a real one on the loopback."""

from tests.engines.proxy import RawAnswer, RawRequest
from tests.engines.stage import Performance, Stage
from tests.engines.tokens import without_tokens
from tests.servers.configured import ask

#: What HTTP says of one connection only.
_HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding"}


class RealStage(Stage):
    """Hands each request for the API on, as it came, and each answer back, as it came."""

    #: Where the real server listens.
    port = 0

    def _scripted(self, performance: Performance, request: RawRequest) -> RawAnswer:
        target = without_tokens(request.url).removeprefix("https://api.example")
        headers = [pair for pair in request.headers if pair[0].lower() not in _HOP_BY_HOP]
        answer, body = ask(self.port, request.method, target, headers, request.body)
        pairs = [(name.decode(), value.decode("latin-1")) for name, value in answer.headers.pairs]
        kept = tuple(pair for pair in pairs if pair[0].lower() not in _HOP_BY_HOP)
        return RawAnswer(answer.status, kept, body)
