"""What every test may ask for, and the word that in CI no test is skipped."""

import os
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
IN_CI = bool(os.environ.get("CI"))

# An example may take as long as a busy machine needs: nothing here asserts on the wall clock.
# Mutation testing runs each test several times in one process, which looks like other executors.
settings.register_profile(
    "homeroom",
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=[HealthCheck.differing_executors],
)
settings.load_profile("homeroom")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real transcripts, gradebooks and samples that stands beside the clone.

    Without it the test is skipped; in CI, where it belongs, its absence is a failure.
    """
    if not SHARED.is_dir():
        sentence = f"no {SHARED.name}/ beside the clone: real samples are not at hand"
        if IN_CI:
            pytest.fail(sentence)
        pytest.skip(sentence)
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end no worker waits for another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run that skipped a test into a failure in CI, which installs all that tests need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not IN_CI or not isinstance(reporter, TerminalReporter):
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("\nCI skips no test; the reasons stand in the summary.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
