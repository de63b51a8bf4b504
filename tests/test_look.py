"""House rules of templates, stylesheets and scripts, and what forms and error pages look like."""

import hashlib
import re
from pathlib import Path

import allauth
import pytest
from django import forms
from django.template.loader import get_template, render_to_string

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and path.parent.name != "mail"]  # mails bring their style
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SPRITE = (ROOT / "templates" / "_sprite.html").read_text()
ALLAUTH = Path(allauth.__file__).parent / "templates"
UNUSED_PARTS_OF_ALLAUTH = re.compile(r"phone|passkey|signup_form|/base(_|\.)|snippets/|account/email\.html")

each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
each_style = pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)


def lines_with(pattern: str, path: Path) -> list[str]:
    numbered = enumerate(path.read_text().splitlines(), start=1)
    return [f"{path.name}:{number}: {line.strip()}" for number, line in numbered if re.search(pattern, line)]


@each_page
def test_no_template_holds_style_or_script(path):
    assert not lines_with(r"<style|\sstyle=|\son[a-z]+=|javascript:", path)
    scripts = lines_with(r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", path)
    assert not scripts, "the content security policy allows files of our own only; put it into static/js"


@each_template
def test_templates_are_short(path):
    assert len(path.read_text().splitlines()) <= 120, "cut a part out into an _include.html"


@each_page
def test_every_icon_is_in_the_sprite(path):
    missing = [name for name in re.findall(r'href="#([im]-[a-z]+)"', path.read_text()) if f'id="{name}"' not in SPRITE]
    assert not missing


@each_template
def test_the_site_speaks_plainly(path):
    said = re.findall(r"{% (?:translate|trans) (?:\"(.*?)\"|'(.*?)')", path.read_text(), re.S)
    said += re.findall(r"{% blocktranslate.*?%}(.*?)(){% endblocktranslate", path.read_text(), re.S)
    for sentence in map("".join, said):
        words = re.sub(r"{{.*?}}|<.*?>|{%.*?%}", "", sentence)
        assert not re.search(r"!|\b(please|successful(ly)?|oops|users?|submit)\b", words, re.I), sentence
        assert "'" not in words, f"a typographic apostrophe is missing: {sentence}"


@each_style
def test_only_the_tokens_name_colours(path):
    if path.name == "tokens.css":
        return
    named = set(re.findall(r":[^;{}]*?(#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklch)a?\()", path.read_text()))
    assert named <= ({"#fff"} if path.name == "print.css" else set()), "give it a name in tokens.css"


@each_style
def test_stylesheets_are_short_and_linked(path):
    assert len(path.read_text().splitlines()) <= 300
    assert any(f"css/{path.name}" in file.read_text() for file in (ROOT / "templates").rglob("*.html"))


def test_the_order_of_the_layers_comes_first():
    linked = re.findall(r"css/([a-z]+)\.css", (ROOT / "templates" / "_styles.html").read_text())
    assert linked[0] == "site"
    assert linked[-1] == "print"
    assert "@layer reset, tokens, base, layout, components, pages, print;" in (ROOT / "static/css/site.css").read_text()


@each_style
def test_every_file_a_stylesheet_asks_for_exists(path):
    for address in re.findall(r'url\("([^"]+)"\)', path.read_text()):
        assert (path.parent / address).is_file(), address


def test_fonts_come_with_their_licences():
    fonts = {path.name for path in (ROOT / "static" / "fonts").iterdir()}
    assert {"OFL-Literata.txt", "OFL-AtkinsonHyperlegibleNext.txt"} <= fonts


def test_vendored_files_are_what_they_were():
    note = dict(line.split(None, 1) for line in (ROOT / "static/vendor/vendor.txt").read_text().splitlines() if line)
    file = ROOT / "static" / "vendor" / note["file"].split(",")[0]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == note["sha256"]


def test_every_script_is_asked_for_by_a_page():
    asked = "".join(path.read_text() for path in PAGES + sorted((ROOT / "static/js").glob("*.js")))
    idle = [path.name for path in (ROOT / "static/js").glob("*.js") if path.name not in asked.replace("present.js", "")]
    assert set(idle) <= {"present.js"}


def test_scripts_do_not_import_each_other():
    for path in (ROOT / "static/js").glob("*.js"):
        assert not lines_with(r"^\s*import\b|\bimport\(", path), "in production only the hashed names exist"


@pytest.mark.parametrize("room", ["account", "mfa", "usersessions"])
def test_no_page_or_mail_of_allauth_is_left_in_its_own_words(room):
    theirs = {str(path.relative_to(ALLAUTH)) for path in (ALLAUTH / room).rglob("*.*")}
    ours = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    left = {name for name in theirs - ours if not UNUSED_PARTS_OF_ALLAUTH.search(name) and "download.txt" not in name}
    assert not left


@each_template
def test_every_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


class GroupForm(forms.Form):
    name = forms.CharField(help_text="The others will see it on every page.")
    first = forms.DateField(label="First meeting")
    about = forms.CharField(required=False, widget=forms.Textarea(attrs={"placeholder": "About"}))
    join = forms.ChoiceField(label="Who can join", choices=[("link", "With a link"), ("ask", "On request")])
    covered = forms.BooleanField(label="Keep answers covered", required=False)
    join.widget = forms.RadioSelect(choices=join.choices)


class TestForms:
    def test_a_field_has_label_hint_and_box_that_belong_together(self):
        html = str(GroupForm()["name"].as_field_group())
        assert '<label for="id_name">Name</label>' in html
        assert 'id="id_name_helptext">The others will see it' in html
        assert re.search(r'<input [^>]*aria-describedby="id_name_helptext"[^>]*class="input"', html)

    def test_what_may_be_left_out_says_so(self):
        assert "(optional)" in GroupForm()["about"].as_field_group()
        assert "(optional)" not in GroupForm()["name"].as_field_group()

    def test_labels_stand_above_and_not_in_the_box(self):
        assert "placeholder" not in GroupForm()["about"].as_field_group()

    def test_choices_are_a_fieldset_with_a_legend(self):
        html = GroupForm()["join"].as_field_group()
        assert '<fieldset class="choices"' in html
        assert '<legend class="label">Who can join' in html
        assert html.count("<label") == 2

    def test_errors_stand_at_the_field_and_are_counted_above(self):
        html = str(GroupForm({"join": "link"}))
        assert "Two things are missing" in html
        assert '<a href="#id_name">' in html
        assert 'id="id_name_error"' in html
        assert 'aria-describedby="id_name_helptext id_name_error"' in html

    def test_what_is_wrong_but_not_missing_is_not_called_missing(self):
        html = str(GroupForm({"name": "Readers", "first": "soon", "join": "link"}))
        assert "One thing needs another look" in html

    def test_a_form_of_one_field_needs_no_list(self):
        class CodeForm(forms.Form):
            code = forms.CharField()

        assert "is missing" not in str(CodeForm({}))
        assert "field-error" in str(CodeForm({}))


@pytest.mark.django_db
class TestPages:
    def test_sign_in_has_landmarks_language_and_the_way_past_the_menu(self, client):
        html = client.get("/accounts/login/").content.decode()
        assert '<html lang="en-gb" dir="ltr">' in html
        assert '<a class="skip" href="#main">' in html
        assert html.count("<main") == html.count("<h1") == 1

    def test_every_link_of_header_and_footer_leads_somewhere(self, client):
        html = client.get("/accounts/login/").content.decode()
        assert 'href=""' not in html
        assert 'action=""' not in html

    def test_a_missing_page_is_missing_from_the_book(self, client, member):
        client.force_login(member)
        response = client.get("/no/such/page/")
        assert response.status_code == 404
        assert "This page is missing from the book." in response.content.decode()

    def test_the_chosen_paper_is_in_the_page(self, client, member):
        member.theme = "dark"
        member.save()
        client.force_login(member)
        assert 'data-theme="dark"' in client.get("/accounts/logout/").content.decode()

    @pytest.mark.parametrize("name", ["400.html", "500.html"])
    def test_pages_for_broken_requests_need_nothing_but_themselves(self, name, django_assert_num_queries):
        with django_assert_num_queries(0):
            html = render_to_string(name)
        assert "<h1>" in html
        assert "css/site.css" in html
