"""Addresses of letters, appeals and the summary of a file."""

from django.urls import path

from madadkar.web.letters import deeds, views

urlpatterns = [
    path("letters/<int:letter_id>/", views.letter_page, name="letter"),
    path("letters/<int:letter_id>/letter.pdf", views.letter_print, name="letter-print"),
    path("letters/<int:letter_id>/sent/", deeds.letter_send, name="letter-send"),
    path("files/moves/<int:move_id>/letter/", deeds.letter_write, name="letter-write"),
    path("files/moves/<int:move_id>/appeal/", deeds.appeal_new, name="appeal-new"),
    path("appeals/<int:appeal_id>/withdraw/", deeds.appeal_withdraw, name="appeal-withdraw"),
    path("files/<int:file_id>/kin/", deeds.kin_declare, name="kin-declare"),
    path("files/<int:file_id>/summary.pdf", views.file_summary, name="file-summary"),
]
