import { registerEntries } from './register-entries.ts'

/** A running server, and a token that may write. */
export interface DemoServer {
  readonly address: string
  readonly token: string
}

/**
 * Writes what the PMO keeps itself into its registers, as a script of a PMO would: over the API.
 *
 * @param now the story's present, an instant
 * @throws Error where the server refuses an entry
 */
export async function fillRegisters({ address, token }: DemoServer, now: string): Promise<void> {
  const present = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate()
  for (const { kind, id, project, body } of registerEntries((days) => present.add({ days }).toString())) {
    const response = await fetch(`${address}/api/v1/registers/${kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, project, body, reason: 'The demo begins.' }),
    })
    if (!response.ok) throw new Error(`The demo's ${kind} ${id} was refused: ${await response.text()}`)
  }
}
