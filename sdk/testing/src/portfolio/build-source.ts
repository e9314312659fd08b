import type { RecordKey, SourceFact } from '@headless-pmo/sdk'
import type { DrawnSource } from './drawn-source.ts'
import { PORTFOLIO_DAY } from './known-day.ts'

const NOW = Date.parse(`${PORTFOLIO_DAY}T06:00:00Z`)
const FIELDS = ['estimate', 'due', 'assignees'] as const

function ago(minutes: number): string {
  return `${new Date(NOW - minutes * 60_000).toISOString().slice(0, 19)}Z`
}

/** What is known of the data of one connection with the projects in it. */
export function buildSource(
  connection: string,
  drawn: DrawnSource,
  { projects, items }: { readonly projects: readonly string[]; readonly items: readonly RecordKey[] },
): SourceFact {
  const { read, flawless, agreed, streams, awaitingApproval, refused, warnings, people } = drawn
  const known = Math.floor(people.accounts * people.known)
  return {
    connection,
    plugin: 'tracker',
    projects,
    ...(read !== undefined && { lastRead: ago(read) }),
    ...(read !== undefined && flawless !== undefined && { lastFlawless: ago(Math.max(read, flawless)) }),
    staleAfterMinutes: agreed,
    stale: read === undefined || flawless === undefined || Math.max(read, flawless) > agreed,
    streams: streams.map((outcome, index) => ({
      stream: `stream-${index + 1}`,
      outcome,
      ...(outcome !== 'ok' && { reason: 'The tracker did not answer.' }),
    })),
    awaitingApproval,
    refused,
    warnings,
    unmappedStatuses: drawn.statuses.map((count, index) => ({ name: `Parked ${index + 1}`, items: count })),
    fields: projects.flatMap((project) =>
      drawn.fields.map((field, index) => ({
        field: FIELDS[index] ?? 'points',
        project,
        known: field.known,
        needed: field.known + field.more,
      })),
    ),
    people: {
      accounts: people.accounts,
      known,
      doubtful: Math.floor((people.accounts - known) * people.doubtful),
    },
    contradictions:
      items.length === 0
        ? []
        : drawn.contradictions.map((pointers, index) => ({
            id: `${connection}-contradiction-${index + 1}`,
            message: 'One says March, the other says May.',
            items: [...new Set(pointers.map((one) => one % items.length))].flatMap((one) => items[one] ?? []),
          })),
  }
}
