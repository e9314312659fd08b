import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Brings the database to what this release expects. Every start does the same; this is for doing it before. */
export async function migrate(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { migrated, address } = session
  context.output.result({ migrated }, () => {
    if (address !== undefined) return `The server at ${address} has done it when it started.`
    return migrated.length === 0 ? 'The database is up to date.' : `Migrated: ${migrated.join(', ')}.`
  })
  return EXIT.ok
}
