"""What a browser is called, for the list of one's own sessions. Pure."""

from __future__ import annotations

#: (sign in the user agent, name); the first that fits counts, so that WeChat on an iPhone is 微信.
APPS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Feishu", "飞书"), ("Lark", "飞书"), ("QQBrowser", "QQ浏览器"),
    ("UCBrowser", "UC浏览器"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
BETWEEN = " · "


def browser_name(agent: str) -> str:
    """Such as 「微信 · iPhone」; no version, nothing by which one device differs from another. Names stay what they are."""
    if BETWEEN in agent:
        return agent[:60]
    known = [next((name for sign, name in signs if sign in agent), "") for signs in (APPS, SYSTEMS)]
    return BETWEEN.join(name for name in known if name)
