"""A browser that is driven: DevTools words in, what the page says out, over two pipes (no socket, no library)."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Self

PROGRAM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
PATIENCE_S = 60


class Browser:
    """Headless Chromium with one page; a context."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM is not None
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        self._answers = b""
        self._number = 0
        self.requests: list[str] = []

        def place() -> None:
            # DevTools reads from 3 and writes to 4.
            first, second = os.dup(to_browser), os.dup(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)

        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   "--remote-debugging-pipe", "--window-size=900,700", "--force-device-scale-factor=1",
                   f"--user-data-dir={profile}", "about:blank"]  # fmt: skip
        self._process = subprocess.Popen(
            [PROGRAM, *options],
            preexec_fn=place,  # noqa: PLW1509
            close_fds=False,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Network.enable")
        self.call("Runtime.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def call(self, method: str, **parameters: Any) -> Any:
        """Ask something of the page."""
        return self._call(method, self._session, **parameters)

    def say(self, script: str) -> Any:
        """Run a script in the page; what it gives."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until a script gives something true; what it gives."""
        end = time.monotonic() + PATIENCE_S
        while True:
            found = self.say(script)
            if found:
                return found
            assert time.monotonic() < end, f"waited in vain for {script}"
            time.sleep(0.02)

    def _call(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        self._number += 1
        said = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            said["sessionId"] = session
        os.write(self._write, json.dumps(said).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._answers:
            more = os.read(self._read, 1 << 16)
            assert more, "the browser ended"
            self._answers += more
        one, _, self._answers = self._answers.partition(b"\0")
        answer: dict[str, Any] = json.loads(one)
        return answer
