"""From the Wagtail admin to the site's own help."""

from __future__ import annotations


def test_the_admins_menu_of_help_leads_to_ours(client, tree, superuser):
    client.force_login(superuser)
    text = client.get("/admin/").content.decode()
    assert "/go/help/" in text
    assert client.get("/go/help/")["Location"].endswith("/help/")
