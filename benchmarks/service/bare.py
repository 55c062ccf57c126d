"""What the API is held against: FastAPI routes that answer with bytes that they have.

`uvicorn benchmarks.service.bare:app` answers /NAME with the file of that name in ANSWERS.
"""

import os
from pathlib import Path

from fastapi import FastAPI, Response

app = FastAPI()
for _file in sorted(Path(os.environ["ANSWERS"]).iterdir()):

    def _answer(content: bytes = _file.read_bytes()) -> Response:
        return Response(content, media_type="application/json")

    app.add_api_route(f"/{_file.name}", _answer)
