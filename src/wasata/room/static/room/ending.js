// Before a sign-in ends: says so while there is time, and leaves the page when it has ended, so that nothing stays on the screen.
// Danger: a page left open on a desk; words that are typed while the sign-in ends behind them. Duty: ask how long there is left
// (to ask does not keep the sign-in open; other pages of the same browser do), warn, and lead to the door with the reason.
(() => {
  const note = document.querySelector('.ending[data-left]')
  if (!note) return
  const WARN = 120
  const shown = name => note.querySelector(`[data-${name}]`)
  let timer = 0
  let ticking = 0
  let seen = ''

  const typed = () => [...document.querySelectorAll('main textarea, main input')].some(field =>
    !['hidden', 'checkbox', 'radio', 'submit', 'button'].includes(field.type) && field.value !== field.defaultValue)

  const leave = why => {
    const asked = new URLSearchParams({ next: location.pathname + location.search, ended: why })
    if (typed()) asked.set('typed', '1')
    document.querySelector('main').hidden = true
    location.replace(`${note.dataset.door}?${asked}`)
  }

  const later = seconds => {
    clearTimeout(timer)
    timer = setTimeout(ask, Math.max(1, seconds) * 1000)
  }

  const warn = (kind, seconds) => {
    const ends = Date.now() + seconds * 1000
    shown('idle').hidden = kind !== 'idle'
    shown('absolute').hidden = kind !== 'absolute'
    shown('stay').hidden = kind !== 'idle'
    if (seen !== kind && note.hidden) {
      note.hidden = false
      shown(kind === 'idle' ? 'stay' : 'close').focus({ preventScroll: true })
    }
    clearInterval(ticking)
    ticking = setInterval(() => {
      const left = Math.max(0, Math.round((ends - Date.now()) / 1000))
      shown('counts').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
    }, 500)
  }

  const judge = left => {
    if (left.ended) return leave(left.ended)
    const kind = left.absolute <= left.idle ? 'absolute' : 'idle'
    const seconds = Math.min(left.idle, left.absolute)
    if (seconds > WARN) {
      seen = ''
      note.hidden = true
      clearInterval(ticking)
      return later(seconds - WARN + 1)
    }
    warn(kind, seconds)
    later(Math.min(20, seconds + 1))
  }

  const ask = (stay = false) => {
    const address = note.dataset.left + (stay === true ? '?stay' : '')
    fetch(address, { headers: { Accept: 'application/json' } })
      .then(answer => answer.json()).then(judge).catch(() => later(30))
  }

  shown('stay').addEventListener('click', () => { seen = ''; note.hidden = true; ask(true) })
  shown('close').addEventListener('click', () => { seen = shown('absolute').hidden ? 'idle' : 'absolute'; note.hidden = true })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) later(1) })
  window.addEventListener('pageshow', event => { if (event.persisted) ask() })
  later(60)
})()
