# Everything here starts with `setup`, which installs what is missing and is quick when nothing is.
#   make demo     an agent's day on a real Asterisk, played through the HTTP API
#   make run      the same parts, left running; make stop ends them
#   make test     every test, those on the real Asterisk among them
#   make rules    the tests on the real Asterisk alone, and what they saw and heard of each rule
#   make simulate SEEDS=100000  call centers by the thousand in which everything goes wrong; SEED=n shows one
#   make bench    how fast Accept is, beside one raw request to Asterisk
#   make drill    the service killed at each of its requests to Asterisk: what is lost?
#   make drill-short  the same, each request in one way
#   make queue-day  a busy queue for ten minutes, and what queue_log, manager, API and ledger have of it
#   make soak     thousands of calls over the same legs, and what grows; CALLS=10000
#   make doctor-traps  a right configuration broken in one way after the other; offhook doctor must find each
#   make fixtures records what a real Asterisk sends into fixtures/
#   make contract the API against its contract, with schemathesis, some minutes
#   make console-test  the agent's day in a real browser, at a real Asterisk with real phones; pictures of every state
#   make docker-test  the images of docker/, built and tried with podman, as root
#   make first-ten-minutes  what the guides say, with their own code blocks, from an empty folder to a customer on the line
#   make lint     formatting and style, and that the documents' links lead somewhere
#   make docs     the documentation of the libraries, with DocC
#   make fuzz     looks for inputs that break something, SECONDS (60) for each of what is in TARGETS (all)
#   make nightly  what is too long for every change: sanitizers, fuzzing, simulation, drill, soak
# ASTERISK=system takes the Asterisk of this machine instead of one in a folder.

ASTERISK ?= folder
CALLS ?= 10000
SECONDS ?= 60
TARGETS ?=
CHECKS = --explicit-target-dependency-import-check error
BIN = .build/debug
export OFFHOOK_ASTERISK = $(ASTERISK)
# The phones' sound is read from the network's packets, which only root may.
AS_ROOT = $(if $(filter 0,$(shell id -u)),,sudo env "PATH=$$PATH" "OFFHOOK_ASTERISK=$(ASTERISK)")

.PHONY: setup build demo run stop test rules real-asterisk simulate contract console-test first-ten-minutes drill drill-short queue-day queue-day-short lint docs bench bench-short soak soak-short fixtures docker-test doctor-traps clean \
	fuzz fuzz-short test-address test-thread test-thread-short test-thread-build nightly

setup:
	@scripts/install-packages
	@scripts/asterisk-install

build: setup
	@echo "Building (the first time takes some minutes) ..."
	swift build $(CHECKS)

demo: build
	@$(AS_ROOT) $(BIN)/offhook-demo day

run: build
	@$(AS_ROOT) $(BIN)/offhook-demo run

stop:
	@if [ -x $(BIN)/offhook-demo ]; then $(AS_ROOT) $(BIN)/offhook-demo stop; else echo "Nothing is running."; fi

# Those that compute for seconds, and those where a moment counts.
LOADING = SimulationTests|FuzzTargetsTests|ConnectionModeTests|StorageSQLiteTests|OrchestrationTests
TIMED = TransportTests|ARITests|DemoWorldTests

# Every test that needs no Asterisk; $(1) runs them. One after the other: those that load the machine would keep those
# waiting that are timed.
define in_turn
	$(1) --filter '$(LOADING)'
	$(1) --no-parallel --filter '$(TIMED)'
	$(1) --skip 'AsteriskTests|ControlAPITests|CommandTests|$(LOADING)|$(TIMED)'
	$(1) --filter ControlAPITests
	$(1) --filter CommandTests
endef

test: setup
	swift build --build-tests $(CHECKS)
	$(call in_turn,$(AS_ROOT) swift test --skip-build)
	@$(MAKE) --no-print-directory real-asterisk

rules: setup
	swift build --build-tests $(CHECKS)
	@$(MAKE) --no-print-directory real-asterisk

# One Asterisk, whose files are broken and put right again; half a minute.
doctor-traps: build
	@$(AS_ROOT) $(BIN)/offhook-demo doctor-traps

# How many of the tests on the real Asterisk run side by side: most of the time they wait.
SHARES ?= 4

# What the tests find is told also where one of them failed.
real-asterisk:
	@$(AS_ROOT) sh -c 'mkdir -p .run && rm -f .run/evidence .run/asterisk.xml'
	@status=0; $(AS_ROOT) env OFFHOOK_EVIDENCE=$(CURDIR)/.run/evidence \
		scripts/real-asterisk $(BIN)/offhookPackageTests.xctest $(SHARES) || status=$$?; \
	scripts/rules .run/evidence .run/asterisk.xml || status=1; exit $$status

# Twenty agents and sixty customers on one queue for ten minutes, and four books of it compared.
queue-day: build
	@$(AS_ROOT) $(BIN)/offhook-demo queue-day

# Some two minutes of it.
queue-day-short: build
	@$(AS_ROOT) $(BIN)/offhook-demo queue-day --seconds 45 --agents 6 --callers 20

# What is given to the drill besides, such as --rounds 3, and how many run side by side.
DRILL ?=
DRILL_SHARES ?= 3

drill: build
	@$(AS_ROOT) scripts/drill $(BIN)/offhook-demo $(DRILL_SHARES) $(DRILL)

drill-short: build
	@$(AS_ROOT) scripts/drill $(BIN)/offhook-demo $(DRILL_SHARES) --short $(DRILL)

# Seeds are run on all cores. FROM=n begins at another one than 1.
SEEDS ?= 100000
FROM ?= 1
simulate: setup
	swift build -c release $(CHECKS) --product offhook-simulate
	.build/release/offhook-simulate $(if $(SEED),$(SEED),$(FROM) $(SEEDS))

contract: build
	@$(AS_ROOT) scripts/contract-test

# Also leaves pictures in .run/console-test/pictures. WITH=pictures writes those of README.md anew.
WITH ?=
console-test: build
	@scripts/install-packages console
	@$(AS_ROOT) scripts/console-test $(WITH)

# Docker, systemd and a release build are left out; it says so.
first-ten-minutes: build
	@scripts/install-packages guides
	@$(AS_ROOT) scripts/first-ten-minutes

lint:
	swift format lint --strict --parallel --recursive Sources Tests Package.swift
	@scripts/check-links

# The documentation of the libraries ARI, AMI and ConnectionMode, in .docs; a warning is an error.
docs: build
	@scripts/docs

bench: setup
	swift build -c release $(CHECKS) --product offhook
	swift build -c release $(CHECKS) --product offhook-demo
	@$(AS_ROOT) .build/release/offhook-demo bench

# That the measuring works, in some seconds; what it shows is of no value.
bench-short: build
	@$(AS_ROOT) $(BIN)/offhook-demo bench --times 5

soak: build
	@$(AS_ROOT) $(BIN)/offhook-demo soak --calls $(CALLS)

# Some three minutes of it.
soak-short: build
	@$(AS_ROOT) $(BIN)/offhook-demo soak --calls 1200

fixtures: build
	@$(AS_ROOT) $(BIN)/offhook-demo record fixtures

# A podman of its own in .containers; nothing else of this machine is touched.
docker-test:
	@docker/test

# What breaks something is left in .fuzz; see scripts/fuzz.
fuzz: setup
	scripts/fuzz build
	scripts/fuzz run $(SECONDS) $(TARGETS)

# That nothing is found at once, in CI.
fuzz-short: SECONDS = 20
fuzz-short: fuzz

# Every test that needs no Asterisk, under a sanitizer; a build of its own for each. Side by side they would take longer than
# each may.
test-address test-thread: setup
	$(call in_turn,$(AS_ROOT) scripts/instrumented $(@:test-%=%) --no-parallel)

# Where threads meet, with a build of nothing else.
MEETING = TransportTests ARITests AMITests OrchestrationTests AsteriskGatewayTests
MEETING_TESTS = $(AS_ROOT) env 'OFFHOOK_TESTS=$(MEETING)' INSTRUMENTED_BUILD=.build-thread-short \
	scripts/instrumented thread

test-thread-build: setup
	$(MEETING_TESTS) build

test-thread-short: setup
	$(MEETING_TESTS) --no-parallel --filter '$(TIMED)|AMITests'
	$(MEETING_TESTS) --no-parallel --filter 'OrchestrationTests|AsteriskGatewayTests'

nightly: test-address test-thread
	$(MAKE) fuzz SECONDS=300
	$(MAKE) simulate SEEDS=100000
	$(MAKE) drill
	$(MAKE) soak
	$(MAKE) queue-day

clean: stop
	$(AS_ROOT) rm -rf .build .build-fuzz .build-address .build-thread .build-thread-short .run .docs
