# fenvoy - carries a month of Fenerum billing into Netvisor's books.
# `make help` lists the targets.

VERSION     = 0.1.0

CC         ?= cc
AR         ?= ar
PKG_CONFIG ?= pkg-config
PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
MANDIR     ?= $(PREFIX)/share/man
DATADIR    ?= $(PREFIX)/share/fenvoy
CFLAGS     ?= -O2 -g
VARIANT    ?= release
BUILD       = build/$(VARIANT)

# The one list of Debian packages: what a machine with only git and make lacks.
PACKAGES = gcc libc6-dev pkg-config perl \
	libcsv-dev libxml2-dev libssl-dev libyaml-dev libjansson-dev \
	libcurl4-openssl-dev libsqlite3-dev libmicrohttpd-dev \
	uthash-dev libcmocka-dev \
	clang clang-tidy clang-format libclang-rt-14-dev cppcheck pmccabe \
	shellcheck mandoc valgrind gcovr locales libxml2-utils strace \
	openssl sqlite3 varnish hledger

# And what only make bench compares with.
BENCH_PACKAGES = miller python3-lxml python3-yaml

STD  = -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wfloat-equal -Wdouble-promotion -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wmissing-declarations \
	-Wredundant-decls -Wnested-externs -Wpointer-arith -Wwrite-strings \
	-Wcast-qual -Wcast-align -Wundef -Wvla -Wimplicit-fallthrough \
	-Wswitch-enum -Wnull-dereference -Wbad-function-cast
WARN_gcc = -Wformat-signedness -Wduplicated-cond -Wduplicated-branches \
	-Wlogical-op -Wjump-misses-init -Walloc-zero -Wformat-overflow=2 \
	-Wformat-truncation=2 -Wstringop-overflow=4 -Warith-conversion \
	-Wtrampolines
WARN_clang = -Wcomma -Wunreachable-code -Wassign-enum -Wshorten-64-to-32 \
	-Wconditional-uninitialized
HARDEN = -fno-common -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
HARDEN_LD = -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -O1 -g

# Objects of the variants never mix.
VARIANT_CFLAGS_release  = $(HARDEN)
VARIANT_LDFLAGS_release = $(HARDEN_LD)
VARIANT_CFLAGS_clang    = $(HARDEN)
VARIANT_LDFLAGS_clang   = $(HARDEN_LD)
VARIANT_CFLAGS_asan     = $(SAN)
VARIANT_LDFLAGS_asan    = $(SAN) -Wl,--as-needed
VARIANT_CFLAGS_coverage  = --coverage -O0
VARIANT_LDFLAGS_coverage = --coverage -Wl,--as-needed
# Programs in which tests/mutate can mute a rule's findings.
VARIANT_CFLAGS_mutant  = $(HARDEN) -DDIAG_MUTABLE
VARIANT_LDFLAGS_mutant = $(HARDEN_LD)
MUTED_mutant           = $(BUILD)/obj/tests/muted.o

FAMILY = $(if $(findstring clang,$(CC)),clang,gcc)

# pkg-config is asked once, and only when something is compiled.
once = $(eval $(1) := $(2))$(value $(1))
LIB_CFLAGS = $(call once,LIB_CFLAGS,$(shell $(PKG_CONFIG) --cflags \
	libxml-2.0 libcrypto yaml-0.1 jansson libcurl sqlite3 | sed 's/-I/-isystem /g'))
LIBS = $(call once,LIBS,-lcsv -pthread $(shell $(PKG_CONFIG) --libs \
	libxml-2.0 libcrypto yaml-0.1 jansson libcurl sqlite3))

ALL_CFLAGS = $(STD) $(WARN) $(WARN_$(FAMILY)) $(WERROR) -Iconvert -Icmd \
	-DFENVOY_VERSION='"$(VERSION)"' $(LIB_CFLAGS) $(CFLAGS) \
	$(VARIANT_CFLAGS_$(VARIANT))
ALL_LDFLAGS = $(LDFLAGS) $(VARIANT_LDFLAGS_$(VARIANT))

SANDBOX_SOURCES = $(sort $(wildcard convert/sandbox/*.c))
LIB_SOURCES    = $(filter-out $(SANDBOX_SOURCES),\
	$(sort $(wildcard convert/*/*.c)))
BASE_SOURCES   = $(sort $(wildcard convert/base/*.c))
COMMON_SOURCES = $(sort $(wildcard cmd/common*.c))
TOOL_SOURCES   = $(filter-out $(COMMON_SOURCES),$(sort $(wildcard cmd/*.c)))
UNIT_SOURCES   = $(sort $(wildcard tests/unit/test_*.c))
GENERATE_SOURCES = $(sort $(wildcard tests/bench/generate_*.c))
BENCH_SOURCES  = $(filter-out $(GENERATE_SOURCES),\
	$(sort $(wildcard tests/bench/*.c)))
EMBEDDED       = $(sort $(wildcard mappings/*.yaml convert/netvisor/*.def \
	convert/netvisor/schema/*.xsd))

LIB_OBJECTS    = $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embed_data.o \
	$(MUTED_$(VARIANT))
BASE_OBJECTS    = $(BASE_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embed_data.o \
	$(MUTED_$(VARIANT))
SANDBOX_OBJECTS = $(SANDBOX_SOURCES:%.c=$(BUILD)/obj/%.o)
COMMON_OBJECTS = $(COMMON_SOURCES:%.c=$(BUILD)/obj/%.o)
TOOLS          = $(TOOL_SOURCES:cmd/%.c=$(BUILD)/bin/%)
UNITS          = $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/tests/%)
BENCHES        = $(BENCH_SOURCES:tests/bench/%.c=$(BUILD)/tests/%)
PAGES          = $(sort $(wildcard cmd/*.[1-8]))
LIB            = $(BUILD)/libconvert.a
# The sandbox stands on base alone, so that it cannot be our own mirror.
LIBBASE        = $(BUILD)/libbase.a
LIBCOMMON      = $(BUILD)/libcommon.a
LIBSANDBOX     = $(BUILD)/libsandbox.a
SANDBOX_LIBS   = -lmicrohttpd -pthread

.SECONDARY:
.SUFFIXES:
.DELETE_ON_ERROR:

all: $(TOOLS)

test-programs: $(TOOLS) $(UNITS) $(BENCHES)

# Building ---------------------------------------------------------------

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC    $<' &&) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/embed_data.o: $(BUILD)/obj/embed_data.c
	$(if $(V),,@echo '  CC    $<' &&) $(CC) $(ALL_CFLAGS) -c -o $@ $<

# Schemas and starter mappings travel inside the programs.
$(BUILD)/obj/embed_data.c: $(EMBEDDED) tests/embed Makefile
	@mkdir -p $(@D)
	@tests/embed $(EMBEDDED) > $@

# D: the archive is made anew, so that a deleted source leaves no member.
$(LIB): $(LIB_OBJECTS)
	@rm -f $@
	$(if $(V),,@echo '  AR    $@' &&) $(AR) rcsD $@ $(LIB_OBJECTS)

$(LIBBASE): $(BASE_OBJECTS)
	@rm -f $@
	$(if $(V),,@echo '  AR    $@' &&) $(AR) rcsD $@ $(BASE_OBJECTS)

$(LIBSANDBOX): $(SANDBOX_OBJECTS)
	@rm -f $@
	$(if $(V),,@echo '  AR    $@' &&) $(AR) rcsD $@ $(SANDBOX_OBJECTS)

$(BUILD)/bin/netvisor-sandbox: $(BUILD)/obj/cmd/netvisor-sandbox.o \
    $(BUILD)/obj/cmd/common.o $(LIBSANDBOX) $(LIBBASE)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^ \
	    $(LIBS) $(SANDBOX_LIBS)

$(LIBCOMMON): $(COMMON_OBJECTS)
	@rm -f $@
	$(if $(V),,@echo '  AR    $@' &&) $(AR) rcsD $@ $(COMMON_OBJECTS)

$(BUILD)/bin/%: $(BUILD)/obj/cmd/%.o $(LIBCOMMON) $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/test_sandbox_%: $(BUILD)/obj/tests/unit/test_sandbox_%.o \
    $(LIBSANDBOX) $(LIBBASE)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^ \
	    $(LIBS) $(SANDBOX_LIBS) -lcmocka

$(BUILD)/tests/test_%: $(BUILD)/obj/tests/unit/test_%.o $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^ \
	    $(LIBS) -lcmocka

# The generator knows nothing of convert/: it is the independent truth.
$(BUILD)/tests/generate: $(BUILD)/obj/tests/bench/generate.o \
    $(GENERATE_SOURCES:%.c=$(BUILD)/obj/%.o)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^

$(BUILD)/tests/%: $(BUILD)/obj/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LINK  $@' &&) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# Using ------------------------------------------------------------------

deps:
	@tests/deps $(PACKAGES)

demo: deps
	@$(MAKE) --no-print-directory -j2 all >/dev/null
	@tests/demo $(BUILD)/bin

# Tests ------------------------------------------------------------------

PROVE = BUILD=$(CURDIR)/$(BUILD) CMOCKA_MESSAGE_OUTPUT=TAP \
	prove -j2 --timer -e ''

check: deps
	@$(MAKE) --no-print-directory -j2 WERROR=-Werror test-programs
	@$(MAKE) --no-print-directory check-clang
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory check-programs

# The tests alone, on what is built.
check-programs:
	@$(PROVE) $(UNITS) $(sort $(wildcard tests/t/*.t))

check-asan: deps
	@$(MAKE) --no-print-directory -j2 VARIANT=asan WERROR=-Werror \
	    test-programs
	@ASAN_OPTIONS=detect_leaks=1 MEANT_MONTHS=20 \
	    $(MAKE) --no-print-directory VARIANT=asan check-programs

check-valgrind: deps
	@$(MAKE) --no-print-directory -j2 test-programs
	@tests/valgrind $(BUILD)

# The other compiler finds other things.
check-clang: deps
	@$(MAKE) --no-print-directory -j2 CC=clang VARIANT=clang \
	    WERROR=-Werror test-programs

check-long: deps
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory check-asan
	@$(MAKE) --no-print-directory check-valgrind
	@$(MAKE) --no-print-directory -j2 test-programs
	@MEANT_MONTHS=2000 STOPS=all $(PROVE) tests/t/meant.t tests/t/stops.t
	@tests/mutate 20

lint: deps
	@tests/lint/run '$(filter-out -fcf-protection=full,$(STD)) -Iconvert \
	    -Icmd -DFENVOY_VERSION="x" $(LIB_CFLAGS)'

format:
	@find cmd convert tests -name '*.[ch]' -print0 | xargs -0 clang-format -i

bench:
	@tests/deps $(PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE) --no-print-directory -j2 test-programs
	@tests/bench/run $(BUILD)

coverage: deps
	@$(MAKE) --no-print-directory -j2 VARIANT=coverage test-programs
	@$(MAKE) --no-print-directory VARIANT=coverage check-programs
	@gcovr --root . --filter convert/ build/coverage

# Installing -------------------------------------------------------------

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 \
	    $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(DATADIR)/mappings
	install -m 755 $(TOOLS) $(DESTDIR)$(BINDIR)
	install -m 644 $(filter %.1,$(PAGES)) $(DESTDIR)$(MANDIR)/man1
	install -m 644 $(filter %.7,$(PAGES)) $(DESTDIR)$(MANDIR)/man7
	install -m 644 mappings/*.yaml $(DESTDIR)$(DATADIR)/mappings

uninstall:
	cd $(DESTDIR)$(BINDIR) && rm -f $(notdir $(TOOLS))
	cd $(DESTDIR)$(MANDIR)/man1 && rm -f $(notdir $(filter %.1,$(PAGES)))
	cd $(DESTDIR)$(MANDIR)/man7 && rm -f $(notdir $(filter %.7,$(PAGES)))
	rm -rf $(DESTDIR)$(DATADIR)

clean:
	rm -rf build

help:
	@echo 'make all              build the programs into build/release/bin'
	@echo 'make deps             install the Debian packages that are missing'
	@echo 'make demo             a month end against a local Netvisor'
	@echo 'make check            all tests and lint (under 10 minutes)'
	@echo 'make check-long       check, and what takes longer'
	@echo 'make check-asan       the tests with address and UB sanitizers'
	@echo 'make check-valgrind   the unit tests and a month under valgrind'
	@echo 'make lint             style, static analysis, gates'
	@echo 'make format           reformat the C sources'
	@echo 'make bench            speed and memory, as ratios in one run'
	@echo 'make install          into PREFIX=$(PREFIX) (DESTDIR is honoured)'
	@echo 'make uninstall        remove what install put there'
	@echo 'make clean            remove build/'

.PHONY: all test-programs deps demo check check-programs check-asan \
	check-valgrind check-clang check-long lint format bench coverage \
	install uninstall clean help
