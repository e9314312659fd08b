/** Whoever looks at the dashboard: name and role of their token, and the word that changes must carry. */
export interface Session {
  readonly name: string
  readonly role: Role
  readonly csrf: string
}

/** Roles of the API, weakest first. */
export const ROLES = ['viewer', 'contributor', 'pmo', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Whether somebody may do what needs a role. The server decides; this only keeps buttons away that would be refused. */
export function may(session: Session, needed: Role): boolean {
  return ROLES.indexOf(session.role) >= ROLES.indexOf(needed)
}

/** The session that the browser's cookie stands for; undefined: nobody is signed in. */
export async function currentSession(): Promise<Session | undefined> {
  const reply = await fetch('/session', { headers: { accept: 'application/json' } })
  if (reply.status === 401) return undefined
  return sessionOf(reply)
}

/** Pages of one browser share its cookie, so each tells the others that it is another one now. */
const changes = new BroadcastChannel('pmo-session')

/** Calls back whenever another page of this browser has signed in or out. @returns what ends that */
export function onSessionElsewhere(changed: () => void): () => void {
  changes.addEventListener('message', changed)
  return () => changes.removeEventListener('message', changed)
}

/** Signs in with a token. The token itself is not kept here: the server sets a cookie that no script can read. */
export async function signIn(token: string): Promise<Session> {
  const reply = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  const session = await sessionOf(reply)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin, it is no window
  changes.postMessage('in')
  return session
}

/** Ends the session here and on the server. */
export async function signOut(session: Session): Promise<void> {
  await fetch('/session', { method: 'DELETE', headers: { 'x-pmo-csrf': session.csrf } })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
  changes.postMessage('out')
}

async function sessionOf(reply: Response): Promise<Session> {
  const body: unknown = await reply.json().catch(() => undefined)
  if (!reply.ok) {
    const said = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : ''
    throw new Error(said === '' ? `The server answered ${reply.status}.` : said)
  }
  return body as Session // Named boundary: the server's own reply.
}

/** A token in the address (`#token=…`, as `npm start` prints it), which is taken out of it at once. */
export function tokenOfAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return token
}
