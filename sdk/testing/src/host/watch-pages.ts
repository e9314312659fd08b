import type { AnyConnector, Page, Stream } from '@headless-pmo/sdk'

/** A page as a plugin gave it. */
export interface GivenPage {
  readonly stream: string
  readonly by: 'read' | 'readItems'
  /** Key of the part being read; absent in `readItems`. */
  readonly part?: string
  readonly page: Page
}

/** A stretch of a read without a page: up to one, or up to its end. */
export interface Stretch {
  readonly stream: string
  readonly requests: number
}

/** Who is told what a connector gives. */
export interface PageWatcher {
  page(given: GivenPage): void
  stretch(stretch: Stretch): void
  /** Requests so far. */
  requests(): number
}

/** The connector with every page that it gives told. */
export function watchPages(connector: AnyConnector, watcher: PageWatcher): AnyConnector {
  const streams = Object.entries(connector.streams).map(([name, stream]) => [
    name,
    watched(name, stream, watcher),
  ])
  return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
}

function watched(name: string, stream: Stream, watcher: PageWatcher): Stream {
  const { readItems } = stream
  async function* told(
    source: AsyncIterable<Page>,
    given: Omit<GivenPage, 'page' | 'stream'>,
  ): AsyncGenerator<Page> {
    let from = watcher.requests()
    const stretch = (): void => {
      watcher.stretch({ stream: name, requests: watcher.requests() - from })
      from = watcher.requests()
    }
    for await (const page of source) {
      stretch()
      watcher.page({ ...given, stream: name, page })
      yield page
    }
    stretch()
  }
  return {
    ...stream,
    read: (context) => told(stream.read(context), { by: 'read', part: context.part.key }),
    ...(readItems === undefined
      ? {}
      : { readItems: (context) => told(readItems(context), { by: 'readItems' }) }),
  }
}
