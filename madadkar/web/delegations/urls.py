"""Addresses of delegation."""

from django.urls import path

from madadkar.web.delegations import batches, decisions, deeds, views

urlpatterns = [
    path("delegations/", views.delegations, name="delegations"),
    path("delegations/at/<slug:delegation_step>/", views.delegations, name="delegations-at"),
    path("delegations/<int:delegation_id>/", views.delegation, name="delegation"),
    path("files/<int:file_id>/centre/", deeds.file_delegate, name="file-delegate"),
    path("files/<int:file_id>/centre/paper/", deeds.file_delegated, name="file-delegated"),
    path("files/<int:file_id>/recall/", deeds.file_recall, name="file-recall"),
    path("delegations/batches/", batches.batches, name="batches"),
    path("delegations/batches/new/", batches.batch_new, name="batch-new"),
    path("delegations/batches/<int:batch_id>/", batches.batch, name="batch"),
    path("delegations/batches/<int:batch_id>/files/", batches.batch_lines, name="batch-lines"),
    path("delegations/batches/<int:batch_id>/send/", batches.batch_send, name="batch-send"),
    path("delegations/batches/<int:batch_id>/recall/", batches.batch_recall, name="batch-recall"),
    path("delegations/batches/<int:batch_id>/drop/", batches.batch_drop, name="batch-drop"),
    path("decisions-of-centres/", decisions.decisions, name="decisions-of-centres"),
    path("files/<int:file_id>/decide/", decisions.file_decide, name="file-decide"),
    path("decisions-of-centres/<int:decision_id>/answer/", decisions.proposal_answer, name="proposal-answer"),
]
