import { rewritten } from './bodies.ts'
import type { WireFault } from './fault.ts'

/** What somebody may write into a text field, or a tracker may send in its place. */
export interface Hostility {
  readonly name: string
  /** JSON that stands where the text's own stood; may close the value and add fields beside it. */
  readonly json: string
  /** The same for XML; absent where XML cannot hold it. */
  readonly xml?: string
}

/** Levels of nesting that no real reply has. */
const DEEP = 20_000

const MEGABYTES_10 = 10 * 1024 * 1024

/** Hostile contents, each for one text of one item. Large ones are built when they are asked for. */
export const HOSTILITIES: readonly Hostility[] = [
  {
    name: 'HTML with a script',
    json: JSON.stringify('<script>alert(1)</script><img src=x onerror=alert(1)>'),
    xml: '&lt;script&gt;alert(1)&lt;/script&gt;',
  },
  {
    name: 'prototype keys beside the text',
    json: '"text","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"toString":"none","hasOwnProperty":1',
  },
  { name: 'a prototype key as the text', json: '"__proto__"', xml: '__proto__' },
  {
    name: 'an object with prototype keys in place of the text',
    json: '{"__proto__":{"polluted":"yes"},"then":"x"}',
  },
  { name: 'U+0000 and lone surrogates', json: '"nul \\u0000 lone \\ud800 tail \\udc00"' },
  {
    name: 'text that runs backwards',
    json: '"\\u202egnp.exe\\u2066 \\u200b\\ufeff"',
    xml: '&#x202e;gnp.exe',
  },
  { name: 'an integer above 2^53', json: '9007199254740993123' },
  { name: 'a number beyond all numbers', json: '1e999' },
  {
    name: 'a field of 10 MB',
    get json() {
      return `"${'x'.repeat(MEGABYTES_10)}"`
    },
    get xml() {
      return 'x'.repeat(MEGABYTES_10)
    },
  },
  {
    name: `${DEEP} levels of nesting`,
    get json() {
      return `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`
    },
  },
  {
    name: 'SQL and templates',
    json: JSON.stringify(`'; DROP TABLE raw; -- \${7*7} {{7*7}} %s`),
    xml: `'; DROP TABLE raw; --`,
  },
]

/** Puts hostile content where replies have exactly this text as a value of a field. */
export function writesHostile(text: string, hostility: Hostility): WireFault {
  return async ({ request, forward }) => {
    const reply = await forward(request)
    const isXml = /xml/i.test(reply.headers.get('content-type') ?? '')
    const { xml } = hostility
    if (isXml)
      return xml === undefined
        ? reply
        : rewritten(reply, (body) => body.replaceAll(`>${escapeXml(text)}<`, () => `>${xml}<`))
    const value = JSON.stringify(text)
    return rewritten(reply, (body) => replaceValues(body, value, hostility.json))
  }
}

/** Replaces a text where it is the value of a field: a name or an element of a list stays. */
function replaceValues(body: string, value: string, by: string): string {
  let result = ''
  let from = 0
  for (let at = body.indexOf(value); at >= 0; at = body.indexOf(value, at + value.length)) {
    if (!/:\s*$/.test(body.slice(Math.max(0, at - 8), at))) continue
    result += body.slice(from, at) + by
    from = at + value.length
  }
  return result + body.slice(from)
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
