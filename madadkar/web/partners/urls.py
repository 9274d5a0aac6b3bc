"""Addresses of the partner bodies' screens."""

from django.urls import path

from madadkar.web.partners import views

urlpatterns = [
    path("partners/", views.partners, name="partners"),
    path("partners/add/", views.partner_add, name="partner-add"),
    path("partners/<int:partner_id>/change/", views.partner_change, name="partner-change"),
]
