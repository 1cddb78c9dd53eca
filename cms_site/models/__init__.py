"""The page types of the ready-made site."""

from .help import HelpIndexPage, HelpPage
from .home import HomePage
from .news import NewsIndexPage, NewsPage, NewsTag
from .planted import PlantedPage
from .sections import PlainPage, SectionPage
from .themes import ThemeIndexPage, ThemePage

__all__ = [
    "HelpIndexPage", "HelpPage", "HomePage", "NewsIndexPage", "NewsPage", "NewsTag", "PlainPage", "PlantedPage", "SectionPage",
    "ThemeIndexPage", "ThemePage",
]
