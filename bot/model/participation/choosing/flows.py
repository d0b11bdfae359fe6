"""The most profitable flow through a small network.

Flow is sent along the most profitable path of what capacity is left, as often as one still pays
(successive shortest paths, found as Bellman and Ford do, since costs may be negative). Each path
fills an edge, so there are few of them; with whole capacities the flow on every edge is whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable


class Network:
    """Nodes, called whatever they are called, and edges between them."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._edges: dict[Hashable, list[int]] = {}
        self._ends: list[Hashable] = []
        self._left: list[int] = []
        self._profit: list[int] = []

    def edge(self, start: Hashable, end: Hashable, capacity: int, profit: int = 0) -> int:
        """Add an edge; return its number."""
        number = len(self._ends)
        self._half(start, end, capacity, profit)
        self._half(end, start, 0, -profit)
        return number

    def _half(self, start: Hashable, end: Hashable, capacity: int, profit: int) -> None:
        self._edges.setdefault(start, []).append(len(self._ends))
        self._ends.append(end)
        self._left.append(capacity)
        self._profit.append(profit)

    def on(self, edge: int) -> int:
        """Return the flow on an edge."""
        return self._left[edge + 1]

    def send(self, source: Hashable, sink: Hashable) -> int:
        """Send what pays from `source` to `sink`; return the profit. No circle may be gainful."""
        profit = 0
        while True:
            gain, path = self._path(source, sink)
            if gain <= 0:
                return profit
            width = min(self._left[edge] for edge in path)
            for edge in path:
                self._left[edge] -= width
                self._left[edge ^ 1] += width
            profit += gain * width

    def _path(self, source: Hashable, sink: Hashable) -> tuple[int, list[int]]:
        """Return the most profitable path and its profit; 0 and nothing where there is none."""
        best: dict[Hashable, int] = {source: 0}
        into: dict[Hashable, int] = {}
        waiting = deque([source])
        queued = {source}
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            for edge in self._edges.get(node, ()):
                end = self._ends[edge]
                gain = best[node] + self._profit[edge]
                if self._left[edge] and (end not in best or gain > best[end]):
                    best[end], into[end] = gain, edge
                    if end not in queued:
                        queued.add(end)
                        waiting.append(end)
        if sink not in best:
            return 0, []
        path: list[int] = []
        at = sink
        while at != source:
            path.append(into[at])
            at = self._ends[into[at] ^ 1]
        return best[sink], path
