# meibo: `make` lists the targets.
DATE ?= 2026-11-21
PIPELINE ?= pipelines/insurance
EXPORTS ?= fixtures/insurance/exports
STORE ?= build/store
SCALE ?= 0.1
SEED ?= 1
RUNS ?= 100000
SECONDS ?= 1200
POINTS ?=
HISTORIES ?= 1000000

# The secret that signs unsubscribe links. The one here is for the fixtures alone.
FIXTURE_SECRET := secret-of-the-fixture
ifneq ($(filter fixtures/%,$(EXPORTS)),)
  export MEIBO_UNSUBSCRIBE_SECRET ?= $(FIXTURE_SECRET)
endif

# An import that Package.swift does not declare fails the build.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The instructions of a level of x86-64 if this processor has all of it, for what is built here is for
# machines like this one: servers of about 2021 on, or else of 2013 on. `make CPU=` builds for every x86-64
# processor, `make CPU=x86-64-v3` for the latter.
has = $(shell for flag in $(1); do grep -qsw $$flag /proc/cpuinfo || exit 0; done; echo yes)
V3 := avx2 bmi1 bmi2 f16c fma abm movbe
V4 := avx512f avx512bw avx512cd avx512dq avx512vl avx512_vbmi2
CPU := $(if $(call has,$(V3)),$(if $(call has,$(V4)),x86-64-v4 avx512vbmi2,x86-64-v3))
SWIFT_FLAGS += $(if $(CPU),-Xcc -march=$(firstword $(CPU)))
SWIFT_FLAGS += $(patsubst %,-Xcc -m%,$(wordlist 2,9,$(CPU)))
MEIBO := .build/release/meibo
COMMON = --pipeline $(PIPELINE) --store $(STORE) --date $(DATE)

.DEFAULT_GOAL := help
# What the build needs besides Swift: headers of SQLite, zlib and isa-l.
PACKAGES := libsqlite3-dev zlib1g-dev libisal-dev
.PHONY: help run test test-consent test-faults test-quarter check build build-vectors test-vectors release lint \
  format bench bench-ingest fuzz fixture system ingest cleanse derive segment manifest report report-check browser

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'
	@echo
	@echo "  DATE=$(DATE) EXPORTS=$(EXPORTS) STORE=$(STORE) PIPELINE=$(PIPELINE)"

run: release ## Run all five stages on EXPORTS for DATE
	$(MEIBO) run $(COMMON) --exports $(EXPORTS) $(if $(REPLAY),--replay)

ingest: release ## Stage 1: read every export and account for its records
	$(MEIBO) ingest $(COMMON) --exports $(EXPORTS)

cleanse: release ## Stage 2: type every value, keep the newest record of each key
	$(MEIBO) cleanse $(COMMON) --exports $(EXPORTS)

derive: release ## Stage 3: make the marts
	$(MEIBO) derive $(COMMON)

segment: release ## Stage 4: find who may enter each scenario
	$(MEIBO) segment $(COMMON)

manifest: release ## Stage 5: ask the consent gate and hand over
	$(MEIBO) manifest $(COMMON)

report: release ## Draw what became of DATE as one HTML file
	$(MEIBO) report $(COMMON)

test: system ## Build and run all tests
	swift test $(SWIFT_FLAGS)

test-quarter: system ## Simulate a whole quarter through files (minutes; QUARTER_SEED=n for another)
	MEIBO_QUARTER=whole MEIBO_QUARTER_SEED=$(QUARTER_SEED) \
	  swift test -c release -Xswiftc -enable-testing --scratch-path .build-tests $(SWIFT_FLAGS) \
	  --filter Quarter

test-consent: system ## Ask the gate about HISTORIES generated people, beside a slow model
	HISTORIES=$(HISTORIES) swift test -c release -Xswiftc -enable-testing --scratch-path .build-tests \
	  $(SWIFT_FLAGS) --filter GateTests.TownHistoryTests

test-faults: PACKAGES += strace
test-faults: release ## Break runs at each write, sync and rename, or at POINTS of them by SEED
	Tests/Faults/run $(if $(POINTS),--points $(POINTS)) --seed $(SEED) $(FAULTS)

check: lint test ## What CI runs: format, build, tests

lint: ## Check the format of the code
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

format: ## Put the code into its format
	swift format --in-place --parallel --recursive Package.swift Sources Tests

build: system ## Build for debugging
	swift build $(SWIFT_FLAGS)

# Both in a folder of their own: with other flags everything is built anew.
build-vectors: system ## Build what has loops of its own for each processor
	for target in Ingest Cleanse; do \
	  swift build --scratch-path .build-vectors $(SWIFT_FLAGS) --target $$target || exit; \
	done

test-vectors: system ## Test what has loops of its own for each processor
	swift test --scratch-path .build-vectors $(SWIFT_FLAGS) \
	  --filter 'IngestTests|CleanseTests|ShortcutTests|ValueCacheTests'

release: system ## Build for use
	@swift build -c release $(SWIFT_FLAGS) --product meibo

bench: system ## Measure the stages at SCALE beside DuckDB, on generated exports
	SWIFT_FLAGS="$(SWIFT_FLAGS)" Tests/Benchmarks/run $(SCALE)

bench-ingest: system ## Measure reading and cleansing at SCALE beside DuckDB
	SWIFT_FLAGS="$(SWIFT_FLAGS)" Tests/Benchmarks/run $(SCALE) --ingest

fuzz: system ## Read RUNS broken exports, made by SEED, for SECONDS at most
	swift build -c release $(SWIFT_FLAGS) --product exportfuzz
	.build/release/exportfuzz --seed $(SEED) --runs $(RUNS) --seconds $(SECONDS) \
	  --exports fixtures/insurance/exports --pipeline pipelines/insurance

# Several days, so that there is a trend to draw and journeys have moved on.
REPORT_DAYS := 2026-11-17 2026-11-18 2026-11-19 2026-11-20 2026-11-21
report-check: release browser ## Look at the fixture's report in Chromium: 3 widths, light, dark, paper
	rm -rf build/report-store build/report-screens
	@for day in $(REPORT_DAYS); do \
	  MEIBO_UNSUBSCRIBE_SECRET=$(FIXTURE_SECRET) $(MEIBO) run --quiet --pipeline pipelines/insurance \
	    --store build/report-store --date $$day --exports fixtures/insurance/exports || exit; \
	done
	@for language in both ja en; do \
	  file=build/report-store/reports/$$language; \
	  options="--pipeline pipelines/insurance --store build/report-store --date 2026-11-21"; \
	  $(MEIBO) report $$options --lang $$language --out $$file.html && \
	  $(MEIBO) report $$options --json > $$file.json && \
	  Tests/Browser/check $$file.html $$file.json build/report-screens/$$language || exit; \
	done

fixture: system ## Make the fixture's exports and its golden files anew
	swift build -c release $(SWIFT_FLAGS) --product exportgen
	rm -rf fixtures/insurance/exports
	.build/release/exportgen --seed 1 --customers 300 --date 2026-11-21 --out fixtures/insurance/exports
	-RECORD_GOLDEN=1 swift test $(SWIFT_FLAGS) --filter EndToEndTests

# What looking at a report needs: a browser, with letters for Japanese.
browser: PACKAGES := chromium fonts-noto-cjk python3

# Installs PACKAGES, or says how.
system browser:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then \
	  echo "installing$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	else \
	  echo "meibo needs$$missing. Run:"; \
	  echo "  sudo apt-get install -y$$missing"; \
	  exit 1; \
	fi
