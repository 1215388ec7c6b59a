"""A headless Chromium, driven by its DevTools protocol over two pipes."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from queue import Empty, Queue

ANSWER_SECONDS = 20
KEYS = {
    "Enter": ("Enter", 13, "\r"), "Tab": ("Tab", 9, ""), "Escape": ("Escape", 27, ""), " ": ("Space", 32, " "),
    "Backspace": ("Backspace", 8, ""), "ArrowDown": ("ArrowDown", 40, ""), "ArrowUp": ("ArrowUp", 38, ""),
}


class Failed(Exception):
    """What was expected did not happen."""


class Browser:
    def __init__(self):
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if program is None:
            raise Failed("There is no Chromium: run scripts/install-packages console.")
        self.profile = tempfile.mkdtemp(prefix="offhook-console-")
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()
        # The protocol wants the descriptors 3 and 4.
        command = f'exec "$@" 3<&{to_read} 4>&{to_write}'
        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--mute-audio",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-extensions",
            "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank",
        ]
        self.process = subprocess.Popen(
            ["bash", "-c", command, "bash", *arguments], pass_fds=(to_read, to_write),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.answers, self.pages, self.number, self.lock = {}, {}, 0, threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        rest = b""
        while chunk := os.read(self.from_browser, 1 << 20):
            *messages, rest = (rest + chunk).split(b"\0")
            for message in map(json.loads, messages):
                if "id" in message:
                    # One that comes too late is waited for by nobody.
                    if waiting := self.answers.get(message["id"]):
                        waiting.put(message)
                elif page := self.pages.get(message.get("sessionId")):
                    page.noticed(message["method"], message["params"])

    def ask(self, method, session=None, **parameters):
        with self.lock:
            self.number += 1
            number = self.number
            self.answers[number] = Queue()
            message = {"id": number, "method": method, "params": parameters}
            if session:
                message["sessionId"] = session
            os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        try:
            answer = self.answers[number].get(timeout=ANSWER_SECONDS)
        except Empty:
            raise Failed(f"The browser did not answer {method}.") from None
        finally:
            del self.answers[number]
        if "error" in answer:
            raise Failed(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, url, width=1280, height=860):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        self.pages[session] = page
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{domain}.enable")
        page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        page.look(width=width, height=height)
        page.go(url)
        return page

    def close(self):
        try:
            self.ask("Browser.close")
            self.process.wait(timeout=10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        self.complaints = []

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def noticed(self, method, parameters):
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded":
            entry = parameters["entry"]
            # A request that is refused, or finds no service, is no fault of the page's.
            if entry["level"] == "error" and entry["source"] != "network":
                self.complaints.append(entry["text"])

    def go(self, url):
        self.ask("Page.navigate", url=url)

    def look(self, width=1280, height=860, dark=False, still=False):
        """The window's size, and what somebody prefers."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ])

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, expression, what, seconds=15):
        """Waits until an expression is true, and gives it back."""
        end = time.monotonic() + seconds
        value = None
        while time.monotonic() < end:
            try:
                if value := self.value(expression):
                    return value
            except Failed:
                pass  # The page is being loaded.
            time.sleep(0.05)
        raise Failed(f"{what}: not within {seconds} s. The page says:\n{self.text()}")

    def text(self):
        return self.value("document.body.innerText")

    def wait_for(self, selector, seconds=15):
        self.wait(f"document.querySelector({json.dumps(selector)}) !== null", f"{selector} is there", seconds)

    def wait_gone(self, selector, seconds=15):
        self.wait(f"document.querySelector({json.dumps(selector)}) === null", f"{selector} is gone", seconds)

    def wait_text(self, selector, text, seconds=15):
        self.wait(
            f"document.querySelector({json.dumps(selector)})?.textContent.includes({json.dumps(text)})",
            f'{selector} says "{text}"', seconds)

    def click(self, selector, seconds=15):
        """By the mouse, where the element is and nothing covers it."""
        point = self.wait(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            if (!element || element.disabled || element.getAttribute("aria-disabled") === "true") return null;
            element.scrollIntoView({{block: "center", behavior: "instant"}});
            const box = element.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const top = document.elementFromPoint(x, y);
            return element.contains(top) ? [x, y] : null;
        }})()""", f"{selector} can be pressed", seconds)
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=point[0], y=point[1], button="left", clickCount=1)

    def press(self, key, shift=False):
        """A key, as a keyboard sends it."""
        is_plain = len(key) == 1 and key.isalnum()
        code, number, text = KEYS[key] if key in KEYS else ("", ord(key.upper()) if is_plain else 0, key)
        event = {
            "key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0,
        }
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **event)

    def write(self, text):
        for letter in text:
            self.press(letter)

    def tab_to(self, selector, limit=80):
        """Goes on by Tab until an element has the focus."""
        is_there = f"document.activeElement?.matches({json.dumps(selector)}) === true"
        for _ in range(limit):
            if self.value(is_there):
                return
            self.press("Tab")
        raise Failed(f"Tab does not reach {selector}.")

    def picture(self, path):
        # What is behind other pages may not be drawn.
        self.ask("Page.bringToFront")
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.ask("Page.close")
