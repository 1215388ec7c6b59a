"""What an administrator does in the console, by mouse; the API says whether it is so."""
import json

from browser import Failed


def expect(found, wanted, what):
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")


def fill(page, selector, text):
    """Types it in the place of what stands there."""
    page.click(selector)
    page.value(f"document.querySelector({json.dumps(selector)}).select()")
    if text:
        page.write(text)
    else:
        page.press("Backspace")


def choose_option(page, field, label):
    """What a select's list does when something is chosen in it: the list itself is the system's to draw."""
    page.value(f"""(() => {{
        const select = document.getElementById({json.dumps(f"field-{field}")});
        select.value = [...select.options].find(({{text}}) => text === {json.dumps(label)}).value;
        select.dispatchEvent(new Event("change", {{bubbles: true}}));
    }})()""")


def save(page, expected="Saved."):
    page.click('[data-action="save"]')
    page.wait_text('[data-saved="true"]', expected)


def open_page(page, name):
    page.click(f'[data-page="{name}"]')
    page.wait_for(f'[data-page="{name}"][aria-current="page"]')


def changes_the_policy(seat, call_center):
    page, token = seat.page, call_center.token("--role", "administrator")
    open_page(page, "policy")
    page.wait_for("#field-offerSeconds")
    seat.look("admin-policy", height=1000)
    fill(page, "#field-offerSeconds", "2")
    page.click('[data-action="save"]')
    page.wait_text('[data-field="offerSeconds"] .field-problem', "Must be a whole number from 3 to 300.")
    page.wait("document.activeElement.id === 'field-offerSeconds'", "the field has the focus")
    seat.look("admin-policy-refused", height=1000)
    expect(call_center.ask(token, "GET", "policy")["policy"]["offerSeconds"], 40, "A refused policy")
    seat.say("reads at the field that an offer of 2 seconds is refused, and why")
    fill(page, "#field-offerSeconds", "33")
    page.click("#field-breakReasons")
    page.press("Enter")
    page.write("Coffee")
    page.click('[data-page="agents"]')
    page.wait_for('dialog[open] [data-choice="leave"]')
    seat.look("admin-leave")
    seat.choose("cancel")
    page.wait("document.getElementById('field-offerSeconds').value === '33'", "what was typed is still there")
    seat.say("is asked before leaving what is not saved, and stays")
    save(page)
    page.wait_gone(".not-saved")
    expect(call_center.ask(token, "GET", "policy")["policy"]["offerSeconds"], 33, "The policy")
    reasons = call_center.ask(call_center.token("--agent", "1002"), "GET", "break-reasons")["items"]
    if "Coffee" not in [item["reason"] for item in reasons]:
        raise Failed(f"Agents are not offered the new reason for a break: {reasons}")
    seat.say("saved two values, and they are in force")


def changes_an_agent(seat, call_center, agent):
    """P8: auto answer waits for the next connection, and is put into force at once."""
    page, token = seat.page, call_center.token("--role", "administrator")
    path = f"agents/{agent}/phone-settings"
    open_page(page, "agents")
    page.wait_for('[data-entry="1002"]')
    seat.look("admin-agents")
    page.click("#agents-filter")
    page.write(agent)
    page.wait_gone('[data-entry="1002"]')
    page.click(f'[data-entry="{agent}"]')
    page.wait_text('[data-field="persistentEnabled"]', "Holds now: Yes, set for the organisation.")
    seat.look("admin-agent", height=1000)
    choose_option(page, "autoAnswer", "Yes")
    save(page, f"Waiting for Agent {agent}")
    page.wait_text('[data-field="autoAnswer"]', "Holds now: Yes, set for this agent.")
    settings = call_center.ask(token, "GET", path)
    expect([settings["autoAnswer"]["value"], settings["inForce"]["autoAnswer"]], [True, False], "Auto answer")
    seat.say(f"set auto answer for {agent}, which waits for their next connection")
    choose_option(page, "persistentEnabled", "Yes")
    page.click("#apply-now")
    seat.look("admin-apply-now", height=1000)
    save(page, f"Applied at once to Agent {agent}.")
    expect(call_center.ask(token, "GET", path)["inForce"]["autoAnswer"], True, "Auto answer in force")
    seat.say("put it into force at once; the connection stands")
    for field in ("autoAnswer", "persistentEnabled"):
        choose_option(page, field, "As the group or the policy says")
    page.click("#apply-now")
    save(page)
    expect(call_center.ask(token, "GET", path)["inForce"]["autoAnswer"], False, "Auto answer as before")


def adds_an_agent(seat, call_center):
    page, token = seat.page, call_center.token("--role", "administrator")
    page.click('[data-action="back"]')
    seat.do("add")
    page.wait_for("#field-id")
    fill(page, "#field-id", "1001")
    fill(page, "#field-name", "Nina")
    page.click('[data-action="save"]')
    page.wait_text('[data-field="id"] .field-problem', "already")
    fill(page, "#field-id", "1003")
    page.click('[data-action="save"]')
    page.wait_text('[data-field="workplace.address"] .field-problem', "Must be")
    fill(page, '[id="field-workplace.address"]', "1003")
    page.wait_gone('[data-field="workplace.address"] .field-problem')
    seat.look("admin-add")
    page.click('[data-action="save"]')
    page.wait_text(".page-name", "Nina")
    profile = call_center.ask(token, "GET", "agents/1003/profile")["profile"]
    expect([profile["name"], profile["workplace"]], ["Nina", {"kind": "endpoint", "address": "1003"}], "The new agent")
    seat.say("added agent 1003, after an id that is taken and no phone were refused")
    page.click('[data-action="more-queues"]')
    fill(page, '[data-field="queues"] .row-entry input', "crew")
    page.click('[data-action="more-otherWorkplaces"]')
    fill(page, '[data-field="otherWorkplaces"] .row-entry input', "1003-home")
    save(page)
    profile = call_center.ask(token, "GET", "agents/1003/profile")["profile"]
    expect(profile["queues"], {"crew": 0}, "The new agent's queues")
    expect(profile["otherWorkplaces"], [{"kind": "endpoint", "address": "1003-home"}], "The other phones")
    seat.say("gave them a queue and a second phone")


def removes_an_agent(seat, call_center):
    page, token = seat.page, call_center.token("--role", "administrator")
    open_page(page, "agents")
    page.click('[data-entry="1003"]')
    page.click('[data-action="less-queues-1"]')
    save(page)
    expect("queues" in call_center.ask(token, "GET", "agents/1003/profile")["profile"], False, "A queue that was taken out")
    seat.do("remove")
    page.wait_for('dialog[open] [data-choice="remove"]')
    seat.look("admin-remove")
    seat.choose("remove")
    page.wait_for('[data-entry="1002"]')
    page.wait_gone('[data-entry="1003"]')
    ids = [item["id"] for item in call_center.ask(token, "GET", "agents")["items"]]
    expect(ids, ["1001", "1002"], "The agents")
    open_page(page, "live")
    page.wait_for('[data-agent="1002"]')
    page.wait_gone('[data-agent="1003"]')
    seat.say("took agent 1003 out of the queue, and removed them")


def changes_a_group(seat, call_center):
    page, token = seat.page, call_center.token("--role", "administrator")
    open_page(page, "groups")
    page.click('[data-entry="sales"]')
    page.wait_for("#field-mayChangeAutoAnswer")
    choose_option(page, "mayChangeAutoAnswer", "Yes")
    save(page)
    expect(
        call_center.ask(token, "GET", "agents/1001/phone-settings")["mayChangeAutoAnswer"],
        {"value": True, "source": "group"}, "What holds for an agent of the group")
    seat.look("admin-group")
    seat.do("remove")
    seat.choose("remove")
    page.wait_text('[data-notice="page.problem"]', "The group still has agents.")
    seat.say("let the agents of a group switch auto answer; the group cannot be removed")


def looks_at_lines(seat):
    open_page(seat.page, "lines")
    seat.page.wait_for('[data-trunk="carrier"] meter')
    seat.page.wait_text('[data-queue="crew"]', "1003")
    seat.look("admin-lines")
    seat.say("sees trunks and queues")
    open_page(seat.page, "live")
    seat.page.wait_for('[data-agent="1003"]')
    seat.look("admin-live", width=1440, height=900)


def may_only_look(seat, call_center):
    call_center.keep_directory_in_file()
    page = seat.page
    page.ask("Page.reload")
    page.wait_for('[data-live="true"]', 30)
    open_page(page, "policy")
    page.wait_text('[data-banner="file"]', "the directory is kept in a file")
    page.wait("document.getElementById('field-offerSeconds').matches(':disabled')", "nothing can be typed")
    page.wait_gone('[data-action="save"]')
    seat.look("admin-file")
    seat.say("reads why nothing can be changed where a file is the directory")
