"""Files that are handed in with bad will: names that lead elsewhere, links, archives, bombs, entities."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from stemma.web import jobs as web_jobs
from stemma.web.jobs import MOST_FILES, clean_name
from tests.news_pages import write_page  # type: ignore[attr-defined]
from tests.serving import BEARER, empty, open_client

pytestmark = pytest.mark.timeout(300)

SECRET = "the-secret-of-this-machine-7f3a"
