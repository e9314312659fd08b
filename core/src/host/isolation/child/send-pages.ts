import { ALONG_PART, prepareItems } from '@headless-pmo/engine'
import type { AnyConnector, Page, Stream } from '@headless-pmo/sdk'
import { breath } from './breath.ts'
import { send } from './channel.ts'
import { ItemSender } from './send-items.ts'

/** Items that are mapped before what they take is looked at. */
const PREPARED_AT_ONCE = 25

interface Sending {
  readonly call: number
  readonly name: string
  readonly connector: AnyConnector
  readonly config: unknown
  /** Part that items belong to where their page does not say. */
  readonly part: string
}

/** Sends a page: its items prepared, in as many frames as they need, then what else it says. */
export async function sendPage(sending: Sending, page: Page): Promise<void> {
  const { call, name, part } = sending
  assertPage(name, page)
  await sendItems(sending, name, page.items, page.part ?? part)
  for (const { stream, items } of page.along ?? []) await sendItems(sending, stream, items, ALONG_PART)
  const along = (page.along ?? []).map(({ stream, items }) => ({ stream, items: items.length }))
  const { cursor, gone, total } = page
  send({
    t: 'yield',
    call,
    value: { items: page.items.length, cursor, gone, total, part: page.part, along },
  })
}

function assertPage(name: string, page: unknown): void {
  const lists = ['items', 'gone', 'along'].map((key) =>
    typeof page === 'object' && page !== null ? (Reflect.get(page, key) as unknown) : null,
  )
  const [items, ...others] = lists
  if (Array.isArray(items) && others.every((list) => list === undefined || Array.isArray(list))) return
  throw new Error(
    `The plugin's stream ${name} gave something that is no page; it has to yield page({ items: [ … ] }).`,
  )
}

async function sendItems(
  { call, connector, config, name }: Sending,
  streamName: string,
  items: readonly unknown[],
  part: string,
): Promise<void> {
  const stream: Stream | undefined = Object.hasOwn(connector.streams, streamName)
    ? connector.streams[streamName]
    : undefined
  if (stream === undefined)
    throw new Error(`A page of ${name} brings items of a stream "${streamName}" that does not exist.`)
  const sender = new ItemSender(call, streamName === name ? undefined : streamName)
  const breathe = breath()
  const named = { name: streamName, stream, config }
  for (let from = 0; from < items.length; from += PREPARED_AT_ONCE) {
    const some = items.slice(from, from + PREPARED_AT_ONCE)
    for (const item of await prepareItems(named, some, part, breathe)) sender.add(item)
  }
  sender.flush()
}
