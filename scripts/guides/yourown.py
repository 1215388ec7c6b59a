"""An operator with an Asterisk of their own in /etc/asterisk, and phones beside it."""
import os
import re
import shutil
import subprocess
from pathlib import Path

from blocks import Failed
from reader import Reader, eventually

BASE = "http://127.0.0.1:8480"
SUDO = """#!/bin/sh
# sudo -u USER COMMAND ..., where this machine has no sudo.
user=$2
shift 2
exec runuser -u "$user" -- "$@"
"""


class Operator:
    def __init__(self, project, guides, teller):
        self.project, self.guides, self.teller = project, guides, teller
        self.shell = Reader(project, teller)
        self.children = []
        if not shutil.which("sudo"):
            Path("/usr/local/bin/sudo").write_text(SUDO)
            Path("/usr/local/bin/sudo").chmod(0o755)

    def start(self, name, command, **environment):
        log = open(f"/tmp/{name}.log", "wb")
        self.children.append(subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.project,
            env={**os.environ, **environment}))
        return self.children[-1]

    def asterisk(self, *words):
        return [self.project / "scripts/asterisk-command", "-C", "/etc/asterisk/asterisk.conf", *words]

    def has_asterisk(self):
        """As the package and the guide of `asterisk-conf` leave it, with the demo's phones."""
        paths = dict(line.split("=", 1) for line in subprocess.run(
            [self.project / "scripts/asterisk-command", "--paths"], capture_output=True, text=True,
            check=True).stdout.splitlines())
        for folder in ("/etc/asterisk", "/var/lib/asterisk", "/var/lib/asterisk/spool", "/var/lib/asterisk/log", "/var/lib/asterisk/run"):
            os.makedirs(folder, exist_ok=True)
        Path("/etc/asterisk/asterisk.conf").write_text(
            f"[directories]\nastmoddir => {paths['modules']}\nastdatadir => {paths['data']}\n"
            "astetcdir => /etc/asterisk\nastvarlibdir => /var/lib/asterisk\nastdbdir => /var/lib/asterisk\n"
            "astkeydir => /var/lib/asterisk\nastagidir => /var/lib/asterisk\nastspooldir => /var/lib/asterisk/spool\n"
            "astrundir => /var/lib/asterisk/run\nastlogdir => /var/lib/asterisk/log\n"
            "[options]\nentityid = 00:00:5e:00:53:01\n")
        subprocess.run(["useradd", "--system", "--user-group", "asterisk"], check=False, capture_output=True)
        self.shell.run(self.guides.take("asterisk-conf/fresh/README.md", "cp -a /etc/asterisk"))
        self.change("/etc/asterisk/musiconhold.conf", r"^directory=.*", f"directory={paths['music']}")
        # The simulated phones have this port too, on addresses of their own.
        self.change("/etc/asterisk/pjsip.conf", r"^bind=.*", "bind=127.0.0.1:5060")
        for name in ("pjsip", "extensions", "queues"):
            shutil.copy(self.project / f"fixtures/demo/demo-{name}.conf", "/etc/asterisk")
            with open(f"/etc/asterisk/{name}.conf", "a", encoding="utf-8") as file:
                file.write(f"#include demo-{name}.conf\n")
        self.shell.run(self.guides.take("asterisk-conf/README.md", "umask 077\nopenssl rand -hex 24 > ari-password"))
        # Of that block alone.
        self.shell.enter("umask 022")
        self.start("asterisk", self.asterisk("-f"))
        eventually(60, "Asterisk is booted", lambda: b"fully booted" in subprocess.run(
            self.asterisk("-rx", "core waitfullybooted"), capture_output=True, check=False).stdout)
        self.shell.run(self.guides.take("asterisk-conf/README.md", 'curl -u "offhook:'))

    def builds(self):
        """What stands in for the release build, which takes ten minutes."""
        self.shell.do("install .build/debug/offhook /usr/local/bin/", "instead")

    @staticmethod
    def change(file, pattern, replacement):
        text = Path(file).read_text()
        changed, count = re.subn(pattern, replacement, text, flags=re.M)
        if count != 1:
            raise Failed(f"{file} has {count} lines like {pattern}.")
        Path(file).write_text(changed)

    def has_phones(self):
        sounds = self.project / ".asterisk/root/usr/share/asterisk/sounds/en"
        self.start(
            "phones", [self.project / ".build/debug/offhook-demo", "phones"], OFFHOOK_DEMO_SERVICE=BASE,
            OFFHOOK_DEMO_SIP_PORT="5060", OFFHOOK_DEMO_FOLDER="/tmp/phones", OFFHOOK_DEMO_SOUNDS=str(sounds))
        log = Path("/tmp/phones.log")
        try:
            eventually(30, "the phones are there", lambda: "Customers call" in log.read_text())
        except Failed as problem:
            raise Failed(f"{problem}\n{log.read_text()}") from None
        # The commands of the demo find the call center so, too.
        os.environ.update(
            OFFHOOK_DEMO_SERVICE=BASE, OFFHOOK_DEMO_SIP_PORT="5060", OFFHOOK_DEMO_FOLDER="/tmp/phones",
            OFFHOOK_DEMO_SOUNDS=str(sounds))

    def desk(self, kind):
        """Agent 1001, with the token that the guide's line has made."""
        said = Path("/tmp/phones.log").read_text() + self.shell.said[self.shell.said.index("oht_"):]
        return kind(self.project, said, self.teller)

    def is_ready(self):
        eventually(30, "Offhook is ready", lambda: subprocess.run(
            ["curl", "-sf", f"{BASE}/readyz"], capture_output=True, check=False).returncode == 0)

    def serve(self):
        """Instead of systemd."""
        service = self.start("offhook", ["runuser", "-u", "offhook", "--", "offhook", "serve"])
        self.is_ready()
        return service

    def follows_the_guide(self):
        guide = "docs/operators.md"
        self.has_asterisk()
        self.builds()
        for beginning in ("useradd --system", "install -o root", "sudo -u offhook offhook check-config"):
            self.shell.run(self.guides.take(guide, beginning))
        service = self.serve()
        self.shell.run(self.guides.take(guide, "sudo -u offhook offhook token create"))
        # The example's directory has an agent whom nothing here can dial.
        self.shell.expects_failure = lambda line: line.startswith("offhook doctor")
        self.shell.run(self.guides.take(guide, "sudo -u offhook offhook status"))
        if "agent acme/carol works at a sipUri" not in self.shell.said:
            raise Failed(f"The doctor did not find what is wrong:\n{self.shell.said[-5000:]}")
        for beginning in ("sudo -u offhook offhook ledger", "sudo -u offhook offhook audit", "sudo -u offhook offhook backup"):
            self.shell.run(self.guides.take(guide, beginning))
        service.terminate()
        service.wait()
        self.change("/etc/offhook/offhook.yaml", r"^directory: .*", "directory: store")
        # As the guide says of an installation that has a file.
        self.shell.do("sudo -u offhook offhook directory import /etc/offhook/directory.yaml", guide)
        self.serve()
        self.shell.run(self.guides.take(guide, "sudo -u offhook offhook directory import"))
        administrator = re.findall(r"oht_[\w-]+", self.shell.said)[-1]
        self.shell.fill = lambda line, said: line.replace("oht_...", administrator)
        self.shell.run(self.guides.take(guide, "api="))
        self.shell.expects_failure = lambda line: "8481/readyz" in line
        self.shell.run(self.guides.take(guide, "sudo -u offhook offhook serve --port 8481"))
        if '"standby"' not in self.shell.said:
            raise Failed(f"The second instance does not stand by:\n{self.shell.said[-500:]}{self.shell.ends()}")
        self.end()

    def end(self):
        self.shell.end()
        for child in self.children:
            child.terminate()
