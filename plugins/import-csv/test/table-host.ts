import type { Fetch } from '@headless-pmo/sdk'

/** Files in memory, served as the host serves folders; the requests are kept. */
export interface TableHost {
  readonly requests: string[]
  readonly fetch: Fetch
  /** @param path from the folder of the config, `exports/plan.csv` */
  put(path: string, body: string | Uint8Array, modified?: string): void
}

interface Held {
  readonly bytes: Uint8Array
  readonly etag: string
  readonly modified: string
}

/** A host with files by their paths. */
export function tableHost(files: Readonly<Record<string, string | Uint8Array>>): TableHost {
  const held = new Map<string, Held>()
  const requests: string[] = []
  let versions = 0
  const host: TableHost = {
    requests,
    put(path, body, modified = '2027-01-01T00:00:00Z') {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      held.set(path, { bytes, etag: `"${++versions}"`, modified })
    },
    async fetch(input, init) {
      const address = typeof input === 'string' ? input : 'href' in input ? input.href : input.url
      requests.push(address)
      const path = decodeURIComponent(address.replace(/^file:/, ''))
      if (path.endsWith('/')) return listing(held, path)
      const file = held.get(path)
      if (file === undefined) return new Response('none', { status: 404 })
      const headers = { etag: file.etag }
      if (new Headers(init?.headers).get('if-none-match') === file.etag) {
        return new Response(null, { status: 304, headers })
      }
      return new Response(inPieces(file.bytes), { headers })
    },
  }
  for (const [path, body] of Object.entries(files)) host.put(path, body)
  return host
}

function listing(held: ReadonlyMap<string, Held>, folder: string): Response {
  const inside = [...held].filter(([path]) => path.startsWith(folder))
  if (inside.length === 0) return new Response('none', { status: 404 })
  return Response.json(
    inside.map(([path, { etag, modified }]) => ({
      name: path.slice(folder.length),
      type: 'file',
      etag,
      modified,
    })),
  )
}

const PIECE = 65_536

function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close()
      else controller.enqueue(bytes.slice(at, at + PIECE))
      at += PIECE
    },
  })
}
