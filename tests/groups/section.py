"""What the tests of the section page have in common."""


def page(client, reading, section, query=""):
    response = client.get(reading.section_url(section) + query)
    assert response.status_code == 200
    return response.content.decode()


def act(client, reading, question, name, **data):
    return client.post(f"{reading.section_url(question.section)}questions/{question.pk}/{name}/", data)
