"""A compose project of its own: its name, its port and its image collide with nobody's."""

import json
import os
import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Any

from tests.support.processes.programs import free_port


def engine_fault() -> str | None:
    """Why containers cannot be tested on this machine; None where they can."""
    if shutil.which("docker") is None:
        return "no docker command on this machine"
    for command in (["docker", "version"], ["docker", "compose", "version"]):
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            return f"no Docker engine answers: {answer.stderr.strip()[:200]}"
    return None


class Compose:
    """`docker compose` on one folder under a project name that no other run has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = f"lab-test-{uuid.uuid4().hex[:12]}"
        self.port = free_port()
        self._environment = {
            name: value for name, value in os.environ.items() if name != "COMPOSE_FILE"
        } | {
            "LAB_IMAGE": self.project,
            "API_PORT": str(self.port),
            "COMPOSE_PROJECT_NAME": self.project,
        }

    def __call__(self, *arguments: str) -> str:
        """Run `docker compose` with the arguments; its stdout, or AssertionError with its words."""
        return self._run(["docker", "compose", "--progress", "plain", *arguments])

    def run_line(self, line: str) -> str:
        """The output of a line as a user types it in the project's folder."""
        return self._run(["bash", "-c", line])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (
            f"{' '.join(command)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        )
        return done.stdout

    def up(self) -> None:
        """Start all, building the image if there is none, and return once all are healthy."""
        self("up", "--detach", "--wait", "--wait-timeout", "180")

    def inside(self, service: str, script: str) -> str:
        """The output of a shell script in the running container of the service."""
        return self("exec", "-T", service, "sh", "-c", script)

    def inspect(self, service: str) -> dict[str, Any]:
        """What the engine knows about the service's container, stopped ones included."""
        container = self("ps", "--all", "--quiet", service).strip()
        told = subprocess.run(
            ["docker", "inspect", container], capture_output=True, text=True, check=True
        )
        found: dict[str, Any] = json.loads(told.stdout)[0]
        return found

    def remove(self) -> None:
        """Take down everything of this project: containers, network, volumes, image."""
        self("down", "--volumes", "--remove-orphans", "--timeout", "10")
        if subprocess.check_output(["docker", "image", "ls", "--quiet", self.project]):
            # the name is ours alone: another run of the same build keeps the image under its own
            subprocess.run(["docker", "image", "rm", self.project], check=True)
