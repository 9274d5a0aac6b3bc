"""Addresses of plans and reviews."""

from django.urls import path

from madadkar.web.plans import decisions, steps, views, writing

urlpatterns = [
    path("files/<int:file_id>/plans/", views.plans_page, name="plans"),
    path("files/<int:file_id>/plans/begin/", writing.plan_begin, name="plan-begin"),
    path("plans/<int:plan_id>/", views.plan_page, name="plan"),
    path("plans/<int:plan_id>/goals/add/", writing.goal_add, name="goal-add"),
    path("goals/<int:goal_id>/remove/", writing.goal_remove, name="goal-remove"),
    path("goals/<int:goal_id>/steps/add/", writing.step_add, name="step-add"),
    path("steps/<int:step_id>/remove/", writing.step_remove, name="step-remove"),
    path("steps/<int:step_id>/finish/", steps.step_finish, name="step-finish"),
    path("steps/<int:step_id>/drop/", steps.step_drop, name="step-drop"),
    path("plans/<int:plan_id>/propose/", writing.plan_propose, name="plan-propose"),
    path("plans/<int:plan_id>/drop/", writing.plan_drop, name="plan-drop"),
    path("plans/<int:plan_id>/approve/", decisions.plan_approve, name="plan-approve"),
    path("plans/<int:plan_id>/return/", decisions.plan_return, name="plan-return"),
    path("files/<int:file_id>/reviews/hold/", decisions.review_hold, name="review-hold"),
]
