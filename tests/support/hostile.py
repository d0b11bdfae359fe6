"""Hostile files, made up when they are needed, and a process that reads them and is measured.

Run as a module with the folder that `write` filled, it reads every case with the reader that would,
and prints a line of JSON for each: what was said, and by how many bytes the process grew.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

MB = 1024 * 1024
HUGE = 100 * MB
ROW = b"username,name,email,number\nann,Ann Lee,ann@example.edu,0001\n"
USERS = b"user_id,login_id,full_name,status\n1,ann,Ann Lee,active\n"
ENROLLED = b"course_id,user_id,role,section_id,status\nC,1,student,,active\n"

Reader = Callable[[Path], object]


def zipped(*files: tuple[str, bytes, int]) -> bytes:
    """Return an archive: of each file its name, and bytes that stand in it so many times."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, piece, times in files:
            with archive.open(name, "w", force_zip64=False) as file:
                for _ in range(times):
                    file.write(piece)
    return content.getvalue()


def workbook_bomb() -> bytes:
    """Return a workbook whose one sheet is 200 MB of nothing."""
    return zipped(("[Content_Types].xml", b"<Types/>", 1), ("xl/sheet1.xml", bytes(MB), 200))


def roster_bomb() -> bytes:
    """Return an archive as schools export them whose users.csv unpacks to 200 MB."""
    return zipped(("enrollments.csv", ENROLLED, 1), ("users.csv", b"a" * MB, 200))


def lying_bomb() -> bytes:
    """Return the same with a directory that says that it is small."""
    content = bytearray(roster_bomb())
    at = content.rindex(b"users.csv") - 46
    struct.pack_into("<L", content, at + 24, 1000)
    return bytes(content)


def crowded() -> bytes:
    """Return an archive of 30,000 files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("users.csv", "enrollments.csv", *(f"f{i}.csv" for i in range(30_000))):
            archive.writestr(name, b"")
    return content.getvalue()


def laughs(head: str = "") -> bytes:
    """Return YAML that is small and, unfolded, ten to the eleventh values long."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    return "\n".join([head, *lines]).encode()


ROSTERS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: bytes(10 * MB),
    "one line": lambda: b"username,name\n" + b"a" * (9 * MB),
    "only line ends": lambda: b"\n" * (9 * MB),
    "only carriage returns": lambda: b"\r" * (9 * MB),
    "a row of commas": lambda: b"username,name\n" + b"," * 150_000,
    "a header of commas": lambda: b"username,name" + b"," * 150_000 + b"\n",
    "wide rows": lambda: (b"name" + b",x" * 1900 + b"\n") + (b"a" + b",b" * 1900 + b"\n") * 2500,
    "a quote that never ends": lambda: ROW + b'bo,"' + b"Bo\n" * 90_000,
    "too many people": lambda: b"name,number\n" + b"".join(b"A,%d\n" % i for i in range(99_000)),
    "too many rows": lambda: b"name,number\n" + b"A,1\n" * 2 * MB,
    "wide letters": lambda: b"name,username\n" + ("😀" * 40 + "\n").encode() * 60_000,
    "utf-16": lambda: ("name,number\n" + "Ann,1\n" * 800_000).encode("utf-16"),
    "another encoding": lambda: "username,name\nzoe,Zoë\n".encode("cp1252") * 10_000,
    "another language": lambda: b"Vorname;Nachname;E-Mail-Adresse\nA;B;a@example.edu\n",
    "workbook bomb": workbook_bomb,
    "archive bomb": roster_bomb,
    "lying archive": lying_bomb,
    "crowded archive": crowded,
    "paths": lambda: zipped(("../users.csv", USERS, 1), ("/etc/enrollments.csv", ENROLLED, 1)),
    "broken archive": lambda: zipped(("users.csv", USERS, 1), ("enrollments.csv", ENROLLED, 1))[
        :-30
    ],
}
COURSES: dict[str, Callable[[], bytes]] = {
    "laughs": laughs,
    "wide aliases": lambda: b"x: &x [" + b"a," * 2000 + b"]\ny: [" + b"*x," * 2000 + b"]\n",
    "very many values": lambda: b"a: [" + b"b," * 200_000 + b"]",
    "deep": lambda: b"[" * 500_000,
    "many unknown words": lambda: b"".join(b"k%d: v\n" % i for i in range(3000)),
    "too large": lambda: b"# comment\n" * 200_000,
}
TRANSCRIPTS: dict[str, Callable[[], bytes]] = {
    "one line": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a" * (9 * MB),
    "only line ends": lambda: b"WEBVTT\n" + b"\n" * (9 * MB),
    "workbook bomb": workbook_bomb,
    "no times": lambda: b"WEBVTT\n\n" + b"00:00:99,000 -> x\nwords words\n\n" * 30_000,
}
REPORTS: dict[str, Callable[[], bytes]] = {
    "one line": lambda: b"Name,Email\n" + b"a" * (4 * MB),
    "only line ends": lambda: b"ab\n" * MB,
    "commas": lambda: b"Name,Email\n" + (b"," * 9_000 + b"\n") * 500,
    "workbook bomb": workbook_bomb,
}
GRADEBOOKS: dict[str, Callable[[], bytes]] = {
    "commas": lambda: b"Student,ID,Section\n" + (b"," * 99_000 + b"\n") * 90,
    "only line ends": lambda: b"\n" * (9 * MB),
    "one cell": lambda: b'Student,ID,Section\n"' + b"a" * (9 * MB),
    "workbook bomb": workbook_bomb,
}


def readers() -> dict[str, tuple[Reader, dict[str, Callable[[], bytes]]]]:
    """Return who reads a file from its path, as the command line does, and with which cases."""
    from adapters.files.courses.reading import read_course
    from adapters.lms.grids import read_grid
    from adapters.lms.targets import read_layout
    from adapters.meetings.chat import read_chat
    from adapters.meetings.report_reader import read_report
    from adapters.meetings.transcripts import read_transcript
    from config.rosters import read_files

    def bounded(path: Path) -> bytes:
        from bot.chat.uploads import taken

        with path.open("rb") as file:
            return taken(file, path.name)

    return {
        "roster": (lambda path: read_files([path], ""), ROSTERS),
        "course": (read_course, COURSES),
        "transcript": (read_transcript, TRANSCRIPTS),
        "chat": (read_chat, TRANSCRIPTS),
        "report": (lambda path: read_report(bounded(path), path.name), REPORTS),
        "gradebook": (lambda path: read_layout(read_grid(path.name, bounded(path))), GRADEBOOKS),
    }


def said(reader: Reader, path: Path) -> str:
    """Return what a reader says is wrong with a file; "" if nothing is."""
    from bot.chat.refusal import Refusal

    try:
        found = reader(path)
    except Refusal as refusal:
        return str(refusal)
    problems = [one for one in getattr(found, "problems", ()) if one.severity == "error"]
    return "\n".join(map(str, problems))


def write(folder: Path) -> None:
    """Write every case into a folder, as `reader.number`, and a file of 100 MB."""
    for name, (_, files) in readers().items():
        for number, make in enumerate(files.values()):
            (folder / f"{name}.{number}").write_bytes(make())
    with (folder / "huge").open("wb") as file:
        file.truncate(HUGE)


def grown() -> int:
    """Return the most bytes this process has ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(folder: Path) -> None:
    """Read every case and print what was said of it, and what it cost."""
    (folder / "plain").write_bytes(ROW)
    known = readers()
    for reader, _ in known.values():
        said(reader, folder / "plain")  # what reading loads is not what a file costs
    for name, (reader, files) in known.items():
        paths = {case: folder / f"{name}.{number}" for number, case in enumerate(files)}
        for case, path in {**paths, "100 MB": folder / "huge"}.items():
            before = grown()
            words = said(reader, path)
            print(json.dumps([name, case, words[:2000], grown() - before]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
