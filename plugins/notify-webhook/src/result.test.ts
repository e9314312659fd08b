import { expect, test } from 'vitest'
import { resultOf } from './result.ts'

const reply = (status: number, headers: Readonly<Record<string, string>> = {}, text?: string): Response =>
  new Response(text ?? null, { status, headers })

test.each([200, 201, 202, 204])('%i is taken', async (status) => {
  expect(await resultOf(reply(status))).toEqual({ ok: true })
})

test.each([408, 425, 429, 500, 502, 503, 504, 599])('%i is tried again', async (status) => {
  expect(await resultOf(reply(status))).toEqual({
    ok: false,
    retry: true,
    message: `The receiver answered ${status}.`,
  })
})

test.each([400, 401, 403, 404, 413, 422])('%i is not', async (status) => {
  expect(await resultOf(reply(status, { 'retry-after': '5' }))).toEqual({
    ok: false,
    retry: false,
    message: `The receiver answered ${status}.`,
  })
})

test.each([301, 302, 307, 308])('%i asks for another address', async (status) => {
  expect(await resultOf(reply(status, { location: 'https://elsewhere.example/' }))).toMatchObject({
    retry: false,
    message: `The receiver answered ${status} and sends its callers elsewhere; set url to the new address.`,
  })
})

test('410 ends it for good', async () => {
  expect(await resultOf(reply(410, { 'content-type': 'text/plain' }, 'Moved out.\nBye'))).toEqual({
    ok: false,
    retry: false,
    disable: true,
    message: 'The receiver answered 410 and wants no more deliveries: Moved out.',
  })
})

test.each([
  [{ 'retry-after': '120' }, 120],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:02:00 GMT', date: 'Sun, 01 Mar 2026 12:00:30 GMT' }, 90],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT', date: 'Sun, 01 Mar 2026 12:00:00 GMT' }, 0],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:02:00 GMT' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
])('Retry-After %j means %s seconds', async (headers, seconds) => {
  for (const status of [429, 503]) {
    const result = await resultOf(reply(status, headers))
    expect('retryAfterSeconds' in result ? result.retryAfterSeconds : undefined).toBe(seconds)
  }
})

test('the first line of what it says in plain text is passed on, pages are not', async () => {
  const text = { 'content-type': 'text/plain; charset=utf-8' }
  expect(await resultOf(reply(500, text, `no room${'!'.repeat(500)}\nmore`))).toMatchObject({
    message: `The receiver answered 500: no room${'!'.repeat(193)}.`,
  })
  expect(await resultOf(reply(500, { 'content-type': 'text/html' }, '<h1>No</h1>'))).toMatchObject({
    message: 'The receiver answered 500.',
  })
})
