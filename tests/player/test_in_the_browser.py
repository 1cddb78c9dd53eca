"""A real browser plays a real video: twice as fast, put down, taken up on another device, and finished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtailmedia.models import Media

from courses.models import Watching

from .conftest import FILM, facts

VIDEO = Path(__file__).parent / "data" / "twenty_seconds.mp4"
TIME = "document.querySelector('video').currentTime"


def until(tab: Any, expression: str, seconds: float = 15) -> None:
    """Waits without ``wait_for_function``, which the policy of the pages forbids."""
    for _ in range(int(seconds * 10)):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(100)
    pytest.fail(f"never: {expression}")


@pytest.mark.django_db(transaction=True)
def test_a_video_is_put_down_taken_up_elsewhere_and_finished(
    page: Any, live_server: Any, sign_in: Any, accessible: Any, lesson: Any, film: Media, member_user: Any, world: Any
):
    film.file.save("twenty.mp4", ContentFile(VIDEO.read_bytes()))
    film.duration = 20
    film.save()
    sign_in(member_user)
    address = live_server.url + lesson("watch").get_url()
    page.goto(address)
    accessible("main")
    assert page.inner_text("#next .steps").split("\n")[-1] == "还需看 19 秒"
    assert page.get_by_label("播放速度").select_option("2") == ["2"]
    page.get_by_role("link", name="开始看").click()
    until(page, f"{TIME} > 7")
    page.evaluate("document.querySelector('video').currentTime = 18")
    page.wait_for_timeout(300)
    assert page.evaluate(TIME) < 13, "no jump past what was not seen"
    assert page.get_by_text("没看过的部分不能跳过").is_visible()
    page.context.set_offline(True)
    page.evaluate("document.querySelector('video').pause()")
    page.get_by_text("网络断开，恢复后会自动补记。").wait_for()
    page.context.set_offline(False)
    page.get_by_text("网络已恢复，学习进度已补记。").wait_for()
    until(page, "document.querySelector('[data-play]').textContent.includes('接着看')")
    stopped = page.evaluate(TIME)
    page.goto("about:blank")

    device = page.context.browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="block")
    cookie = next(each for each in page.context.cookies(live_server.url) if each["name"] == settings.SESSION_COOKIE_NAME)
    device.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": live_server.url}])
    phone = device.new_page()
    phone.goto(address)
    phone.get_by_role("link", name="接着看").click()
    until(phone, f"{TIME} > 1")
    assert abs(phone.evaluate(TIME) - stopped) < 10
    assert Watching.objects.get().media[FILM]["seen"][0][0] == 0
    phone.evaluate("document.querySelector('video').playbackRate = 9")
    until(phone, "document.querySelector('video').playbackRate === 2")
    phone.get_by_role("button", name="看学习结果").first.wait_for(timeout=30_000)
    assert phone.get_by_text("已看完。").is_visible()
    phone.get_by_role("button", name="看学习结果").first.click()
    phone.wait_for_url("**/learn/after/**")
    device.close()
    assert facts(world.learner) == [("started", None), ("completed", True)]
