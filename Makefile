# Two commands do everything on a machine with Python >= 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.base
READY := $(VENV)/.ready
# Pinned by hash, and all that is wanted is in the lock file. Compiling every module takes a third of the time, and a first
# dossier needs few of them: they are compiled when they are imported, the rest where the tests will want them.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile

.PHONY: demo test setup lint types imports browser screenshots docs gallery unit gate evaluation figures lock models release-check documented clean

demo: $(BASE)
	@mkdir -p out
	$(BIN)/stemma demo -o out/demo.html

test: lint types imports browser unit gate

setup: $(READY)

# What the program itself needs, and what installs it: half of the packages. A first dossier waits for no more.
$(BASE): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Stemma needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python deploy/pick_requirements.py pyproject.toml requirements.lock > $(VENV)/base.lock
	$(BIN)/python deploy/pick_requirements.py pyproject.toml requirements.lock --group build > $(VENV)/build.lock
	$(INSTALL) -r $(VENV)/base.lock -r $(VENV)/build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(BASE)

# The rest of the lock file: every extra, and the tools of development.
$(READY): $(BASE)
	$(INSTALL) -r requirements.lock
	-$(BIN)/python -m compileall -qq -j 2 $(VENV)/lib
	touch $(READY)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

# The tests of the page want a Chromium; without one they are skipped, and say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } >/dev/null 2>&1; } || \
	  echo "*** NO CHROMIUM HERE, AND IT MAY NOT BE INSTALLED: THE TESTS OF THE PAGE IN A BROWSER ARE SKIPPED ***"

# The pictures of the page in docs/images, made anew.
screenshots: setup browser
	$(BIN)/python docs/screenshots.py

# The documents as a site in out/site; a link that leads nowhere ends the build.
docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

# The dossiers of docs/gallery, told anew, with their pictures.
gallery: setup browser
	$(BIN)/python docs/gallery.py

unit: setup
	$(BIN)/python -m pytest -n 2

# Quality floors (eval/floors.json), on whatever evaluation data stands beside this folder.
gate: setup
	$(BIN)/stemma eval --gate eval/floors.json --jobs 2

# The page of figures, made anew from those that are kept. To measure: stemma eval --rivals --record eval/results/DATE-VERSION.json
evaluation: setup
	$(BIN)/stemma eval --report docs/evaluation.md

# What every part is worth and costs, measured anew, in 45 minutes: out/figures/figures.md
figures: setup
	$(BIN)/python bench/figures.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group dev --group build pyproject.toml -o requirements.lock

# A larger encoder for aligning claims (110 MB; under an hour on two cores): then STEMMA_ENCODER=models/mpnet stemma tell ...
models: setup
	$(BIN)/python -m pip install --quiet torch==2.13.0 transformers onnx
	$(BIN)/python -m train.aligner.fetch models/base
	$(BIN)/python -m train.aligner.contrast models/base/all-mpnet-base-v2 models/trained --short
	$(BIN)/python -m train.aligner.export models/trained models/mpnet/aligner.onnx

# What is looked at before a release (wants the network, and takes a quarter of an hour): the same bytes built twice,
# installed into clean environments of each Python, licences, a list of what is in it.
release-check: setup
	$(BIN)/python -m release.check

# Every command of the documents, run in a fresh clone that is set up for it (wants the network, and takes an hour).
documented: setup
	$(BIN)/python -m release.documented --network

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
