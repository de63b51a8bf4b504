import time

import pytest


@pytest.fixture(autouse=True)
def a_machine_with_time(monkeypatch):
    """Where many tests run at once even a small file takes its seconds."""
    monkeypatch.setattr("texts.jobs.running.AT_ONCE", 60)


@pytest.fixture
def quick():
    """A test takes less than ten seconds of the processor."""
    began = time.process_time()
    yield
    assert time.process_time() - began < 10
