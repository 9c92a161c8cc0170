# The HTTP API over PostgreSQL: `docker build -t tunix-rt .`; `compose.yaml` runs two of them.
FROM python:3.13-slim AS build
WORKDIR /source
RUN python -m venv /opt/tunix-rt
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY sample_traces sample_traces
COPY tunix_rt_tui tunix_rt_tui
RUN /opt/tunix-rt/bin/pip install --no-cache-dir -c constraints.txt '.[server,postgres]'

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tunix
COPY --from=build /opt/tunix-rt /opt/tunix-rt
ENV PATH=/opt/tunix-rt/bin:$PATH HOME=/tmp
USER 10001
EXPOSE 8000
ENTRYPOINT ["tunix-rt"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
