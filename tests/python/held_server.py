"""A server that answers as the speech cloud does, but not before it is told to."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PATIENCE = 60
"""How many seconds a test waits for something that is bound to come."""


class HeldServer(ThreadingHTTPServer):
    """Listens on loopback inside a ``with`` statement and holds all answers back until `release` is called."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, *, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.opened = threading.Event()
        self.arrived = threading.Semaphore(0)
        self.answered = threading.Semaphore(0)

    def __enter__(self) -> HeldServer:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        self.shutdown()
        self.server_close()

    def wait_for_requests(self, count: int = 1) -> None:
        """Waits until so many more requests have come in."""
        for _ in range(count):
            assert self.arrived.acquire(timeout=PATIENCE), "a request is missing"

    def wait_for_answers(self, count: int = 1) -> None:
        """Waits until so many more answers have left."""
        for _ in range(count):
            assert self.answered.acquire(timeout=PATIENCE), "an answer is missing"

    def release(self) -> None:
        """Lets all answers go, now and from now on."""
        self.opened.set()

    def hold(self) -> None:
        """Holds answers back again."""
        self.opened.clear()

    def handle_error(self, request: object, client_address: object) -> None:
        """The client went away: that is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: HeldServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.arrived.release()
        self.server.opened.wait(PATIENCE)
        token = {"Id": "held-token", "ExpireTime": 4_000_000_000, "UserId": "7"}
        body = json.dumps({"Token": token} if self.server.status == 200 else {"Code": "Throttling.User"}).encode()
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        self.server.answered.release()

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""
