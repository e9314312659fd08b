import { createHmac } from 'node:crypto'
import { header, hmac, type WebhookHint } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import type { Database } from '../../database/index.ts'
import { hostMigration } from '../migrations/host.ts'
import { forgetDeliveries, KEEP_DELIVERIES_MS, receiveDelivery } from './receive-delivery.ts'
import { deliveryRefusal } from './verify-delivery.ts'

const SECRET = 'canary-7f3a-hook'
const webhook = {
  verify: hmac.sha256({ secret: 'hook', header: 'X-Signature', prefix: 'sha256=' }),
  deliveryId: header('X-Delivery'),
  hints: (event: { readonly body: unknown }): readonly WebhookHint[] => [
    { stream: 'issues', ref: String((event.body as { readonly id: number }).id) },
  ],
}

const signed = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
  headers: new Headers({
    'x-signature': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    'x-delivery': 'd1',
    ...headers,
  }),
  body: new TextEncoder().encode(body),
})

describeOnDatabases('deliveries', { migrations: [hostMigration] }, (open) => {
  const receiver = (database: Database) => {
    const accepted: (readonly WebhookHint[])[] = []
    const receive = (
      delivery: ReturnType<typeof signed>,
      change: { readonly secret?: string | undefined; readonly fail?: boolean } = {},
    ) =>
      receiveDelivery({
        database,
        connection: 'code',
        webhook,
        proofs: {
          secret: () => ('secret' in change ? change.secret : SECRET),
          knowsToken: () => Promise.resolve(false),
        },
        delivery,
        now: Date.UTC(2026, 0, 1),
        accept: async (_, hints) => {
          if (change.fail === true) throw new Error('the queue is full')
          accepted.push(hints)
        },
      })
    return { receive, accepted }
  }

  test('a delivery is worked on once, however often it comes', async () => {
    await using database = await open()
    const { receive, accepted } = receiver(database)
    const hints = [{ stream: 'issues', ref: '7' }]
    expect(await receive(signed('{"id":7}'))).toEqual({ outcome: 'accepted', hints })
    expect(await receive(signed('{"id":7}'))).toEqual({ outcome: 'duplicate' })
    expect(accepted).toEqual([hints])
  })

  test('one whose work could not be enqueued is not noted, so that its repetition counts', async () => {
    await using database = await open()
    const { receive } = receiver(database)
    await expect(receive(signed('{"id":7}'), { fail: true })).rejects.toThrow('the queue is full')
    expect(await receive(signed('{"id":7}'))).toMatchObject({ outcome: 'accepted' })
  })

  test('a form with the payload in a field is read', async () => {
    await using database = await open()
    const body = new URLSearchParams({ payload: '{"id":7}' }).toString()
    const delivery = signed(body, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' })
    expect(await receiver(database).receive(delivery)).toMatchObject({ outcome: 'accepted' })
  })

  test('what is not believed, not readable or not set up is refused and not noted', async () => {
    await using database = await open()
    const { receive } = receiver(database)
    const forged = signed('{"id":7}', { 'x-signature': `sha256=${'0'.repeat(64)}` })
    expect(await receive(forged)).toMatchObject({ outcome: 'refused', status: 401 })
    expect(await receive(signed('{"id":'))).toMatchObject({ outcome: 'refused', status: 400 })
    expect(await receive(signed('{"id":7}', { 'x-delivery': ' ' }))).toMatchObject({ status: 400 })
    expect(await receive(signed('{"id":7}'), { secret: undefined })).toMatchObject({ status: 503 })
    expect(await receive(signed('{"id":7}'))).toMatchObject({ outcome: 'accepted' })
  })

  test('ids are forgotten after trackers have stopped repeating', async () => {
    await using database = await open()
    const { receive } = receiver(database)
    await receive(signed('{"id":7}'))
    const received = Date.UTC(2026, 0, 1)
    expect(await forgetDeliveries(database, received + KEEP_DELIVERIES_MS - 1)).toBe(0)
    expect(await forgetDeliveries(database, received + KEEP_DELIVERIES_MS + 1)).toBe(1)
  })
})

test.each([
  [undefined, 'is missing'],
  ['', 'does not start with'],
  ['sha1=00', 'does not start with'],
  ['sha256=', 'holds no signature'],
  ['sha256=zz', 'holds no signature'],
  [`sha256=${'0'.repeat(63)}`, 'holds no signature'],
  [`sha256=${'0'.repeat(64)}`, 'does not fit'],
  [`sha256=${'0'.repeat(64)}, sha256=${'1'.repeat(64)}`, 'holds no signature'],
])('the signature %j is refused', (signature, reason) => {
  const headers = new Headers(signature === undefined ? {} : { 'x-signature': signature })
  expect(deliveryRefusal({ headers, body: new Uint8Array() }, webhook.verify, SECRET)).toContain(reason)
})

test('the signature is over the bytes as they were sent', () => {
  const { headers } = signed('{"id": 7}')
  const body = new TextEncoder().encode('{"id":7}')
  expect(deliveryRefusal({ headers, body }, webhook.verify, SECRET)).toBeDefined()
})
