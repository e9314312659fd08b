import { routineWork } from './demo-routine.ts'

/** One issue or pull request of the demo company; days are counted from now, the past is negative. */
export interface DemoWork {
  readonly key: string
  readonly repo: string
  readonly title: string
  readonly body?: string
  readonly type?: 'Epic' | 'Feature' | 'Task' | 'Bug'
  readonly pull?: true
  readonly opened: number
  /** Day it was closed, and how. */
  readonly closed?: readonly [day: number, reason: 'completed' | 'not_planned' | 'duplicate']
  readonly assignee?: string
  readonly labels?: readonly string[]
  readonly milestone?: string
  readonly parent?: string
  readonly blockedBy?: readonly string[]
  readonly risk?: 'Low' | 'Medium' | 'High'
  readonly comment?: readonly [day: number, text: string]
  readonly plan?: DemoPlan
}

/** Its place in the project: sprint 4 is the one that runs now. */
export interface DemoPlan {
  readonly status: 'Todo' | 'In progress' | 'Done'
  readonly estimate?: number
  readonly sprint?: number
  readonly start?: number
  readonly target?: number
}

export interface DemoMilestone {
  readonly repo: string
  readonly title: string
  readonly description: string
  readonly due: number
}

const APP = 'northwind-cycles/rider-app'
const FLEET = 'northwind-cycles/fleet-platform'
const MARA = 'mara-lindt'
const TOBIAS = 'tobias-brandt'
const INES = 'ines-duarte'
const KOFI = 'kofi-mensah'
const YUKI = 'yuki-tanaka'

export const DEMO_MILESTONES: readonly DemoMilestone[] = [
  { repo: APP, title: '3.0 Beta', description: 'Fifty riders use it for a week.', due: -6 },
  { repo: APP, title: '3.0', description: 'In both stores, the city is told.', due: 24 },
  { repo: FLEET, title: 'Locks v2', description: 'All docks speak the new lock protocol.', due: 10 },
  { repo: FLEET, title: 'Payments', description: 'Pay per ride, monthly pass, refunds.', due: 31 },
]

type Row = readonly [
  key: string,
  title: string,
  type: DemoWork['type'] | 'Pull',
  opened: number,
  rest?: Omit<Partial<DemoWork>, 'key' | 'title' | 'type' | 'opened'>,
]

const done = (day: number): readonly [number, 'completed'] => [day, 'completed']

const APP_ROWS: readonly Row[] = [
  [
    'a-unlock',
    'Unlock a bike by tapping it',
    'Epic',
    -58,
    {
      assignee: MARA,
      milestone: '3.0',
      risk: 'High',
      plan: { status: 'In progress', estimate: 21, target: 24 },
    },
  ],
  [
    'a-map',
    'Show free bikes and docks on the map',
    'Epic',
    -57,
    { assignee: INES, milestone: '3.0 Beta', plan: { status: 'In progress', estimate: 13, target: -6 } },
  ],
  [
    'a-pay',
    'Pay for a ride in the app',
    'Epic',
    -55,
    { assignee: YUKI, milestone: '3.0', risk: 'Medium', plan: { status: 'Todo', estimate: 20, target: 24 } },
  ],
  [
    'a-nfc',
    'Read the lock over NFC on Android',
    'Feature',
    -50,
    {
      parent: 'a-unlock',
      assignee: YUKI,
      milestone: '3.0 Beta',
      closed: done(-22),
      plan: { status: 'Done', estimate: 5, sprint: 2 },
    },
  ],
  [
    'a-nfc-ios',
    'Read the lock over NFC on iOS',
    'Feature',
    -50,
    {
      parent: 'a-unlock',
      assignee: INES,
      milestone: '3.0 Beta',
      labels: ['ios'],
      closed: done(-12),
      plan: { status: 'Done', estimate: 8, sprint: 3 },
    },
  ],
  [
    'a-unlock-flow',
    'Unlock flow: tap, confirm, ride',
    'Feature',
    -44,
    {
      parent: 'a-unlock',
      assignee: MARA,
      milestone: '3.0',
      blockedBy: ['f-proto', 'a-nfc-ios'],
      plan: { status: 'In progress', estimate: 8, sprint: 4, start: -2, target: 9 },
    },
  ],
  [
    'a-unlock-offline',
    'Unlock without network',
    'Feature',
    -40,
    {
      parent: 'a-unlock',
      assignee: YUKI,
      milestone: '3.0',
      blockedBy: ['a-unlock-flow', 'f-token'],
      risk: 'High',
      plan: { status: 'Todo', estimate: 8, sprint: 5, start: 12, target: 22 },
    },
  ],
  [
    'a-unlock-errors',
    'Say what to do when a lock does not open',
    'Task',
    -31,
    {
      parent: 'a-unlock',
      assignee: INES,
      milestone: '3.0',
      blockedBy: ['a-unlock-flow'],
      plan: { status: 'Todo', estimate: 3, sprint: 5 },
    },
  ],
  [
    'a-map-tiles',
    'Vector tiles instead of images',
    'Task',
    -52,
    {
      parent: 'a-map',
      assignee: INES,
      milestone: '3.0 Beta',
      labels: ['performance'],
      closed: done(-30),
      plan: { status: 'Done', estimate: 5, sprint: 1 },
    },
  ],
  [
    'a-map-cluster',
    'Group bikes that stand close together',
    'Feature',
    -49,
    {
      parent: 'a-map',
      assignee: INES,
      milestone: '3.0 Beta',
      closed: done(-25),
      plan: { status: 'Done', estimate: 3, sprint: 2 },
    },
  ],
  [
    'a-map-live',
    'Update bikes on the map every ten seconds',
    'Feature',
    -46,
    {
      parent: 'a-map',
      assignee: YUKI,
      milestone: '3.0 Beta',
      blockedBy: ['f-positions'],
      plan: { status: 'In progress', estimate: 5, sprint: 4, target: -4 },
      comment: [-5, 'Waiting for the position feed, see the fleet platform.'],
    },
  ],
  [
    'a-map-docks',
    'Docks with free places',
    'Feature',
    -45,
    {
      parent: 'a-map',
      assignee: INES,
      milestone: '3.0 Beta',
      closed: done(-9),
      plan: { status: 'Done', estimate: 3, sprint: 3 },
    },
  ],
  [
    'a-pay-card',
    'Keep a card',
    'Feature',
    -38,
    {
      parent: 'a-pay',
      assignee: YUKI,
      milestone: '3.0',
      blockedBy: ['f-pay-vault'],
      plan: { status: 'Todo', estimate: 5, sprint: 5 },
    },
  ],
  [
    'a-pay-pass',
    'Buy a monthly pass',
    'Feature',
    -38,
    {
      parent: 'a-pay',
      milestone: '3.0',
      blockedBy: ['a-pay-card', 'f-pay-pass'],
      plan: { status: 'Todo', estimate: 8, sprint: 6 },
    },
  ],
  [
    'a-pay-receipt',
    'Receipts by mail',
    'Task',
    -35,
    { parent: 'a-pay', milestone: '3.0', plan: { status: 'Todo', estimate: 2 } },
  ],
  [
    'a-onboard',
    'First ride in under two minutes',
    'Feature',
    -33,
    { assignee: MARA, milestone: '3.0', plan: { status: 'In progress', estimate: 5, sprint: 4 } },
  ],
  [
    'a-login-bug',
    'Login loops after a password reset',
    'Bug',
    -28,
    {
      assignee: YUKI,
      labels: ['bug', 'urgent'],
      closed: done(-26),
      plan: { status: 'Done', estimate: 1, sprint: 2 },
    },
  ],
  [
    'a-crash',
    'Crash when the map opens in flight mode',
    'Bug',
    -20,
    {
      assignee: INES,
      labels: ['bug'],
      milestone: '3.0 Beta',
      closed: done(-15),
      plan: { status: 'Done', estimate: 2, sprint: 3 },
    },
  ],
  [
    'a-battery',
    'Map drains the battery',
    'Bug',
    -14,
    {
      assignee: INES,
      labels: ['bug', 'performance'],
      milestone: '3.0',
      plan: { status: 'In progress', estimate: 3, sprint: 4 },
      comment: [-3, 'Half of it is the compass. Measuring the rest.'],
    },
  ],
  ['a-dark', 'Dark mode', 'Feature', -48, { labels: ['later'], closed: [-18, 'not_planned'] }],
  ['a-dark-2', 'Night theme for the map', 'Feature', -30, { closed: [-18, 'duplicate'] }],
  [
    'a-a11y',
    'Read the map aloud',
    'Feature',
    -24,
    { labels: ['accessibility'], milestone: '3.0', plan: { status: 'Todo', estimate: 8 } },
  ],
  [
    'a-beta',
    'Invite fifty riders to the beta',
    'Task',
    -21,
    {
      assignee: MARA,
      milestone: '3.0 Beta',
      closed: done(-11),
      plan: { status: 'Done', estimate: 1, sprint: 3 },
    },
  ],
  [
    'a-store',
    'Store pages in three languages',
    'Task',
    -10,
    { milestone: '3.0', plan: { status: 'Todo', estimate: 3, sprint: 6 } },
  ],
  [
    'a-text',
    'Check the legal texts with counsel',
    'Task',
    -42,
    {
      assignee: MARA,
      milestone: '3.0',
      risk: 'Medium',
      plan: { status: 'In progress', estimate: 2, sprint: 3 },
    },
  ],
  ['a-widget', 'Widget with the running ride', 'Feature', -8, { labels: ['later'] }],
  ['a-p1', 'Read lock identifiers over NFC (Android)', 'Pull', -27, { assignee: YUKI, closed: done(-22) }],
  ['a-p2', 'Vector tiles', 'Pull', -34, { assignee: INES, closed: done(-30) }],
  ['a-p3', 'Unlock screen', 'Pull', -3, { assignee: MARA }],
  ['a-p4', 'Bump dependencies', 'Pull', -2, { labels: ['dependencies'] }],
]

const FLEET_ROWS: readonly Row[] = [
  [
    'f-locks',
    'All docks speak the new lock protocol',
    'Epic',
    -60,
    {
      assignee: TOBIAS,
      milestone: 'Locks v2',
      risk: 'High',
      plan: { status: 'In progress', estimate: 34, target: 10 },
    },
  ],
  [
    'f-payments',
    'Payments',
    'Epic',
    -56,
    {
      assignee: KOFI,
      milestone: 'Payments',
      risk: 'Medium',
      plan: { status: 'In progress', estimate: 29, target: 31 },
    },
  ],
  [
    'f-proto',
    'Lock protocol 2: server side',
    'Feature',
    -54,
    {
      parent: 'f-locks',
      assignee: TOBIAS,
      milestone: 'Locks v2',
      closed: done(-16),
      plan: { status: 'Done', estimate: 13, sprint: 3 },
    },
  ],
  [
    'f-firmware',
    'Firmware for the docks of 2023',
    'Feature',
    -53,
    {
      parent: 'f-locks',
      assignee: KOFI,
      milestone: 'Locks v2',
      risk: 'High',
      plan: { status: 'In progress', estimate: 13, sprint: 4, target: 6 },
      comment: [-7, 'The vendor sends the signing key on Thursday, if they keep their word.'],
    },
  ],
  [
    'f-rollout',
    'Roll the firmware out, street by street',
    'Task',
    -50,
    {
      parent: 'f-locks',
      assignee: KOFI,
      milestone: 'Locks v2',
      blockedBy: ['f-firmware', 'f-rollback'],
      plan: { status: 'Todo', estimate: 8, sprint: 5, start: 7, target: 10 },
    },
  ],
  [
    'f-rollback',
    'Way back when a dock does not come up',
    'Task',
    -47,
    {
      parent: 'f-locks',
      assignee: TOBIAS,
      milestone: 'Locks v2',
      plan: { status: 'In progress', estimate: 5, sprint: 4 },
    },
  ],
  [
    'f-token',
    'Offline unlock tokens',
    'Feature',
    -41,
    {
      parent: 'f-locks',
      assignee: TOBIAS,
      milestone: 'Locks v2',
      blockedBy: ['f-proto'],
      plan: { status: 'In progress', estimate: 8, sprint: 4, target: 9 },
    },
  ],
  [
    'f-positions',
    'Position feed for the app',
    'Feature',
    -43,
    {
      assignee: KOFI,
      milestone: 'Locks v2',
      plan: { status: 'In progress', estimate: 5, sprint: 4, target: -8 },
    },
  ],
  [
    'f-pay-provider',
    'Choose the payment provider',
    'Task',
    -51,
    {
      parent: 'f-payments',
      assignee: MARA,
      milestone: 'Payments',
      closed: done(-33),
      plan: { status: 'Done', estimate: 3, sprint: 1 },
    },
  ],
  [
    'f-pay-vault',
    'Card vault',
    'Feature',
    -37,
    {
      parent: 'f-payments',
      assignee: KOFI,
      milestone: 'Payments',
      blockedBy: ['f-pay-provider'],
      plan: { status: 'In progress', estimate: 8, sprint: 4 },
    },
  ],
  [
    'f-pay-pass',
    'Monthly pass',
    'Feature',
    -36,
    {
      parent: 'f-payments',
      milestone: 'Payments',
      blockedBy: ['f-pay-vault'],
      plan: { status: 'Todo', estimate: 8, sprint: 5 },
    },
  ],
  [
    'f-pay-refund',
    'Refunds',
    'Feature',
    -36,
    {
      parent: 'f-payments',
      milestone: 'Payments',
      blockedBy: ['f-pay-vault'],
      plan: { status: 'Todo', estimate: 5, sprint: 6 },
    },
  ],
  [
    'f-pay-tax',
    'Tax on rides that cross the border',
    'Task',
    -19,
    {
      parent: 'f-payments',
      milestone: 'Payments',
      labels: ['question'],
      plan: { status: 'Todo', estimate: 3 },
    },
  ],
  [
    'f-ledger',
    'Ledger that balances every night',
    'Feature',
    -32,
    {
      parent: 'f-payments',
      assignee: KOFI,
      milestone: 'Payments',
      closed: done(-13),
      plan: { status: 'Done', estimate: 5, sprint: 3 },
    },
  ],
  [
    'f-ghost',
    'Bikes that are in two docks at once',
    'Bug',
    -29,
    { assignee: TOBIAS, labels: ['bug', 'urgent'], closed: done(-27) },
  ],
  [
    'f-timezone',
    'Rides over midnight count for two days',
    'Bug',
    -17,
    {
      assignee: KOFI,
      labels: ['bug'],
      milestone: 'Payments',
      plan: { status: 'Todo', estimate: 2, sprint: 5 },
    },
  ],
  [
    'f-load',
    'Load test with ten thousand locks',
    'Task',
    -26,
    {
      assignee: TOBIAS,
      milestone: 'Locks v2',
      blockedBy: ['f-proto'],
      plan: { status: 'Todo', estimate: 5, sprint: 5 },
    },
  ],
  ['f-metrics', 'Dashboard for the operators', 'Feature', -39, { labels: ['later'] }],
  [
    'f-audit',
    'Security review of the lock protocol',
    'Task',
    -23,
    {
      assignee: TOBIAS,
      milestone: 'Locks v2',
      blockedBy: ['f-token'],
      risk: 'High',
      plan: { status: 'Todo', estimate: 3, sprint: 5, target: 8 },
    },
  ],
  [
    'f-gdpr',
    'Delete position data after 30 days',
    'Task',
    -34,
    {
      assignee: KOFI,
      labels: ['legal'],
      closed: done(-10),
      plan: { status: 'Done', estimate: 3, sprint: 3 },
    },
  ],
  [
    'f-keys',
    'Rotate the signing keys',
    'Task',
    -6,
    {
      assignee: TOBIAS,
      labels: ['security'],
      milestone: 'Locks v2',
      plan: { status: 'Todo', estimate: 2, sprint: 4 },
    },
  ],
  ['f-api-docs', 'Describe the partner API', 'Task', -15, { milestone: 'Payments' }],
  ['f-old-docks', 'Retire the docks of 2019', 'Task', -59, { closed: [-35, 'not_planned'] }],
  ['f-winter', 'Winter schedule for the vans', 'Task', -9, { labels: ['question'] }],
  ['f-p1', 'Lock protocol 2', 'Pull', -24, { assignee: TOBIAS, closed: done(-16) }],
  ['f-p2', 'Nightly ledger', 'Pull', -15, { assignee: KOFI, closed: done(-13) }],
  ['f-p3', 'Card vault: tokens only', 'Pull', -4, { assignee: KOFI }],
  ['f-p4', 'Position feed', 'Pull', -2, { assignee: KOFI, labels: ['performance'] }],
]

const workOf = (repo: string, rows: readonly Row[]): DemoWork[] =>
  rows.map(([key, title, type, opened, rest]) => ({
    repo,
    key,
    title,
    opened,
    ...(type === 'Pull' ? { pull: true } : type === undefined ? {} : { type }),
    ...rest,
  }))

/** The work that is told by hand. */
export const TOLD_WORK: readonly DemoWork[] = [...workOf(APP, APP_ROWS), ...workOf(FLEET, FLEET_ROWS)]

/** All work of the demo company. */
export const DEMO_WORK: readonly DemoWork[] = [...TOLD_WORK, ...routineWork()]
