import { notification, NOTIFICATION_TYPES, type Notification, type NotificationType } from '@headless-pmo/sdk'
import fc from 'fast-check'

const AT = '2027-03-01T09:30:00Z'

const FINDING = {
  finding: 'f-0123456789abcdef',
  rule: 'agile.stale',
  severity: 'warning',
  sentence: 'WEB-7 has not moved for 20 days; 14 are allowed.',
  project: 'web',
}

/** What each type tells beside the rest, as it might be. */
const DATA: Readonly<Record<NotificationType, Readonly<Record<string, unknown>>>> = {
  'run.failed': {
    run: 'run-7',
    streams: [{ stream: 'issues', part: 'acme/web', outcome: 'failed', reason: 'The tracker is down.' }],
  },
  'run.partial': {
    run: 'run-8',
    streams: [{ stream: 'issues', outcome: 'partial', reason: 'One page was cut.' }],
  },
  'run.recovered': { run: 'run-9', failedSince: AT },
  'removals.waiting': { run: 'run-10', stream: 'issues', removals: 120, live: 900 },
  'plugin.quarantined': { plugin: 'linear', version: '1.2.0', phase: 'run', reason: 'It ended five times.' },
  'plugin.released': { plugin: 'linear', version: '1.2.1' },
  'connection.unhealthy': { problem: 'unauthorized', reason: 'The token has expired.' },
  'connection.healthy': { unhealthySince: AT },
  'conflict.found': {
    total: 1,
    conflicts: [
      {
        conflict: 'over-allocation-4f2a9c',
        kind: 'over-allocation',
        sentence: 'Ada is asked for 60 h and can work 40 h.',
        action: 'Agree on what comes first.',
        owners: ['Bob', 'Cleo'],
      },
    ],
  },
  'conflict.ended': {
    total: 1,
    conflicts: [
      {
        conflict: 'cycle-4f2a9c',
        kind: 'cycle',
        sentence: 'A and B waited for each other.',
        owners: [],
        firstSeen: AT,
      },
    ],
  },
  'finding.opened': { total: 1, findings: [{ ...FINDING, owner: 'Mara', due: '2027-03-15' }] },
  'finding.resolved': { total: 1, findings: [FINDING] },
  'finding.reopened': { total: 30, findings: [FINDING] },
  'waiver.expired': {
    total: 1,
    waivers: [
      {
        waiver: 'w-1f2e3d4c',
        rule: 'agile.stale',
        reason: 'The supplier was on strike.',
        until: '2027-02-28',
        reopened: 3,
      },
    ],
  },
  'report.ready': { report: 'r-1f2e3d4c', plan: 'weekly', kind: 'portfolio-status', missing: 2 },
  'notifier.test': {},
}

/** A notification of a type; the address that it names is nobody's business but the reader's. */
export function notificationOf(type: NotificationType, id: string, text = 'Look at it.'): Notification {
  return notification.parse({
    id,
    at: AT,
    type,
    title: `${type}: something happened`,
    text,
    url: 'https://pmo.invalid/runs/7',
    connection: 'web',
    data: DATA[type],
  })
}

/** One notification of every type. */
export function everyNotification(): readonly Notification[] {
  return NOTIFICATION_TYPES.map((type, index) => notificationOf(type, `ntf_${index}_4f2a9c`))
}

/** Any code units, also halves of characters. Drawn as numbers: a `fc.string` of all Unicode takes seconds to make. */
const anyUnits = fc.array(fc.nat(0xff_ff), { maxLength: 40 }).map((units) => String.fromCharCode(...units))

/** Texts as people and trackers write them, and as nobody should. */
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  anyUnits,
  fc.constantFrom(
    '<script>alert(1)</script>',
    '*bold* _it_ `code` [a](b) <!channel> @everyone',
    'A "quoted" \\ back\\slash\r\nand a new line\t',
    'NUL \u0000, half a pair \uD83D, 🚧',
    'x'.repeat(200_000),
  ),
)

/** Notifications of every type with any text. */
export const notifications: fc.Arbitrary<Notification> = fc
  .record({ type: fc.constantFrom(...NOTIFICATION_TYPES), number: fc.nat(9999), text })
  .map(({ type, number, text }) => notificationOf(type, `ntf_${number}_b81e`, text))
