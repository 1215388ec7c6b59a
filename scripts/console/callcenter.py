"""The call center that "offhook-demo run" starts: Asterisk, phones and the service."""
import contextlib
import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from browser import Failed

PROJECT = Path(__file__).resolve().parent.parent.parent
DEMO = PROJECT / ".build/debug/offhook-demo"
OFFHOOK = PROJECT / ".build/debug/offhook"
CONFIGURATION = PROJECT / ".run/live/offhook/offhook.yaml"
START_SECONDS = 240


class CallCenter:
    def __init__(self):
        end = time.monotonic() + START_SECONDS
        while True:
            run = subprocess.run([DEMO, "run", "--wrap-up-seconds", "6", "--stores-directory"], capture_output=True, text=True, check=False)
            if run.returncode == 0:
                break
            if time.monotonic() > end:
                raise Failed(f"The call center did not start:\n{run.stdout}{run.stderr}")
            time.sleep(2)
        if "already" in run.stdout:
            raise Failed("A call center is running: end it by make stop.")
        self.guide = run.stdout
        self.base = re.search(r"Offhook is at (http\S+?),", run.stdout)[1]
        self.customers = re.search(r"at a click at (http\S+)", run.stdout)[1]
        self.customer = re.search(r'"to":"(sip:[^"]+)"', run.stdout)[1]
        self.service = None

    def token(self, *arguments):
        return subprocess.run(
            [OFFHOOK, "token", "create", "--config", CONFIGURATION, "--tenant", "acme", *arguments],
            capture_output=True, text=True, check=True).stdout.strip()

    def phone(self, name, *action):
        run = subprocess.run([DEMO, "phone", name, *action], capture_output=True, text=True, timeout=45, check=False)
        if run.returncode != 0:
            raise Failed(f"phone {name} {' '.join(action)}: {run.stderr.strip()}")
        return run.stdout.strip()

    def ask(self, token, method, path, body=None):
        request = urllib.request.Request(
            f"{self.base}/v1/tenants/acme/{path}", method=method,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise Failed(f"{method} {path}: {error.read().decode()}") from None
        return json.loads(text) if text else None

    def wait_ready(self, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise Failed(f"The service is not ready after {seconds} s.")

    def kill_service(self):
        """By SIGKILL, whoever started it."""
        os.kill(self.service_process(), signal.SIGKILL)

    @contextlib.contextmanager
    def frozen_service(self):
        """It does nothing, and its connections stay."""
        process = self.service_process()
        os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(process, signal.SIGCONT)

    @staticmethod
    def service_process():
        wanted = f"serve\0--config\0{CONFIGURATION}\0"
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if command.endswith(wanted):
                found.append(int(process.name))
        if len(found) != 1:
            raise Failed(f"One service was to be found, and {len(found)} are there.")
        return found[0]

    def start_service(self):
        log = open(PROJECT / ".run/live/offhook/offhook.log", "ab")  # pylint: disable=consider-using-with
        self.service = subprocess.Popen(
            [OFFHOOK, "serve", "--config", CONFIGURATION], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.wait_ready()

    def keep_directory_in_file(self):
        """As another operator has it: the service is started anew with the file that its directory came from."""
        self.kill_service()
        text = CONFIGURATION.read_text()
        CONFIGURATION.write_text(text.replace("directory: store", "directory: directory.yaml"))
        self.start_service()

    def end(self):
        if self.service:
            self.service.terminate()
            try:
                self.service.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.service.kill()
        subprocess.run([DEMO, "stop"], capture_output=True, check=False)
