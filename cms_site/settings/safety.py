"""What browsers are told about every page. The why: docs/decisions/0014-what-a-page-may-do.md."""

from lms.core import csp

CONTENT_SECURITY_POLICY = {"DIRECTIVES": csp.FRONT}
CONTENT_SECURITY_POLICY_ADMIN = {"DIRECTIVES": csp.ADMIN}

# Nothing of what a device could tell about its owner; sound and pictures of lessons may fill the screen.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{
        feature: []
        for feature in (
            "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
            "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
        )
    },
    "autoplay": ["self"],
    "fullscreen": ["self"],
}  # fmt: skip

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The preview of the Wagtail editor shows pages in a frame of the same origin.
X_FRAME_OPTIONS = "SAMEORIGIN"

# No script reads them: the token of a form stands in the form.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
