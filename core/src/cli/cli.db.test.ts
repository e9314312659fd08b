import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  PLAN_CONFIG,
  pmoWorkspace,
  type PmoServer,
  type PmoWorkspace,
} from '../../../test/support/pmo-process.ts'

let workspace: PmoWorkspace
let folder = ''
const pmo: PmoWorkspace['pmo'] = (args, variables) => workspace.pmo(args, variables)

beforeAll(async () => {
  workspace = await pmoWorkspace()
  ;({ folder } = workspace)
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
})

test('without a server a command opens the data folder itself: sync, look, export', () => {
  const synced = pmo(['sync'])
  expect(synced).toMatchObject({ status: 0 })
  expect(synced.stdout).toMatch(/^plans\tplan\tok\t/)
  expect(synced.stderr).toContain('No server runs that would judge what has changed by the rules')

  const again = pmo(['sync', 'plans', '--json'])
  expect(JSON.parse(again.stdout)).toMatchObject({
    runs: [
      {
        state: 'ok',
        streams: expect.arrayContaining([expect.objectContaining({ stream: 'plan', written: 0 })]),
      },
    ],
  })

  expect(pmo(['projects']).stdout).toMatch(/^move\tMove\t/)
  expect(pmo(['items', '--status', 'done', '--sort', 'key']).stdout).toMatch(/Pack\ttask/)
  const items = JSON.parse(pmo(['items', '--json']).stdout) as { data: { title: string } }[]
  expect(items.map(({ data }) => data.title).toSorted()).toEqual(['Drive', 'Pack'])

  const scheduled = pmo(['schedule', 'move', '--all'])
  expect(scheduled).toMatchObject({ status: 0 })
  expect(scheduled.stdout).toMatch(/\tPack\tmove\t\d{4}-\d\d-\d\d\t/)
  const explained = pmo(['explain', scheduled.stdout.split('\t')[0] ?? '', '--json'])
  expect(JSON.parse(explained.stdout)).toMatchObject({
    steps: expect.arrayContaining([expect.objectContaining({ sentence: expect.any(String) })]),
  })

  const exported = pmo(['export'])
  const kinds = exported.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { kind?: string }).kind)
  expect(kinds.filter((kind) => kind === 'workItem')).toHaveLength(2)
  expect(pmo(['export', '--out', 'all.ndjson']).status).toBe(0)
  const unwritable = pmo(['export', '--out', 'x'.repeat(5000)])
  expect(unwritable).toMatchObject({ status: 1 })
  expect(unwritable.stderr).toMatch(
    /^pmo: The file .*cannot be written \(ENAMETOOLONG\); name another with --out\.\n$/,
  )
  expect(readFileSync(join(folder, 'all.ndjson'), 'utf8')).toBe(exported.stdout)
  // What a file says that was changed since the last sync is told, and waits for the next one.
  const changed = PLAN_CONFIG.replace("name: 'Move'", "name: 'Moving'")
  writeFileSync(join(folder, 'pmo.config.ts'), changed)
  expect(pmo(['status'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^plans\tmicrosoft-project\tok\t/),
    stderr: expect.stringContaining('Not taken over yet; pmo sync does:\n  ~ project move (name)'),
  })
  writeFileSync(join(folder, 'pmo.config.ts'), PLAN_CONFIG)
  expect(pmo(['doctor'])).toMatchObject({ status: 0 })
  expect(pmo(['migrate']).stdout).toBe('The database is up to date.\n')
  expect(pmo(['config', 'pull']).stdout).toContain("plugin: 'microsoft-project'")
}, 120_000)

test('a dry run tells the difference and writes nothing', async () => {
  await using own = await pmoWorkspace()
  const dry = own.pmo(['sync', '--dry-run', '--json'])
  expect(JSON.parse(dry.stdout)).toMatchObject({
    runs: [{ state: 'ok', dryRun: true, difference: { retired: 0 } }],
  })
  expect(own.pmo(['items', '--json']).stdout).toBe('[]\n')
})

describe('a server runs on the folder', () => {
  let server: PmoServer
  let address = ''
  beforeAll(async () => {
    server = await workspace.serve()
    ;({ address } = server)
  })
  afterAll(async () => {
    await server.stop()
  })

  test('/health answers anybody, everything else wants a token', async () => {
    const health = await fetch(`${address}/health`)
    expect(await health.json()).toMatchObject({ status: 'ok', database: { engine: 'embedded', state: 'ok' } })
    const refused = await fetch(`${address}/api/v1/projects`)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ reason: 'unauthorized' })
    const token = readFileSync(join(folder, '.pmo', 'token'), 'utf8').trim()
    const good = await fetch(`${address}/api/v1/projects`, { headers: { authorization: `Bearer ${token}` } })
    expect(await good.json()).toMatchObject({ projects: [{ id: 'move', counts: { total: 2 } }] })
    expect(statSync(join(folder, '.pmo', 'token')).mode & 0o777).toBe(0o600)
  })

  test('commands speak to it', () => {
    expect(pmo(['status']).stderr).toContain(address)
    expect(pmo(['sync', 'plans'])).toMatchObject({ status: 0 })
    expect(pmo(['token', 'create', 'board', '--role', 'viewer']).stdout).toMatch(/^pmo_\w+_.{43}\n$/)
    expect(pmo(['token', 'create', 'board']).stderr).toContain('A token named "board" is in use')
    expect(pmo(['token', 'revoke', 'board']).status).toBe(0)
  })

  test('what would be if is told, kept, compared and adopted', () => {
    const told = JSON.parse(pmo(['impact', 'Drive', '--slip', '5d', '--json']).stdout) as unknown
    expect(told).toMatchObject({
      moved: 1,
      items: [{ node: { title: 'Drive' }, finishBy: 2400 }],
      projects: [{ project: 'move' }],
      steps: [{ reason: 'applied' }],
    })
    expect(pmo(['scenarios', 'create', 'Late', '--slip', 'Drive=5d'])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Drive slips by 5 working days: it finishes 5 working days later.'),
    })
    expect(pmo(['scenarios', 'compare', 'late']).stdout).toMatch(/^Late\t1\t1\t0\t/)
    expect(pmo(['scenarios', 'adopt', 'Late', '--reason', 'agreed']).stdout).toMatch(
      /^"Late" is the plan of record 1 of everything, with \d+ rows; no tracker was written\.\n$/,
    )
    expect(pmo(['scenarios', 'record', 'move']).stdout).toContain('\tDrive\t')
  }, 60_000)

  test('links are stated and taken back, and two that say the opposite are a conflict', () => {
    const items = JSON.parse(pmo(['items', '--json']).stdout) as { ref: string; data: { title: string } }[]
    const [pack = '', drive = ''] = ['Pack', 'Drive'].map(
      (title) => `plans/${items.find(({ data }) => data.title === title)?.ref}`,
    )
    expect(pmo(['links', 'add', pack, drive, '--lag=-50%', '--note', 'first things first']).stdout).toMatch(
      /^stated:1: plans\/\S+ FS-50 % plans\/\S+\n$/,
    )
    expect(pmo(['links', 'add', drive, pack]).stdout).toMatch(/^stated:2: /)
    expect(pmo(['links', 'add', pack, drive, '--lag', 'soon']).stderr).toContain('"soon" is no lag')
    expect(pmo(['links', '--origin', 'stated']).stdout).toContain('\tfirst things first\n')
    expect(pmo(['conflicts', '--kind', 'opposite-links']).stdout).toMatch(
      /^opposite-links\t\d{4}-\d\d-\d\d\tTwo links say the opposite: /,
    )
    expect(pmo(['links', 'withdraw', 'stated:2']).stdout).toMatch(/^Withdrawn: stated:2/)
    const left = pmo(['conflicts', '--kind', 'opposite-links', '--json'])
    expect(JSON.parse(left.stdout)).toMatchObject({ items: [] })
  })

  test.each([
    [['projcts'], 2, "pmo: unknown command 'projcts' (Did you mean projects?)"],
    [['items', '--limit', 'many'], 2, 'Write a whole number above 0.'],
    [['sync', 'plnas'], 1, 'pmo: There is no connection "plnas"; did you mean "plans"?'],
    [['sync', 'approve', 'nothing'], 1, 'pmo: There is no run "nothing"'],
  ])('pmo %j', (args, status, sentence) => {
    const ended = pmo(args)
    expect(ended.stderr).toContain(sentence)
    expect(ended).toMatchObject({ status, stdout: '' })
  })

  test('a second server on the folder is one sentence', () => {
    const second = pmo(['serve'])
    expect(second.status).toBe(1)
    expect(second.stdout).toBe('')
    expect(second.stderr).toMatch(
      new RegExp(
        String.raw`^pmo: The data folder \.pmo is in use by process \d+, started .*, at ${address}; .*\n$`,
      ),
    )
  })

  test('a config of its own is refused while the server has one', () => {
    const other = pmo(['sync', '--config', 'pmo.config.ts'])
    expect(other).toMatchObject({ status: 1 })
    expect(other.stderr).toContain('leave out --config, or stop it')
  })

  test('an interrupt ends it with code 0 and leaves the folder free', async () => {
    expect(await server.stop()).toBe(0)
    expect(existsSync(join(folder, '.pmo', 'owner.json'))).toBe(false)
    expect(pmo(['status']).stderr).not.toContain('server is at')
  })
})

test('the token is told at the first start and never again', async () => {
  await using own = await pmoWorkspace()
  const first = await own.serve()
  expect(first.printed).toContain(`Token: ${first.token}`)
  expect(await first.stop('SIGTERM')).toBe(0)
  const second = await own.serve()
  expect(second.printed).not.toContain('pmo_')
  expect(await second.stop()).toBe(0)
})

describe('one clear sentence and a code', () => {
  test('a port in use', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    try {
      const refused = pmo(['serve'], { PORT: String(port) })
      expect(refused).toMatchObject({ status: 1, stdout: '' })
      expect(refused.stderr).toBe(
        `pmo: Port ${port} on 127.0.0.1 is in use by another program; stop it, or choose another port, e.g. PORT=${port + 1}.\n`,
      )
    } finally {
      holder.close()
    }
  })

  test('a wrong environment', () => {
    expect(pmo(['status'], { PORT: 'http' })).toMatchObject({
      status: 1,
      stderr: 'pmo: The environment: PORT is not a port; write a number from 0 to 65535, e.g. PORT=4400.\n',
    })
  })

  test('a mistake in the config keeps nobody from looking at the data', async () => {
    await using own = await pmoWorkspace({ config: PLAN_CONFIG.replace('projects:', 'projets:') })
    expect(own.pmo(['sync'])).toMatchObject({
      status: 1,
      stderr: 'pmo: pmo.config.ts: projets is unknown; did you mean "projects"?\n',
    })
    expect(own.pmo(['items'])).toMatchObject({ status: 0 })
    // No plugin is known then: the reason must not look like an empty list.
    expect(own.pmo(['plugins'])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Warning: pmo.config.ts: projets is unknown; did you mean "projects"?'),
    })
  })
})
