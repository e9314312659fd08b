import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import type { Database } from '../database/index.ts'
import { configVersionMigration, definitionsMigration } from '../definitions/index.ts'
import { hostMigration } from '../host/index.ts'
import { notificationsMigration } from './index.ts'
import { MOST_ATTEMPTS } from './retry-schedule.ts'
import { notificationServer, SIGNING, type NotificationServer } from './test-support/notification-server.ts'
import { startReceiver } from './test-support/receiver.ts'

const migrations = [definitionsMigration, configVersionMigration, hostMigration, notificationsMigration]

async function only(server: NotificationServer, notifier = 'ops') {
  const {
    items: [first, ...rest],
  } = await server.service.deliveries({ notifier, limit: 10 })
  expect(rest).toEqual([])
  if (first === undefined) throw new Error('There is no delivery.')
  return first
}

const emitted = async (server: NotificationServer, title = 'It happened'): Promise<string> => {
  const [id] = await server.emit(title)
  if (id === undefined) throw new Error('Nobody wanted it.')
  return id
}

describeOnDatabases('notifications', { migrations }, (open) => {
  test('an event reaches every notifier that wants its kind, signed so that a stranger can verify it', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    await using server = await notificationServer(database, { working: true })
    await server.define({
      all: { url: `${receiver.url}/all` },
      one: { url: `${receiver.url}/one`, on: ['plugin.released'] },
      other: { url: `${receiver.url}/other`, on: ['run.failed'] },
    })
    expect(await server.emit('It happened')).toHaveLength(2)
    await receiver.came(2)
    for (const { headers, body } of receiver.received) {
      const verified = new Webhook(SIGNING).verify(body, headers as Record<string, string>)
      expect(verified).toMatchObject({ type: 'plugin.released', title: 'It happened' })
    }
    // Two deliveries of one notification: receivers that get both can tell.
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    expect(await server.service.deliveries({ notifier: 'other', limit: 10 })).toEqual({ items: [] })
  })

  test('an event of a transaction that is undone is told to nobody', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const undone = database.transaction(async (tx) => {
      await server.service.pluginIs(tx, {
        plugin: 'a',
        source: './a.ts',
        quarantine: { phase: 'run', reason: 'It broke.' },
      })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await server.service.deliveries({ notifier: 'ops', limit: 10 })).toEqual({ items: [] })
    expect(await jobsOf(database)).toBe(0)
  })

  test('a receiver that fails is tried again under the same id until it takes the delivery', async () => {
    await using database = await open()
    await using receiver = await startReceiver(500, 503, 502)
    await using server = await notificationServer(database, { working: true, schedule: () => 0.01 })
    await server.define({ ops: { url: receiver.url } })
    const id = await emitted(server)
    await server.looked(4)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id, id])
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    const delivery = await only(server)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 4 })
    expect(delivery.log.map(({ problem }) => problem?.slice(0, 26))).toEqual([
      'The receiver answered 500:',
      'The receiver answered 503:',
      'The receiver answered 502:',
      undefined,
    ])
  })

  test('attempts come by the schedule; the last failure leaves it dead, and a person can send it again', async () => {
    await using database = await open()
    await using receiver = await startReceiver(...Array.from({ length: MOST_ATTEMPTS }, () => 500))
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const id = await emitted(server)
    await server.work(id)
    const waiting = await only(server)
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, problem: 'The receiver answered 500:' })
    expect(Date.parse(waiting.nextAt ?? '') - Date.parse(waiting.log[0]?.at ?? '')).toBe(10_000)
    for (let attempt = 2; attempt <= MOST_ATTEMPTS; attempt++) await server.work(id)
    expect(await only(server)).toMatchObject({
      state: 'dead',
      attempts: MOST_ATTEMPTS,
      problem: 'The receiver answered 500:. It is given up after 13 attempts.',
    })
    expect(await server.notifiers.get('ops')).toMatchObject({ waiting: 0, dead: 1 })

    await server.service.redeliver(id)
    await expect(server.service.redeliver(id)).rejects.toThrow('waits for its next attempt already')
    await server.work(id)
    expect(await only(server)).toMatchObject({ state: 'delivered', attempts: MOST_ATTEMPTS + 1 })
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]))
  })

  test('a refusal for good is not repeated', async () => {
    await using database = await open()
    await using receiver = await startReceiver({ status: 400, text: 'no such room' })
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    await server.work(await emitted(server))
    expect(await only(server)).toMatchObject({
      state: 'dead',
      attempts: 1,
      problem: 'The receiver answered 400: no such room',
    })
  })

  test('410 switches the notifier off: what waits and what comes is given up and said, until it is switched on', async () => {
    await using database = await open()
    await using receiver = await startReceiver(410)
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const [first, second] = [await emitted(server, 'first'), await emitted(server, 'second')]
    await server.work(first)
    expect(await server.notifiers.get('ops')).toMatchObject({
      off: { reason: 'The receiver answered 410:' },
      waiting: 0,
      dead: 2,
    })
    const third = await emitted(server, 'third')
    await server.work(second)
    await server.work(third)
    expect(receiver.received).toHaveLength(1)
    const problems = (await server.service.deliveries({ notifier: 'ops', limit: 10 })).items.map(
      ({ problem }) => problem,
    )
    expect(problems.slice(0, 2)).toEqual([
      'The notifier is switched off: The receiver answered 410:. Switch it on, then send this again.',
      'The notifier is switched off: The receiver answered 410:. Switch it on, then send this again.',
    ])
    await expect(server.service.redeliver(third)).rejects.toThrow('pmo notifiers enable ops')

    expect((await server.notifiers.enable('ops')).off).toBeUndefined()
    await server.service.redeliver(third)
    await server.work(third)
    expect(receiver.received).toHaveLength(2)
  })

  test('a notifier that was switched off is on again once its definition is changed', async () => {
    await using database = await open()
    await using receiver = await startReceiver(410)
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    await server.work(await emitted(server))
    await server.define({ ops: { url: `${receiver.url}/new` } })
    expect((await server.notifiers.get('ops')).off).toBeUndefined()
    await server.work(await emitted(server))
    expect(receiver.received).toHaveLength(2)
  })

  test('while a receiver asks to wait nothing is sent to it, and waiting is no attempt', async () => {
    await using database = await open()
    await using receiver = await startReceiver({
      status: 429,
      headers: { 'retry-after': '120' },
      text: 'slow',
    })
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const [first, second] = [await emitted(server, 'first'), await emitted(server, 'second')]
    await server.work(first)
    await server.work(second)
    expect(receiver.received).toHaveLength(1)
    const {
      items: [held, refused],
    } = await server.service.deliveries({ notifier: 'ops', limit: 10 })
    expect(refused).toMatchObject({ id: first, state: 'waiting', attempts: 1 })
    expect(held).toMatchObject({ id: second, state: 'waiting', attempts: 0, log: [] })
    expect(held?.problem).toMatch(/^The notifier "ops" would have to wait until .* it is tried again then\.$/)
    for (const { nextAt } of [held, refused].flatMap((one) => one ?? [])) {
      expect(Date.parse(nextAt ?? '') - Date.now()).toBeGreaterThan(100_000)
    }
  })

  test('a receiver that hangs holds up its own deliveries alone', async () => {
    await using database = await open()
    await using hanging = await startReceiver(...Array.from({ length: 8 }, () => 'never' as const))
    await using well = await startReceiver()
    await using server = await notificationServer(database, { working: true, attemptMs: 20_000 })
    await server.define({ bad: { url: hanging.url }, good: { url: well.url } })
    // More than there are workers, so that hanging ones would fill them all.
    for (let event = 0; event < 8; event++) await server.emit(`event ${event}`)
    await hanging.came(1)
    await well.came(8)
    expect(hanging.received).toHaveLength(1)
  })

  test('an attempt that takes too long has failed', async () => {
    await using database = await open()
    await using receiver = await startReceiver('never')
    await using server = await notificationServer(database, { attemptMs: 50 })
    await server.define({ ops: { url: receiver.url } })
    await server.work(await emitted(server))
    expect(await only(server)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      problem: 'The receiver did not answer within 0.05 seconds.',
    })
  })

  test('a server that ends between sending and writing sends again, under the same id', async () => {
    await using database = await open()
    await using receiver = await startReceiver('never')
    const stopping = new AbortController()
    const id = await (async () => {
      await using server = await notificationServer(database, { graceMs: 0 })
      await server.define({ ops: { url: receiver.url } })
      const delivery = await emitted(server)
      const working = server.work(delivery, stopping.signal)
      await receiver.came(1)
      stopping.abort(new Error('The server stops.'))
      await expect(working).rejects.toThrow('The server stops.')
      expect(await only(server)).toMatchObject({ state: 'waiting', attempts: 0 })
      return delivery
    })()
    await using next = await notificationServer(database, { working: true })
    await next.looked(1)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
    expect(await only(next)).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  test('a server that stops lets an attempt end, writes what became of it and queues the next one', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    const [begun, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await using server = await notificationServer(database, {
      working: true,
      notify: async () => {
        begun.resolve()
        await answer.promise
        return { ok: false, retry: true, message: 'Not now.' }
      },
    })
    await server.define({ ops: { url: receiver.url } })
    await emitted(server)
    await begun.promise
    const stopped = server.jobs.stop()
    answer.resolve()
    await stopped
    expect(await only(server)).toMatchObject({ state: 'waiting', attempts: 1, problem: 'Not now.' })
    expect(await jobsOf(database)).toBe(1)
  })

  test('of two who look at the same turn one writes, and a late one does nothing', async () => {
    await using database = await open()
    await using receiver = await startReceiver(500, 500, 500)
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const id = await emitted(server)
    await Promise.all([server.work(id), server.work(id)])
    expect(await only(server)).toMatchObject({ state: 'waiting', attempts: 1 })
    const before = receiver.received.length
    await server.service.work({ delivery: id, turn: 0 }, new AbortController().signal)
    expect(receiver.received).toHaveLength(before)
    expect(await server.turnOf(id)).toBe(1)
  })

  test('a delivery whose job was lost is found again, and one that has a job gets no second one', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    await emitted(server)
    await sql`update pmo.notification_delivery set next_at = now() - interval '1 hour'`.execute(database.root)
    expect(await jobsOf(database)).toBe(1)
    await server.service.recover()
    expect(await jobsOf(database)).toBe(1)
    await sql`delete from pgboss.job where name = 'notify'`.execute(database.root)
    await server.service.recover()
    expect(await jobsOf(database)).toBe(1)
  })

  test('what waits at a notifier that was removed is given up', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const id = await emitted(server)
    await server.define({})
    await server.work(id)
    expect(await only(server)).toMatchObject({ state: 'dead', problem: 'The notifier was removed.' })
    expect(receiver.received).toEqual([])
    await expect(server.service.deliveries({ notifier: 'nobody', limit: 1 })).rejects.toThrow(
      'There is no notifier "nobody"',
    )
  })

  test.each([
    ['throws', async () => Promise.reject(new Error('It broke.')), 'waiting', 'It broke.'],
    [
      'gives nothing',
      async () => undefined,
      'dead',
      'The plugin did not say whether it delivered; mend its notify',
    ],
    [
      'gives half a result',
      async () => ({ ok: false }),
      'dead',
      'The plugin did not say whether it delivered',
    ],
    [
      'leaves its egress',
      async ({ fetch }: { readonly fetch: (url: string, init: object) => Promise<unknown> }) =>
        fetch('http://127.0.0.1:1/elsewhere', { method: 'POST', headers: { 'webhook-id': 'x' }, body: 'x' }),
      'dead',
      'The notifier "ops" was about to request http://127.0.0.1:1/elsewhere, which is refused',
    ],
  ])('a plugin that %s harms its own delivery alone', async (_, notify, state, problem) => {
    await using database = await open()
    await using server = await notificationServer(database, { notify })
    await server.define({ ops: { url: 'http://127.0.0.1:1/in' } })
    await server.work(await emitted(server))
    const delivery = await only(server)
    expect(delivery.state).toBe(state)
    expect(delivery.problem).toContain(problem)
  })

  test('no secret is shown, whatever a receiver or a plugin repeats', async () => {
    await using database = await open()
    await using receiver = await startReceiver({ status: 500, text: `you sent ${SIGNING}` })
    await using server = await notificationServer(database)
    await server.notifiers.create({
      id: 'ops',
      body: { plugin: 'hook', on: ['*'], url: receiver.url },
      secretValues: { signing: SIGNING },
      by: 'ann',
    })
    await server.work(await emitted(server))
    const delivery = await only(server)
    expect(delivery.problem).toBe('The receiver answered 500: you sent [redacted]')
    expect(JSON.stringify([delivery, await server.notifiers.list()])).not.toContain(SIGNING.slice(6))
    expect((await server.notifiers.get('ops')).secrets).toEqual([{ name: 'signing', from: 'stored' }])
  })

  test('a notifier of the API is checked before it is kept, changed by version, and removed with its secrets', async () => {
    await using database = await open()
    await using server = await notificationServer(database)
    const { notifiers } = server
    const body = { plugin: 'hook', on: ['run.failed'], url: 'http://127.0.0.1:1/in' } as const
    const asked = { id: 'ops', body, by: 'ann' }
    await expect(
      notifiers.create({ ...asked, body: { ...body, on: ['run.faild'], urll: 'x' } as never }),
    ).rejects.toThrow(/^The notifier: ops\.on\[0\] is no kind of notification; did you mean "run\.failed"\?$/)
    await expect(notifiers.create({ ...asked, body: { ...body, urll: 'x' } })).rejects.toThrow(
      /2 mistakes:\n {2}ops\.urll is unknown; did you mean "url"\?\n {2}ops\.secrets\.signing is missing/,
    )
    await notifiers.create({ ...asked, secretValues: { signing: SIGNING } })
    const changed = await notifiers.update({ ...asked, version: 1, body: { ...body, title: 'Operations' } })
    expect(changed).toMatchObject({ version: 2, title: 'Operations', managed: 'api' })
    expect(changed.problem).toBeUndefined()
    await expect(notifiers.update({ ...asked, version: 1 })).rejects.toMatchObject({ code: 'conflict' })
    await notifiers.remove({ id: 'ops', version: 2, by: 'ann' })
    expect(await notifiers.list()).toEqual([])
    await notifiers.create({ ...asked, secretValues: { signing: SIGNING } })
    const bad = await notifiers.update({ ...asked, version: 4, secretValues: { signing: 'mistyped' } })
    expect(bad.problem).toContain(
      'The secret "signing" of the notifier "ops" is not one of Standard Webhooks',
    )
  })

  test('a test goes out at once, to a notifier that is off as well, and leaves nothing behind', async () => {
    await using database = await open()
    await using receiver = await startReceiver(204, { status: 418, text: 'teapot' })
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    await server.notifiers.disable('ops', 1, 'Enough.')
    const { signal } = new AbortController()
    expect(await server.service.test('ops', signal)).toEqual({ ok: true })
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'notifier.test' })
    expect(await server.service.test('ops', signal)).toEqual({
      ok: false,
      message: 'The receiver answered 418: teapot',
    })
    expect(await server.service.deliveries({ notifier: 'ops', limit: 10 })).toEqual({ items: [] })
  })

  test('deliveries come in pages, newest first, and old ones are forgotten', async () => {
    await using database = await open()
    await using receiver = await startReceiver()
    await using server = await notificationServer(database)
    await server.define({ ops: { url: receiver.url } })
    const ids: string[] = []
    for (let event = 0; event < 5; event++) ids.push(await emitted(server, `event ${event}`))
    const first = await server.service.deliveries({ notifier: 'ops', limit: 3 })
    const rest = await server.service.deliveries({ notifier: 'ops', limit: 3, cursor: first.next })
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed())
    await server.work(ids[0] ?? '')
    await sql`update pmo.notification_delivery set ended_at = now() - interval '31 days' where state = 'delivered'`.execute(
      database.root,
    )
    await sql`update pmo.notification set at = now() - interval '31 days'`.execute(database.root)
    await server.service.forget()
    expect(
      (await server.service.deliveries({ notifier: 'ops', limit: 10 })).items.map(({ id }) => id),
    ).toEqual(ids.slice(1).toReversed())
    const told = await sql`select id from pmo.notification`.execute(database.root)
    expect(told.rows).toHaveLength(4)
  })
})

async function jobsOf(database: Database): Promise<number> {
  const { rows } = await sql`select id from pgboss.job where name = 'notify' and state < 'completed'`.execute(
    database.root,
  )
  return rows.length
}
