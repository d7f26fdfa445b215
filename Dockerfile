FROM python:3.13-slim AS build
WORKDIR /commonplace
COPY requirements.txt .
RUN python -m venv /opt/commonplace \
    && sed '/^# for development/,$d' requirements.txt > runtime.txt \
    && /opt/commonplace/bin/pip install --no-cache-dir --require-hashes -r runtime.txt
COPY . .
RUN /opt/commonplace/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.13-slim
COPY --from=build /opt/commonplace /opt/commonplace
RUN useradd --create-home --uid 1000 reader && mkdir /data && chown reader /data
USER reader
WORKDIR /data
ENV COMMONPLACE_DATA=/data PATH=/opt/commonplace/bin:$PATH
VOLUME /data
ENTRYPOINT ["commonplace"]
CMD ["run"]
