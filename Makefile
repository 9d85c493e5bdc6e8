# Patient Portal. Bare `make` prints the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

GO ?= go
NPM := npm --no-fund --no-audit --loglevel=error
LINT := $(GO) tool -modfile=.ci/lint/go.mod golangci-lint
export CGO_ENABLED := 1

APP_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/*.ts frontend/*.json schema.graphql graph/schema -type f -not -path '*/src/gql/*' 2>/dev/null)
PLAYGROUND_SOURCES := $(shell find server/web/playground -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

##@ Use

.PHONY: run
run: build ## Lay out the demo clinic in data/ and serve it on http://localhost:8080
	bin/portal serve --demo

.PHONY: build
build: app playground ## Build bin/portal, one file with the app in it
	$(GO) build -ldflags "-s -w" -o bin/portal ./server

##@ Develop

.PHONY: generate
generate: ## Write the generated code anew: ent first, gqlgen second
	$(GO) generate ./ent
	$(GO) run ./graph/generate

.PHONY: migration
migration: ## Write a migration for both databases: make migration NAME=what_changes
	@test -n "$(NAME)" || { echo 'say what changes: make migration NAME=what_changes'; exit 2; }
	$(GO) run ./ent/migrate -name "$(NAME)"

.PHONY: dev
dev: frontend/node_modules/.package-lock.json ## Serve the app with hot reload beside a running `make run`
	cd frontend && $(NPM) run dev

.PHONY: format
format: ## Format Go
	gofmt -w $$(git ls-files '*.go' | grep -v '^ent/db/\|^graph/generated/\|^graph/model/')

##@ Prove

.PHONY: check
check: check-format check-generated check-migrations check-lint check-app ## Everything that needs no test run
	@echo 'make check: all good'

.PHONY: check-format
check-format:
	@bad=$$(gofmt -l $$(git ls-files '*.go' | grep -v '^ent/db/\|^graph/generated/\|^graph/model/')); \
	test -z "$$bad" || { echo "gofmt would change: $$bad"; exit 1; }

.PHONY: check-generated
check-generated: ## The generated code is what the schemas give
	.ci/verify-generated

.PHONY: check-migrations
check-migrations: ## Both databases' migrations give the schema
	$(GO) run ./ent/migrate -check

.PHONY: check-lint
check-lint: app playground ## go vet, the linter and the arrow
	$(GO) vet ./...
	$(LINT) run ./...

.PHONY: check-app
check-app: frontend/node_modules/.package-lock.json ## Types, lint and generated documents of the app
	cd frontend && $(NPM) run check

.PHONY: test
test: test-go test-app test-contract test-browser ## Everything: Go on SQLite and PostgreSQL, the app, the contract, the browser
	@echo 'make test: all good'

.PHONY: test-go
test-go: app playground ## Go tests on both databases
	$(GO) run ./server/store/storetest/withpostgres $(GO) test -timeout 15m ./...

.PHONY: test-race
test-race: app playground ## The same under the race detector
	$(GO) run ./server/store/storetest/withpostgres $(GO) test -race -timeout 30m ./...

.PHONY: test-app
test-app: frontend/node_modules/.package-lock.json ## The app's unit tests
	cd frontend && $(NPM) test

.PHONY: test-contract
test-contract: build server/web/conformance/node_modules/.package-lock.json ## The contract, asked of the built program by clients from npm
	$(GO) run ./server/store/storetest/withpostgres node --test --test-reporter=spec server/web/conformance/contract.test.mjs

.PHONY: test-browser
test-browser: build ## The app in a real browser against the real server
	.ci/need-chromium
	cd frontend && $(NPM) run e2e

.PHONY: bench
bench: app playground ## Requests beside a hand-written twin, as ratios
	$(GO) test -run '^$$' -bench . -benchtime 2s ./graph/... ./server/...

##@ Parts

.PHONY: app
app: frontend/dist/index.html ## The single-page app, into frontend/dist

.PHONY: playground
playground: server/web/playground/dist/index.html ## The GraphQL playground, into server/web/playground/dist

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	cd frontend && $(NPM) ci
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(APP_SOURCES)
	cd frontend && $(NPM) run build
	@touch $@

server/web/playground/dist/index.html: $(PLAYGROUND_SOURCES)
	cd server/web/playground && $(NPM) ci && $(NPM) run build
	@touch $@

server/web/conformance/node_modules/.package-lock.json: server/web/conformance/package.json server/web/conformance/package-lock.json
	cd server/web/conformance && $(NPM) ci
	@touch $@

.PHONY: clean
clean: ## Remove what was built; data/ stays
	rm -rf bin frontend/dist server/web/playground/dist

.PHONY: help
help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
