import { isBranded, toJson, type AnyConnector, type Page, type Plugin, type Stream } from '@headless-pmo/sdk'
import type { TrialEvent } from './trial-event.ts'

type Tell = (event: TrialEvent) => void

async function* watched(
  pages: AsyncIterable<Page>,
  seen: (page: Page) => void,
): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    seen(page)
    yield page
  }
}

function tapStream(name: string, stream: Stream, tell: Tell): Stream {
  const seen =
    (part: string) =>
    ({ items, gone = [], cursor }: Page): void =>
      tell({
        type: 'page',
        stream: name,
        part,
        items: items.length,
        gone: gone.length,
        ...(cursor !== undefined && { cursor: toJson(cursor) }),
      })
  const { readItems } = stream
  return {
    ...stream,
    read: (context) => watched(stream.read(context), seen(context.part.title)),
    ...(readItems !== undefined && {
      readItems: (context) => watched(readItems(context), seen('read again')),
    }),
  }
}

/** The same plugin, telling of every page that its connector's streams yield. */
export function tapPlugin(plugin: Plugin, tell: Tell): Plugin {
  const tapped = (connector: AnyConnector): AnyConnector => ({
    ...connector,
    streams: Object.fromEntries(
      Object.entries(connector.streams).map(([name, stream]) => [name, tapStream(name, stream, tell)]),
    ),
  })
  return {
    ...plugin,
    contributes: plugin.contributes.map((one) => (isBranded(one, 'connector') ? tapped(one) : one)),
  }
}
