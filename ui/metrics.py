"""Metrics: what a server did and holds, as Prometheus reads it. No label says what anybody asked."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.article import DatelineError
from rag.answer import Answer
from rag.archive import Archive
from ui.limits import Places

_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one server, in a registry of its own."""

    def __init__(self, archive: Archive, places: Places) -> None:
        self._registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("dateline_requests", "Requests answered.", labels, registry=self._registry)
        self._answers = Counter(
            "dateline_answers", "Questions by what became of them.", ["status"], registry=self._registry
        )
        self._seconds = Histogram(
            "dateline_answer_seconds", "Working out an answer.", buckets=_SECONDS, registry=self._registry
        )
        self._registry.register(_Holdings(archive, places))

    @contextmanager
    def answering(self) -> Iterator[list[Answer]]:
        """Time an answer: put it into the list. What is raised counts as refused or failed, and goes on."""
        began = time.perf_counter()
        made: list[Answer] = []
        try:
            yield made
            if made:  # else who asked has left
                self._answers.labels(made[0].status).inc()
                self._seconds.observe(time.perf_counter() - began)
        except DatelineError:
            self._answers.labels("refused").inc()
            raise
        except Exception:
            self._answers.labels("failed").inc()
            raise

    def exposition(self) -> bytes:
        """Everything in Prometheus's text format."""
        return generate_latest(self._registry)


class Counting:
    """ASGI middleware: counts answered requests by route template, method and status."""

    def __init__(self, app: ASGIApp, metrics: Metrics, templates: Collection[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._templates = templates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                path = getattr(scope.get("route"), "path", "refused")
                method = scope["method"] if scope["method"] in ("GET", "POST", "DELETE", "HEAD", "OPTIONS") else "other"
                route = path if path in self._templates or path == "refused" else "page"
                self._metrics.requests.labels(route, method, str(message["status"])).inc()
            await send(message)

        await self._app(scope, receive, counted)


class _Holdings(Collector):
    """What is held and at work at the moment it is asked for."""

    def __init__(self, archive: Archive, places: Places) -> None:
        self._archive = archive
        self._places = places

    def collect(self) -> Iterator[Metric]:
        counts = self._archive.store.counts()
        waiting = counts["passages"] - counts["embedded"]
        for name, help_text, value in (
            ("dateline_answers_at_work", "Answers being worked out.", self._places.taken),
            ("dateline_articles", "Articles held.", counts["articles"]),
            ("dateline_passages", "Passages held.", counts["passages"]),
            ("dateline_passages_waiting", "Passages that wait to be embedded.", waiting),
        ):
            yield GaugeMetricFamily(name, help_text, value=value)
