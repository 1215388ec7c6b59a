"""The ways that the guides show, and what must have come of each."""
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from blocks import Failed
from reader import Reader, eventually, phone
from yourown import Operator

CONNECTION_SECONDS = 300


def see_it_work(project, guides, teller):
    """the day of an agent that the README begins with"""
    reader = Reader(project, teller)
    reader.run(guides.take("README.md", "make demo"))
    if "Every step was seen." not in reader.said:
        raise Failed(f"The demo did not end well:\n{reader.said[-2000:]}")
    reader.end()


def first_console(project, guides, teller):
    """a call center by make run, and the three consoles of docs/first-console.md at it"""
    guide = "docs/first-console.md"
    own = Path("/tmp/own")
    own.mkdir()
    center = Reader(project, teller)
    center.do("make run", "README.md")
    desk = Desk(project, center.said, teller)
    export = re.search(r"^export OFFHOOK=.*$", center.said, re.M)[0]
    reader = Reader(own, teller, lambda line, said: export if line.startswith("export OFFHOOK=") else line)
    reader.run(guides.take(guide, "export OFFHOOK="))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **dict(re.findall(r"(\w+)=(\S+)", export))}
    for name, beginning, program in (("console.py", "import json, os", "python3"), ("console.mjs", "import { create", "node")):
        block = guides.take(guide, beginning)
        (own / name).write_text(block.text)
        console = Console([program, name], own, environment, f"{block.place}  {program} {name}")
        desk.works_with(console)
        console.end()
        desk.ask("DELETE", "/agents/1001/session")
        eventually(10, "1001 is logged out", lambda: desk.status() == "loggedOut")
    desk.has_opened = None
    by_hand(project, guides, teller, reader, desk)
    center.do("make stop", "README.md")
    reader.end()
    center.end()


def by_hand(project, guides, teller, listening, desk):
    """The same with curl: one shell listens, another one acts."""
    guide = "docs/first-console.md"
    listening.run(guides.take(guide, "curl -sN"))
    acting = Reader(listening.folder, teller, desk.fill)
    acting.enter(re.sub(r"^", "export ", f"OFFHOOK={desk.api} AGENT=1001 TOKEN={desk.token}"))
    acting.run(guides.take(guide, "json="))
    desk.is_talking()
    if "call.connected" not in listening.ends():
        raise Failed(f"The shell that listens was not told of the call:\n{listening.ends()}")
    desk.hangs_up()
    acting.end()


def beside_an_asterisk(project, guides, teller):
    """the README's short way beside an Asterisk of one's own, and a morning by hand"""
    operator = Operator(project, guides, teller)
    operator.has_asterisk()
    operator.builds()
    operator.shell.run(guides.take("README.md", "useradd --system"))
    operator.has_phones()
    desk = operator.desk(Desk)
    operator.shell.fill = desk.fill
    operator.shell.run(guides.take("README.md", "api=http://127.0.0.1:8480/v1/tenants/acme agent="))
    desk.is_talking()
    desk.hangs_up()
    operator.end()


def operators(project, guides, teller):
    """the operators' guide from the first line to a second instance that stands by"""
    Operator(project, guides, teller).follows_the_guide()


ALL = {
    "see-it-work": see_it_work, "first-console": first_console, "beside-an-asterisk": beside_an_asterisk,
    "operators": operators,
}


class Console:
    """A console of a guide, run as it stands, and what it prints."""

    def __init__(self, command, folder, environment, name):
        self.name, self.log = name, folder / f"{command[-1]}.log"
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=open(self.log, "wb"),
            stderr=subprocess.STDOUT, text=True)

    def says(self, text, seconds=15):
        def look():
            if self.process.poll() is not None:
                raise Failed(f"{self.name} has ended:\n{self.log.read_text()}")
            return text in self.log.read_text()

        try:
            eventually(seconds, f"{self.name} says {text!r}", look)
        except Failed as problem:
            raise Failed(f"{problem}\n{self.log.read_text()}") from None

    def is_told(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def end(self):
        self.process.kill()
        self.process.wait()


class Desk:
    """Agent 1001, their phone, and a customer who calls at a click."""

    def __init__(self, project, said, teller):
        self.project, self.teller = project, teller
        self.api = re.search(r"^api=(\S+)", said, re.M)[1]
        self.customers = re.search(r"at a click at (http\S+)", said)[1]
        self.token = re.search(r"oht_[\w-]+", said)[0]
        self.has_opened = None

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            self.api + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise Failed(f"{method} {path}: {error.read().decode()}") from None
        return json.loads(text) if text else None

    def press(self, action):
        request = urllib.request.Request(f"{self.customers}customers/2001/{action}", method="POST")
        with urllib.request.urlopen(request, timeout=10):
            self.teller.say(f"customer 2001 at a click: {action}")

    def status(self):
        return self.ask("GET", "/agents/1001")["status"]["status"]

    def offer(self):
        pending = [offer for offer in self.ask("GET", "/offers")["items"] if offer["state"] == "pending"]
        return pending and pending[0]["id"]

    def is_open(self):
        eventually(15, "1001's connection is open", lambda: self.ask("GET", "/agents/1001/connection")["state"] == "open")
        if self.teller.seconds > CONNECTION_SECONDS:
            raise Failed(f"The connection is open after {self.teller.seconds:.0f} s.")
        self.teller.say("an own connection is open")

    def works_with(self, console):
        began = time.monotonic()
        console.says("The PIN that your phone speaks")
        console.is_told(phone(self.project, "1001", "pin"))
        console.says("connection.opened")
        self.is_open()
        self.press("call/91001")
        console.says("A customer: 2001")
        console.says("call.connected")
        self.is_talking()
        self.hangs_up()
        console.says("call.ended")
        self.teller.say(console.name, time.monotonic() - began)

    def is_talking(self):
        eventually(10, "1001 hears 2001", lambda: "customer 2001" in phone(self.project, "1001", "hear"))
        self.teller.say("1001 hears customer 2001")

    def hangs_up(self):
        self.press("hang-up")
        eventually(10, "1001 is free again", lambda: self.status() in ("available", "wrappingUp"))

    def fill(self, line, said):
        """What the guide leaves to its reader, at the moment at which they need it."""
        if "/connection/confirm" in line:
            attempt = re.findall(r'"attemptId":"([^"]+)"', said)[-1]
            line = re.sub(r'"attemptId":"[^"]*"', f'"attemptId":"{attempt}"', line)
            return re.sub(r'"pin":"[^"]*"', f'"pin":"{phone(self.project, "1001", "pin")}"', line)
        if "/accept" in line:
            self.is_open()
            self.press("call/91001")
            offer = eventually(10, "an offer", self.offer)
            return re.sub(r"/offers/[^/\s]+/", f"/offers/{offer}/", line)
        return line.replace("oht_...", self.token)
