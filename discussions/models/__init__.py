from discussions.models.thread import Post, PostRevision, ReadMark, Thread

__all__ = ["Post", "PostRevision", "ReadMark", "Thread"]
