"""A security key, with Chromium's virtual authenticator in the place of a real one."""


def has_half_of_his_key(page) -> bool:
    return any(one["name"] == "wasata_key" for one in page.context.cookies())


def test_a_security_key_is_added_and_asked_for(visit, room, enter_first_time, chromium):
    page = visit("/en/", reader=None)
    enter_first_time(page, "monitor")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True}})  # fmt: skip
    page.goto(f"{room.address}/en/account/second/keys/add/")
    page.fill("input[name=password]", "mediators walk slowly 9")
    page.click("main button")
    page.fill("input[name=name]", "the key in the drawer")
    page.wait_for_load_state()  # the button's script waits for its tick like every file
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/second/codes/**")
    page.goto(f"{room.address}/en/account/second/keys/")
    assert "the key in the drawer" in page.inner_text("main")

    page.click(".me form button")
    page.fill("input[name=login]", "monitor")
    page.fill("input[name=password]", "mediators walk slowly 9")
    page.click("main button")
    assert "/sign-in/second/" in page.url
    page.wait_for_load_state()
    assert not has_half_of_his_key(page), "his password alone lays nothing in the browser"
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{room.address}/en/")
    assert has_half_of_his_key(page)
