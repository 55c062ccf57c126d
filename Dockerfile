# One image for all services; the command chooses which: docker-compose.yml.
FROM python:3.11-slim

RUN groupadd --gid 10001 lab \
    && useradd --uid 10001 --gid lab --no-create-home --home-dir /tmp lab \
    && install -d -o lab -g lab -m 0700 /data /var/cache/numba

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
    -r requirements.txt

COPY pyproject.toml run_*.py Procfile.rehearsal feeds.yml ./
COPY api ./api
COPY bot ./bot
COPY tools ./tools
# data/ leads to the volume, as it does outside of a container; a new volume begins with the samples.
COPY --chown=lab:lab data /data
RUN ln -s /data data && python -m compileall -q .

# Nothing is written beside the code: the root filesystem is read-only in compose.
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    DATA_DIR=/data \
    NUMBA_CACHE_DIR=/var/cache/numba

USER lab
# Compiles every kernel into the image, so that no first cycle waits; also proves that they run.
RUN export DATA_DIR=/tmp/warm-up DATA_SOURCE=csv CANDLES_CSV=data/sample_ohlcv.csv \
    && python run_backtest.py --source csv --csv $CANDLES_CSV --yes --json >/dev/null \
    && python -m bot.bot --once \
    && AUTO_OPTIMIZE_TRIALS=10 python run_auto_optimize.py --once \
    && rm -rf /tmp/warm-up

STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot.bot"]
