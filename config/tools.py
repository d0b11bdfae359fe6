"""The tools of the core, each from its adapter; the libraries behind them load when first used."""

from __future__ import annotations

from adapters.charts.pictures import ChartPictures
from adapters.files.courses.attached_policy import PolicyReader
from adapters.files.rosters.attached import RosterReader
from adapters.lms.exports import GradebookFiles
from adapters.meetings.report_reader import ReportReader
from adapters.meetings.transcripts import TranscriptReader
from adapters.system.codes import SystemCodes
from adapters.text.cities.search import CityTable
from adapters.text.normal import Normalizer
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.ports.tools import Tools
from config.gradebooks import SetUpColumns
from config.settings import Settings


def all_tools(settings: Settings | None = None) -> Tools:
    """Return everything that features may use beside the unit of work.

    Without settings no gradebook can be pushed to.
    """
    return Tools(
        summarizer=ExtractiveSummarizer(),
        charts=ChartPictures(),
        gradebooks=GradebookFiles(),
        cities=CityTable(),
        codes=SystemCodes(),
        words=Normalizer(),
        transcripts=TranscriptReader(),
        reports=ReportReader(),
        rosters=RosterReader(),
        policy_files=PolicyReader(),
        columns=SetUpColumns(settings),
    )
