import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'

/** What browser tests are told of the demo that they look at. */
export interface Demo {
  readonly address: string
  /** Of an administrator. */
  readonly token: string
}

let demo: Promise<Demo> | undefined

/** How long the demo may take to be ready on a machine that runs all other tests meanwhile, ms. */
export const DEMO_READY_MS = 900_000

/** The demo that all browser tests share, as soon as it is ready. */
export function theDemo(): Promise<Demo> {
  return (demo ??= askForDemo())
}

async function askForDemo(): Promise<Demo> {
  // Not fetch: it gives up after five minutes without a word.
  // Named boundary: what the event carries.
  const [response] = (await once(get(inject('demoAddress')), 'response')) as [IncomingMessage]
  const told = await text(response)
  if (response.statusCode !== 200) throw new Error(`The demo did not start: ${told}`)
  // Named boundary: the other end is demo-global.ts.
  return JSON.parse(told) as Demo
}
