"""What a browser loads: the dashboard, Swagger, and their files, all from this origin."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from swagger_ui_bundle import swagger_ui_path

from api.chart_library import chart_library
from api.transfer import MEDIA_TYPES, file_answer

router = APIRouter(include_in_schema=False)

_STATIC = Path(__file__).parent.parent / "static"
# files that other packages ship: name under /static -> package, path inside its folder
_PACKAGED = {
    "plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "swagger-ui.css": ("swagger_ui_bundle", f"vendor/{swagger_ui_path.name}/swagger-ui.css"),
    "swagger-ui.js": ("swagger_ui_bundle", f"vendor/{swagger_ui_path.name}/swagger-ui-bundle.js"),
}
# own files, by their path under /static, as they were when the service started
_OWN = frozenset(
    file.relative_to(_STATIC).as_posix()
    for file in _STATIC.rglob("*")
    if file.suffix in MEDIA_TYPES
)
_REVALIDATED = "no-cache"
_KEPT_A_DAY = "public, max-age=86400"


@router.get("/")
def root() -> RedirectResponse:
    """The dashboard is the front page."""
    return RedirectResponse("/dashboard")


@router.get("/dashboard")
@router.get("/dashboard/preview")
def dashboard(request: Request) -> Response:
    """The one page; as a preview its script shows invented samples, each block marked as such."""
    return _page(request, "dashboard.html")


@router.get("/docs")
def docs(request: Request) -> Response:
    """Swagger UI over /openapi.json."""
    return _page(request, "docs.html")


@router.get("/favicon.ico")
def favicon(request: Request) -> Response:
    """The icon that browsers ask for unasked."""
    return _page(request, "icon.svg")


@router.get("/static/{path:path}")
def static(request: Request, path: str) -> Response:
    """A file of the page or of a package, if it is on the list: no path leads elsewhere."""
    if path == "lightweight-charts.js":
        return file_answer(request, chart_library(), _KEPT_A_DAY)
    if path in _PACKAGED:
        package, inside = _PACKAGED[path]
        return file_answer(request, _packaged_file(package, inside), _KEPT_A_DAY)
    if path in _OWN:
        return _page(request, path)
    raise HTTPException(404)


def _page(request: Request, name: str) -> Response:
    return file_answer(request, _STATIC / name, _REVALIDATED)


def _packaged_file(package: str, path: str) -> Path:
    """A file inside an installed package's folder; the package itself is not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise HTTPException(503, f"The package {package} is not installed; run `make install`.")
    return Path(spec.submodule_search_locations[0]) / path
