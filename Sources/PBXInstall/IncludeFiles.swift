// Written by embed-include-files.sh: change asterisk-conf/include instead.
// swift-format-ignore-file

/// The files that Asterisk includes: in the program itself, so that it needs no other file.
enum IncludeFiles {
    static let texts: [String: String] = [
"offhook-ari.conf": ##"""
; ari.conf: the user as whom Offhook signs in. Include this file at the end of ari.conf.

[general](+)
; An event is dropped, and the connection with it, when it cannot be written for this long. The default
; of 100 ms cuts Offhook off at the first hiccup of the machine.
websocket_write_timeout=1000

; These channel variables come with every event, so that Offhook need not ask for them one by one.
; Asterisk heeds only the last such line: if you have one already, put all names into one line. Names of yours that
; Offhook is to show with an offer (asterisk.offerVariables) stand here, too.
channelvars=OFFHOOK_CALLER,OFFHOOK_RING_SECONDS,OFFHOOK_DIALED_NUMBER,OFFHOOK_QUEUE,OFFHOOK_DIRECTION,OFFHOOK_MUST_ACCEPT,OFFHOOK_WAITING_SINCE

[offhook]
type=user
read_only=no
; As long as this is empty, Asterisk refuses the user. Use a long random password of your own and give
; Offhook the same one (asterisk.passwordFile); keep this file readable for Asterisk alone.
; It is not hashed (password_format=crypt), because Asterisk would compute the hash anew for each
; request, some milliseconds each time, and an agent would hear every one of them later.
password=

"""##,
"offhook-extensions.conf": ##"""
; extensions.conf: how a call comes to an agent of Offhook, and what happens afterwards. Include this file
; in extensions.conf. Your own dialplan calls one of four subroutines:
;
;   Gosub(offhook-offer,s,1(tenant,agent[,dialedNumber]))
;       hands the customer's own channel over. It may be answered or not: Offhook answers it when the
;       agent accepts. While waiting, the customer hears music if answered, else ringing.
;
;   Gosub(offhook-dial,s,1(tenant,agent,ringSeconds[,dialedNumber]))
;       dials the agent with Dial(). The customer's channel stays in the dialplan all the time, so that
;       everything that Dial() offers can be used: take a copy of the subroutine and add options.
;
;   Gosub(offhook-queue,s,1(queue,ringSeconds[,waitSeconds[,dialedNumber]]))
;       lets the customer wait in a queue of queues.conf whose members are agents (see offhook-queues.conf).
;       ringSeconds is that queue's timeout=; waitSeconds how long the customer waits in all. Answer first,
;       or the customer cannot hear the music.
;
;   Gosub(offhook-wait,s,1(tenant,waitSeconds[,dialedNumber]))
;       hands the customer's own channel over without an agent: they wait, with music if answered, for the agent whom a router
;       of yours finds by Offhook's API (GET …/waiting-customers, POST …/offers), waitSeconds at most, 1 to 86400; an hour
;       without it.
;
; If an agent accepts and the call ends well, none comes back: the customer is hung up. In every other
; case they return, with OFFHOOK_RESULT set to
;
;   rejected      the agent rejected the call (in a queue: it goes on with the next)
;   timedOut      the agent did not answer in time; in a queue, or waiting for a router: waitSeconds are over
;   released      the router has nobody for the customer
;   unavailable   the agent cannot take calls now; of a queue QUEUESTATUS says more (FULL, JOINEMPTY, …)
;   agentLost     the connection to the agent broke during the call; the customer is still there
;   transferred   the agent sends the customer on: to the number or SIP URI in OFFHOOK_TRANSFER_TO, or to the agent in
;                 OFFHOOK_TRANSFER_AGENT, the other of the two being empty
;   failed        something went wrong, see Offhook's log
;   serviceAway   Offhook is not running
;
; so the next line of your dialplan decides: another agent, a voicemail, an announcement. Who lost the agent and is sent into a
; queue by Gosub(offhook-queue,...) comes to its front, with OFFHOOK_RESULT left as it is:
;
;   exten => 100,1,Answer()
;    same => n(again),Gosub(offhook-queue,s,1(support,16,300))
;    same => n,GotoIf($["${OFFHOOK_RESULT}" != "agentLost"]?over)
;    same => n,Playback(custom/one-moment)
;    same => n,Goto(again)
;    same => n(over),...
;
; Customers on a channel of their own (offhook-offer, offhook-wait) may hear such a prompt from Offhook (policy.agentLostPrompt
; in its directory), which has them while there is music.
; A customer whom an agent has called, and who loses that agent or is sent on, comes to extension s of the context that
; policy.outbound.agentLostContext names in Offhook's directory, with OFFHOOK_RESULT=agentLost or transferred.
; The dialled number is shown to the agent. Without it, the number that the customer's call came in with
; is taken, or what OFFHOOK_DIALED_NUMBER holds already.
; A dialler that has somebody on the line sets OFFHOOK_DIRECTION=outbound before it hands them over, and
; OFFHOOK_MUST_ACCEPT=yes where the agent may not reject them.

[offhook-offer]
exten => s,1,Set(OFFHOOK_RESULT=)
 same => n,Gosub(offhook-dialed-number,s,1(${ARG3}))
 same => n,Set(CDR(offhook_tenant)=${ARG1})
 same => n,Set(CDR(offhook_agent)=${ARG2})
 same => n,Stasis(offhook,offer,${ARG1},${ARG2})
 ; Here the customer has come back. Offhook has set OFFHOOK_RESULT, unless nobody was there.
 same => n,GotoIf($["${STASISSTATUS}" = "SUCCESS"]?back)
 same => n,Set(OFFHOOK_RESULT=serviceAway)
 same => n(back),Gosub(offhook-record,s,1)
 same => n,Return()

[offhook-wait]
exten => s,1,Set(OFFHOOK_RESULT=)
 same => n,Gosub(offhook-dialed-number,s,1(${ARG3}))
 same => n,Set(CDR(offhook_tenant)=${ARG1})
 same => n,Stasis(offhook,wait,${ARG1},${FILTER(0-9,${ARG2})})
 ; Here the customer has come back. Offhook has set OFFHOOK_RESULT, unless nobody was there.
 same => n,GotoIf($["${STASISSTATUS}" = "SUCCESS"]?back)
 same => n,Set(OFFHOOK_RESULT=serviceAway)
 same => n(back),Gosub(offhook-record,s,1)
 same => n,Return()

; The call's record has the agent who had the call. Whoever comes back for another reason than that the agent was lost, or
; sent them on, had none.
[offhook-record]
exten => s,1,GotoIf($["${OFFHOOK_RESULT}" = "agentLost" | "${OFFHOOK_RESULT}" = "transferred"]?done)
 same => n,Set(CDR(offhook_agent)=)
 same => n,Set(CDR(offhook_call)=)
 same => n(done),Return()

[offhook-dial]
exten => s,1,Set(OFFHOOK_RESULT=)
 same => n,Set(CDR(offhook_tenant)=${ARG1})
 same => n,Set(CDR(offhook_agent)=${ARG2})
 same => n,Set(SHARED(OFFHOOK_RESULT)=)
 same => n,Gosub(offhook-dialed-number,s,1(${ARG4}))
 ; Two underscores hand a variable on to the channel that is dialled, and to all after it.
 same => n,Set(__OFFHOOK_DIALED_NUMBER=${OFFHOOK_DIALED_NUMBER})
 same => n,Set(__OFFHOOK_CALLER=${CHANNEL(uniqueid)})
 same => n,Set(__OFFHOOK_RING_SECONDS=${ARG3})
 same => n,Set(__OFFHOOK_DIRECTION=${OFFHOOK_DIRECTION})
 same => n,Set(__OFFHOOK_MUST_ACCEPT=${OFFHOOK_MUST_ACCEPT})
 ; /n keeps the Local channel in the call, so that Offhook holds the same half from offer to end.
 ; g goes on here when the other side ends the call. Offhook ends it with a cause; Dial() tells of it, seen
 ; with Asterisk 22.10:
 ;   not answered, ended with 17     BUSY          17    rejected
 ;   not answered, ended with 19     NOANSWER      19    timedOut
 ;   not answered, ended with 20     CHANUNAVAIL   20    unavailable
 ;   not answered, ended with 42     CHANUNAVAIL   42    agentLost
 ;   not answered, ended with 38     CHANUNAVAIL   38    failed, as any other cause
 ;   ringSeconds are over            NOANSWER      0     timedOut
 ;   Offhook is not running          CHANUNAVAIL   27    serviceAway (the Hangup(27) below)
 ;   answered, ended with 16         ANSWER        16    the agent hung up, or transferred: then the customer's channel knows
 ;   answered, ended with 42         ANSWER        16    agentLost, see the "h" of offhook-half
 ; When the customer hangs up, nothing is run here any more (an "h" of yours sees CANCEL or ANSWER).
 ; FILTER() keeps what a name can have: where your dialplan hands on what a customer dialled, an "&" in it
 ; would dial something else as well, on your account.
 same => n,Dial(Local/${FILTER(0-9A-Za-z_.\-,${ARG2})}@offhook-${FILTER(0-9A-Za-z_.\-,${ARG1})}/n,${FILTER(0-9,${ARG3})},g)
 same => n,GotoIf($["${DIALSTATUS}" != "ANSWER"]?unanswered)
 same => n,GotoIf($["${SHARED(OFFHOOK_RESULT)}" = "agentLost"]?agentLost)
 same => n,GotoIf($["${SHARED(OFFHOOK_RESULT)}" = "transferred"]?transferred)
 same => n,Hangup()
 same => n(transferred),Gosub(offhook-transferred,s,1)
 same => n,Return()
 same => n(unanswered),GotoIf($["${HANGUPCAUSE}" = "17"]?rejected)
 same => n,GotoIf($["${HANGUPCAUSE}" = "20"]?unavailable)
 same => n,GotoIf($["${HANGUPCAUSE}" = "42"]?agentLost)
 same => n,GotoIf($["${HANGUPCAUSE}" = "27"]?serviceAway)
 same => n,GotoIf($["${DIALSTATUS}" = "NOANSWER"]?timedOut)
 same => n,Set(OFFHOOK_RESULT=failed)
 same => n,Goto(record)
 same => n(rejected),Set(OFFHOOK_RESULT=rejected)
 same => n,Goto(record)
 same => n(timedOut),Set(OFFHOOK_RESULT=timedOut)
 same => n,Goto(record)
 same => n(unavailable),Set(OFFHOOK_RESULT=unavailable)
 same => n,Goto(record)
 same => n(agentLost),Set(OFFHOOK_RESULT=agentLost)
 same => n,Goto(record)
 same => n(serviceAway),Set(OFFHOOK_RESULT=serviceAway)
 same => n(record),Gosub(offhook-record,s,1)
 same => n,Return()

[offhook-queue]
; Whoever has just lost an agent goes before all others of their rank, and before those up to 99 ranks above: QUEUE_PRIO is
; the rank that Queue() reads.
exten => s,1,GotoIf($["${OFFHOOK_RESULT}" != "agentLost"]?rank)
 same => n,Set(QUEUE_PRIO=$[0${FILTER(0-9,${QUEUE_PRIO})} + 100])
 same => n(rank),Set(OFFHOOK_RESULT=)
 same => n,Set(QUEUESTATUS=)
 same => n,Set(SHARED(OFFHOOK_RESULT)=)
 same => n,Gosub(offhook-dialed-number,s,1(${ARG4}))
 same => n,Set(__OFFHOOK_DIALED_NUMBER=${OFFHOOK_DIALED_NUMBER})
 same => n,Set(__OFFHOOK_CALLER=${CHANNEL(uniqueid)})
 same => n,Set(__OFFHOOK_RING_SECONDS=${ARG2})
 same => n,Set(__OFFHOOK_DIRECTION=${OFFHOOK_DIRECTION})
 same => n,Set(__OFFHOOK_MUST_ACCEPT=${OFFHOOK_MUST_ACCEPT})
 same => n,Set(__OFFHOOK_QUEUE=${ARG1})
 ; Whoever comes back after an agent was lost has waited since the first time.
 same => n,Set(__OFFHOOK_WAITING_SINCE=${IF($[${LEN(${OFFHOOK_WAITING_SINCE})} > 0]?${OFFHOOK_WAITING_SINCE}:${EPOCH})})
 ; c goes on here when the agent's side ends the call. QUEUESTATUS is CONTINUE then, whatever ended it, so
 ; that the cause is left on the customer's channel, as with Dial(). Seen with Asterisk 22.10:
 ;   answered, ended with 16         CONTINUE      the agent hung up: so does the customer's channel
 ;   answered, ended with 42         CONTINUE      agentLost, see the "h" of offhook-half
 ;   waitSeconds are over            TIMEOUT       timedOut
 ;   nobody there, or no room        JOINEMPTY, LEAVEEMPTY, JOINUNAVAIL, LEAVEUNAVAIL, FULL: unavailable
 ; A half that ends unanswered (rejected, missed, Offhook not running) is the queue's own affair: it goes
 ; on with the next agent. When the customer hangs up, nothing is run here any more.
 same => n,Queue(${ARG1},c,,,${ARG3})
 ; What comes after is no affair of the queue's.
 same => n,Set(OFFHOOK_QUEUE=)
 same => n,Set(OFFHOOK_RING_SECONDS=)
 same => n,GotoIf($["${QUEUESTATUS}" = "CONTINUE"]?ended)
 same => n,GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?timedOut)
 same => n,Set(OFFHOOK_RESULT=unavailable)
 same => n,Return()
 same => n(timedOut),Set(OFFHOOK_RESULT=timedOut)
 same => n,Return()
 same => n(ended),GotoIf($["${SHARED(OFFHOOK_RESULT)}" = "agentLost"]?agentLost)
 same => n,GotoIf($["${SHARED(OFFHOOK_RESULT)}" = "transferred"]?transferred)
 same => n,Hangup()
 same => n(transferred),Gosub(offhook-transferred,s,1)
 same => n,Return()
 same => n(agentLost),Set(OFFHOOK_RESULT=agentLost)
 same => n,Return()

; Where the customer is sent on to, as Offhook has left it on their channel.
[offhook-transferred]
exten => s,1,Set(OFFHOOK_TRANSFER_TO=${SHARED(OFFHOOK_TRANSFER_TO)})
 same => n,Set(OFFHOOK_TRANSFER_AGENT=${SHARED(OFFHOOK_TRANSFER_AGENT)})
 same => n,Set(OFFHOOK_RESULT=transferred)
 same => n,Return()

; The number to show to the agent: the one given, or the one already set, or the one that was dialled.
[offhook-dialed-number]
exten => s,1,GotoIf($[${LEN(${ARG1})} > 0]?given)
 same => n,GotoIf($[${LEN(${OFFHOOK_DIALED_NUMBER})} > 0]?done)
 same => n,Set(OFFHOOK_DIALED_NUMBER=${CALLERID(dnid)})
 same => n(done),Return()
 same => n(given),Set(OFFHOOK_DIALED_NUMBER=${ARG1})
 same => n,Return()

; The inner half of Dial() or Queue() at Local/<agent>@offhook-<tenant>/n: it waits in Offhook for the agent to accept, and
; Offhook ends it with the cause that tells the result. Coming back here means that nobody was there:
; cause 27 (destination out of order) says so to the outer half.
[offhook-half]
; The customer's channel has the call's record; this half needs none.
exten => s,1,Set(CDR_PROP(disable)=1)
 same => n,Stasis(offhook,offer,${ARG1},${ARG2})
 same => n,Hangup(27)
; Runs when this half ends, before the outer half and the customer's channel hear of it. Of an answered call
; neither tells the cause, so that the one which matters is left on the customer's channel.
exten => h,1,GotoIf($["${HANGUPCAUSE}" != "42"]?done)
 same => n,Set(SHARED(OFFHOOK_RESULT,${OFFHOOK_CALLER})=agentLost)
 same => n(done),NoOp()

; An agent's name begins with a digit or a letter. A single letter is none: Asterisk would run "h" at
; each hang-up, and so offer a call that has just ended.
[offhook-tenant](!)
exten => _X!,1,Gosub(offhook-half,s,1(${CONTEXT:8},${EXTEN}))
exten => _[A-Za-z].,1,Gosub(offhook-half,s,1(${CONTEXT:8},${EXTEN}))

; Each tenant needs one such line, in a file of your own; the name behind "offhook-" is the tenant's:
;
; [offhook-acme](offhook-tenant)

; What agents' phones may dial themselves: nothing.
[offhook-phones]

"""##,
"offhook-manager.conf": ##"""
; manager.conf: the user as whom Offhook puts agents into queues. Include this file at the end of manager.conf, and only
; if Offhook is to do that (asterisk.manager in its configuration); calls do not need it.

[offhook]
; As long as this line is a remark, Asterisk refuses the user. Use a long random secret of its own and give
; Offhook the same one (asterisk.manager.passwordFile); keep this file readable for Asterisk alone.
;secret=
; From where it may sign in: the machine of Offhook.
deny=0.0.0.0/0.0.0.0
permit=127.0.0.1/255.255.255.255
; Queues and nothing else: no call can be made, listened to or hung up with this user.
read=agent
write=agent
; Of all that happens to queues, what changes their members.
eventfilter=Event: QueueMember(Added|Removed|Pause|Penalty)
; A message that cannot be written for this long, in milliseconds, ends the session; Offhook then signs in anew.
writetimeout=5000

"""##,
"offhook-pjsip.conf": ##"""
; pjsip.conf: what the phones of agents need. Include this file in pjsip.conf, before the phones.
; These are templates: they do nothing until a phone is made from them, as at the end.

[offhook-phone](!)
type=endpoint
; What a phone dials of its own accord. The context is empty, so it can call nobody; name yours.
context=offhook-phones
disallow=all
allow=alaw,ulaw

; The sound must always go through Asterisk: otherwise each Accept would re-INVITE both phones.
direct_media=no
; While parked, an agent's phone is sent nothing at all: no music, no silence. This keepalive, one byte
; every two seconds, keeps firewalls open and phones content. With 5 or more it is hardly ever sent,
; because each RTCP packet (every five seconds) starts its clock anew.
rtp_keepalive=2
; A phone that is muted or suppresses silence may send nothing for hours. It must not be hung up.
rtp_timeout=0
rtp_timeout_hold=0
; A phone that vanished (no power, no network) is found by the session timer instead, within about 110 s:
; 90 is the least that SIP allows. With the default, half an hour would go by.
timers=always
timers_sess_expires=90
; A transfer by the phone's own key would take the agent's connection away. Answered with 603.
allow_transfer=no
; The phone shows who is on the line: after Accept it is told by an UPDATE (not of callers who withhold
; their number: trust_id_outbound stays off).
send_pai=yes
; For phones behind NAT; harmless for others.
rtp_symmetric=yes
force_rport=yes
rewrite_contact=yes
dtmf_mode=auto
allow_subscribe=no

[offhook-phone-auth](!)
type=auth
auth_type=digest

[offhook-phone-aor](!)
type=aor
; One phone for each agent: with two, both would ring and the wrong one might answer.
max_contacts=1
remove_existing=yes
; Asks the phone every 30 s whether it is there.
qualify_frequency=30
qualify_timeout=3

; An agent's phone that registers, agent 1001 (each phone needs these three sections). Put it into a
; file of your own, so that this one can be replaced by a newer one:
;
; [1001](offhook-phone)
; auth=1001
; aors=1001
;
; [1001](offhook-phone-auth)
; username=1001
; password=a long random password
;
; [1001](offhook-phone-aor)

"""##,
"offhook-queues.conf": ##"""
; queues.conf: what a queue needs whose members are agents of Offhook. Include this file in queues.conf, after
; [general] and before the queues. It is a template: it does nothing until a queue is made from it.

[offhook-queue](!)
; Not here but in each queue: strategy=, because a queue cannot overrule its template in that. rrmemory (in
; turn), leastrecent, fewestcalls, random, or linear (in the order of the members). With ringall, the default,
; all free agents are offered the customer at once; the first to accept has the call, for the others it is
; canceled.

; Several waiting customers are offered at the same time, each to another agent.
autofill=yes

; How long one agent is offered a customer. Gosub(offhook-queue,…) must be told the same number: Offhook ends
; the offer a second before, so that a missed one is its own doing and the agent is on break at once.
timeout=16
; Seconds between one agent and the next.
retry=1
; An agent who rejects, or who cannot be offered anything now, ends the turn of that agent alone.
timeoutrestart=no

; Never offer to an agent who is being offered another customer, or is in a call.
ringinuse=no
; Nobody is taken out for a missed or rejected offer: Offhook does that, by its policy, and shows it.
autopause=no
; Offhook says when an agent is free again.
wrapuptime=0
; No seconds between Accept and the customer, and nothing that the agent has to listen to first.
memberdelay=0
reportholdtime=no

; What customers hear while they wait: a class of musiconhold.conf.
musicclass=default

; Agents who are not available (on break, offline, logged out, not reachable) are "Unavailable" in
; "queue show". Whether customers may wait while all of them are is up to you:
;
; joinempty=unavailable,invalid,unknown
; leavewhenempty=unavailable,invalid,unknown

; A queue of agents 1001 and 1002 of the tenant acme, in a file of your own:
;
; [support](offhook-queue)
; strategy=rrmemory
; member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1001
; member => Local/1002@offhook-acme/n,0,1002,Stasis:acme:1002
;
; In each member stand, in this order:
;   Local/<agent>@offhook-<tenant>/n   what is dialled; /n keeps it in the call, so that Offhook holds the
;                                      same half from offer to end
;   0                                  the penalty: lower ones first
;   1001                               the agent's name in queue_log and "queue show"; yours to choose
;   Stasis:<tenant>:<agent>            the state that Offhook sets. Without it the queue would offer to an
;                                      agent who is on break, for the phone is in use all day

"""##,
    ]
}
