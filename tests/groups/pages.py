"""What the tests of a group’s pages have in common."""


def html_of(response):
    return response.content.decode()
