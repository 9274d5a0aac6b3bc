"""The way in as a browser meets it: two steps, one's own account, and sessions that die with it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pyotp
import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.models import CentreStanding, Post, Staff
from madadkar.organisations.rules import Role
from tests.organisations.network import LONG_AGO, Network, lay_network, somebody

pytestmark = pytest.mark.django_db
PASSWORD = "باران-بهاری-۱۲"


@pytest.fixture
def network(db: None) -> Network:
    """The small network."""
    return lay_network()


@pytest.fixture
def yusof(network: Network) -> Staff:
    """Head of Abhar's office, who has not signed in yet."""
    return somebody("yusof", "یوسف کریمی", Role.HEAD, network.abhar, password=PASSWORD)


def _first_step(client: Client, *, back: str = "", password: str = PASSWORD) -> HttpResponse:
    url = f"/sign-in/?next={back}" if back else "/sign-in/"
    return client.post(url, {"username": "yusof", "password": password})  # type: ignore[return-value]  # a response


def _telephone(staff: Staff) -> pyotp.TOTP:
    staff.refresh_from_db()
    return pyotp.TOTP(staff.second_factor_secret)


def _enrol(client: Client, staff: Staff) -> HttpResponse:
    _first_step(client)
    client.get("/sign-in/enrol/")
    return client.post("/sign-in/enrol/", {"code": _telephone(staff).now()})  # type: ignore[return-value]  # a response


def _is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/account/?tab=1")

    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=%2Faccount%2F%3Ftab%3D1"


def test_a_stranger_asking_by_htmx_is_sent_as_a_whole_page(client: Client) -> None:
    response = client.get("/account/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/sign-in/"


def test_the_first_sign_in_sets_up_the_second_factor(client: Client, yusof: Staff) -> None:
    assert _first_step(client)["Location"] == "/sign-in/enrol/"
    assert not _is_in(client)

    page = client.get("/sign-in/enrol/").content.decode()
    secret = _telephone(yusof).secret
    assert "data:image/svg+xml" in page
    assert secret in page.replace(" ", "")

    shown = client.post("/sign-in/enrol/", {"code": _telephone(yusof).now()}).content.decode()
    assert len(re.findall(r"<bdi class=\"code\" dir=\"ltr\">[a-z0-9-]{11}</bdi>", shown)) == 10
    assert _is_in(client)


def test_later_sign_ins_ask_for_a_code(client: Client, yusof: Staff) -> None:
    _enrol(client, yusof)
    client.post("/sign-out/")
    Staff.objects.update(second_factor_last_step=None)

    assert _first_step(client, back="/account/")["Location"] == "/sign-in/code/"
    assert not _is_in(client)
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert "این کد درست نیست" in wrong.content.decode()
    assert not _is_in(client)
    right = client.post("/sign-in/code/", {"code": _telephone(yusof).now()})
    assert right["Location"] == "/account/"
    assert _is_in(client)


def test_a_code_without_a_password_opens_nothing(client: Client, yusof: Staff) -> None:
    _enrol(Client(), yusof)

    response = client.post("/sign-in/code/", {"code": _telephone(yusof).now()})

    assert response["Location"] == "/sign-in/"
    assert not _is_in(client)


def test_a_second_enrolment_is_not_offered_to_who_knows_only_the_password(
    client: Client, yusof: Staff
) -> None:
    _enrol(Client(), yusof)
    _first_step(client)

    assert client.get("/sign-in/enrol/")["Location"] == "/sign-in/"


def test_the_second_step_waits_ten_minutes(client: Client, yusof: Staff) -> None:
    _enrol(Client(), yusof)
    _first_step(client)
    session = client.session
    session["pending_sign_in"] = {**session["pending_sign_in"], "at": timezone.now().timestamp() - 601}
    session.save()

    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_a_password_changed_between_the_steps_closes_the_door(client: Client, yusof: Staff) -> None:
    _enrol(Client(), yusof)
    _first_step(client)
    Staff.objects.filter(pk=yusof.pk).update(session_epoch=9)

    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_out_of_the_house(client: Client, yusof: Staff, back: str, settings: object) -> None:
    Staff.objects.update(is_demo=True)
    settings.SECOND_FACTOR_EXCUSED_IN_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings

    assert _first_step(client, back=back)["Location"] == "/"


def test_a_demo_account_is_excused_only_where_the_setting_says_so(
    client: Client, yusof: Staff, settings: object
) -> None:
    Staff.objects.update(is_demo=True)

    assert _first_step(client)["Location"] == "/sign-in/enrol/"
    settings.SECOND_FACTOR_EXCUSED_IN_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    assert _first_step(Client())["Location"] == "/"


def test_an_account_that_is_no_demos_is_never_excused(client: Client, yusof: Staff, settings: object) -> None:
    settings.SECOND_FACTOR_EXCUSED_IN_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings

    assert _first_step(client)["Location"] == "/sign-in/enrol/"


def test_a_wrong_password_keeps_the_name_and_not_the_password(client: Client, yusof: Staff) -> None:
    page = _first_step(client, password="نادرست-است").content.decode()

    assert "نام کاربری یا گذرواژه درست نیست." in page
    assert 'value="yusof"' in page
    assert "نادرست-است" not in page


def test_a_failure_is_remembered_though_the_page_says_no(client: Client, yusof: Staff) -> None:
    for _ in range(5):
        page = _first_step(client, password="نادرست").content.decode()

    assert "بسته است" in page
    assert "بسته است" in _first_step(client).content.decode()


def test_a_form_from_another_house_is_refused(yusof: Staff) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/sign-in/", {"username": "yusof", "password": PASSWORD}).status_code == 403


def test_who_has_no_post_today_does_not_come_in(client: Client, yusof: Staff) -> None:
    Post.objects.filter(staff=yusof).update(valid_until=timezone.localdate())

    assert "امروز سمتی ندارد" in _first_step(client).content.decode()


def _signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff)
    assert _is_in(client)
    return client


def test_a_session_dies_with_its_account(yusof: Staff) -> None:
    client = _signed_in(yusof)
    Staff.objects.filter(pk=yusof.pk).update(is_active=False)

    assert not _is_in(client)
    Staff.objects.filter(pk=yusof.pk).update(is_active=True)


def test_a_session_dies_with_its_password_and_its_epoch(yusof: Staff) -> None:
    client, other = _signed_in(yusof), _signed_in(yusof)

    yusof.set_password("شب-یلدای-بلند-۱۴۰۵")
    yusof.save()
    assert not _is_in(client)

    third = _signed_in(yusof)
    Staff.objects.filter(pk=yusof.pk).update(session_epoch=3)
    assert not _is_in(third) and not _is_in(other)


def test_a_session_dies_with_its_post(yusof: Staff) -> None:
    client = _signed_in(yusof)
    Post.objects.filter(staff=yusof).update(valid_until=timezone.localdate())

    response = client.get("/account/")

    assert response["Location"].startswith("/sign-in/")
    assert "امروز سمتی ندارد" in str(next(iter(get_messages(response.wsgi_request))))


def test_a_centres_session_dies_with_its_permit(network: Network) -> None:
    zahra = somebody("zahra", "زهرا", Role.CENTRE_MANAGER, network.abhar, centre=network.centre)
    client = _signed_in(zahra)
    CentreStanding.objects.update(valid_until=timezone.localdate())

    assert not _is_in(client)


def test_people_of_a_suspended_centre_read_that_it_is_and_since_when(
    client: Client, network: Network
) -> None:
    zahra = somebody(
        "zahra", "زهرا", Role.CENTRE_MANAGER, network.abhar, centre=network.centre, password=PASSWORD
    )
    inside = _signed_in(zahra)
    today = timezone.localdate()
    CentreStanding.objects.update(valid_until=today)
    CentreStanding.objects.create(centre=network.centre, standing="suspended", valid_from=today)
    told = f"از {persian_digits(format_day(today))} در وضع «تعلیق» است"

    assert told in inside.get("/", follow=True).content.decode()
    page = client.post("/sign-in/", {"username": "zahra", "password": PASSWORD}).content.decode()
    assert told in page
    assert network.centre.name in page


def test_a_session_left_alone_ends(yusof: Staff, settings: object) -> None:
    settings.SESSION_IDLE_SECONDS = 60  # type: ignore[attr-defined]  # pytest-django's settings
    client = _signed_in(yusof)
    session = client.session
    session["seen_at"] = timezone.now().timestamp() - 61
    session.save()

    assert not _is_in(client)


def test_who_has_several_posts_chooses_one_and_sees_by_it(network: Network, yusof: Staff) -> None:
    Post.objects.create(
        staff=yusof, role=Role.ADMINISTRATOR.value, office=network.zanjan, valid_from=LONG_AGO
    )
    client = Client()
    client.force_login(yusof)

    assert client.get("/people/")["Location"] == "/sign-in/post/?next=%2Fpeople%2F"
    head, administrator = Post.objects.filter(staff=yusof).order_by("pk")
    chosen = client.post("/sign-in/post/?next=/people/", {"post": administrator.pk})
    assert chosen["Location"] == "/people/"
    assert client.get("/people/").status_code == 200
    client.post("/sign-in/post/", {"post": head.pk})
    assert client.get("/people/").status_code == 403


def test_nobody_chooses_a_post_of_somebody_else(network: Network, yusof: Staff) -> None:
    client = _signed_in(yusof)

    client.post("/sign-in/post/", {"post": network.narges.posts.get().pk})

    assert client.get("/people/").status_code == 403


def test_a_chosen_post_that_ended_ends_the_session_though_another_goes_on(
    network: Network, yusof: Staff
) -> None:
    audit = Post.objects.create(
        staff=yusof, role=Role.AUDITOR.value, office=network.abhar, valid_from=LONG_AGO
    )
    client = Client()
    client.force_login(yusof)
    client.post("/sign-in/post/", {"post": audit.pk})
    Post.objects.filter(pk=audit.pk).update(valid_until=timezone.localdate())

    assert not _is_in(client)


def test_a_temporary_password_must_be_changed_before_anything(yusof: Staff) -> None:
    Staff.objects.filter(pk=yusof.pk).update(must_change_password=True)
    client = Client()
    client.force_login(yusof)

    assert client.get("/account/")["Location"].startswith("/account/password/")
    new = "شب-یلدای-بلند-۱۴۰۵"
    told = {"old": PASSWORD, "new": new, "again": new}
    assert client.post("/account/password/", {**told, "again": "دیگر"}).status_code == 200
    assert client.post("/account/password/", told)["Location"] == "/account/"
    assert _is_in(client)


def test_changing_the_password_ends_the_other_sessions_and_not_this(yusof: Staff) -> None:
    here, elsewhere = _signed_in(yusof), _signed_in(yusof)
    new = "شب-یلدای-بلند-۱۴۰۵"

    here.post("/account/password/", {"old": PASSWORD, "new": new, "again": new})

    assert _is_in(here)
    assert not _is_in(elsewhere)


def test_new_recovery_codes_need_the_telephone(client: Client, yusof: Staff) -> None:
    _enrol(client, yusof)
    Staff.objects.update(second_factor_last_step=None)

    assert "این کد درست نیست" in client.post("/account/recovery-codes/", {"code": "1"}).content.decode()
    shown = client.post("/account/recovery-codes/", {"code": _telephone(yusof).now()}).content.decode()
    assert "کدهای بازیابی شما" in shown


def test_signing_out_is_a_deed_and_not_a_link(yusof: Staff) -> None:
    client = _signed_in(yusof)

    assert client.get("/sign-out/").status_code == 405
    assert _is_in(client)
    client.post("/sign-out/")
    assert not _is_in(client)


def test_a_refusal_undoes_all_that_its_page_had_done(network: Network) -> None:
    client = _signed_in(network.narges)
    told = {
        "full_name": "لیلا", "username": "leila", "role": "centre_worker", "office": network.zanjan.pk,
        "on": "1402/01/01",
    }  # fmt: skip

    page = client.post("/people/add/", told).content.decode()

    assert "مرکز را برگزینید" in page
    assert 'value="leila"' in page
    assert not Staff.objects.filter(username="leila").exists()


def test_an_administrator_opens_an_account_and_sees_its_password_once(network: Network) -> None:
    client = _signed_in(network.narges)
    told = {
        "full_name": "لیلا حاتمی", "username": "leila", "role": "caseworker", "office": network.abhar.pk,
        "on": "۱۴۰۲/۰۱/۰۱",
    }  # fmt: skip

    page = client.post("/people/add/", told).content.decode()

    leila = Staff.objects.get(username="leila")
    password = re.search(r"secret\" dir=\"ltr\">([^<]+)<", page)
    assert password and leila.check_password(password[1])
    assert leila.posts.get().valid_from == date(2023, 3, 21)
    assert password[1] not in client.get(f"/people/{leila.pk}/").content.decode()


def test_people_of_other_offices_are_not_found(network: Network) -> None:
    client = _signed_in(network.narges)
    hossein = somebody("hossein", "حسین", Role.HEAD, network.qazvin)

    for url in (
        f"/people/{hossein.pk}/",
        f"/people/{hossein.pk}/password/",
        f"/offices/{network.qazvin.pk}/",
    ):
        assert client.get(url).status_code == 404
    assert client.post(f"/people/{hossein.pk}/password/").status_code == 404


def test_a_visits_queries_do_not_grow_with_the_people(
    network: Network, django_assert_max_num_queries: object
) -> None:
    client = _signed_in(network.narges)
    for number in range(30):
        somebody(
            f"nam-{number}",
            f"همکار {number}",
            Role.CASEWORKER,
            network.abhar,
            since=LONG_AGO + timedelta(number),
        )

    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/people/")
