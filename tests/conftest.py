"""What every test may ask for, and the word that in CI no test is skipped."""

import os
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
IN_CI = bool(os.environ.get("CI"))
IN_MUTANTS = "MUTANT_UNDER_TEST" in os.environ
"""Whether mutmut runs the tests: it names the fault that it seeded."""

# An example may take as long as a busy machine needs: nothing here asserts on the wall clock.
settings.register_profile("homeroom", deadline=None, derandomize=IN_CI)
# Faults are seeded by the thousand, and one process tries many: a law takes a few examples, the
# same ones each time, and stops at the first that fails.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants" if IN_MUTANTS else "homeroom")


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
    """Begin with what takes longest: at the end no worker waits for another.

    Where a fault is seeded the first failure ends it all, and laws fail last.
    """
    if IN_MUTANTS:
        items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))
    else:
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
