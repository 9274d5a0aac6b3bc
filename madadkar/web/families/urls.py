"""Addresses of families and of the people in them."""

from django.urls import path

from madadkar.web.families import deeds, intake, merging, person_deeds, views

urlpatterns = [
    path("families/new/", intake.family_new, name="family-new"),
    path("families/<int:household_id>/", views.family_page, name="family"),
    path("families/<int:household_id>/members/add/", deeds.member_add, name="member-add"),
    path("families/<int:household_id>/head/", deeds.head_change, name="head-change"),
    path("families/<int:household_id>/residence/", deeds.residence_move, name="residence-move"),
    path("families/<int:household_id>/office/", deeds.family_move, name="family-move"),
    path("families/<int:household_id>/merge/", merging.family_merge, name="family-merge"),
    path("family-merges/<int:household_merge_id>/undo/", merging.family_merge_undo, name="family-merge-undo"),
    path("memberships/<int:membership_id>/end/", deeds.membership_end, name="membership-end"),
    path("persons/<int:person_id>/", views.person_page, name="person"),
    path("persons/<int:person_id>/change/", person_deeds.person_change, name="person-change"),
    path("persons/<int:person_id>/death/", person_deeds.death_record, name="death-record"),
    path(
        "persons/<int:person_id>/circumstances/add/", person_deeds.circumstance_add, name="circumstance-add"
    ),
    path("circumstances/<int:circumstance_id>/end/", person_deeds.circumstance_end, name="circumstance-end"),
    path("persons/<int:person_id>/phones/add/", person_deeds.phone_add, name="phone-add"),
    path("phones/<int:phone_id>/remove/", person_deeds.phone_remove, name="phone-remove"),
    path("persons/<int:person_id>/accounts/add/", person_deeds.account_add, name="account-add"),
    path("accounts/<int:account_id>/end/", person_deeds.account_end, name="account-end"),
    path("accounts/<int:account_id>/reveal/", views.account_reveal, name="account-reveal"),
    path("persons/<int:person_id>/merge/", person_deeds.person_merge, name="person-merge"),
    path("merges/<int:merge_id>/undo/", person_deeds.merge_undo, name="merge-undo"),
]
