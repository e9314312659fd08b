import type { Fetch } from '@headless-pmo/sdk'

export interface HostedFile {
  readonly body: string | Uint8Array
  readonly etag?: string
  readonly modified?: string
  readonly status?: number
}

/** Files in memory, served as the host and web servers do; the requests are counted. */
export interface TestHost {
  readonly files: Map<string, HostedFile>
  readonly requests: string[]
  readonly fetch: Fetch
}

/** Addresses are whole (`file:///plans/a.xml`); folders are made of the files below them. */
export function testHost(files: Readonly<Record<string, HostedFile>> = {}): TestHost {
  const held = new Map(Object.entries(files))
  const requests: string[] = []
  return {
    files: held,
    requests,
    async fetch(input, init) {
      const address = typeof input === 'string' ? input : 'url' in input ? input.url : input.href
      requests.push(address)
      if (address.endsWith('/')) return listing(held, address)
      const file = held.get(address)
      if (file === undefined) return new Response('gone', { status: 404 })
      if (file.status !== undefined) return new Response('no', { status: file.status })
      const headers = new Headers()
      if (file.etag !== undefined) headers.set('etag', file.etag)
      if (file.modified !== undefined) headers.set('last-modified', file.modified)
      const asked = new Headers(init?.headers)
      const same =
        (file.etag !== undefined && asked.get('if-none-match') === file.etag) ||
        (file.modified !== undefined && asked.get('if-modified-since') === file.modified)
      if (same) return new Response(null, { status: 304, headers })
      const bytes = typeof file.body === 'string' ? new TextEncoder().encode(file.body) : file.body
      headers.set('content-length', String(bytes.length))
      return new Response(new Uint8Array(bytes), { headers })
    },
  }
}

function listing(files: ReadonlyMap<string, HostedFile>, folder: string): Response {
  const entries = new Map<string, unknown>()
  for (const [address, { etag }] of files) {
    if (!address.startsWith(folder)) continue
    const [name = '', ...below] = address.slice(folder.length).split('/').map(decodeURIComponent)
    entries.set(name, {
      name,
      type: below.length > 0 ? 'folder' : 'file',
      size: 1,
      ...(below.length > 0 || etag === undefined ? {} : { etag }),
      modified: '2026-01-01T00:00:00Z',
    })
  }
  return entries.size === 0 ? new Response('gone', { status: 404 }) : Response.json([...entries.values()])
}
