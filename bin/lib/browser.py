"""Opens a page in headless Chromium, waits until all texts are on it, and takes a screenshot.

    browser.py [--profile DIR] [--size 1400x1400] [--before JS] SCREENSHOT URL TEXT...

A text is looked for in all frames of the page, whatever its spaces; one that begins with "js:" is an expression that must
be true in one of them. --before runs in every page before its own scripts. The screenshot waits until the page is quiet.
Exit 0 all found, 1 not within the time (what was on the page goes to stderr), 75 no Chromium.
Speaks the DevTools protocol over the browser's pipe, so it needs nothing but Chromium and Python.
"""

import argparse
import base64
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SECONDS = int(os.environ.get("SECONDS_TO_WAIT", "90"))
QUIET = 5  # looks without a change, a fifth of a second apart


class Browser:
    def __init__(self, profile, size):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not program:
            print("No Chromium in PATH: apt-get install -y chromium", file=sys.stderr)
            sys.exit(75)
        ours, theirs = os.pipe(), os.pipe()
        command = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
            # The frame of a report is sandboxed; in a process of its own its text could not be asked for.
            "--disable-features=IsolateSandboxedIframes", "--disable-site-isolation-trials",
            f"--window-size={size.replace('x', ',')}", f"--user-data-dir={profile}", "--remote-debugging-pipe",
            "about:blank",
        ]
        shell = f'exec "$@" 3<&{ours[0]} 4>&{theirs[1]}'
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *command], pass_fds=(ours[0], theirs[1]), stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(ours[0])
        os.close(theirs[1])
        self.to, self.back = ours[1], theirs[0]
        self.buffer, self.number, self.contexts = b"", 0, set()
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")

    def call(self, method, params=None):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params or {}}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            answer = self.receive(deadline - time.monotonic())
            if answer.get("id") == self.number:
                return answer.get("result", {})
        raise TimeoutError(f"Chromium does not answer to {method}")

    def receive(self, seconds):
        while b"\0" not in self.buffer:
            if not select.select([self.back], [], [], seconds)[0]:
                return {}
            chunk = os.read(self.back, 1 << 20)
            if not chunk:
                raise ConnectionError("Chromium has ended")
            self.buffer += chunk
        text, _, self.buffer = self.buffer.partition(b"\0")
        event = json.loads(text)
        method, params = event.get("method"), event.get("params", {})
        if method == "Runtime.executionContextCreated":
            self.contexts.add(params["context"]["id"])
        elif method == "Runtime.executionContextDestroyed":
            self.contexts.discard(params["executionContextId"])
        elif method == "Runtime.executionContextsCleared":
            self.contexts.clear()
        return event

    def everywhere(self, expression):
        """The value of an expression in each frame."""
        values = []
        for context in sorted(self.contexts):
            answer = self.call("Runtime.evaluate", {"expression": expression, "contextId": context, "returnByValue": True})
            values.append(answer.get("result", {}).get("value"))
        return values

    def close(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def missing(browser, texts):
    page = squeezed("\n".join(t for t in browser.everywhere("document.body ? document.body.innerText : ''") if isinstance(t, str)))
    absent = [
        t for t in texts
        if not (any(v is True for v in browser.everywhere(t[3:])) if t.startswith("js:") else squeezed(t) in page)
    ]
    return absent, page


def settled(browser, texts):
    """What is absent and what is there, once all is there and nothing moves any more, or the time is up."""
    deadline = time.monotonic() + SECONDS
    before, quiet, looked = None, 0, 0.0
    while time.monotonic() < deadline:
        if time.monotonic() < looked + 0.2:
            browser.receive(looked + 0.2 - time.monotonic())
            continue
        looked = time.monotonic()
        absent, page = missing(browser, texts)
        quiet = quiet + 1 if page == before else 0
        before = page
        if not absent and quiet >= QUIET:
            break
    return absent, page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile")
    parser.add_argument("--size", default="1400x1400")
    parser.add_argument("--before", default="")
    parser.add_argument("screenshot")
    parser.add_argument("url")
    parser.add_argument("texts", nargs="+")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        browser = Browser(given.profile or directory, given.size)
        try:
            source = "try { " + given.before + " } catch (e) {}"
            browser.call("Page.addScriptToEvaluateOnNewDocument", {"source": source})
            browser.call("Page.navigate", {"url": given.url})
            absent, page = settled(browser, given.texts)
            picture = browser.call("Page.captureScreenshot", {"format": "png"})["data"]
        finally:
            browser.close()
    with open(given.screenshot, "wb") as file:
        file.write(base64.b64decode(picture))
    if absent:
        print(f"{given.url} lacks {absent}; it says: {page[:3000]}", file=sys.stderr)
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
