import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectClear } from '../support/operator.ts'
import { pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'

const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import importCsv from '@headless-pmo/plugin-import-csv'
export default defineConfig({
  plugins: [importCsv, { plugin: './hostile.ts', isolation: 'inline' }],
  connections: {
    sheet: { plugin: 'import-csv', files: ['sheet.csv'], columns: { key: 'key', title: 'title' }, sync: { every: 'never' } },
  },
  projects: [{
    id: 'web', name: 'Web', sources: [{ connection: 'sheet' }], phase: 'Planning',
    phases: [{ name: 'Planning', gate: 'Ready to build' }],
  }],
})
`

/** Each rule is a file's own, found from a thread that has no packages beside it. */
const HOSTILE = `import { cite, defineCheck, definePlugin } from '@headless-pmo/sdk'
const about = { version: '1.0.0', severity: 'warning', why: 'For tests.', title: '<b>T</b> ]]>', needs: ['workItem'] } as const
export default definePlugin({
  id: 'hostile', title: 'Hostile', version: '1.0.0', sdk: '^1.0.0',
  contributes: [
    defineCheck({ ...about, id: 'bad.fair', grain: 'item', evaluate: ({ workItem }) => ({
      verdict: workItem.title.length > 4 ? 'fail' : 'pass', evidence: cite(workItem, 'title'), message: workItem.title }) }),
    defineCheck({ ...about, id: 'bad.throws', grain: 'item', evaluate() { throw new Error('no\\nsuch luck') } }),
    defineCheck({ ...about, id: 'bad.promise', grain: 'item', evaluate: (() => Promise.resolve()) as never }),
    defineCheck({ ...about, id: 'bad.evidence', grain: 'item', evaluate: () =>
      ({ verdict: 'fail', evidence: [{ record: { connection: 'no', kind: 'workItem', ref: 'no' } }], message: 'm' }) }),
    defineCheck({ ...about, id: 'bad.many', grain: 'project', evaluate: () =>
      Array.from({ length: 100_000 }, () => ({ verdict: 'pass', evidence: [], message: 'm' })) as never }),
    defineCheck({ ...about, id: 'bad.huge', grain: 'item', evaluate: ({ workItem }) =>
      ({ verdict: 'fail', evidence: cite(workItem, 'title'), message: 'x'.repeat(3_000_000) }) }),
    defineCheck({ ...about, id: 'bad.nul', grain: 'item', evaluate: ({ workItem }) =>
      ({ verdict: 'fail', evidence: cite(workItem, 'title'), message: 'a\\u0000b\\ud800\\u001b[31m' }) }),
    defineCheck({ ...about, id: 'bad.figure', grain: 'project', evaluate: ({ project }) =>
      ({ verdict: 'fail', evidence: [{ project: project.id }], message: 'm', figure: { value: NaN, unit: 'count' } }) }),
  ],
})
`

interface Answer {
  readonly status: number
  readonly text: string
}

let workspace: PmoWorkspace
let server: PmoServer

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const reply = await fetch(`${server.address}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: reply.status, text: await reply.text() }
}

async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  const { status, text } = await ask(method, path, body)
  assert.equal(status, 200, `${path}: ${text.slice(0, 300)}`)
  // What the routers' own schemas checked.
  return JSON.parse(text) as T
}

/** Refused with one clear sentence. */
async function refused(status: number, said: string, asked: Promise<Answer>): Promise<void> {
  const answer = await asked
  const { message } = JSON.parse(answer.text) as { readonly message: string }
  expect.soft([answer.status, message]).toEqual([status, expect.stringContaining(said)])
  expectClear(message)
}

interface Result {
  readonly rule: string
  readonly unit: string
  readonly counts: { readonly fail: number; readonly pass: number; readonly error: number }
  readonly undecided: readonly { readonly message: string }[]
}
interface Runs {
  readonly items: readonly { readonly id: string; readonly state: string }[]
}
interface Finding {
  readonly id: string
  readonly rule: string
  readonly message: string
  readonly state: string
}

const results = async () => (await json<{ items: Result[] }>('GET', 'standards/results?limit=500')).items
const findings = async () => (await json<{ items: Finding[] }>('GET', 'findings?limit=500')).items

beforeAll(async () => {
  workspace = await pmoWorkspace({ config: CONFIG })
  await writeFile(join(workspace.folder, 'hostile.ts'), HOSTILE)
  await writeFile(join(workspace.folder, 'sheet.csv'), 'key,title\nS-1,One\nS-2,Second <b>\nS-3,=cmd()\n')
  server = await workspace.serve()
  assert.equal(workspace.pmo(['sync']).status, 0)
  await json('POST', 'standards/check', { full: true })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

describe('rules of a hostile plugin', () => {
  test('are errors by name, and what they answered wrongly is no verdict', async () => {
    const web = (await results()).filter(({ unit }) => unit === 'project/web')
    const told = Object.fromEntries(web.map(({ rule, counts, undecided }) => [rule, { counts, undecided }]))
    expect(told['bad.fair']?.counts).toMatchObject({ pass: 1, fail: 2, error: 0 })
    for (const [rule, why] of [
      ['bad.throws', 'no such luck'],
      ['bad.promise', 'it answers with a promise'],
      ['bad.evidence', 'which does not exist'],
      ['bad.many', 'several findings of one subject'],
      ['bad.figure', 'figure.value'],
    ] as const) {
      expect.soft(told[rule]?.counts, rule).toMatchObject({ pass: 0, fail: 0 })
      expect.soft(told[rule]?.undecided[0]?.message, rule).toContain(why)
      expectClear(told[rule]?.undecided[0]?.message ?? '')
    }
  })

  test('tell no more than people can read, in every format', async () => {
    const kept = await findings()
    expect(new Set(kept.map(({ rule }) => rule))).toEqual(new Set(['bad.fair', 'bad.huge', 'bad.nul']))
    for (const { message } of kept) expect(message.length).toBeLessThanOrEqual(2_000)
    const { status, stdout } = workspace.pmo(['check', '--stored', '--format', 'junit', '--fail-on', 'none'])
    expect(status).toBe(0)
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(stdout).not.toMatch(/[\0\u001b]|<b>/)
  })

  test('a pipeline that asks for what there is not does not pass', () => {
    const asked = ['check', '--stored', '--project', 'wbe', '--fail-on', 'error']
    const { status, stderr } = workspace.pmo(asked)
    expect([status === 0, stderr]).toEqual([false, expect.stringContaining('did you mean "web"?')])
    expectClear(stderr.trim())
  })

  test('a question about a project that there is not is refused, and no empty answer', async () => {
    for (const path of [
      'findings?project=wbe',
      'verdicts/totals?project=wbe',
      'standards/results?projects=wbe',
    ])
      await refused(404, 'There is no project "wbe"; did you mean "web"?', ask('GET', path))
  })
})

const house = (fails: unknown, more: object = {}) => ({ id: 'house.x', title: 'T', why: 'w', fails, ...more })

test.each<readonly [string, unknown, string]>([
  ['ten thousand terms', house(`true${' || true'.repeat(10_000)}`), 'has 20,001 terms; at most 400'],
  ['ten thousand brackets', house(`${'('.repeat(10_000)}true${')'.repeat(10_000)}`), 'at most 400'],
  ['900 kB', house(`"${'a'.repeat(900_000)}" == ""`), 'characters; at most 20,000'],
  ['a pattern without end', house('item.title.matches("(a+)+$")'), 'exponential time'],
  ['a prototype', house('item.__proto__ != null'), 'there is no item.__proto__'],
  ['a constructor', house('item.constructor != null'), 'there is no item.constructor'],
  ['a number of 24 digits', house('item.estimate > 999999999999999999999999'), 'more than a whole number'],
  ['a text for true', house('item.title'), 'gives string; it must give true or false'],
  ['a number for an expression', house(5), 'is no CEL expression'],
  ['nothing', house(''), 'fails'],
  ['U+0000', house('item.title == "\0"'), 'U+0000'],
  ['a title of 100 kB', house('false', { title: 'x'.repeat(100_000) }), 'house.title'],
])('a rule of the house with %s is refused', async (_, rule, said) => {
  await refused(400, said, ask('POST', 'rules/try', { house: rule }))
  await refused(400, said, ask('PUT', 'rules/house', { house: rule }))
})

test('a trial names what it would find as people call it', async () => {
  expect(await json('POST', 'rules/try', { house: house('item.title == "One"') })).toMatchObject({
    counts: { pass: 2, fail: 1 },
    findings: [{ project: 'web', item: { key: 'S-1', title: 'One' } }],
    sentence: 'It would have 1 finding; 2 pass.',
  })
})

test('what a rule of the house divides by zero, or takes the rest of, is unknown and no pass', async () => {
  for (const fails of ['1 / 0 > 0', '1 % 0 > 0'])
    expect(await json('POST', 'rules/try', { house: house(fails) })).toMatchObject({
      counts: { pass: 0, fail: 0, unknown: 3, error: 0 },
    })
})

test.each<readonly [string, string, unknown, number, string]>([
  ['GET', 'standards/runs/nope', undefined, 404, 'There is no run "nope"'],
  ['GET', 'measures/web?asOf=0000-01-01', undefined, 400, 'is no time of the past'],
  ['GET', 'findings?connection=sheet', undefined, 400, '`connection` and `ref` together'],
  ['GET', 'findings?cursor=bnVsbA', undefined, 400, 'is none of this list'],
  ['GET', 'findings/%00', undefined, 400, 'U+0000'],
  ['GET', 'registers/risk?project=wbe', undefined, 404, 'There is no project "wbe"'],
  ['GET', 'gates/web?gate=nope', undefined, 404, 'has no gate "nope"'],
  ['POST', 'standards/check', { rules: ['bad.fair'], packs: ['house'] }, 404, 'No rule is of the pack'],
  ['POST', 'rules/try', { rule: 'bad.fair', setting: { rule: 'bad.huge' } }, 400, 'are two rules'],
  ['POST', 'rules/try', '{"house":', 400, 'not valid JSON'],
  [
    'PUT',
    'rules/settings',
    { setting: { rule: 'bad.fair', for: [{ project: 'web' }, { project: 'web', enabled: false }] } },
    400,
    'as for[0] is; write one entry',
  ],
  ['PUT', 'rules/settings', { setting: { rule: 'bad.fair', only: { units: ['it'] } } }, 400, 'of no unit'],
  ['PUT', 'rules/settings', { setting: { rule: 'bad.fair', params: { most: 1 } } }, 400, 'params.most'],
  [
    'POST',
    'registers/risk/imports/preview',
    { text: `${'a,'.repeat(400_000)}\n` },
    200,
    'at most 100 are read',
  ],
  [
    'POST',
    'registers/budget',
    {
      project: 'web',
      body: { line: 'a', from: '2026-01-01', until: '2026-02-01', currency: 'EUR', planned: '1'.repeat(30) },
    },
    400,
    'planned: is not an amount',
  ],
])('%s %s is answered with a sentence', async (method, path, body, status, said) => {
  const asked = ask(method, path, body)
  if (status !== 200) return refused(status, said, asked)
  const { text } = await asked
  expect(text).toContain(said)
  return undefined
})

describe('waivers', () => {
  test('of absurd days are refused', async () => {
    const [finding] = await findings()
    const asked = { finding: finding?.id, reason: 'r', risk: 'k' }
    for (const [until, said] of [
      ['2020-01-01', 'is over'],
      ['9999-12-31', 'days away'],
      ['2027-02-30', 'until'],
    ] as const)
      await refused(400, said, ask('POST', 'waivers', { ...asked, until }))
  })

  test('that are approved, refused and withdrawn at once end in one way', async () => {
    const [finding] = await findings()
    const until = Temporal.Now.plainDateISO('UTC').add({ days: 7 }).toString()
    const { id } = await json<{ id: string }>('POST', 'waivers', {
      finding: finding?.id,
      reason: 'r',
      risk: 'k',
      until,
    })
    const answers = await Promise.all(
      ['approve', 'refuse', 'approve', 'withdraw', 'refuse'].map((what) =>
        ask('POST', `waivers/${id}/${what}`, {}),
      ),
    )
    for (const { status } of answers) expect([200, 409]).toContain(status)
    const { state, events } = await json<{ state: string; events: unknown[] }>('GET', `waivers/${id}`)
    expect(['refused', 'withdrawn']).toContain(state)
    expect(events.length).toBe(1 + answers.filter(({ status }) => status === 200).length)
    // Whichever it was: nothing is waived in the end.
    expect(await json('GET', `findings/${finding?.id}`)).toMatchObject({ state: 'open' })
  })
})

test('a run that is cut off with its server is told as failed, and the next ends as an undisturbed one', async () => {
  const plain = async () => ({
    results: (await results()).map(({ rule, unit, counts, undecided }) => ({
      rule,
      unit,
      counts,
      undecided,
    })),
    findings: (await findings()).map(({ id, rule, message, state }) => ({ id, rule, message, state })),
  })
  const before = await plain()
  const lastRun = async () => (await json<Runs>('GET', 'standards/runs?limit=1')).items[0]
  const { id: former } = (await lastRun()) ?? {}
  const cut = ask('POST', 'standards/check', { full: true }).catch(() => undefined)
  let running = await lastRun()
  while (running?.id === former) {
    await delay(5)
    running = await lastRun()
  }
  await server.stop('SIGKILL')
  await cut
  server = await workspace.serve()
  await json('POST', 'standards/check', { full: true })
  expect(await plain()).toEqual(before)
  const { state } = await json<Runs['items'][number]>('GET', `standards/runs/${running?.id}`)
  // One that was over before the server was has ended well.
  expect(state).toBe(running?.state === 'running' ? 'failed' : 'done')
})
