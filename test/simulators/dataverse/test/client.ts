import type { DataverseSimulator } from '../index.ts'

export const ORIGIN = 'https://contoso.crm4.example'
const BASE = `${ORIGIN}/api/data/v9.2/`

/** What a test looks at of a reply. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Replies are whatever the simulator says; tests compare them with what they expect.
  readonly body: Readonly<Record<string, never>> & {
    readonly value: readonly Readonly<Record<string, unknown>>[]
    readonly error: { readonly code: string; readonly message: string }
  }
}

/** Asks a simulator in memory, by a path below the API's root or by a whole address. */
export async function ask(
  simulator: DataverseSimulator,
  path: string,
  prefer?: string,
  token: string = simulator.token,
): Promise<Answer> {
  const reply = await simulator.respond(
    new Request(path.startsWith('https:') ? path : `${BASE}${path}`, {
      headers: { authorization: `Bearer ${token}`, ...(prefer === undefined ? {} : { prefer }) },
    }),
  )
  const text = await reply.text()
  return {
    status: reply.status,
    headers: reply.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
  }
}
