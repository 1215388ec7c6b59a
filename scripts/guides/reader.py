"""Somebody who reads a guide: copies its lines into a shell, and puts in what the guide leaves to them."""
import os
import re
import subprocess
import threading
import time
import uuid
from pathlib import Path

from blocks import Failed

LINE_SECONDS = 300
# What listens or serves until it is ended is for a shell of its own.
LASTING = re.compile(r"^(sudo -u offhook )?offhook serve\b|^curl -s?N")
STATE = re.compile(rb'"state":"(ready|standby)"')
# A reader sees what they are told is wrong: so does this one, by the exit code.
INSTRUMENTS = "curl() { command curl -sS --fail-with-body \"$@\"; }\nexport -f curl\n"


class Reader:
    """A shell that keeps its variables. `fill` puts in what stands for a value of the reader's own."""

    def __init__(self, folder, teller, fill=lambda line, said: line, expects_failure=lambda line: False):
        self.folder, self.teller, self.fill, self.expects_failure = Path(folder), teller, fill, expects_failure
        self.said, self.lasting = "", []
        self.shell = subprocess.Popen(
            ["bash", "--norc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=folder)
        self.lines, self.is_more = [], threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()
        self.enter(INSTRUMENTS)

    def listen(self):
        for line in self.shell.stdout:
            with self.is_more:
                self.lines.append(line)
                self.is_more.notify()

    def enter(self, text):
        """Runs it, and returns its exit code and what it printed."""
        mark = f"end-{uuid.uuid4()}"
        self.shell.stdin.write(f"{text}\nprintf '\\n%s %s\\n' {mark} $?\n")
        self.shell.stdin.flush()
        end, said = time.monotonic() + LINE_SECONDS, ""
        with self.is_more:
            while True:
                while self.lines:
                    line = self.lines.pop(0)
                    if line.startswith(mark):
                        return int(line.split()[1]), said.removesuffix("\n")
                    said += line
                if not self.is_more.wait(end - time.monotonic()) or time.monotonic() > end:
                    raise Failed(f"Not over after {LINE_SECONDS} s: {text}\n{said}")

    def run(self, block):
        for line in whole_lines(block.text):
            self.do(line, block.place)

    def do(self, line, place):
        began = time.monotonic()
        filled = self.fill(line, self.said)
        if LASTING.match(filled) and not filled.split("#")[0].rstrip().endswith("&"):
            log = self.folder / f".lasting-{len(self.lasting)}.log"
            status, said = self.enter(f"{{ {filled.split(' #')[0]}; }} >{log} 2>&1 </dev/null &")
            self.lasting.append(log)
            self.settle(filled)
        else:
            status, said = self.enter(filled)
        self.said += said
        if (status != 0) != self.expects_failure(line):
            raise Failed(f"{place}: exit code {status} of\n    {filled}\n{said}{self.ends()}")
        self.teller.say(f"{place}  {shown(line)}", time.monotonic() - began)

    def settle(self, line):
        """A reader goes on when what they started has something to say."""
        if "offhook serve" not in line:
            return
        port = re.search(r"--port (\d+)|$", line)[1] or "8480"
        try:
            eventually(30, "the service answers", lambda: STATE.search(subprocess.run(
                ["curl", "-s", f"http://127.0.0.1:{port}/readyz"], capture_output=True, check=False).stdout))
        except Failed as problem:
            raise Failed(f"{problem}{self.ends()}") from None

    def ends(self):
        return "".join(f"\n{log.name}: {log.read_text()[-2000:]}" for log in self.lasting if log.exists())

    def end(self):
        self.shell.kill()


def whole_lines(text):
    """A block's commands: a line that ends with a backslash goes on, and so does a function's body."""
    waiting = ""
    for line in text.splitlines():
        waiting += line
        if waiting.endswith("\\"):
            waiting += "\n"
            continue
        if waiting.strip() and not waiting.lstrip().startswith("#"):
            yield waiting
        waiting = ""


def shown(line):
    line = re.sub(r"\s+", " ", line.split(" #")[0].replace("\\\n", " ")).strip()
    return line if len(line) <= 90 else line[:87] + "..."


class Teller:
    """Prints each step when it has happened, with the seconds since the beginning and its own."""

    def __init__(self):
        self.began = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self.began

    def say(self, text, seconds=None):
        own = "        " if seconds is None else f"{seconds:6.1f} s"
        print(f"[{self.seconds:6.1f} s] {own}  {text}", flush=True)


def eventually(seconds, what, look):
    """What `look` returns as soon as it is something."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"Not seen within {seconds} s: {what}")
        time.sleep(0.1)


def phone(project, name, *action):
    run = subprocess.run(
        [project / ".build/debug/offhook-demo", "phone", name, *action], capture_output=True, text=True, timeout=60,
        env=dict(os.environ), check=False)
    if run.returncode != 0:
        raise Failed(f"phone {name} {' '.join(action)}: {run.stderr.strip()}")
    return run.stdout.strip()
