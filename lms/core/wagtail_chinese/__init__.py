"""What the Wagtail admin lacks in Chinese: texts without a translation, and names that its migrations write in English.

An app of its own, so that a site may leave it out. It stands last in ``INSTALLED_APPS``: whatever Wagtail translates itself comes
first. See docs/decisions/0015-languages.md.
"""
