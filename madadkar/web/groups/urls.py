"""Addresses of the screens of groups."""

from django.urls import path

from madadkar.web.groups import deeds, views

urlpatterns = [
    path("groups/", views.groups, name="groups"),
    path("groups/add/", deeds.group_add, name="group-add"),
    path("groups/<int:group_id>/", views.group, name="group"),
    path("groups/<int:group_id>/end/", deeds.group_end, name="group-end"),
    path("groups/<int:group_id>/session/", deeds.group_session, name="group-session"),
    path("groups/members/<int:group_member_id>/leave/", deeds.group_leave, name="group-leave"),
    path("files/<int:file_id>/group/", deeds.group_join, name="group-join"),
]
