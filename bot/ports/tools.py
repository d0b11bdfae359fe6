"""Tools: libraries kept out of the core, without a state of their own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports.attendance_reports import AttendanceReports
from bot.ports.charts import Charts
from bot.ports.cities import Cities
from bot.ports.codes import Codes
from bot.ports.gradebooks import Gradebooks
from bot.ports.policy_files import PolicyFiles
from bot.ports.pushing import Columns
from bot.ports.rosters import Rosters
from bot.ports.summarizer import Summarizer
from bot.ports.transcripts import Transcripts
from bot.ports.words import Words


@dataclass(frozen=True, slots=True)
class Tools:
    """What features may use beside the unit of work."""

    summarizer: Summarizer
    charts: Charts
    gradebooks: Gradebooks
    cities: Cities
    codes: Codes
    words: Words
    transcripts: Transcripts
    reports: AttendanceReports
    rosters: Rosters
    policy_files: PolicyFiles
    columns: Columns
