"""Addresses of the roster wizard."""

from django.urls import path

from madadkar.web.rosters.views import arrival, columns, deeds, findings, perhaps, rows

urlpatterns = [
    path("rosters/", arrival.rosters, name="rosters"),
    path("rosters/new/", arrival.new, name="roster-new"),
    path("rosters/samples/<str:kind>.xlsx", arrival.sample, name="roster-sample"),
    path("rosters/<int:import_id>/", arrival.roster, name="roster"),
    path("rosters/<int:import_id>/columns/", columns.columns, name="roster-columns"),
    path("rosters/<int:import_id>/findings/", findings.findings, name="roster-findings"),
    path("rosters/<int:import_id>/findings/<str:code>/", findings.finding, name="roster-finding"),
    path("rosters/<int:import_id>/changes/", findings.changes, name="roster-changes"),
    path("rosters/<int:import_id>/changes/<str:outcome>/", findings.outcome, name="roster-outcome"),
    path("rosters/<int:import_id>/perhaps/", perhaps.perhaps, name="roster-perhaps"),
    path("rosters/<int:import_id>/perhaps/sure/", perhaps.sure, name="roster-perhaps-sure"),
    path("rosters/<int:import_id>/rows/<int:sheet>/<int:row_number>/", rows.row, name="roster-row"),
    path(
        "rosters/<int:import_id>/rows/<int:sheet>/<int:row_number>/undecide/",
        rows.undecide,
        name="roster-undecide",
    ),
    path(
        "rosters/<int:import_id>/rows/<int:sheet>/<int:row_number>/decide/", rows.decide, name="roster-decide"
    ),
    path("rosters/<int:import_id>/waiting.xlsx", rows.waiting, name="roster-waiting"),
    path("rosters/<int:import_id>/check/", deeds.check, name="roster-check"),
    path("rosters/<int:import_id>/commit/", deeds.commit, name="roster-commit"),
    path("rosters/<int:import_id>/progress/", deeds.progress, name="roster-progress"),
    path("rosters/<int:import_id>/done/", deeds.done, name="roster-done"),
    path("rosters/<int:import_id>/undo/", deeds.undo, name="roster-undo"),
]
