"""YAML as a person means it: every value is the text that was written, with its position.

No scalar is turned into a number, a date or a truth value here: `22:00` stays `22:00`, `NO`
stays `NO`, and a leading zero stays. What a value means is decided by the schema, which knows
what belongs there. Only an empty value, `~` and `null` mean nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from adapters.files.problems import Problem
from adapters.files.yaml.syntax import explain

Path = tuple[str | int, ...]
Data = str | None | list["Data"] | dict[str, "Data"]

MOST_VALUES = 50_000
"""More than any course needs; a file is refused that holds more, itself or by its aliases."""
DEEPEST = 50
"""How many values may stand inside each other."""
TOO_MUCH = "This holds more values than any course file needs."

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands in a file; both count from 1."""

    line: int = 1
    column: int = 1


@dataclass(slots=True)
class Document:
    """A file's values, and where each of them and each of its keys stands, by path."""

    file: str
    data: Data = None
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at(self, path: Path, key: bool = False) -> Position:
        """Return where the value at `path` stands (or its key), or the nearest thing around it."""
        found = (self.keys if key else self.values).get(path)
        while found is None and path:
            path = path[:-1]
            found = self.values.get(path) or self.keys.get(path)
        return found or Position()

    def get(self, path: Path) -> Data:
        """Return the value at `path`, or None where there is nothing."""
        found = self.data
        for step in path:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def text(self, path: Path) -> str:
        """Return what was written at `path`; "" for a mapping, a list or nothing."""
        found = self.get(path)
        return found if isinstance(found, str) else ""


def parse(text: str, file: str) -> Document:
    """Return the values in a YAML `text`, with its syntax errors among the document's problems."""
    document = Document(file)
    try:
        # Composing alone builds no value: tags are never obeyed, so no file can run anything.
        root = _yaml().compose(text)
        if root is not None:
            document.data = _Reader(document).read(root, (), ())
    except _TooMuchError as error:
        document.problems.append(Problem(file, error.line, 1, TOO_MUCH))
    except MaxDepthExceededError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = "This is nested too deeply."
        document.problems.append(Problem(file, line, 1, message, suggestion="Close the brackets."))
    except MarkedYAMLError as error:
        document.problems.append(explain(file, text, error))
    except ReaderError as error:
        before = text[: int(error.position)]
        position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "A character that no YAML file may hold; delete it."
        value = f"U+{int(error.character):04X}"
        document.problems.append(Problem(file, position.line, position.column, message, value))
    except (YAMLError, RecursionError, ValueError):
        message = "This is no YAML that can be read; it may be nested too deeply."
        document.problems.append(Problem(file, 1, 1, message))
    return document


class _TooMuchError(Exception):
    """A file holds more values than are read; `line` is where the first too many stands."""

    def __init__(self, line: int) -> None:
        super().__init__(TOO_MUCH)
        self.line = line


class _Composer(Composer):
    """Stops at the first node too many: each costs a kilobyte, whatever it holds."""

    def __init__(self, loader: YAML) -> None:
        super().__init__(loader=loader)
        self.count = 0

    def compose_node(self, parent: Node | None, index: object) -> Node:
        """Return the next node."""
        self.count += 1
        if self.count > MOST_VALUES:
            raise _TooMuchError(self.parser.peek_event().start_mark.line + 1)
        node: Node = super().compose_node(parent, index)
        return node


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    bounded: Any = _Composer
    yaml.Composer = bounded
    yaml.max_depth = DEEPEST
    return yaml


class _Reader:
    """Turns nodes into values and remembers their positions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0

    def read(self, node: Node, path: Path, around: tuple[int, ...]) -> Data:
        """Return the value of `node`; `around` are the ids of the nodes that hold it."""
        self.count += 1
        position = Position(node.start_mark.line + 1, node.start_mark.column + 1)
        self.document.values[path] = position
        if id(node) in around or self.count > MOST_VALUES:
            if self.count <= MOST_VALUES + 1:
                self._complain(position, "This repeats itself without end; write it out once.")
            return None
        around = (*around, id(node))
        if isinstance(node, ScalarNode):
            plain = node.style is None
            return None if plain and node.value in NOTHING else str(node.value)
        if isinstance(node, SequenceNode):
            return [
                self.read(item, (*path, index), around) for index, item in enumerate(node.value)
            ]
        return self._mapping(node, path, around)

    def _mapping(self, node: Node, path: Path, around: tuple[int, ...]) -> Data:
        assert isinstance(node, MappingNode)  # noqa: S101 - YAML has no fourth kind of node
        found: dict[str, Data] = {}
        for key_node, value_node in node.value:
            position = Position(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, ScalarNode):
                self._complain(position, "A name must be plain text.", "Put quotes around it.")
                continue
            key = str(key_node.value)
            if key in found:
                first = self.document.keys[(*path, key)].line
                text = f"This stands here twice; the first is on line {first}."
                self._complain(position, text, "Remove one of them.", key)
                continue
            self.document.keys[(*path, key)] = position
            found[key] = self.read(value_node, (*path, key), around)
            if found[key] is None:
                # What is empty ends wherever the next thing begins; its name says where it is.
                self.document.values[(*path, key)] = position
        return found

    def _complain(
        self, position: Position, message: str, suggestion: str = "", value: str = ""
    ) -> None:
        file = self.document.file
        problem = Problem(file, position.line, position.column, message, value, suggestion)
        self.document.problems.append(problem)
