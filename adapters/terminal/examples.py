"""Examples that stand below a command's help."""

from __future__ import annotations

EXAMPLES = {
    "demo": ("homeroom demo", "HOMEROOM_PORT=9000 homeroom demo"),
    "run": (
        "DISCORD_TOKEN=… homeroom run",
        "SLACK_BOT_TOKEN=… SLACK_APP_TOKEN=… homeroom run",
        "homeroom run --sandbox --course weather.yaml",
    ),
    "check": ("homeroom check weather.yaml",),
    "roster": ("homeroom roster people.csv",),
    "roster import": (
        "homeroom roster import people.csv --dry-run",
        "homeroom roster import people.csv",
        "homeroom roster import users.csv enrollments.csv --section CHEM101",
    ),
    "attendance import": (
        "homeroom attendance import participants.csv --dry-run",
        "homeroom attendance import participants.csv --session seminar-1 --zone Europe/London",
    ),
    "recap": (
        "homeroom recap seminar-1.vtt",
        'homeroom recap seminar-1.vtt --chat chat.txt --staff "Nomvula Brandt" --output r.md',
    ),
    "export": (
        "homeroom export --week 3",
        "homeroom export --week 3 --format moodle --key number --output week-3.csv",
        "homeroom export --week 3 --into gradebook.csv",
    ),
    "push": (
        "homeroom push --week 3 --to canvas --course-id 12 --assignment 345",
        "homeroom push --week 3 --to moodle --course-id 7 --column 88 --apply",
    ),
    "archive": (
        "homeroom archive high context",
        "homeroom archive '\"turn taking\" week:2-3' --best",
    ),
    "backup": ("homeroom backup", "homeroom backup before-the-exam.sqlite"),
    "restore": ("homeroom restore before-the-exam.sqlite",),
    "doctor": ("homeroom doctor", "homeroom doctor weather.yaml"),
    "doctor discord": ("homeroom doctor discord",),
    "doctor slack": ("homeroom doctor slack",),
    "slack manifest": (
        "homeroom slack manifest",
        "homeroom slack manifest --http https://homeroom.example.edu --name Weather",
    ),
    "policy show": ("homeroom policy show", "homeroom policy show --version 1"),
    "policy simulate": (
        "homeroom policy simulate weather.yaml",
        "homeroom policy simulate new-policy.yaml --from-week 6",
    ),
    "policy worth": ("homeroom policy worth",),
    "version": ("homeroom version",),
    "course new": (
        "homeroom course new weather.yaml",
        'homeroom course new weather.yaml --title "Weather and Society" --zone Europe/Berlin',
    ),
    "course load": (
        "homeroom course load weather.yaml --dry-run",
        "homeroom course load weather.yaml",
    ),
    "course dump": ("homeroom course dump --output weather-now.yaml",),
    "course freeze": ("homeroom course freeze",),
    "course next": (
        "homeroom course next 2027-04-12 --name weather-2027 --output weather-2027.yaml",
    ),
}
"""Invocations by the command they show."""


def below(command: str) -> str:
    """Return what stands below a command's help."""
    lines = "\n".join(EXAMPLES[command])
    return f"For example:\n\n```\n{lines}\n```"
