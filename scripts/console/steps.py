"""What a person does in the console, by mouse or by keyboard, and what it must lead to."""
import time
from pathlib import Path

from browser import Failed

AXE = (Path(__file__).resolve().parent.parent.parent / ".run/console-test/axe/axe_core_python/axe.min.js")
LOOKS = {"": {}, "-dark": {"dark": True}, "-narrow": {"width": 360, "height": 780}}
# What an engine may find that keeps somebody from working.
SERIOUS = ("serious", "critical")


class Report:
    """Prints each step when it has happened, with the seconds since the beginning."""

    def __init__(self):
        self.start = time.monotonic()
        self.steps = self.looked_at = 0

    def say(self, text):
        self.steps += 1
        print(f"[{time.monotonic() - self.start:5.1f} s] {text}", flush=True)


class Seat:
    """Somebody at a page."""

    def __init__(self, page, report, who, pictures):
        self.page, self.report, self.who, self.pictures = page, report, who, pictures

    def say(self, text):
        self.report.say(f"{self.who}: {text}")

    def look(self, name, **size):
        """Keeps a picture of it in each look, and lets the accessibility engine find what it can."""
        for suffix, look in LOOKS.items():
            self.page.look(**{**size, **look, "still": True})
            self.page.picture(self.pictures / f"{name}{suffix}.png")
            self.examine(name + suffix)
        self.page.look(**size)

    def examine(self, name):
        if not self.page.value("typeof axe === 'object'"):
            self.page.value(AXE.read_text())
        found = self.page.value("""axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
            violations.map(({id, impact, nodes}) => [impact, `${id}: ${nodes.map(({html}) => html.slice(0, 150))}`]))""")
        self.report.looked_at += 1
        serious = [text for impact, text in found if impact in SERIOUS]
        if serious:
            raise Failed(f"{name}: the accessibility engine finds\n" + "\n".join(serious))
        self.fits(name)

    def fits(self, name):
        """Nothing makes the page wider than its window."""
        over = self.page.value("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            raise Failed(f"{name}: the page is {over} px wider than the window.")

    def press(self, selector):
        raise NotImplementedError

    def do(self, action):
        raise NotImplementedError

    def choose(self, key):
        raise NotImplementedError

    def log_in(self):
        self.do("log-in")
        self.page.wait_for('[data-status="onBreak"]')
        self.say("logged in, and is on break")

    def become_available(self, call_center, phone):
        self.do("status-available")
        self.connect(call_center, phone)
        self.page.wait_for('[data-face="available"]')
        self.say("is available")

    def connect(self, call_center, phone):
        """The phone answers by itself; the PIN that it hears is typed in the page."""
        self.page.wait_for("#pin:not([disabled])")
        self.say("is told: persistent call offered")
        pin = call_center.phone(phone, "pin")
        self.type_pin(pin)
        self.page.wait_for('[data-banner="open"]')
        self.say("typed the PIN that the phone heard, and the banner says that it is connected")

    def type_pin(self, pin):
        self.page.wait("document.activeElement.id === 'pin'", "the PIN's field has the focus")
        self.page.write(pin)
        self.page.press("Enter")

    def dismiss(self):
        """Puts the message away that the connection is open."""
        self.page.wait_for(".notice")
        self.press(".notice button")
        self.page.wait_gone(".notice")

    def listen(self):
        """Counts the tones that the page makes."""
        self.page.value("""(() => {
            window.tones = 0;
            const Tone = OscillatorNode;
            window.OscillatorNode = class extends Tone { start(...when) { window.tones += 1; super.start(...when); } };
        })()""")

    def is_offered(self, customer):
        self.page.wait_for('[data-face="offer"] .headline')
        self.page.wait_text('[data-face="offer"] .headline', customer)
        self.page.wait("document.title.startsWith('(!)')", "the title bar tells of the customer")
        self.page.wait_text("#said-at-once", "Customer calls")

    def is_talking(self):
        self.page.wait_text('[data-face="call"] .call-state', "Connected")

    def is_done(self):
        self.page.wait_gone('[data-face="call"]')


class Mouse(Seat):
    def press(self, selector):
        self.page.click(selector)

    def do(self, action):
        self.press(f'[data-action="{action}"]')

    def choose(self, key):
        self.press(f'dialog[open] [data-choice="{key}"]')


class Keyboard(Seat):
    """Presses the letter of a button that has one, and goes to all others by Tab."""

    def do(self, action):
        selector = f'[data-action="{action}"]'
        self.page.wait(
            f"(() => {{ const button = document.querySelector('{selector}');"
            " return button && button.getAttribute('aria-disabled') !== 'true' && !button.disabled; })()",
            f"{action} can be pressed")
        letter = self.page.value(f"document.querySelector('{selector}').dataset.letter ?? ''")
        is_typing = self.page.value("document.activeElement?.matches('input:not([type=radio]), select') === true")
        if letter and not is_typing:
            self.page.press(letter)
        else:
            self.press(selector)

    def press(self, selector):
        self.page.tab_to(selector)
        self.page.press("Enter")

    def choose(self, key):
        self.page.wait_for("dialog[open]")
        self.press(f'dialog[open] [data-choice="{key}"]')
