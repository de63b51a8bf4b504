"""What tests of pages have in common."""

SHOWN = (200, 403, 404, 409, 422)  # pages that have been made, those that say no too; never an empty redirect


def html_of(response):
    assert response.status_code in SHOWN, response.status_code
    return response.content.decode()


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()
