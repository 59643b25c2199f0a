"""The service: questions and answers as JSON, over HTTP and as records that can be replayed. It asks the library and renders."""
