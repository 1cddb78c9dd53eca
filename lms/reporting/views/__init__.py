"""The reports of administrators. They ask and show; ``queries`` and ``completion`` decide."""
