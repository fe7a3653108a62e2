"""Our own icon family, and logo: SVG drawings on a 24-unit grid, 1.75 wide strokes, round ends.

Data only. `icon_svg` colours one; the same drawing means the same thing on the desktop and in the portal.
"""

from __future__ import annotations

ICONS: dict[str, str] = {
    # recording streams and what the check looks at
    "camera": '<rect x="2.5" y="6.5" width="13" height="11" rx="2.5"/><path d="m15.5 10.5 6-3v9l-6-3"/>',
    "microphone": '<rect x="9" y="2.5" width="6" height="11" rx="3"/>'
    '<path d="M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v4M8.5 21.5h7"/>',
    "screen": '<rect x="2.5" y="4" width="19" height="13" rx="2"/><path d="M12 17v4M8 21h8"/>',
    "runner": '<rect x="3" y="4" width="18" height="16" rx="2.5"/><path d="m7 9.5 3 2.5-3 2.5M12.5 15H17"/>',
    "disk": '<path d="M4 13.5 6.3 6A2 2 0 0 1 8.2 4.5h7.6A2 2 0 0 1 17.7 6l2.3 7.5"/>'
    '<rect x="3" y="13.5" width="18" height="6" rx="2"/><path d="M16.5 16.5h.5"/>',
    "connection": '<path d="M3 9.5a13 13 0 0 1 18 0M6 13a8.7 8.7 0 0 1 12 0M9.2 16.3a4.2 4.2 0 0 1 5.6 0M12 19.7v.1"/>',
    "offline": '<path d="M3 9.5a13 13 0 0 1 6-3.3M21 9.5a13 13 0 0 0-7-3.6M9.2 16.3a4.2 4.2 0 0 1 5.6 0M12 19.7v.1'
    'M4 3l16 17"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    # states: each has its own outline, so that none is told by colour alone
    "good": '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.7L16 9.5"/>',
    "attention": '<path d="M12 3.5 2.8 19.5h18.4Z"/><path d="M12 10v4.5M12 17v.1"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8Z"/><path d="m9 9 6 6M15 9l-6 6"/>',
    "waiting": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3.2"/>',
    "recording": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4.5" fill="currentColor" stroke="none"/>',
    "off": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
    # what one can do
    "run": '<path d="M7 4.5v15l12-7.5Z"/>',
    "halt": '<rect x="6" y="6" width="12" height="12" rx="1.5"/>',
    "submit": '<path d="M12 15.5V4M7.5 8 12 3.5 16.5 8M4 15v3.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V15"/>',
    "finish": '<path d="M5 21V4M5 4.5h12.5l-2.5 4 2.5 4H5"/>',
    "download": '<path d="M12 4v11.5M7.5 11 12 15.5l4.5-4.5M4 16v2.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V16"/>',
    "delete": '<path d="M4 6.5h16M9.5 6V4.5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V6M6 6.5l1 12.5a2 2 0 0 0 2 1.8h6A2 2 0 0 0 17'
    ' 19l1-12.5M10 10.5v6M14 10.5v6"/>',
    "again": '<path d="M20 12a8 8 0 1 1-2.4-5.7M20 3.5V8h-4.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0'
    ' 5.7 5.7l1-1"/>',
    "share": '<circle cx="6" cy="12" r="2.8"/><circle cx="17.5" cy="5.5" r="2.8"/><circle cx="17.5" cy="18.5" r="2.8"/>'
    '<path d="m8.5 10.6 6.5-3.7M8.5 13.4l6.5 3.7"/>',
    "leave": '<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9"/>',
    "play": '<path d="M7 4.5v15l12-7.5Z" fill="currentColor"/>',
    "pause": '<path d="M8 5v14M16 5v14" stroke-width="3"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "right": '<path d="m9.5 6 6 6-6 6"/>',
    "left": '<path d="m14.5 6-6 6 6 6"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    # things
    "code": '<path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14"/>',
    "document": '<path d="M6 3h8l4.5 4.5V19a2 2 0 0 1-2 2H6a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 6 3ZM14 3v5h4.5'
    'M8 12.5h7M8 16.5h7"/>',
    "receipt": '<path d="M5 3.5 7.3 5l2.4-1.5L12 5l2.3-1.5L16.7 5 19 3.5v17L16.7 19l-2.4 1.5L12 19l-2.3 1.5L7.3 19 5'
    ' 20.5ZM9 9.5h6M9 13.5h6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M15.5 5.3a3.5 3.5 0 0 1 0 6.4'
    'M18 14.2a6.5 6.5 0 0 1 3.5 5.8"/>',
    "message": '<path d="M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 4v-4H5.5a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z"/>'
    '<path d="M8 9h8M8 12.5h5"/>',
    "hand": '<path d="M7.5 12V6a1.5 1.5 0 0 1 3 0v5M10.5 10.5V4.5a1.5 1.5 0 0 1 3 0v6M13.5 10.5V6a1.5 1.5 0 0 1 3 0v5'
    'M16.5 9.5a1.5 1.5 0 0 1 3 0V14a7 7 0 0 1-7 7c-3 0-4.5-1.5-6-4l-2.5-4a1.5 1.5 0 0 1 2.5-1.600l1.5 2"/>',
    "eye": '<path d="M2 12s3.8-6.5 10-6.5S22 12 22 12s-3.8 6.5-10 6.5S2 12 2 12Z"/><circle cx="12" cy="12" r="2.8"/>',
    "lock": '<rect x="4.5" y="10.5" width="15" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "shield": '<path d="M12 3 4.5 5.8v5.7c0 4.5 3 7.9 7.5 9.5 4.5-1.6 7.5-5 7.5-9.5V5.8Z"/>'
    '<path d="m8.8 12 2.3 2.3 4.2-4.4"/>',
    "information": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "settings": '<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/>'
    '<circle cx="8" cy="17" r="2.6"/>',
    "list": '<path d="M8.5 6H21M8.5 12H21M8.5 18H21M4 6h.1M4 12h.1M4 18h.1"/>',
    "folder": '<path d="M3 18V6a1.5 1.5 0 0 1 1.5-1.5H9l2.5 2.5h8A1.5 1.5 0 0 1 21 8.5V18a1.5 1.5 0 0 1-1.5 1.5'
    'h-15A1.5 1.5 0 0 1 3 18Z"/>',
}
"""Name to drawing. Strokes are `currentColor`."""

LOGO_MARK = (
    '<path d="M19 14v36" stroke-width="7"/><circle cx="34.5" cy="25" r="11.5" stroke-width="7"/>'
    '<path d="m37.5 38.5 9 11.5" stroke-width="7"/><circle cx="34.5" cy="25" r="3.6" fill="{mark}" stroke="none"/>'
)
"""An R whose bowl is a recording ring with its point in the middle: seen, and shown to be seen. On a 64-unit grid."""


def icon_svg(name: str, colour: str = "currentColor", size: int = 24) -> str:
    """One icon as a whole SVG document. Raises KeyError for an unknown name."""
    drawing = ICONS[name].replace("currentColor", colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{drawing}</svg>"
    )


def app_icon_svg(ground: str = "#2F55C7", mark: str = "#FFFFFF", size: int = 64) -> str:
    """The app's icon: the mark on a rounded square."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 64 64" fill="none" '
        f'stroke="{mark}" stroke-linecap="round" role="img" aria-label="Recrutr">'
        f'<rect width="64" height="64" rx="14" fill="{ground}" stroke="none"/>{LOGO_MARK.format(mark=mark)}</svg>'
    )
