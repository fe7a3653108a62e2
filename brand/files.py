"""Where the brand's files lie: fonts for the desktop, the folder the portal serves, the app's icon. Paths only."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""The portal serves `fonts/` and `art/` below this folder."""
FONTS = ROOT / "fonts"
ART = ROOT / "art"
APP_ICON = ART / "recrutr.svg"
APP_ICON_PNG = ART / "recrutr-256.png"
DESKTOP_FONTS: tuple[Path, ...] = (
    FONTS / "Inter-Regular.otf",
    FONTS / "Inter-SemiBold.otf",
    FONTS / "Inter-Bold.otf",
    FONTS / "JetBrainsMonoNL-Regular.ttf",
    FONTS / "JetBrainsMonoNL-Bold.ttf",
)
