# Every target sets up what it needs from nothing; the work is in .ci/make.py, so that it is the same on
# Windows (`make PYTHON=py`, or `py .ci/make.py TARGET` where there is no make).
ifeq ($(OS),Windows_NT)
PYTHON ?= python
else
PYTHON ?= python3
endif

TARGETS := setup demo run test bench soak fuzz bundle screenshots locale fmt

.PHONY: $(TARGETS) help
help:
	@$(PYTHON) .ci/make.py --help

$(TARGETS):
	@$(PYTHON) .ci/make.py $@
