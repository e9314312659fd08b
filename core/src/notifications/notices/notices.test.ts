import { notification } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import type { Run } from '../../sync/index.ts'
import type { Told } from '../told.ts'
import { conflictNotices } from './conflict-notice.ts'
import { findingNotices } from './findings-notice.ts'
import { connectionNotice } from './connection-notice.ts'
import type { Notice } from './notice.ts'
import { pluginNotice } from './plugin-notice.ts'
import { removalsNotice } from './removals-notice.ts'
import { reportNotice } from './report-notice.ts'
import { runNotice } from './run-notice.ts'

const at = '2026-03-01T12:00:00.000Z'
const since = '2026-02-28T12:00:00.000Z'

/** What goes out has to be what the SDK promises to plugins. */
function valid(notice: Notice | undefined): Notice | undefined {
  if (notice !== undefined) notification.parse({ ...notice, id: 'msg_1' })
  return notice
}

const run = (state: Run['state'], change: Partial<Run> = {}): Run => ({
  id: 'r1',
  connection: 'code',
  trigger: 'schedule',
  full: false,
  dryRun: false,
  state,
  queuedAt: at,
  requests: 1,
  streams: [],
  heldRemovals: 0,
  ...change,
})

const stream = (name: string, state: Run['streams'][number]['state'], ...reasons: string[]) =>
  ({ stream: name, state, reasons, pages: 0, held: 0 }) as unknown as Run['streams'][number]

test('a run that fails names its reasons, and what to do', () => {
  const streams = [
    stream('issues', 'failed', 'The token has expired.', 'More.'),
    stream('users', 'ok'),
    stream('milestones', 'skipped', 'Not reached.'),
  ]
  expect(
    valid(runNotice(run('failed', { streams }), undefined, { at, url: 'https://pmo.example/r1' })?.notice),
  ).toEqual({
    type: 'run.failed',
    at,
    connection: 'code',
    url: 'https://pmo.example/r1',
    title: 'code could not be synced',
    text: 'issues: The token has expired.\nWhen that is mended, run: pmo sync code',
    data: { run: 'r1', streams: [{ stream: 'issues', outcome: 'failed', reason: 'The token has expired.' }] },
  })
  const many = Array.from({ length: 5 }, (_, index) => stream(`s${index}`, 'partial', 'Cut.'))
  const partial = valid(
    runNotice(run('partial', { streams: many, problem: 'It stopped.' }), undefined, { at })?.notice,
  )
  expect(partial?.type).toBe('run.partial')
  expect(partial?.text.split('\n')).toEqual([
    'It stopped.',
    's0: Cut.',
    's1: Cut.',
    's2: Cut.',
    'And 2 more streams.',
    'When that is mended, run: pmo sync code',
  ])
})

test('a run that goes well tells the end of trouble, since when it had lasted', () => {
  const before: Told = { state: 'failed', since }
  expect(valid(runNotice(run('ok'), before, { at })?.notice)).toMatchObject({
    type: 'run.recovered',
    data: { run: 'r1', failedSince: since },
  })
  expect(runNotice(run('ok'), undefined, { at })).toEqual({ told: { state: 'ok', since: at } })
})

test('a run that only waits for a decision is no trouble of its own, one that lacks more is', () => {
  const waits = { ...stream('issues', 'partial', '50 removals wait.'), held: 50 }
  expect(runNotice(run('partial', { streams: [waits] }), undefined, { at })).toEqual({
    told: { state: 'ok', since: at },
  })
  const cut = { ...waits, reasons: [...waits.reasons, 'It was cut.'] }
  expect(runNotice(run('partial', { streams: [cut] }), undefined, { at })?.notice?.type).toBe('run.partial')
  const more = [waits, stream('users', 'partial', 'It was cut.')]
  expect(runNotice(run('partial', { streams: more }), undefined, { at })?.notice?.type).toBe('run.partial')
})

test.each([run('cancelled'), run('failed', { dryRun: true })])(
  'a run that says nothing of its connection tells nothing',
  (one) => {
    expect(runNotice(one, undefined, { at })).toBeUndefined()
  },
)

test('removals that wait name the command that decides', () => {
  const held = { connection: 'code', stream: 'issues', run: 'r1', items: 12, live: 40 }
  const notice = valid(removalsNotice(held, { at }))
  expect(notice?.title).toBe('12 of 40 issues of code wait for a decision')
  expect(notice?.text).toContain('pmo sync approve r1, or pmo sync reject r1')
})

test('a plugin that is kept out is told once, and its end', () => {
  const broken = {
    plugin: 'a',
    source: './a.ts',
    version: '1.0.0',
    quarantine: { phase: 'run', reason: 'It broke.' },
  }
  const first = pluginNotice(broken, undefined, at)
  expect(valid(first.notice)).toMatchObject({
    type: 'plugin.quarantined',
    text: 'It broke.',
    data: { phase: 'run' },
  })
  expect(pluginNotice(broken, first.told, at).notice).toBeUndefined()
  expect(valid(pluginNotice({ plugin: 'a', source: './a.ts' }, first.told, at).notice)?.type).toBe(
    'plugin.released',
  )
})

test('a tracker that refuses us is told; one that asks to wait says nothing', () => {
  const refused = { ok: false, reason: 'unauthorized', message: 'The token is not valid.' } as const
  const first = connectionNotice('code', refused, undefined, at)
  expect(valid(first?.notice)).toMatchObject({
    type: 'connection.unhealthy',
    data: { problem: 'unauthorized', reason: 'The token is not valid.' },
  })
  const throttled = { ok: false, reason: 'throttled', message: 'Wait.' } as const
  expect(connectionNotice('code', throttled, first?.told, at)).toBeUndefined()
  expect(
    valid(connectionNotice('code', { ok: true }, { state: 'unauthorized', since }, at)?.notice),
  ).toMatchObject({
    type: 'connection.healthy',
    data: { unhealthySince: since },
  })
})

test('conflicts that are new or over are told together, with who has to agree', () => {
  const conflict = (id: string, ...owners: string[]) => ({
    id,
    kind: 'cycle',
    sentence: `${id} waits for itself.`,
    action: 'Take a link back.',
    parties: owners.map((owner) => ({ owner })),
    firstSeen: since,
  })
  const found = Array.from({ length: 25 }, (_, index) => conflict(`c${index}`, 'Ada', 'Ada', 'Bob'))
  const [news, over, ...rest] = conflictNotices({ found, ended: [conflict('old')] }, { at }).map(valid)
  expect(rest).toEqual([])
  expect(news).toMatchObject({ type: 'conflict.found', title: '25 new conflicts', data: { total: 25 } })
  expect(news?.text).toContain('c0 waits for itself. Take a link back. (Ada, Bob)')
  expect(news?.text).toContain('And 20 more: pmo conflicts')
  expect(news?.type === 'conflict.found' && news.data.conflicts).toHaveLength(20)
  expect(over).toMatchObject({
    type: 'conflict.ended',
    title: '1 conflict is over',
    data: { total: 1, conflicts: [{ conflict: 'old', firstSeen: since, owners: [] }] },
  })
  expect(conflictNotices({ found: [], ended: [] }, { at })).toEqual([])
})

test('findings are told together by what happened, the worst by name, and so are waivers that ended', () => {
  const finding = (id: string, more: object = {}) => ({
    id,
    rule: 'agile.stale',
    severity: 'warning' as const,
    message: `${id} does not move.`,
    ...more,
  })
  const worst = Array.from({ length: 20 }, (_, index) =>
    finding(`f${index}`, { project: 'web', owner: 'Ada', action: { text: 'Close it.' } }),
  )
  const waiver = { id: 'w-1', rule: 'agile.stale', reason: 'Strike.', until: '2027-02-28', reopened: 2 }
  const [opened, resolved, ended, ...rest] = findingNotices(
    {
      findings: [
        { type: 'opened', total: 4000, worst },
        { type: 'resolved', total: 1, worst: [finding('x', { project: 'web' })] },
        { type: 'reopened', total: 0, worst: [] },
      ],
      waivers: [{ ...waiver, project: 'web' }],
    },
    { at },
  ).map(valid)
  expect(rest).toEqual([])
  expect(opened).toMatchObject({ type: 'finding.opened', title: '4000 new findings', data: { total: 4000 } })
  expect(opened).not.toHaveProperty('project')
  expect(opened?.text).toContain('f0 does not move. Close it. (web, Ada)')
  expect(opened?.text).toContain('And 3995 more: pmo findings')
  expect(resolved).toMatchObject({
    type: 'finding.resolved',
    project: 'web',
    title: '1 finding is resolved',
    text: 'No longer: x does not move. (web)',
  })
  expect(ended).toMatchObject({ type: 'waiver.expired', title: 'A waiver has ended' })
  expect(ended?.text).toBe('agile.stale in web, until 2027-02-28: Strike. Open again: 2.')
  expect(findingNotices({ findings: [], waivers: [] }, { at })).toEqual([])
})

test('a report that is ready is told with what it is missing, and how it is read', () => {
  const ready = {
    id: 'r-1',
    plan: 'weekly',
    report: 'portfolio-status',
    title: 'Portfolio status',
    missing: 0,
  }
  expect(reportNotice(ready, { at })).toMatchObject({
    type: 'report.ready',
    title: 'Portfolio status is ready',
    text: 'Nothing is missing in it.\nTo read it, run: pmo report open r-1',
  })
  expect(reportNotice({ ...ready, missing: 3, project: 'web' }, { at })).toMatchObject({
    project: 'web',
    data: { report: 'r-1', plan: 'weekly', kind: 'portfolio-status', missing: 3 },
  })
})
