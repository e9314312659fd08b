import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectClear } from '../support/operator.ts'
import { pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'

const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import importCsv from '@headless-pmo/plugin-import-csv'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
const sync = { every: 'never' }
const columns = {
  key: 'key', title: 'title', parent: 'parent', predecessors: 'after', plannedStart: 'start', due: 'due', estimate: 'estimate',
}
export default defineConfig({
  plugins: [importCsv, microsoftProject],
  connections: {
    plans: { plugin: 'microsoft-project', files: ['plans'], sync },
    sheet: { plugin: 'import-csv', files: ['exports/sheet.csv'], columns, sync },
    board: { plugin: 'import-csv', files: ['exports/board.csv'], columns, sync },
  },
  projects: [
    { id: 'site', name: 'Site', sources: [{ connection: 'plans' }] },
    { id: 'sheet', name: 'Sheet', sources: [{ connection: 'sheet' }] },
    { id: 'board', name: 'Board', sources: [{ connection: 'board' }] },
  ],
})
`

const SHEET = `key,title,parent,after,start,due,estimate
S-1,Below itself,S-1,,,,8h
S-2,Below the next,S-3,,,,8h
S-3,Below the last,S-2,,,,8h
S-4,In a ring of three trackers,,,,,8h
S-5,After the ring,,S-4,,,8h
S-6,Waits for itself,,S-6,,,8h
S-7,Waits for nobody,,S-99,,,8h
S-8,Before all time,,,0001-01-01,,8h
S-9,At the end of time,,,9999-12-30,9999-12-31,16h
S-10,Sound,,,,,8h
`
const BOARD = `key,title,parent,after,start,due,estimate
B-1,In a ring of three trackers,,,,,8h
B-2,Sound,,,,,8h
`

const SHIFTS = ['08:00:00/12:00:00', '13:00:00/17:00:00']
  .map((shift) => shift.split('/'))
  .map(([from, to]) => `<WorkingTime><FromTime>${from}</FromTime><ToTime>${to}</ToTime></WorkingTime>`)
  .join('')

function calendar(uid: number, name: string, working: readonly number[]): string {
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) =>
    working.includes(day)
      ? `<WeekDay><DayType>${day}</DayType><DayWorking>1</DayWorking><WorkingTimes>${SHIFTS}</WorkingTimes></WeekDay>`
      : `<WeekDay><DayType>${day}</DayType><DayWorking>0</DayWorking></WeekDay>`,
  )
  return `<Calendar><UID>${uid}</UID><Name>${name}</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>${days.join('')}</WeekDays></Calendar>`
}

interface Task {
  readonly name: string
  readonly hours?: number
  readonly after?: number
  readonly more?: string
}

const on = (kind: number, date: string): string =>
  `<ConstraintType>${kind}</ConstraintType><ConstraintDate>${date}T08:00:00</ConstraintDate>`

const TASKS: readonly Task[] = [
  { name: 'Ground' },
  { name: 'Contradicted', after: 1, more: on(2, '2026-11-24') },
  { name: 'In the idle calendar', more: '<CalendarUID>2</CalendarUID>' },
  { name: 'Ten thousand years', hours: 10_000 * 260 * 8 },
  { name: 'After the endless', after: 4 },
  { name: 'Must start in year 1', more: on(2, '0001-01-03') },
  { name: 'Not before year 9999', more: on(4, '9999-12-29') },
  { name: 'In a ring of three trackers' },
]

const PLAN = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>Site</Name><StartDate>2026-12-01T08:00:00</StartDate><CalendarUID>1</CalendarUID><Calendars>${calendar(1, 'Office', [2, 3, 4, 5, 6])}${calendar(2, 'Idle', [])}</Calendars><Tasks>${TASKS.map(
  ({ name, hours = 8, after, more = '' }, at) =>
    `<Task><UID>${at + 1}</UID><ID>${at + 1}</ID><Name>${name}</Name><OutlineLevel>1</OutlineLevel><Duration>PT${hours}H0M0S</Duration>${more}${after === undefined ? '' : `<PredecessorLink><PredecessorUID>${after}</PredecessorUID><Type>1</Type></PredecessorLink>`}</Task>`,
).join('')}</Tasks></Project>`

let workspace: PmoWorkspace
let server: PmoServer
let printed = ''

beforeAll(async () => {
  workspace = await pmoWorkspace({ config: CONFIG })
  await mkdir(join(workspace.folder, 'exports'))
  await writeFile(join(workspace.folder, 'exports', 'sheet.csv'), SHEET)
  await writeFile(join(workspace.folder, 'exports', 'board.csv'), BOARD)
  await writeFile(join(workspace.folder, 'plans', 'move.xml'), PLAN)
  server = await workspace.serve()
  const { stderr } = workspace.pmo(['sync'])
  assert.doesNotMatch(stderr, /failed/)
  const ring = ['plans/move#8', 'board/B-1', 'sheet/S-4', 'plans/move#8'] as const
  for (const [at, to] of ring.slice(1).entries())
    await post('dependencies', { from: endOf(ring[at] ?? ''), to: endOf(to), type: 'FS' })
  printed = workspace.pmo(['schedule', 'problems', '--limit', '500']).stdout
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

const endOf = (name: string): unknown => {
  const [connection, ref] = name.split('/')
  return { connection, ref }
}

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: string }> {
  const reply = await fetch(`${server.address}/api/v1/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
  })
  return { status: reply.status, body: await reply.text() }
}

async function post(path: string, body: unknown): Promise<string> {
  const reply = await ask(path, { method: 'POST', body: JSON.stringify(body) })
  expect([path, reply.status, reply.body]).toEqual([path, 200, reply.body])
  return reply.body
}

async function get<T>(path: string): Promise<T> {
  const reply = await ask(path)
  expect([path, reply.status, reply.body]).toEqual([path, 200, reply.body])
  // What the routers' own schemas checked.
  return JSON.parse(reply.body) as T
}

describe('what cannot be scheduled is named, and the rest is scheduled', () => {
  test.each([
    [
      'a ring through three trackers',
      /B-1 .*\(board\).*▸.*\(sheet\).*▸.* wait for each other|S-4 .*▸.*wait for each other|move#8 .*▸.*wait for each other/,
    ],
    ['a constraint that a link contradicts', /The constraint of move#2 "Contradicted" .*move#1 "Ground"/],
    ['a calendar without working time', /The calendar "Idle" has no working time/],
    ['a duration of 10,000 years', /move#4 "Ten thousand years" .* lie beyond the years 1 to 9999/],
    ['an item that is its own parent', /S-1 "Below itself" .* is its own parent/],
    ['items below each other', /S-2 .*▸ S-3 .*▸ S-2 .* are part of each other/],
    ['an item that waits for itself', /S-6 waits for itself/],
    ['a link to nowhere', /S-7 waits for "S-99", which is not synced/],
  ])('%s', async (_, named) => {
    const { items } = await get<{ items: { sentence: string }[] }>('schedule/problems?limit=500')
    const found = items.filter(({ sentence }) => named.test(sentence))
    expect(found.map(({ sentence }) => sentence)).toHaveLength(1)
    for (const { sentence } of found) expectClear(sentence)
    expect(printed).toMatch(named)
  })

  test('all that has a duration has dates', async () => {
    const { items } = await get<{
      items: { key?: string; kind: string; startDay?: string; finishDay?: string; deadlineDay?: string }[]
    }>('schedule?limit=500')
    const dates = new Map(
      items.flatMap(({ key, startDay, finishDay }) =>
        key === undefined ? [] : [[key, { startDay, finishDay }]],
      ),
    )
    expect(dates.size).toBe(TASKS.length + 12)
    const without = [...dates].flatMap(([key, { finishDay }]) => (finishDay === undefined ? [key] : []))
    expect(without).toEqual(['move#4'])
    // A constraint that must be kept is, as in Microsoft Project.
    expect(dates.get('move#2')).toEqual({ startDay: '2026-11-24', finishDay: '2026-11-24' })
    expect(dates.get('move#5')?.startDay).toBe('2026-12-01')
    expect(dates.get('move#6')?.startDay).toBe('0001-01-03')
    expect(dates.get('move#7')?.startDay).toBe('9999-12-29')
    expect(dates.get('S-9')?.startDay).toBe('9999-12-30')
    expect(items.find(({ key }) => key === 'S-9')?.deadlineDay).toBe('9999-12-31')
    expect(Date.parse(dates.get('S-5')?.startDay ?? '')).toBeGreaterThan(
      Date.parse(dates.get('S-4')?.startDay ?? ''),
    )
  })
})

test.each([
  ['schedule/explain?item=move%234', 'is not scheduled: it would lie beyond the years 1 to 9999'],
  ['schedule/explain?item=S-4', 'wait for each other'],
  ['impact/slip?item=S-1&by=5d', 'it finishes 5 working days later'],
  ['impact/slip?item=S-2&by=5d', 'it finishes 5 working days later'],
  ['impact/slip?item=S-9&by=5d', 'S-9 would lie beyond the year 9999'],
  ['impact/slip?item=move%234&by=5d', 'it has no dates in the schedule'],
])('%s answers', async (path, said) => {
  expect(JSON.stringify(await get(path))).toContain(said)
})

test('all else that coordination answers, it answers about this', async () => {
  for (const path of [
    'projects',
    'portfolios',
    'conflicts',
    'capacity',
    'capacity/overloads',
    'capacity/wanted',
    'schedule/critical-path',
  ])
    await get(path)
  const forecast = await get<{ ends: { p90: { day: string } }[]; assumptions: string[] }>('forecast')
  for (const { p90 } of forecast.ends) expect(p90.day).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(forecast.assumptions.join(' ')).toContain('beyond the year 9999')
  await post('projects/sheet/baselines', { name: 'First', reason: 'To compare with' })
  const compared = await get<{ totals: { added: number; removed: number; changed: number } }>(
    'projects/sheet/baselines/compare',
  )
  expect(compared.totals).toMatchObject({ added: 0, removed: 0, changed: 0 })
})

describe('hostile requests', () => {
  const json = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
  const steps = (count: number): unknown[] =>
    Array.from({ length: count }, () => ({ do: 'slip', item: 'S-10', by: '1d' }))

  test.each<[string, string, RequestInit?]>([
    ['an endless limit', 'schedule?limit=999999999'],
    ['a cursor of nobody', 'schedule?cursor=%F0%9F%A7%A8'],
    ['a cursor below zero', 'schedule/problems?cursor=-1'],
    ['an unknown project', 'forecast?project=nowhere'],
    ['iterations below zero', 'forecast?iterations=-5'],
    ['a seed that is none', 'forecast?seed=0.5'],
    ['a day that is none', 'forecast?by=2026-02-30'],
    ['an unknown item', 'impact/slip?item=X-1&by=5d'],
    ['an item of NUL', 'impact/slip?item=%00&by=5d'],
    ['an item of half a character', 'impact/slip?item=%ED%A0%80&by=5d'],
    ['a thousand years and more', 'impact/slip?item=S-10&by=9999999w'],
    ['thousands of steps', 'impact', json({ steps: steps(5000) })],
    ['no steps', 'impact', json({ steps: [] })],
    ['a step of another kind', 'impact', json({ steps: [{ do: 'explode', item: 'S-10' }] })],
    ['a scenario of NUL', 'scenarios', json({ name: 'a\0b', steps: [] })],
    ['a scenario of half a character', 'scenarios', json({ name: 'a\ud800', steps: [] })],
    [
      'whoever takes over leaves',
      'impact',
      json({ steps: [{ do: 'release-person', person: 'nobody', to: 'nobody' }] }),
    ],
    [
      'a project called by half a character',
      'scenarios',
      json({
        name: 'Half',
        steps: [{ do: 'add-project', shape: { name: 'a\ud800', phases: [{ name: 'p', takes: '5d' }] } }],
      }),
    ],
    [
      'a lag longer than all time',
      'dependencies',
      json({
        from: endOf('sheet/S-9'),
        to: endOf('sheet/S-10'),
        lag: { minutes: 1e308, basis: 'working' },
      }),
    ],
    [
      'work back before today',
      'impact',
      json({ steps: [{ do: 'give-away', item: 'S-10', back: '0001-01-01' }] }),
    ],
    ['a link to itself', 'dependencies', json({ from: endOf('sheet/S-9'), to: endOf('sheet/S-9') })],
    ['a baseline without a reason', 'projects/sheet/baselines', json({ name: 'x' })],
  ])('%s gets a sentence', async (_, path, init) => {
    const { status, body } = await ask(path, init)
    expect([status, body]).toEqual([expect.toSatisfy((code: number) => code >= 400 && code < 500), body])
    // `message` is what every refusal has.
    expectClear((JSON.parse(body) as { message: string }).message.replaceAll(/received undefined/g, ''))
  })

  test('contradicting steps are computed: opposite slips cancel, an added and removed link is none', async () => {
    const link = { from: 'S-10', to: 'B-2' }
    const body = await post('impact', {
      steps: [
        { do: 'slip', item: 'S-10', by: '3d' },
        { do: 'slip', item: 'S-10', by: '-3d' },
        { do: 'add-link', ...link },
        { do: 'remove-link', ...link },
      ],
    })
    expect(JSON.parse(body)).toMatchObject({ moved: 0 })
  })
})

describe('several at once', () => {
  test('scenarios of one name, adoptions and captures lose nothing and double nothing', async () => {
    const create = (): Promise<{ status: number }> =>
      ask('scenarios', {
        method: 'POST',
        body: JSON.stringify({ name: 'Later', steps: [{ do: 'slip', item: 'S-10', by: '2d' }] }),
      })
    const made = await Promise.all([create(), create(), create()])
    expect(made.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409])
    const replies = await Promise.all([
      ...Array.from({ length: 3 }, () => post('scenarios/Later/adopt', { reason: 'Agreed', again: true })),
      ...Array.from({ length: 3 }, (_, at) =>
        post('projects/board/baselines', { name: `B ${at}`, reason: 'Twice at once' }),
      ),
    ])
    expect(replies).toHaveLength(6)
    const kept = async (query: string): Promise<{ number: number; supersededAt?: string }[]> =>
      (await get<{ items: { number: number; supersededAt?: string }[] }>(`baselines?${query}`)).items
    for (const query of ['kind=plan', 'kind=baseline&project=board']) {
      const baselines = await kept(query)
      expect(baselines.map(({ number }) => number)).toEqual([3, 2, 1])
      expect(baselines.filter(({ supersededAt }) => supersededAt === undefined)).toHaveLength(1)
    }
  })
})

test('a reader computes what would be, and writes nothing of it', async () => {
  const { stdout } = await workspace.command(['token', 'create', 'reader', '--role', 'viewer'])
  const reader = /pmo_\S+/.exec(stdout)?.[0] ?? ''
  const { paths } = await fetch(`${server.address}/openapi.json`, {
    headers: { authorization: `Bearer ${server.token}` },
    // The part of an OpenAPI document that is looked at.
  }).then(async (reply) => (await reply.json()) as { paths: Record<string, Record<string, unknown>> })
  const allowed: string[] = []
  for (const [path, methods] of Object.entries(paths)) {
    // Whoever holds a token may sign in and out with it.
    if (path === '/session') continue
    for (const method of Object.keys(methods).filter((one) => one !== 'get')) {
      const filled = path.replace(/^\/api\/v1/, '').replaceAll(/\{\w+\}/g, '1')
      const { status } = await fetch(`${server.address}/api/v1${filled}`, {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
        ...(method !== 'delete' && { body: '{}' }),
      })
      if (status !== 403 && !filled.startsWith('/plugins')) allowed.push(`${method} ${filled}`)
    }
  }
  expect(allowed.toSorted()).toEqual([
    'post /capacity/can-take',
    'post /forecast',
    'post /impact',
    'post /people/imports/preview',
    'post /registers/1/imports/preview',
    'post /scenarios/compare',
  ])
})
