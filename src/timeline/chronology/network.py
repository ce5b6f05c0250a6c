"""A simple temporal network over events: what dates, texts and plans together say about who precedes whom.

Every event has a first and a last possible day. "Before" links push the first days forward and the last days back
along their direction, so the network is solved by two longest-path passes over its links in topological order; all its
constraints being "no later than", no more is needed (Dechter, Meiri & Pearl, "Temporal constraint networks", 1991).
What texts claim and cannot all hold is reported as the shortest chain that shows it, and its weakest link is left out
of the order; what is only inferred (plans before their fulfilment, and after their statement) gives way silently.

Each connected part of the network is solved on its own, so that one contradiction never disturbs the rest and adding
events leaves solved parts as they are.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline.schema import Contradiction, Link, LinkReason

Bounds = Mapping[str, tuple[int, int]]
_Edges = dict[tuple[str, str], Link]

_STRENGTH = {LinkReason.CUE: 2, LinkReason.DATE: 2, LinkReason.REALISES: 1, LinkReason.MODALITY: 0}
#: How often solving starts anew because a link other than the last of a chain was the weakest; then the last one goes.
_RESTARTS = 16
#: In a knot of more events than this, cycles are sought from this many of them only: short, if not always shortest.
_STARTS = 64


class Solved(NamedTuple):
    """A connected part of the network, solved: tightened bounds (day numbers), depth in its links, links that hold."""

    bounds: dict[str, tuple[int, int]]
    depth: dict[str, int]
    links: tuple[Link, ...]
    contradictions: tuple[Contradiction, ...]


def sort_key(link: Link) -> tuple[str, str, str, str, int]:
    """Return what orders links: their events' ids, then reason, document and place."""
    return link.before, link.after, link.reason, link.document or "", link.words.start if link.words else -1


def dated(before: str, after: str) -> Link:
    """Return the link between two events of which one ends before the other starts."""
    return Link(before=before, after=after, reason=LinkReason.DATE)


def components(links: Iterable[Link]) -> list[tuple[Link, ...]]:
    """Return the links grouped by connected part: sorted, and parts in the order of their smallest ids."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    links = sorted(links, key=sort_key)
    for link in links:
        a, b = root(link.before), root(link.after)
        if a != b:
            parent[max(a, b)] = min(a, b)
    parts: dict[str, list[Link]] = {}
    for link in links:
        parts.setdefault(root(link.before), []).append(link)
    return [tuple(parts[name]) for name in sorted(parts)]


def solve(links: Sequence[Link], bounds: Bounds) -> Solved:
    """Return the solution of one connected part, given the first and last possible day number of its events.

    Contradictions come smallest first.
    """
    edges, support = _Edges(), dict[tuple[str, str], int]()
    for link in links:
        pair = (link.before, link.after)
        support[pair] = support.get(pair, 0) + 1
        if pair not in edges or _STRENGTH[link.reason] > _STRENGTH[edges[pair].reason]:
            edges[pair] = link
    found: list[tuple[Link, ...]] = []

    def give_up(chain: list[Link], drop: Link | None = None) -> Link:
        """Leave the weakest link of a chain that cannot hold out of the order; report what texts alone claim."""
        links = [link for link in chain if link.reason is not LinkReason.DATE]
        weakest = drop or min(
            links, key=lambda link: (_STRENGTH[link.reason], support[link.before, link.after], link.before, link.after)
        )
        del edges[weakest.before, weakest.after]
        if all(link.reason is LinkReason.CUE for link in links):
            found.append(tuple(chain))
        return weakest

    for (before, after), link in list(edges.items()):
        if bounds[after][1] < bounds[before][0]:
            give_up([link, dated(after, before)], link)
    knots = _knots(_nodes(edges), edges)
    while knots:
        knot = knots.pop()
        give_up(_shortest_cycle(knot, edges))
        knots += _knots(knot, edges)
    order, before_node = _topological(edges)
    restarts, position = 0, 0
    lows: dict[str, int] = {}
    while position < len(order):
        node = order[position]
        position += 1
        lows[node] = bounds[node][0]
        for other in before_node[node]:
            if (other, node) in edges and lows[other] > bounds[node][1]:
                last = edges[other, node]
                chain = [*_nearest_later(other, bounds[node][1], edges, before_node, bounds), last]
                chain.append(dated(node, chain[0].before))
                if give_up(chain, last if restarts == _RESTARTS else None) is not last:
                    restarts, position = restarts + 1, 0
                    break
            if (other, node) in edges:
                lows[node] = max(lows[node], lows[other])
    highs, depth = {node: bounds[node][1] for node in order}, dict.fromkeys(order, 0)
    for node in reversed(order):
        for other in before_node[node]:
            if (other, node) in edges:
                highs[other] = min(highs[other], highs[node])
    for node in order:
        depth[node] = max((depth[other] + 1 for other in before_node[node] if (other, node) in edges), default=0)
    found.sort(key=lambda chain: (len(chain), [(link.before, link.after) for link in chain]))
    return Solved(
        {node: (lows[node], highs[node]) for node in order},
        depth,
        tuple(link for link in links if (link.before, link.after) in edges),
        tuple(Contradiction(links=chain) for chain in found),
    )


def _nodes(edges: _Edges) -> list[str]:
    return sorted({node for pair in edges for node in pair})


def _topological(edges: _Edges) -> tuple[list[str], dict[str, list[str]]]:
    """Return the events with every link pointing forward, and each event's predecessors."""
    preceding: dict[str, list[str]] = {node: [] for node in _nodes(edges)}
    following: dict[str, list[str]] = {node: [] for node in preceding}
    for before, after in edges:
        preceding[after].append(before)
        following[before].append(after)
    waiting = {node: len(others) for node, others in preceding.items()}
    ready = deque(node for node, count in waiting.items() if not count)
    order = []
    while ready:
        order.append(node := ready.popleft())
        for other in following[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return order, preceding


def _nearest_later(
    node: str, day: int, edges: _Edges, preceding: Mapping[str, list[str]], bounds: Bounds
) -> list[Link]:
    """Return the shortest chain into `node` from an event whose own date starts after `day`."""
    step: dict[str, str] = {}
    queue = deque([node])
    while queue:
        current = queue.popleft()
        if bounds[current][0] > day:
            chain = []
            while current != node:
                chain.append(edges[current, step[current]])
                current = step[current]
            return chain
        for other in preceding[current]:
            if other not in step and other != node and (other, current) in edges:
                step[other] = current
                queue.append(other)
    raise AssertionError(f"no event before {node!r} pushes it past day {day}")


def _shortest_cycle(knot: Sequence[str], edges: _Edges) -> list[Link]:
    members = frozenset(knot)
    following: dict[str, list[str]] = {node: [] for node in knot}
    for before, after in edges:
        if before in members and after in members:
            following[before].append(after)
    best: list[Link] = []
    for start in knot[:_STARTS]:
        cycle = _cycle_through(start, following, edges)
        if not best or len(cycle) < len(best):
            best = cycle
        if len(best) == 2:
            break
    return best


def _cycle_through(start: str, following: Mapping[str, list[str]], edges: _Edges) -> list[Link]:
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in following[node]:
            if other == start:
                chain = [edges[node, start]]
                while node != start:
                    chain.append(edges[came[node], node])
                    node = came[node]
                return chain[::-1]
            if other not in came:
                came[other] = node
                queue.append(other)
    raise AssertionError(f"{start!r} lies on no cycle")


def _knots(nodes: Iterable[str], edges: _Edges) -> list[list[str]]:
    """Return the strongly connected sets of two or more events among some, each sorted (Tarjan, without recursion)."""
    members = frozenset(nodes)
    following: dict[str, list[str]] = {node: [] for node in sorted(members)}
    for before, after in edges:
        if before in members and after in members:
            following[before].append(after)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: dict[str, None] = {}
    found = []
    for root in following:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        open_nodes[root] = None
        work: list[tuple[str, Iterator[str]]] = [(root, iter(following[root]))]
        while work:
            node, others = work[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    open_nodes[other] = None
                    work.append((other, iter(following[other])))
                    break
                if other in open_nodes:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = []
                    while (last := open_nodes.popitem()[0]) != node:
                        knot.append(last)
                    if knot:
                        found.append(sorted([*knot, node]))
    return found


def path(before: str, after: str, following: Mapping[str, Sequence[Link]]) -> tuple[Link, ...]:
    """Return the shortest chain of links from one event to another, () where there is none."""
    came: dict[str, Link] = {}
    queue = deque([before])
    while queue:
        node = queue.popleft()
        for link in following.get(node, ()):
            if link.after in came or link.after == before:
                continue
            came[link.after] = link
            if link.after == after:
                chain = [link]
                while chain[-1].before != before:
                    chain.append(came[chain[-1].before])
                return tuple(reversed(chain))
            queue.append(link.after)
    return ()


def tightened(bounds: Bounds, links: Iterable[Link]) -> dict[str, tuple[int, int]]:
    """Return the first and last possible day of every event, given links that are known to hold together."""
    edges = {(link.before, link.after): link for link in links if link.before in bounds and link.after in bounds}
    result = dict(bounds)
    nodes, preceding = _topological(edges)
    for node in nodes:
        low, high = result[node]
        result[node] = (max([low, *(result[other][0] for other in preceding[node])]), high)
    for node in reversed(nodes):
        for other in preceding[node]:
            low, high = result[other]
            result[other] = (low, min(high, result[node][1]))
    return result
