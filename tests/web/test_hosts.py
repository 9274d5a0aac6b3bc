"""A request that names another house is turned away plainly, and leaves one line in the log."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/healthz"])
def test_a_foreign_host_gets_a_plain_page_and_one_line_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    answer = client.get(path, headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "درخواست خوانده نشد" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()
    assert "evil.example" in caplog.text
    assert "Traceback" not in caplog.text
    assert {record.levelname for record in caplog.records} == {"WARNING"}


@pytest.mark.parametrize("where", ["typed", "sent"])
def test_a_zero_byte_gets_a_plain_page_and_reaches_no_table(client: Client, where: str) -> None:
    told = {"q": "سکینه\0"}
    answer = client.get("/sign-in/", told) if where == "typed" else client.post("/sign-in/", told)

    assert answer.status_code == 400
    assert "درخواست خوانده نشد" in answer.content.decode()
