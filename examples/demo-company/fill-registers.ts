import { overApi, type DemoServer } from './over-api.ts'
import { registerEntries } from './register-entries.ts'

/**
 * Writes what the PMO keeps itself into its registers.
 *
 * @param now the story's present, an instant
 * @throws Error where the server refuses an entry
 */
export async function fillRegisters(server: DemoServer, now: string): Promise<void> {
  const present = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate()
  for (const { kind, id, project, body } of registerEntries((days) => present.add({ days }).toString())) {
    await overApi(server, `${kind} ${id}`, `/registers/${kind}`, {
      id,
      project,
      body,
      reason: 'The demo begins.',
    })
  }
}
