"""`homeroom slack`: what Slack wants before the bot can be there."""

from __future__ import annotations

from cyclopts import App

from adapters.terminal.examples import below
from adapters.terminal.printing import Printer
from adapters.terminal.services import Services


class SlackCommands:
    """The commands below `homeroom slack`."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def app(self) -> App:
        """Return the group of commands."""
        app = App(name="slack", help="Make the app that Homeroom is on Slack.")
        app.command(self.manifest, help_epilogue=below("slack manifest"))
        return app

    def manifest(
        self,
        *,
        http: str | None = None,
        command: str | None = None,
        name: str = "Homeroom",
        yaml: bool = False,
        organization: bool = False,
    ) -> int:
        """Print the manifest from which Slack makes the app: what it may, and what it hears of.

        Paste it at api.slack.com/apps, under Create New App, From a manifest; or, after an update,
        into the App Manifest of the app that is there already.

        Parameters
        ----------
        http
            The https address at which Slack reaches Homeroom. Without it Homeroom calls Slack
            (Socket Mode), and needs no address of its own.
        command
            The slash command's name: HOMEROOM_SLACK_COMMAND, or /class.
        name
            What the class sees as the app's name.
        yaml
            Print YAML instead of JSON.
        organization
            Let the app be installed in a whole Enterprise organization, too.
        """
        text = self._services.slack_manifest(
            http, command, name, as_yaml=yaml, organization=organization
        )
        self._printer.say(text.rstrip("\n"))
        return 0
