"""How a person likes the room."""

from django import forms


class Liking(forms.Form):
    lang = forms.ChoiceField(choices=[("ar", "ar"), ("en", "en")])
    theme = forms.ChoiceField(choices=[("", ""), ("light", "light"), ("dark", "dark")], required=False)
