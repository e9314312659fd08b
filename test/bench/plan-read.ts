import { createReadStream, openAsBlob } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SaxesParser } from 'saxes'
import { z } from 'zod'
import type { Page, Stream } from '@headless-pmo/sdk'
import { planStream } from '../../plugins/microsoft-project/src/files/plan-stream.ts'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'

/** Reads a plan file once: bare, by the parser alone, or as the connector's stream gives it, with its mapping or without. */
const { file, how } = scenarioInput(z.object({ file: z.string(), how: z.enum(['sax', 'stream', 'map']) }))

/** The parser with the options that the connector needs, and a handler of each kind that does nothing. */
async function sax(): Promise<number> {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let tags = 0
  parser.on('opentag', () => tags++)
  parser.on('closetag', () => {})
  parser.on('text', () => {})
  const decoder = new TextDecoder()
  for await (const chunk of createReadStream(file))
    parser.write(decoder.decode(chunk as Uint8Array, { stream: true }))
  parser.close()
  return tags
}

async function stream(map: boolean): Promise<number> {
  const bytes = async (): Promise<Response> => new Response((await openAsBlob(file)).stream())
  const source: Stream = planStream
  let records = 0
  const pages = source.read({
    fetch: bytes,
    config: { files: [file], urls: [], maxFileMegabytes: 1000 },
    log: { info: () => {}, warn: () => {} },
    signal: new AbortController().signal,
    cursor: source.start,
    part: { key: 'big.xml', title: 'big.xml', data: { address: pathToFileURL(resolve(file)).href } },
    page: (page: Page) => page,
  })
  for await (const { items } of pages) {
    for (const item of items) {
      // An element as the plugin gives it carries its value beside its text.
      records += map
        ? source.map((item as { value: unknown }).value, { config: {}, part: 'big.xml' }).length
        : 1
    }
  }
  return records
}

const { result, cost } = await measured(() => (how === 'sax' ? sax() : stream(how === 'map')))
console.log(JSON.stringify({ count: result, cost }))
