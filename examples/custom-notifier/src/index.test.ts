import { conformance } from '@headless-pmo/testing'
import { contributionsOf, type Notification, type NotifyResult } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from './index.ts'
import { fakeTidings, type FakeTidings } from './tidings.fake.ts'

conformance(plugin, {
  entry: new URL('index.ts', import.meta.url),
  config: { room: 'delivery' },
  secrets: { key: 'canary-7f3a-never-in-output' },
  notifier: { accept: () => Response.json({ posted: '1' }, { status: 202 }) },
})

const KEY = 'key-of-the-room'
const failed: Notification = {
  id: 'msg_1',
  type: 'run.failed',
  at: '2027-03-01T09:00:00Z',
  title: 'web_shop could not be synced',
  text: 'The token has expired.',
  connection: 'web_shop',
  data: { run: 'r1', streams: [] },
}

/** Makes one attempt as the host does; the host signs, here with this key. */
async function notify(
  chat: FakeTidings,
  options: { readonly key?: string; readonly deliveryId?: string; readonly room?: string } = {},
): Promise<NotifyResult | undefined> {
  const { key = KEY, deliveryId = 'dlv_1', room = 'delivery' } = options
  const [notifier] = contributionsOf(plugin, 'notifier')
  return notifier?.notify({
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.headers.set('x-tidings-key', key)
      return chat.answer(request)
    },
    config: { room, baseUrl: 'https://tidings.example' },
    notification: failed,
    deliveryId,
    attempt: 1,
    log: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  })
}

test('people in the room read what happened and what to do, as it was written', async () => {
  const chat = fakeTidings(KEY, 'delivery')
  expect(await notify(chat)).toEqual({ ok: true })
  expect(chat.posts('delivery')).toEqual([
    {
      once: 'dlv_1',
      thread: 'web_shop',
      mood: 'alert',
      text: String.raw`*web\_shop could not be synced*` + '\nThe token has expired.',
      source: 'msg_1',
    },
  ])
})

test('a delivery that comes twice is shown once', async () => {
  const chat = fakeTidings(KEY, 'delivery')
  await notify(chat)
  await notify(chat)
  await notify(chat, { deliveryId: 'dlv_2' })
  expect(chat.posts('delivery')).toHaveLength(2)
})

test('a room that is full says so with 202, and is asked again later', async () => {
  const chat = fakeTidings(KEY, 'delivery')
  chat.fill('delivery', 1)
  expect(await notify(chat)).toEqual({
    ok: false,
    retry: true,
    message: 'Tidings answered 202: the room is full.',
    retryAfterSeconds: 5,
  })
  expect(await notify(chat)).toEqual({ ok: true })
})

test('a wrong key or room is for a person to mend, a room that is gone ends it', async () => {
  const chat = fakeTidings(KEY, 'delivery')
  expect(await notify(chat, { key: 'other' })).toMatchObject({
    retry: false,
    message: expect.stringContaining('key'),
  })
  expect(await notify(chat, { room: 'nowhere' })).toMatchObject({ retry: false })
  chat.close('delivery')
  expect(await notify(chat)).toMatchObject({
    disable: true,
    message: 'Tidings answered 410: the room is gone.',
  })
})
