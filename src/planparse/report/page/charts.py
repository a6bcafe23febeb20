"""The charts of the page as Vega-Lite, built and checked by Altair.

Their rows are worked out in the page, as the filters leave them: a specification names data sets that begin empty.
"""

from typing import Any

import altair as alt

from planparse.wording.catalogue import Catalogue

# Told apart with every common kind of colour blindness (after Okabe and Ito), on a light ground and on a dark one.
LATE, AHEAD, BACK = "#c8622b", "#3d7fc1", "#8a9aaa"
_ROLE_COLOURS = ("#2f6fae", "#9cc3e6", "#c8742b", "#f0c191")
# From Điện Biên to Trường Sa, from Cà Mau to Hà Giang.
_COUNTRY = {"x0": 1.785, "x1": 1.998, "y0": 0.151, "y1": 0.419}
_BAR_STEP = 26  # pixels for each agency


def build_charts(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Every chart by name, with the texts of a language."""
    return {"timeline": _timeline(catalogue), "workload": _workload(catalogue), "map": _map(catalogue)}


def _timeline(catalogue: Catalogue) -> dict[str, Any]:
    """Days on which tasks are due, by month or quarter: overdue, ahead, coming back."""
    kinds = [catalogue.say(f"report.page.deadlines.kind.{kind}") for kind in range(3)]
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[LATE, AHEAD, BACK]),
        legend=None,  # the page has it as a list
    )
    periods = alt.X(
        "label:O",
        sort=alt.EncodingSortField("period", op="min"),
        axis=alt.Axis(title=None, labelAngle=-45, labelOverlap=True, grid=False),
    )
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=periods,
            y=alt.Y("sum(n):Q", title=catalogue.say("report.page.deadlines.axis")),
            color=colour,
            order=alt.Order("order:Q"),
            tooltip="tip:N",
        )
    )
    today = (
        alt.Chart()
        .mark_text(text="▼", baseline="bottom", dy=-2, color=LATE)
        .transform_filter("datum.now")
        .encode(x=periods, y=alt.value(0))
    )
    return _finish(alt.layer(bars, today, data=_named("rows")).properties(width="container", height=230), "rows")


def _workload(catalogue: Catalogue) -> dict[str, Any]:
    """Tasks and indicators of the agencies that carry most."""
    roles = [
        catalogue.say(f"report.page.agencies.role.{role}")
        for role in ("lead_task", "support_task", "lead_indicator", "support_indicator")
    ]
    bars = (
        alt.Chart(_named("rows"))
        .mark_bar()
        .encode(
            x=alt.X("sum(n):Q", title=catalogue.say("report.page.agencies.axis"), axis=alt.Axis(tickCount=6)),
            y=alt.Y(
                "agency:N",
                sort=alt.EncodingSortField("place", op="min"),
                title=None,
                axis=alt.Axis(labelLimit=230, grid=False),
            ),
            color=alt.Color(
                "role:N",
                scale=alt.Scale(domain=roles, range=list(_ROLE_COLOURS)),
                legend=None,
            ),
            order=alt.Order("order:Q"),
            tooltip="tip:N",
        )
    )
    return _finish(bars.properties(width="container", height=alt.Step(_BAR_STEP)), "rows")


def _map(catalogue: Catalogue) -> dict[str, Any]:
    """All communes as points; those without a plan or a value in grey, the islands with their names."""
    grey = {"latitude": "latitude:Q", "longitude": "longitude:Q", "tooltip": "tip:N"}
    none = alt.Chart(_named("none")).mark_circle(size=9, color="#aab4be", opacity=0.55).encode(**grey)
    missing = alt.Chart(_named("missing")).mark_circle(size=26, color="#75828f", opacity=0.9).encode(**grey)
    value = (
        alt.Chart(_named("value"))
        .mark_circle(size=42, opacity=1, stroke="#5b6670", strokeWidth=0.5)
        .encode(
            **grey,
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(scheme="viridis", reverse=True),
                legend=alt.Legend(title="", orient="top", gradientLength=260),
            ),
        )
    )
    names = (
        alt.Chart(_named("names"))
        .mark_text(dy=-9, fontSize=11)
        .encode(latitude="latitude:Q", longitude="longitude:Q", text="name:N")
    )
    # The page says which part of the earth to show, in Mercator's own radians: fitting to thousands of points anew at
    # each change of a filter would take longer than drawing them.
    scale = "min((width - 72) / (x1 - x0), (height - 24) / (y1 - y0))"
    centre = f"[width / 2 - {scale} * (x0 + x1) / 2, height / 2 + {scale} * (y0 + y1) / 2]"
    layers = (
        alt.layer(none, missing, value, names)
        .project(type="mercator", scale=alt.ExprRef(scale), translate=alt.ExprRef(centre))
        .add_params(*(alt.param(name=edge, value=at) for edge, at in _COUNTRY.items()))
    )
    return _finish(layers.properties(width="container", height=560), "none", "missing", "value", "names")


def _named(name: str) -> alt.NamedData:
    return alt.NamedData(name=name)


def _finish(chart: alt.TopLevelMixin, *data: str) -> dict[str, Any]:
    """The specification with its empty data sets; Altair checks it against the schema of Vega-Lite."""
    specification: dict[str, Any] = chart.to_dict()
    specification["datasets"] = {name: [] for name in data}
    specification["autosize"] = {"type": "fit-x", "contains": "padding", "resize": True}
    return specification
