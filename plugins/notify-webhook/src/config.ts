import { z } from '@headless-pmo/sdk'

/** Headers that belong to the protocol, or to the host. */
const RESERVED =
  /^(webhook-(id|timestamp|signature)|content-type|content-length|host|authorization|proxy-authorization|cookie|connection|transfer-encoding|upgrade|te)$/i

/** Of RFC 9110: the letters of a header's name, and what can stand in one line. */
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/
const LINE = /^[\t\u0020-\u007e]*$/

/** What is set for one receiver. */
export const Config = z.object({
  url: z
    .url({
      protocol: /^https?$/,
      error: 'is not an address; write it with its scheme, e.g. "https://hooks.example.com/pmo"',
    })
    .refine((url) => !/^https?:\/\/[^/]*@/.test(url), {
      error: 'contains a user or password; leave it out, deliveries are signed',
    })
    .describe('Where deliveries are posted to, e.g. https://hooks.example.com/pmo'),
  headers: z
    .record(
      z
        .string()
        .regex(NAME, { error: 'is not the name of a header; write e.g. "x-team"' })
        .refine((name) => !RESERVED.test(name), { error: 'is a header that is set for you; leave it out' }),
      z.string().regex(LINE, { error: 'is not one line of plain letters' }),
    )
    .default({})
    .describe('Further headers of every delivery, e.g. { "x-team": "web" }; nothing secret'),
})
export type Config = z.output<typeof Config>

/** The headers that were set, in lower case so that none is sent twice. */
export function headersOf({ headers }: Config): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
