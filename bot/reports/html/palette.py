"""The report's colours, light and dark; a test holds their contrast to WCAG 2.2 AA."""

LIGHT = {
    "page": "#eef1f5",
    "card": "#ffffff",
    "line": "#d5dbe4",
    "edge": "#76839a",
    "ink": "#17202e",
    "soft": "#4d5a70",
    "up": "#0b5cb8",
    "down": "#a44f00",
    "fast": "#0f7a6c",
    "slow": "#8a3ab9",
    "stop": "#b3261e",
    "target": "#2c6e1f",
    "warn": "#fff1de",
    "warn-ink": "#6d3500",
    "high-cell": "#86b8ef",
    "low-cell": "#f0a96b",
}
DARK = {
    "page": "#0d131d",
    "card": "#151d2a",
    "line": "#2a3648",
    "edge": "#74839b",
    "ink": "#e7edf6",
    "soft": "#a7b4c8",
    "up": "#69b3ff",
    "down": "#f7a655",
    "fast": "#4fd0bd",
    "slow": "#d19af2",
    "stop": "#ff8a80",
    "target": "#8fd67f",
    "warn": "#33240f",
    "warn-ink": "#ffd8a8",
    "high-cell": "#1d5a9c",
    "low-cell": "#8a4d10",
}
_INKS = ("ink", "soft", "up", "down", "stop", "target")
TEXT_PAIRS = (
    ("warn-ink", "warn"),
    ("ink", "high-cell"),
    ("ink", "low-cell"),
    *((text, ground) for text in _INKS for ground in ("page", "card")),
)
"""Names of text and what it stands on: 4.5 to 1 (WCAG 1.4.3)."""
GRAPHIC_PAIRS = tuple(
    (mark, "card") for mark in ("edge", "up", "down", "fast", "slow", "stop", "target", "soft")
)
"""Names of lines, marks and control borders and what they stand on: 3 to 1 (WCAG 1.4.11)."""


def css_variables(colours: dict[str, str]) -> str:
    """The colours as CSS custom properties."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


def theme_css() -> str:
    """Light, dark where the system or the reader says so, and light on paper."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{"
        f' :root:not([data-theme="light"]) {{ color-scheme: dark; {dark} }} }}\n'
        f'@media screen {{ :root[data-theme="dark"] {{ color-scheme: dark; {dark} }} }}\n'
    )
