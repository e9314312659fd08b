import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEgress } from './egress.ts'
import { checkReadOnly, type ReadOnlyVerdict } from './read-only.ts'

const BATCH = 'https://graph.example/v1.0/$batch'
const GET = { id: '1', method: 'GET', url: '/planner/tasks/a' }

function posted(
  body: unknown,
  options: { readonly type?: string; readonly address?: string; readonly egress?: string } = {},
): ReadOnlyVerdict {
  const { type = 'application/json', address = BATCH, egress = 'https://graph.example' } = options
  return checkReadOnly(
    {
      method: 'POST',
      url: new URL(address),
      headers: new Headers({ 'content-type': type }),
      body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
    },
    { queries: [address], egress: createEgress([egress]) },
  )
}

const requests = (...inner: readonly unknown[]) => ({ requests: inner })

describe('a JSON batch', () => {
  test('of GET requests reads, and goes out as it was looked at', () => {
    const batch = requests(GET, {
      ...GET,
      id: '2',
      method: 'get',
      dependsOn: ['1'],
      headers: { prefer: 'x' },
    })
    const { refusal, body } = posted(batch)
    expect(refusal).toBeUndefined()
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual(batch)
  })

  test.each([
    ['a PATCH among GETs', requests(GET, { ...GET, method: 'PATCH' }), 'it holds a PATCH'],
    ['a POST', requests({ ...GET, method: 'post' }), 'it holds a POST'],
    ['no method', requests({ id: '1', url: '/a' }), 'no method'],
    ['a body beside a GET', requests({ ...GET, body: { title: 'x' } }), '"body"'],
    [
      'another method by a header',
      requests({ ...GET, headers: { 'X-HTTP-Method': 'DELETE' } }),
      'X-HTTP-Method',
    ],
    ['credentials of its own', requests({ ...GET, headers: { Authorization: 'Bearer x' } }), 'Authorization'],
    ['another host', requests({ ...GET, url: 'https://evil.example/a' }), 'only https://graph.example'],
    [
      'another host without a scheme',
      requests({ ...GET, url: '//evil.example/a' }),
      'only https://graph.example',
    ],
    ['a way out of the service', requests({ ...GET, url: '/../../other' }), 'cannot be read safely'],
    ['an escaped way out', requests({ ...GET, url: '%2e%2e/%2e%2e/%2e%2e/x' }), 'cannot be read safely'],
    ['a line break in an address', requests({ ...GET, url: '/a HTTP/1.1\r\nX: y' }), 'cannot be read safely'],
    ['something beside the requests', { ...requests(GET), commit: true }, 'more than "requests"'],
    ['a list', [GET], 'no list "requests"'],
    ['text', 'GET /a', 'no JSON'],
  ])('with %s is refused', (_, batch, why) => {
    expect(posted(batch).refusal).toContain(why)
  })

  test('a key given twice cannot hide a method', () => {
    const { body } = posted('{"requests":[{"id":"1","method":"DELETE","method":"GET","url":"/a"}]}')
    expect(new TextDecoder().decode(body)).toBe('{"requests":[{"id":"1","method":"GET","url":"/a"}]}')
  })

  test('an address by the path of the host has to lie in the egress list too', () => {
    const inPath = {
      egress: 'https://org.example/api/data/v9.2',
      address: 'https://org.example/api/data/v9.2/$batch',
    }
    expect(posted(requests({ ...GET, url: 'accounts' }), inPath).refusal).toBeUndefined()
    expect(posted(requests({ ...GET, url: '/api/data/v9.2/accounts' }), inPath).refusal).toBeUndefined()
    expect(posted(requests({ ...GET, url: '/api/other' }), inPath).refusal).toContain(
      'only https://org.example',
    )
  })

  test('however the address is spelled, its body is looked at', () => {
    const address = 'https://graph.example/v1.0/%24BATCH'
    expect(posted(requests({ ...GET, method: 'DELETE' }), { address }).refusal).toContain('DELETE')
  })
})

const MULTIPART = 'multipart/mixed; boundary=batch_1'
const part = (...lines: readonly string[]): string =>
  ['--batch_1', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', ...lines].join(
    '\r\n',
  )
const batchOf = (...parts: readonly string[]): string => `${[...parts, '--batch_1--'].join('\r\n')}\r\n`

describe('a multipart batch', () => {
  test('of GET requests reads, written anew', () => {
    const sent = batchOf(
      part('GET accounts?$top=1 HTTP/1.1', 'Accept: application/json', '', ''),
      part('GET contacts HTTP/1.1', '', ''),
    )
    const { refusal, body } = posted(sent, { type: MULTIPART })
    expect(refusal).toBeUndefined()
    const text = new TextDecoder().decode(body)
    expect(text.match(/^GET .*$/gm)).toEqual(['GET accounts?$top=1 HTTP/1.1', 'GET contacts HTTP/1.1'])
    expect(posted(text, { type: MULTIPART }).body).toEqual(body)
  })

  const inner = '--set\r\nContent-Type: application/http\r\n\r\nPOST accounts HTTP/1.1\r\n\r\n{}\r\n--set--'
  test.each([
    ['a POST', batchOf(part('POST accounts HTTP/1.1', '', '')), 'it holds a POST'],
    ['a body', batchOf(part('GET accounts HTTP/1.1', '', '{"a":1}', '')), 'has a body'],
    [
      'a change set',
      `--batch_1\r\nContent-Type: multipart/mixed; boundary=set\r\n\r\n${inner}\r\n--batch_1--`,
      'change set',
    ],
    [
      'another request after the first',
      batchOf(part('GET a HTTP/1.1', '', 'DELETE b HTTP/1.1', '')),
      'has a body',
    ],
    [
      'a bare line break before another request',
      batchOf(part('GET a HTTP/1.1\nDELETE b HTTP/1.1', '', '')),
      'headers that cannot be read',
    ],
    ['no end', part('GET a HTTP/1.1', '', ''), 'no end'],
    [
      'something after the end',
      `${batchOf(part('GET a HTTP/1.1', '', ''))}POST a HTTP/1.1\r\n`,
      'follows the end',
    ],
    ['something before the first part', `POST a HTTP/1.1\r\n${batchOf()}`, 'before the first part'],
    [
      'another method by a header',
      batchOf(part('GET a HTTP/1.1', 'X-HTTP-Method: MERGE', '', '')),
      'X-HTTP-Method',
    ],
  ])('with %s is refused', (_, batch, why) => {
    expect(posted(batch, { type: MULTIPART }).refusal).toContain(why)
  })

  test('without a boundary that can be read is refused', () => {
    for (const type of [
      'multipart/mixed',
      'multipart/mixed; boundary="a\nb"',
      'multipart/form-data; boundary=a',
    ])
      expect(posted(batchOf(), { type: type.replace('\n', ' ') }).refusal).toContain('boundary')
  })
})

test('law: whatever is changed in a batch, what goes out holds nothing but GET', () => {
  const piece = fc.constantFrom(
    '--batch_1',
    '--batch_1--',
    'GET a HTTP/1.1',
    'POST a HTTP/1.1',
    '',
    'A: b',
    '{}',
  )
  const lines = fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 14 })
  const breaks = fc.constantFrom('\r\n', '\n', '\r', '\u2028', ' \r\n')
  fc.assert(
    fc.property(lines, breaks, (given, line) => {
      const head = part('GET first HTTP/1.1', '').split('\r\n')
      const { refusal, body } = posted([...head, ...given, '--batch_1--'].join(line), { type: MULTIPART })
      if (refusal !== undefined) return
      const text = new TextDecoder().decode(body)
      for (const [, method] of text.matchAll(/^(\S+) \S+ HTTP\/1\.1/gm)) expect(method).toBe('GET')
      expect(text).not.toMatch(/multipart/i)
    }),
    { numRuns: 300 },
  )
})
