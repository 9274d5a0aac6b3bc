"""Addresses of the way in."""

from django.urls import path

from madadkar.web.entrance import account, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.second_factor, name="second-factor"),
    path("sign-in/enrol/", views.enrol, name="enrol"),
    path("sign-in/post/", views.choose_post, name="choose-post"),
    path("sign-in/kept/", views.kept_form, name="kept-form"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", account.my_account, name="my-account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
]
