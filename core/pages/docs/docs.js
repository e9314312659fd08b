// The page that shows the API: signs in where nobody is, then hands the description to the library.
const form = document.getElementById('sign-in')
const problem = document.getElementById('problem')

/** What comes with the session: to be sent with whatever is no GET. */
async function session(init) {
  const reply = await fetch('/session', init)
  const body = await reply.json().catch(() => ({}))
  return reply.ok ? { csrf: body.csrf } : { status: reply.status, message: body.message }
}

function show(csrf) {
  form.hidden = true
  globalThis.SwaggerUIBundle({
    dom_id: '#docs',
    url: '/openapi.json',
    // No other host is asked anything.
    validatorUrl: null,
    docExpansion: 'none',
    filter: true,
    defaultModelsExpandDepth: -1,
    requestInterceptor(request) {
      if (!['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase()))
        request.headers['x-pmo-csrf'] = csrf
      return request
    },
  })
}

async function signIn() {
  const token = document.getElementById('token').value.trim()
  const signedIn = await session({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (signedIn.csrf === undefined) problem.textContent = signedIn.message ?? 'The server does not answer.'
  else show(signedIn.csrf)
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void signIn()
})

const known = await session()
if (known.csrf === undefined) form.hidden = false
else show(known.csrf)
