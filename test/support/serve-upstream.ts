// Serves a fake tracker of a plugin's package on the loopback address, with a few items in it.
// Arguments: the module that exports it, the name of the export, the secrets as JSON. Prints its address.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import type { UpstreamFactory } from '@headless-pmo/testing/kit'

const ITEMS = 7
const [file = '', name = '', secrets = '{}'] = process.argv.slice(2)
const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, UpstreamFactory>>
const make = module[name]
if (make === undefined) throw new Error(`${file} exports no ${name}.`)
const upstream = await make({
  clock: { now: () => Date.now() },
  pageSize: 3,
  seed: 1,
  secrets: JSON.parse(secrets) as Readonly<Record<string, string>>,
})
for (let item = 0; item < ITEMS; item++)
  await upstream.apply({ kind: 'create', item, tied: false, seed: item })

const server = createServer((request, reply) => {
  void (async () => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const headers = new Headers(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
    const { status, headers: answered, body } = await upstream.transport(new Request(url, { headers }))
    reply.writeHead(status, Object.fromEntries(answered))
    reply.end(body === null ? undefined : await new Response(body).text())
  })()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})
process.on('SIGTERM', () => server.close(() => process.exit(0)))
