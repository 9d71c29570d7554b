// Security keys: hands the parts of our form to allauth's script, which talks to the browser's own dialogue.
// Danger: a refusal that only the console hears of. Duty: start the form that says data-key; show its data-key-refused.
document.addEventListener('DOMContentLoaded', () => {
  for (const form of document.querySelectorAll('form[data-key]')) {
    const ids = {
      data: 'js_data',
      credential: form.querySelector('[name=credential]').id,
      [form.dataset.role]: form.querySelector('[data-key-button]').id
    }
    const passwordless = form.querySelector('[name=passwordless]')
    if (passwordless) ids.passwordless = passwordless.id
    window.allauth.webauthn.forms[form.dataset.key]({ ids })
  }
})
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  for (const note of document.querySelectorAll('[data-key-refused]')) note.hidden = false
})
