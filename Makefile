# `make demo` shows the main job; `make test` runs every test. Both set up what they need.
.DEFAULT_GOAL := help
CARGO ?= cargo
FEATURES := capi,cli
export RUSTDOCFLAGS := -D warnings

.PHONY: help demo test test-python test-node lint docs install uninstall dist-python dist-node bench soak fuzz audit header setup

help: ## show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

demo: ## ask three clouds (their stand-ins) for a token, mint Agora tokens, inspect one
	$(CARGO) build --locked --features cli
	sh examples/demo.sh

# The tests talk to loopback only; a proxy of the environment is for the package managers.
BYPASS := localhost,127.0.0.1,$(or $(no_proxy),$(NO_PROXY))
test test-python test-node soak: export NO_PROXY := $(BYPASS)
test test-python test-node soak: export no_proxy := $(BYPASS)
test: setup lint ## run every test in every language
	$(CARGO) test --locked --features $(FEATURES)
	bash tests/languages.sh

test-python: ## run the tests of the Python package alone; FAST=1: a debug build, on python3 only
	bash tests/python/run.sh

test-node: ## run the tests of the Node.js package alone; FAST=1: a debug build, on the machine's Node.js only
	bash tests/node/run.sh

lint: ## format, warnings and documentation, for each feature set
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --lib --no-default-features -- -D warnings
	$(CARGO) clippy --locked --lib -- -D warnings
	$(CARGO) clippy --locked --lib --features capi -- -D warnings
	$(CARGO) clippy --locked --lib --features python -- -D warnings
	$(CARGO) clippy --locked --lib --features node -- -D warnings
	$(CARGO) clippy --locked --all-targets --features $(FEATURES) -- -D warnings
	$(CARGO) doc --locked --no-deps --no-default-features
	$(CARGO) doc --locked --no-deps --features $(FEATURES)
	$(MAKE) docs

docs: ## write the reference of the C and C++ interfaces to target/doc-c
	rm -rf target/doc-c && mkdir -p target
	doxygen bindings/c/Doxyfile

install: ## install the C library, its headers and the command: make install PREFIX=/usr/local
	CARGO="$(CARGO)" sh bindings/c/install.sh install

uninstall: ## take away what install put there: make uninstall PREFIX=/usr/local
	sh bindings/c/install.sh uninstall

dist-python: ## make the Python wheel and source distribution: make dist-python DIR=dist
	sh bindings/python/dist.sh "$(or $(DIR),dist)"

dist-node: ## make the Node.js tarballs: make dist-node DIR=dist
	sh bindings/node/dist.sh "$(or $(DIR),dist)"

header: ## write include/voxtoken.h anew
	VOXTOKEN_BLESS=1 $(CARGO) test --locked --features capi --test header

setup: ## install what the tests need besides Rust, Node.js and Python
	sh tests/setup.sh

bench: ## measure, beside the official clients
	$(CARGO) bench --locked --features capi
	bash benches/capi.sh
	$(CARGO) test --locked --release --test agora_memory
	bash benches/agora_official.sh
	bash benches/python.sh
	bash benches/node.sh

soak: ## let processes that share a token die for minutes, two of each kind: make soak SECONDS=120
	VOXTOKEN_SOAK_SECONDS=$(or $(SECONDS),120) $(CARGO) test --locked --features cli \
	    --test cache_processes --test cache_redis -- --ignored --nocapture --test-threads 1

fuzz: ## fuzz every parser for a minute each (needs nightly Rust and cargo-fuzz)
	sh fuzz/run.sh

audit: ## licences, sources and advisories of the dependencies (needs cargo-deny)
	$(CARGO) deny --all-features check
