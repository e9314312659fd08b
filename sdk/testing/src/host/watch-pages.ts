import type { AnyConnector, Page, Stream } from '@headless-pmo/sdk'

/** A page as a plugin gave it. */
export interface GivenPage {
  readonly stream: string
  readonly by: 'read' | 'readItems'
  /** Key of the part being read; absent in `readItems`. */
  readonly part?: string
  readonly page: Page
  /** Requests of the run that had gone out when it came. */
  readonly requests: number
}

/** The connector with every page that it gives told, and its streams changed where asked. */
export function watchPages(
  connector: AnyConnector,
  told: (page: Omit<GivenPage, 'requests'>) => void,
): AnyConnector {
  const streams = Object.entries(connector.streams).map(([name, stream]) => [
    name,
    watched(name, stream, told),
  ])
  return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
}

function watched(name: string, stream: Stream, told: (page: Omit<GivenPage, 'requests'>) => void): Stream {
  const { readItems } = stream
  return {
    ...stream,
    async *read(context) {
      for await (const page of stream.read(context)) {
        told({ stream: name, by: 'read', part: context.part.key, page })
        yield page
      }
    },
    ...(readItems === undefined
      ? {}
      : {
          async *readItems(context) {
            for await (const page of readItems(context)) {
              told({ stream: name, by: 'readItems', page })
              yield page
            }
          },
        }),
  }
}
