# Shuye in containers: docker-compose.yml uses the targets `portal` and `pgbouncer`. Everything comes from the lock files.

FROM node:22-bookworm-slim AS front-end
WORKDIR /srv/shuye
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.11-slim-bookworm AS runtime
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache \
    SHUYE_FONTS=/srv/shuye/fonts \
    SHUYE_VAR=/srv/shuye/var
WORKDIR /srv/shuye

FROM runtime AS build
RUN apt-get update && apt-get install -y --no-install-recommends gettext && rm -rf /var/lib/apt/lists/*
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
COPY . .
COPY --from=front-end /srv/shuye/node_modules ./node_modules
RUN python -m portal.embedded.fonts \
    && for po in locale/*/LC_MESSAGES/*.po; do [ ! -f "$po" ] || msgfmt --output-file="${po%.po}.mo" "$po"; done \
    && python -m compileall -q portal registration jobs assistance training insurance

FROM runtime AS portal
RUN groupadd --gid 10001 shuye \
    && useradd --uid 10001 --gid shuye --home-dir /srv/shuye --no-create-home --shell /usr/sbin/nologin shuye
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/shuye /srv/shuye
# Volumes made anew take these folders' owner. Nothing else in the image can be written by the portal.
RUN install -d -o shuye -g shuye var var/run var/log var/documents var/staticfiles \
    && install -d -o shuye -g shuye -m 700 var/keys var/secrets
USER shuye
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "portal.embedded.health"]
CMD ["gunicorn", "-c", "python:portal.embedded.gunicorn_conf", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "portal.wsgi:application"]

FROM debian:bookworm-slim AS pgbouncer
RUN apt-get update && apt-get install -y --no-install-recommends pgbouncer && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10002 pool && useradd --uid 10002 --gid pool --no-create-home --shell /usr/sbin/nologin pool
COPY deploy/pgbouncer.ini deploy/pgbouncer-start.sh /etc/shuye/
USER pool
EXPOSE 6432
CMD ["/bin/sh", "/etc/shuye/pgbouncer-start.sh", "/etc/shuye/pgbouncer.ini"]
