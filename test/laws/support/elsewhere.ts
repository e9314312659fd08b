import { ALONG_PART, mapBatch, prepareItems, remoteStream } from '@headless-pmo/engine'
import type { AnyConnector, Page, Part, Stream } from '@headless-pmo/sdk'

/** What watches the boundary of {@link elsewhere}. */
export interface ElsewhereOptions {
  /** Called before items are mapped again. */
  readonly onMap?: (stream: string, items: number) => void | Promise<void>
}

/** A connector as the engine sees one that runs in its own process: pages come prepared, mapping again takes a while. */
export function elsewhere(connector: AnyConnector, options: ElsewhereOptions = {}): AnyConnector {
  const streams = Object.fromEntries(
    Object.entries(connector.streams).map(([name, stream]) => [
      name,
      remote(connector, name, stream, options),
    ]),
  )
  return { ...connector, streams }
}

function remote(connector: AnyConnector, name: string, stream: Stream, { onMap }: ElsewhereOptions): Stream {
  const never = (): never => {
    throw new Error(`The stream ${name} runs elsewhere.`)
  }
  const breathe = (): undefined => undefined
  const prepared = async (page: Page, config: unknown, part: string): Promise<Page> => ({
    ...page,
    items: await prepareItems({ name, stream, config }, page.items, page.part ?? part, breathe),
    ...(page.along !== undefined && {
      along: await Promise.all(
        page.along.map(async (along) => {
          const other = connector.streams[along.stream]
          if (other === undefined) throw new Error(`There is no stream ${along.stream}.`)
          const named = { name: along.stream, stream: other, config }
          return { ...along, items: await prepareItems(named, along.items, ALONG_PART, breathe) }
        }),
      ),
    }),
  })
  const { readItems } = stream
  const onlyPart = (parts: readonly Part<unknown>[]): string =>
    parts.length === 1 ? (parts[0]?.key ?? '') : ALONG_PART
  return remoteStream(
    {
      ...stream,
      ref: never,
      version: never,
      map: never,
      async *read(context) {
        for await (const page of stream.read(context)) yield prepared(page, context.config, context.part.key)
      },
      ...(readItems !== undefined && {
        async *readItems(context: Parameters<typeof readItems>[0]) {
          for await (const page of readItems(context))
            yield prepared(page, context.config, onlyPart(context.parts))
        },
      }),
    },
    async (items, config) => {
      await onMap?.(name, items.length)
      return mapBatch(stream, items, config, breathe)
    },
  )
}
