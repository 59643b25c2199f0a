# The service with the locked versions: docker build -t zjtx . && docker run -p 8765:8765 zjtx
FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY locks/serve.txt locks/
RUN pip install --no-cache-dir --require-hashes --requirement locks/serve.txt
COPY src src
COPY rules rules
COPY schemas schemas
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
USER nobody
EXPOSE 8765
ENTRYPOINT ["zjtx", "serve", "--host", "0.0.0.0"]
