"""Addresses of the screens about those who work here."""

from django.urls import path

from madadkar.web.people import deeds, views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", deeds.person_add, name="staff-add"),
    path("people/<int:staff_id>/", views.person_account, name="person-account"),
    path("people/<int:staff_id>/change/", deeds.person_change, name="staff-change"),
    path("people/<int:staff_id>/posts/add/", deeds.post_give, name="post-give"),
    path("people/<int:staff_id>/posts/<int:post_id>/end/", deeds.post_end, name="post-end"),
    path("people/<int:staff_id>/close/", deeds.person_close, name="staff-close"),
    path("people/<int:staff_id>/reopen/", deeds.person_reopen, name="staff-reopen"),
    path("people/<int:staff_id>/password/", deeds.person_password, name="staff-password"),
    path("people/<int:staff_id>/second-factor/", deeds.person_second_factor, name="staff-second-factor"),
    path("people/<int:staff_id>/unlock/", deeds.person_unlock, name="staff-unlock"),
]
