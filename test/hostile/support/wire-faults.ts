import { expiring, instead, NASTY } from './harm.ts'
import type { Harm } from './middleman.ts'

interface WireFault {
  readonly name: string
  readonly harm: (where: RegExp) => Harm
  /** What one of the reasons says; absent: the run goes well. */
  readonly said?: RegExp
}

const JSON_TYPE = { 'content-type': 'application/json' }
const LOGIN_PAGE = '<!DOCTYPE html>\n<html><form action="/login"></form></html>'
const WORDS = `Line one\r\nline two ${NASTY} ${'x'.repeat(100_000)}`

/**
 * What any tracker, or anything on the way to it, may do to the list that matters most. First what a connector has to
 * answer itself; what the host answers for all of them comes last.
 */
export const WIRE_FAULTS: readonly WireFault[] = [
  {
    name: 'a login page',
    harm: (where) =>
      instead(where, { status: 200, headers: { 'content-type': 'text/html' }, body: LOGIN_PAGE }),
    said: /not to a proxy or login page\.$/,
  },
  {
    name: 'a refusal that is a page',
    harm: (where) =>
      instead(where, { status: 403, headers: { 'content-type': 'text/html' }, body: LOGIN_PAGE }),
    said: /refuses access/,
  },
  {
    name: 'a refusal in hostile words',
    harm: (where) =>
      instead(where, {
        status: 400,
        headers: JSON_TYPE,
        body: JSON.stringify({
          errorMessages: [WORDS],
          error: { code: 'x', message: WORDS },
          'odata.error': { code: 'x', message: { lang: 'en', value: WORDS } },
        }),
      }),
    said: /could not be read/,
  },
  {
    name: 'an address that was taken away',
    harm: (where) => instead(where, { status: 410, headers: {}, body: '' }),
    said: /could not be read/,
  },
  {
    name: 'an object without the list',
    harm: (where) => instead(where, { status: 200, headers: JSON_TYPE, body: '{"__proto__":[]}' }),
    said: /not to a proxy or login page\.$/,
  },
  {
    name: 'elements that are none',
    harm: (where) =>
      instead(where, {
        status: 200,
        headers: JSON_TYPE,
        body: '{"issues":[null],"value":[7],"Tasks":[[]],"isLast":true}',
      }),
    said: /not to a proxy or login page\.$|left out\.$/,
  },
  {
    name: 'a token that ends in the middle, for good',
    harm: () => expiring(8, true),
    said: /does not accept the (login|credentials)|got no token/,
  },
  {
    name: 'a redirect to another host',
    harm: (where) =>
      instead(where, { status: 302, headers: { location: 'http://127.0.0.2:9/login' }, body: '' }),
    said: /was redirected to http:\/\/127\.0\.0\.2:9\/login, which is refused/,
  },
  {
    name: 'a 429 without headers that does not end',
    harm: (where) => instead(where, { status: 429, headers: {}, body: '' }),
    said: /answered 429 without saying how long to wait; it stops here/,
  },
  {
    name: 'a 429 without headers that ends',
    harm: (where) => instead(where, { status: 429, headers: {}, body: '' }, 3),
  },
  {
    name: 'a server error that ends',
    harm: (where) => instead(where, { status: 503, headers: {}, body: LOGIN_PAGE }, 1),
  },
  {
    name: 'JSON cut in the middle, once',
    harm: (where) => instead(where, { status: 200, headers: JSON_TYPE, body: '{"value":[{"id":"1",' }, 1),
  },
]

/** How many of them are a connector's own business. */
export const OWN_FAULTS = 7
