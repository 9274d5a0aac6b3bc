"""Addresses of committees, their sessions and the files before them."""

from django.urls import path

from madadkar.web.committees import deciding, deeds, sitting, views

_SESSION = "committees/sessions/<int:committee_session_id>"
_ITEM = "committees/items/<int:agenda_item_id>"

urlpatterns = [
    path("committees/", views.committees_page, name="committees"),
    path("committees/new/", deeds.committee_new, name="committee-new"),
    path("committees/<int:committee_id>/", views.committee_page, name="committee"),
    path("committees/<int:committee_id>/seat/", deeds.committee_seat, name="committee-seat"),
    path("committees/<int:committee_id>/close/", deeds.committee_close, name="committee-close"),
    path("committees/seats/<int:seat_id>/end/", deeds.committee_seat_end, name="committee-seat-end"),
    path("committees/<int:committee_id>/sessions/new/", sitting.session_new, name="committee-session-new"),
    path(f"{_SESSION}/", views.session_page, name="committee-session"),
    path(f"{_SESSION}/agenda/", deciding.session_agenda, name="committee-agenda"),
    path(f"{_SESSION}/open/", sitting.session_open, name="committee-open"),
    path(f"{_SESSION}/cancel/", sitting.session_cancel, name="committee-cancel"),
    path(f"{_SESSION}/sign/", sitting.session_sign, name="committee-sign"),
    path(f"{_SESSION}/minutes.pdf", sitting.session_minutes, name="committee-minutes"),
    path(f"{_SESSION}/letters.pdf", sitting.session_letters, name="committee-letters"),
    path(f"{_ITEM}/", deciding.item_page, name="committee-item"),
    path(f"{_ITEM}/off/", deciding.item_off, name="committee-item-off"),
]
