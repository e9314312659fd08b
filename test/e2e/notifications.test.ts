import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@headless-pmo/client'
import { expect, test } from 'vitest'
import { pmoWorkspace, type PmoServer } from '../support/pmo-process.ts'
import { webhookReceiver } from '../support/webhook-receiver.ts'

const SIGNING = `whsec_${Buffer.from('canary-of-32-bytes-never-in-text').toString('base64')}`

const configOf = (
  url: string,
  notifiers = `{ ops: { plugin: 'notify-webhook', on: ['run.failed', 'run.recovered', 'plugin.quarantined', 'plugin.released'], url: '${url}',
    headers: { 'x-team': 'web' }, secrets: { signing: 'env:HOOK_SECRET' } } }`,
): string =>
  `import { defineConfig } from '@headless-pmo/core'
import msp from '@headless-pmo/plugin-microsoft-project'
import hook from '@headless-pmo/plugin-notify-webhook'
export default defineConfig({
  plugins: [msp, hook],
  connections: { plans: { plugin: 'microsoft-project', files: ['plans/move.xml'], sync: { every: 'never' } } },
  notifiers: ${notifiers},
})
`

const variables = { HOOK_SECRET: SIGNING }
const clientOf = ({ address, token }: PmoServer) => createClient({ url: address, token }).api

async function sync(server: PmoServer): Promise<string> {
  const api = clientOf(server)
  const { id } = await api.sync.start.mutate({ connection: 'plans' })
  for await (const step of await api.sync.progress.query({ run: id })) {
    if (step.endedAt !== undefined) return step.state
  }
  throw new Error('The run did not end.')
}

const deliveries = async (server: PmoServer) =>
  (await clientOf(server).notifiers.deliveries.query({ id: 'ops' })).items

test('a failing connection is told once, over a crash and an outage of the receiver, and so is its recovery', async () => {
  await using receiver = await webhookReceiver(SIGNING)
  await using workspace = await pmoWorkspace({ config: configOf(receiver.url) })
  await rm(join(workspace.folder, 'plans', 'move.xml'))

  // The receiver has got it and does not answer: the server is killed in the middle.
  receiver.answers.push(() => undefined)
  await using first = await workspace.serve(variables)
  expect(await sync(first)).toBe('failed')
  await receiver.came(1)
  await first.stop('SIGKILL')

  // It comes again under the same id; the receiver is down, and asks to wait.
  receiver.answers.push((reply) => reply.writeHead(503, { 'retry-after': '1' }).end('maintenance'))
  await using second = await workspace.serve(variables)
  await receiver.came(3)
  const told = receiver.believed.map(({ id }) => id)
  expect(new Set(told).size).toBe(1)
  expect(receiver.refused).toEqual([])
  const [alarm] = receiver.believed
  expect(alarm).toMatchObject({ type: 'run.failed', headers: { 'x-team': 'web' } })
  expect(alarm?.payload.data).toMatchObject({ connection: 'plans', title: 'plans could not be synced' })
  await expect.poll(async () => (await deliveries(second))[0]?.state).toBe('delivered')
  const [delivery] = await deliveries(second)
  expect(delivery).toMatchObject({ id: told[0], type: 'run.failed', attempts: 2 })
  expect(delivery?.log.map(({ problem }) => problem)).toEqual(['The receiver answered 503.', undefined])

  // Failing on is nothing new; going well again is.
  expect(await sync(second)).toBe('failed')
  await workspace.writePlan(['Pack', 'Drive'])
  expect(await sync(second)).toBe('ok')
  await receiver.came(4)
  expect(receiver.believed[3]).toMatchObject({ type: 'run.recovered' })
  expect(receiver.believed).toHaveLength(4)
  expect(await sync(second)).toBe('ok')
  expect(await deliveries(second)).toHaveLength(2)

  // The command line asks the running server.
  const tested = await workspace.command(['notifiers', 'test', 'ops'], variables)
  expect([tested.status, tested.stdout]).toEqual([0, 'ops took the test.\n'])
  expect(receiver.believed.at(-1)).toMatchObject({ type: 'notifier.test' })
  const again = await workspace.command(['notifiers', 'redeliver', told[0] ?? ''], variables)
  expect(again.stderr + again.stdout).toBe('It is on its way to ops.\n')
  await receiver.came(6)
  expect(receiver.believed.at(-1)?.id).toBe(told[0])

  // Gone for good: switched off, said by the doctor, switched on by a person.
  receiver.answers.push((reply) => reply.writeHead(410, { 'content-type': 'text/plain' }).end('moved out'))
  await rm(join(workspace.folder, 'plans', 'move.xml'))
  expect(await sync(second)).toBe('failed')
  await receiver.came(7)
  await expect
    .poll(async () => (await clientOf(second).notifiers.get.query({ id: 'ops' })).off?.reason)
    .toBe('The receiver answered 410 and wants no more deliveries: moved out.')
  const doctor = await workspace.command(['doctor'], variables)
  expect(doctor.stdout).toMatch(
    /notifier ops: It was switched off on \d{4}-\d\d-\d\d: The receiver answered 410 and wants no more deliveries: moved out\.\n\s+When that is mended, run: pmo notifiers enable ops/,
  )
  expect((await workspace.command(['notifiers'], variables)).stdout).toContain(
    'ops\tnotify-webhook\tfile\trun.failed, ',
  )
  expect((await workspace.command(['notifiers', 'enable', 'ops'], variables)).stdout).toBe(
    'The notifier ops is on.\n',
  )

  const shown = JSON.stringify([
    await deliveries(second),
    doctor,
    await workspace.command(['notifiers', '--json'], variables),
  ])
  expect(shown).not.toContain(SIGNING.slice(6, 30))
})

test('a tracker that cannot be used is asked why after a run that failed, and told; so is its return', async () => {
  await using receiver = await webhookReceiver(SIGNING)
  const trackers = `{ ops: { plugin: 'notify-webhook', on: ['connection.unhealthy', 'connection.healthy'],
    url: '${receiver.url}', secrets: { signing: 'env:HOOK_SECRET' } } }`
  await using workspace = await pmoWorkspace({ config: configOf('', trackers) })
  await rm(join(workspace.folder, 'plans', 'move.xml'))
  await using server = await workspace.serve(variables)
  expect(await sync(server)).toBe('failed')
  await receiver.came(1)
  expect(receiver.believed[0]).toMatchObject({
    type: 'connection.unhealthy',
    payload: { data: { connection: 'plans', problem: 'not_found' } },
  })
  await workspace.writePlan(['Pack'])
  expect(await sync(server)).toBe('ok')
  await receiver.came(2)
  expect(receiver.believed[1]?.type).toBe('connection.healthy')
})

test('mistakes in notifiers are told with their place, before anything is sent', async () => {
  const one = (fields: string, secret = 'HOOK_SECRET'): string =>
    `{ plugin: 'notify-webhook', on: ['*'], secrets: { signing: 'env:${secret}' }, ${fields} }`
  const url = `url: 'https://x.example'`
  const all = `{ typo: ${one(`urll: 'https://x.example'`)}, unset: ${one(url, 'UNSET')}, mistyped: ${one(url, 'MISTYPED')} }`
  {
    await using workspace = await pmoWorkspace({ config: configOf('', all) })
    await using server = await workspace.serve({ ...variables, MISTYPED: 'canary-mistyped' })
    const { notifiers } = await clientOf(server).notifiers.list.query({})
    expect(notifiers.map(({ problem }) => problem)).toEqual([
      'pmo.config.ts: notifiers.typo.urll is unknown; did you mean "url"?',
      'The notifier "unset" takes its secret "signing" from the environment variable UNSET, which is not set; set it and start again.',
      expect.stringContaining(
        'The secret "signing" of the notifier "mistyped" is not one of Standard Webhooks',
      ),
    ])
    expect(JSON.stringify(notifiers)).not.toContain('canary-mistyped')
  }

  await using workspace = await pmoWorkspace({
    config: configOf('', `{ ops: { plugin: 'x', on: ['run.faild'] } }`),
  })
  const refused = workspace.pmo(['serve'], variables)
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain(
    'notifiers.ops.on[0] is no kind of notification; did you mean "run.failed"?',
  )
})

test('a plugin that is kept out is told once, and once when it works again', async () => {
  await using receiver = await webhookReceiver(SIGNING)
  await using workspace = await pmoWorkspace({
    config: configOf(receiver.url).replace(
      '[msp, hook]',
      "[msp, hook, { plugin: './mine.ts', isolation: 'inline' }]",
    ),
  })
  const write = (text: string): Promise<void> => writeFile(join(workspace.folder, 'mine.ts'), text)
  const start = async (): Promise<void> => {
    await using server = await workspace.serve(variables)
    const delivered = async () => (await deliveries(server)).every(({ state }) => state === 'delivered')
    await expect.poll(delivered).toBe(true)
  }
  await write(`throw new Error('no licence file')`)
  await start()
  await start()
  await receiver.came(1)
  await write(`import { definePlugin } from '@headless-pmo/sdk'
export default definePlugin({ id: 'mine', title: 'Mine', version: '2.0.0', sdk: '^1.0.0', contributes: [] })`)
  await start()
  await start()
  await receiver.came(2)
  expect(receiver.believed.map(({ type }) => type)).toEqual(['plugin.quarantined', 'plugin.released'])
  expect(receiver.believed[0]?.payload.data).toMatchObject({
    phase: 'import',
    reason: expect.stringContaining('no licence file'),
  })
  expect(receiver.believed[1]?.payload.data).toMatchObject({ plugin: 'mine', version: '2.0.0' })
})
