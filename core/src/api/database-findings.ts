import { appliedMigrations, databaseFacts, type Database } from '../database/index.ts'
import type { Finding } from './finding.ts'
import { databaseAnswers } from './live.ts'

/** Clocks that are further apart than this make "as of" and "updated since" wrong, milliseconds. */
const SKEW_MS = 5000

/** Whether the database answers, what it is, and whether its clock is ours. */
export async function databaseFindings(database: Database): Promise<Finding[]> {
  const isEmbedded = database.engine === 'embedded'
  if (!(await databaseAnswers(database))) {
    return [
      {
        subject: 'database',
        state: 'error',
        sentence: `${isEmbedded ? 'The embedded database' : 'PostgreSQL'} does not answer.`,
        action: isEmbedded
          ? 'Restart the server.'
          : 'Check that the server in DATABASE_URL runs and is not overloaded.',
      },
    ]
  }
  const { version, encoding, clockAheadMs } = await databaseFacts(database)
  const migrations = await appliedMigrations(database)
  const name = isEmbedded ? 'The embedded database' : 'The server'
  const findings: Finding[] = [
    {
      subject: 'database',
      state: 'ok',
      sentence: `${name} answers: PostgreSQL ${version} in ${encoding}, ${migrations.length} migrations.`,
    },
  ]
  if (Math.abs(clockAheadMs) > SKEW_MS) {
    findings.push({
      subject: 'clock',
      state: 'warning',
      sentence: `The clock of the database is ${Math.round(Math.abs(clockAheadMs) / 1000)} seconds ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the server's.`,
      action: 'Let both machines take their time from the same source (NTP).',
    })
  }
  return findings
}
