"""An agent's day in the console, as the issue of it tells it."""
from browser import Failed
from steps import Keyboard


def morning(seat, call_center):
    """Log in, available, a customer with all that a call has, and the wrap-up."""
    seat.page.wait_for('[data-action="log-in"]')
    seat.look("hello")
    seat.log_in()
    seat.look("on-break")
    seat.do("status-available")
    seat.page.wait_for("#pin:not([disabled])")
    seat.look("pin")
    wrong_pin(seat, call_center)
    seat.look("available")
    seat.dismiss()

    seat.listen()
    call_center.phone("2001", "dial", "6000")
    seat.is_offered("2001")
    seat.page.wait_text("#phone", "support")
    seat.page.wait("tones > 0", "a ring is heard")
    seat.look("offered")
    moves = "getComputedStyle(document.querySelector('.phone.ringing')).animationName"
    seat.page.wait(f"{moves} === 'ring-frame'", "the phone blinks")
    seat.page.look(still=True)
    seat.page.wait(f"{moves} === 'none'", "it is still for who wants no motion")
    seat.page.look()
    seat.say("is offered 2001 of the queue support: it blinks and rings, and the title bar and the screen reader's region tell of it")
    seat.do("answer")
    seat.is_talking()
    seat.say("answered, and talks with 2001")
    seat.look("in-a-call")
    hold_and_mute(seat)
    records(seat)
    keypad(seat)
    refused(seat)
    seat.do("hang-up")
    seat.page.wait_for('[data-face="wrapUp"] progress')
    seat.say("hung up, and has a wrap-up")
    seat.look("wrap-up")
    seat.do("wrap-up")
    seat.page.wait_for('[data-face="available"]')
    seat.say("ended the wrap-up early")
    call_center.phone("2001", "hangup")


def wrong_pin(seat, call_center):
    pin = call_center.phone("1001", "pin")
    seat.type_pin("".join(str((int(digit) + 1) % 10) for digit in pin))
    seat.page.wait_text("#pin-problem", "2 tries are left")
    seat.look("wrong-pin")
    seat.say("typed a wrong PIN, and is told that two tries are left")
    seat.type_pin(pin)
    seat.page.wait_for('[data-banner="open"]')
    seat.page.wait_for('[data-notice="notice.connectionOpened"]')
    seat.page.wait_for('[data-face="available"]')
    seat.say("typed the PIN that the phone heard: connected, and available")


def hold_and_mute(seat):
    seat.do("hold")
    seat.page.wait_text('[data-face="call"]', "On hold: the customer hears music.")
    seat.look("on-hold")
    seat.page.wait_text('[data-action="hold"]', "Resume")
    seat.do("hold")
    seat.page.wait_text('[data-action="hold"]', "Hold")
    seat.do("mute")
    seat.page.wait_text('[data-action="mute"]', "Unmute")
    seat.do("mute")
    seat.page.wait("!document.querySelector('[data-face=call]').textContent.includes('Muted')", "it is not muted any more")
    seat.say("held, resumed, muted and unmuted")


def records(seat):
    """Records the call, pauses, goes on and stops; each is said in words."""
    state = "[data-recording]"
    seat.do("startRecording")
    seat.page.wait_text(state, "Recording: what the two of you say is taken down.")
    seat.look("recording")
    seat.do("pauseRecording")
    seat.page.wait_text(state, "Recording paused: nothing is taken down.")
    seat.look("recording-paused")
    seat.do("resumeRecording")
    seat.page.wait_text(state, "Recording: what the two of you say is taken down.")
    seat.do("hold")
    seat.page.wait_text(state, "Recording paused: the customer hears music.")
    seat.do("hold")
    seat.page.wait_text(state, "Recording: what the two of you say is taken down.")
    seat.do("stopRecording")
    seat.page.wait_for('[data-action="startRecording"]')
    seat.say("recorded the call, but for a pause and a hold, and stopped")


def hears_recordings(seat, deletes=False):
    """A supervisor hears a recording, and an administrator deletes it."""
    seat.page.wait_for("#recordings [data-recording]")
    seat.page.click('#recordings [data-action="play"]')
    seat.page.wait_for("#recordings audio")
    seat.page.wait("document.querySelector('#recordings audio').duration > 0", "there is sound in it")
    seat.page.click('#recordings [data-action="play"]')
    seat.page.wait("!document.querySelector('#recordings audio')", "it is closed")
    seat.say("heard a recording of a call")
    if not deletes:
        return
    count = "document.querySelectorAll('#recordings [data-recording]').length"
    before = seat.page.value(count)
    seat.page.click('#recordings [data-action="delete-recording"]')
    seat.page.wait_for("dialog[open]")
    seat.choose("delete")
    seat.page.wait(f"{count} === {before - 1}", "it is in the list no more")
    seat.say("deleted a recording")


def keypad(seat):
    seat.do("keypad")
    seat.page.wait_for(".keypad")
    if isinstance(seat, Keyboard):
        seat.page.tab_to(".keypad")
        seat.page.write("12#")
    else:
        for digit in "12#":
            seat.page.click(f'[data-digit="{digit}"]')
    seat.page.wait_text(".sent", "12#")
    seat.look("keypad", height=1000)
    seat.do("keypad")
    seat.page.wait_gone(".keypad")
    seat.do("transfer")
    seat.page.wait_for(".transfer")
    seat.look("transfer")
    seat.do("transfer")
    seat.page.wait_gone(".transfer")
    seat.say("sent 1 2 # by the keypad, and saw where a customer is transferred")


def refused(seat):
    """A log-out in a call asks when."""
    seat.do("log-out")
    seat.page.wait_for('dialog[open] [data-choice="afterCall"]')
    seat.look("log-out-in-call")
    seat.choose("cancel")
    seat.page.wait("!document.querySelector('dialog').open", "the dialogue is closed")
    seat.page.wait(
        "document.querySelector('[data-action=close]').title === 'Not during a call.'",
        "a button that is refused says why")
    seat.say("is asked when to log out, cancels, and reads why the connection cannot be closed now")


def rejects(seat, call_center):
    call_center.phone("2002", "dial", "91001")
    seat.is_offered("2002")
    seat.do("reject")
    seat.page.wait_gone('[data-face="offer"]')
    seat.page.wait_text("#recent", "Rejected")
    seat.page.wait("!document.title.startsWith('(!)')", "the title bar is calm again")
    call_center.phone("2002", "hangup")
    seat.page.wait_for('[data-face="available"]')
    seat.say("rejected 2002, and today's list tells of it")


def dials(seat, call_center, address):
    if isinstance(seat, Keyboard):
        seat.page.press("d")
        seat.page.wait("document.activeElement.id === 'dial-to'", "the field has the focus")
        seat.page.write(address)
        seat.page.press("Enter")
    else:
        seat.page.click("#dial-to")
        seat.page.write(address)
        seat.do("dial")
    seat.page.wait_text('[data-face="call"] .call-state', "Ringing")
    seat.look("dialling")
    call_center.phone("2001", "answer")
    seat.is_talking()
    seat.say("called a customer, who answered")
    seat.do("hang-up")
    seat.page.wait_for('[data-face="wrapUp"]')
    seat.do("wrap-up")
    seat.is_done()


def transfers(seat, call_center):
    call_center.phone("2001", "dial", "91001")
    seat.is_offered("2001")
    seat.do("answer")
    seat.is_talking()
    seat.do("transfer")
    seat.page.wait_for("#transfer-to")
    if isinstance(seat, Keyboard):
        seat.page.tab_to("#transfer-to")
    else:
        seat.page.click("#transfer-to")
    seat.page.write(call_center.customer.replace("2001", "2002").replace(".31", ".32"))
    seat.press('[data-action="send-on"]')
    seat.is_done()
    seat.page.wait_text("#recent", "Transferred")
    call_center.phone("2001", "hangup")
    call_center.phone("2002", "hangup")
    seat.page.wait_for('[data-face="wrapUp"]')
    seat.do("wrap-up")
    seat.page.wait_for('[data-face="available"]')
    seat.say("sent a customer on")


def consults(seat, call_center):
    """Somebody is asked, talks with both, and is left with the customer."""
    call_center.phone("2001", "dial", "91001")
    seat.is_offered("2001")
    seat.do("answer")
    seat.is_talking()
    seat.do("transfer")
    seat.page.wait_for("#transfer-to")
    if isinstance(seat, Keyboard):
        seat.page.tab_to("#transfer-to")
    else:
        seat.page.click("#transfer-to")
    seat.page.write(call_center.customer.replace("2001", "2002").replace(".31", ".32"))
    seat.press('[data-action="consult"]')
    seat.page.wait_text(".participant", "is rung; the customer hears music")
    call_center.phone("2002", "answer")
    seat.page.wait_text(".participant", "You talk with sip:2002")
    seat.look("consult")
    seat.do("swapTransfer")
    seat.page.wait_text(".participant", "You talk with the customer")
    seat.do("joinTransfer")
    seat.page.wait_text(".participant", "All three of you talk")
    seat.look("conference")
    seat.do("completeTransfer")
    seat.is_done()
    seat.page.wait_text("#recent", "Transferred")
    call_center.phone("2001", "hangup")
    seat.page.wait_for('[data-face="wrapUp"]')
    seat.do("wrap-up")
    seat.page.wait_for('[data-face="available"]')
    seat.say("asked somebody, swapped, talked with both, and left the two alone")


def takes_a_break(seat):
    seat.do("status-onBreak")
    seat.page.wait_for(".reasons")
    seat.look("break-reasons")
    if isinstance(seat, Keyboard):
        seat.page.tab_to('[data-action="break-Lunch"]')
        seat.page.press("Enter")
    else:
        seat.do("break-Lunch")
    seat.page.wait_text(".status-reason", "Lunch")
    seat.page.wait_for('[data-banner="open"]')
    seat.say("is on break with the reason Lunch, and still connected")
    seat.do("status-available")
    seat.page.wait_for('[data-face="available"]')


def loses_the_phone(seat, call_center, name):
    call_center.phone(name, "hangup")
    seat.page.wait_for('[data-face="notReachable"]')
    seat.page.wait_text('[data-banner="lost"]', "the phone hung up")
    seat.page.wait_for('[data-notice="notice.connectionLost"]')
    seat.look("lost")
    seat.say("is told that the phone hung up, and is not reachable")
    seat.do("reopen")
    seat.connect(call_center, name)
    seat.page.wait_for('[data-face="available"]')
    seat.say("re-opened the connection, and goes on as before")


def is_loaded_anew(seat):
    """S8: reloading the console is the same session."""
    seat.page.value("window.isOld = true")
    seat.page.ask("Page.reload")
    seat.page.wait("window.isOld === undefined", "the page is loaded anew")
    seat.page.wait_for('[data-face="available"]')
    seat.page.wait_for('[data-banner="open"]')
    seat.say("loaded the page anew: the same session, still connected")


def survives_the_network(seat):
    """This machine loses its network, and gets it back."""
    for is_away in (True, False):
        seat.page.ask("Network.emulateNetworkConditions", offline=is_away, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        if is_away:
            # What the browser has open it keeps; a request shows that there is no network.
            seat.do("status-onBreak")
            seat.do("break-Lunch")
            seat.page.wait_for('[data-notice="page.problem"]')
    seat.do("status-available")
    seat.page.wait_for('[data-face="available"]')
    seat.say("was told that a request found no network, and went on when it was back")


def survives_silence(seats, call_center):
    """The service stands still and its stream is silent, as when a network swallows all: that is noticed."""
    with call_center.frozen_service():
        for seat in seats:
            seat.page.wait_for('[data-banner="reconnecting"]', 45)
            seat.say("notices that the stream is silent")
    for seat in seats:
        seat.page.wait_for('[data-live="true"]', 30)
        seat.say("hears it again")


def survives_a_kill(seats, call_center):
    """The service is killed while pages are open: they come back by themselves."""
    for seat in seats:
        seat.page.value("window.isTheSame = true")
    call_center.kill_service()
    for seat in seats:
        seat.page.wait_for('[data-banner="reconnecting"]')
        seat.page.wait("document.querySelector('main').inert", "what is shown cannot be pressed")
        seat.say("says calmly that it reconnects")
    seats[0].look("reconnecting")
    call_center.start_service()
    for seat in seats:
        seat.page.wait_for('[data-live="true"]', 30)
        seat.page.wait_gone('[data-banner="reconnecting"]')
        if not seat.page.value("window.isTheSame"):
            raise Failed("The page was loaded anew.")
        seat.say("is back without a reload")
    seats[0].page.wait_for('[data-banner="open"]')
    seats[0].page.wait_for('[data-face="available"]')
    seats[0].say("is still connected, and available")


def changes_settings(seat):
    """P4: a change of mode is confirmed first."""
    seat.do("status-workingOffline")
    seat.page.wait_for('[data-status="workingOffline"]')
    seat.do("settings")
    seat.page.wait_for("dialog[open] #settings")
    seat.look("settings")
    if isinstance(seat, Keyboard):
        seat.page.tab_to('dialog[open] input[name="mode"]')
        seat.page.press("ArrowDown")
        seat.page.tab_to('[data-action="save-settings"]')
        seat.page.press("Enter")
    else:
        seat.page.click('dialog[open] input[name="mode"][value="onDemand"]')
        seat.do("save-settings")
    seat.page.wait_text("dialog[open]", "Your phone rings for each call")
    seat.page.wait_for('dialog[open] [data-choice="change"]')
    seat.look("confirm")
    seat.choose("change")
    seat.page.wait_text("#connection", "On demand")
    seat.page.wait_for('[data-notice="notice.settingsSaved"]')
    seat.say("changed to on demand, after the page said what that leads to")


def logs_out(seat):
    seat.do("log-out")
    seat.page.wait_for('[data-action="log-in"]')
    seat.say("logged out")
