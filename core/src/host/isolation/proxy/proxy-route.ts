import { BRAND, type AnyRoute, type ManifestRoute } from '@headless-pmo/sdk'
import { bindable } from '../bind.ts'
import type { Call } from '../process/call.ts'
import { bindConfig, configuredParts, type Binding } from './proxy-configured.ts'
import type { Remote } from './remote.ts'
import { readTold, toldReply } from './told.ts'

/** Headers with which a route could speak for the server itself. */
const HOST_ONLY = new Set(['set-cookie', 'connection', 'transfer-encoding', 'upgrade', 'keep-alive'])

/** A route whose handler runs in the plugin's process. */
export function proxyRoute(manifest: ManifestRoute, remote: Remote): AnyRoute {
  return bindable(routeOn(manifest, remote, undefined), async (config, owner) => {
    const own = remote.of(owner)
    return routeOn(manifest, own, await bindConfig(manifest, own, { config, owner }))
  })
}

function routeOn(manifest: ManifestRoute, remote: Remote, binding: Binding | undefined): AnyRoute {
  return {
    ...configuredParts(manifest, remote),
    [BRAND]: 'route',
    role: manifest.role,
    ...(binding !== undefined && {
      egress: () => binding.egress,
      ...(binding.rateLimit !== undefined && { rateLimit: binding.rateLimit }),
    }),
    ...(manifest.files && { files: () => binding?.files ?? [] }),
    async fetch(request, { query, ...context }) {
      const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
      const input = {
        url: request.url,
        method: request.method,
        headers: [...request.headers],
        body: body !== undefined,
      }
      const call = await remote.begin(
        { phase: 'route' },
        { op: 'route', config: context.config, input, body },
        { ...context, query: (procedure, asked) => query(procedure, asked) },
      )
      const first = await call.next()
      if (first === undefined) throw new Error('The route gave no answer.')
      const { status, statusText, headers, body: hasBody } = readTold('an answer', toldReply, first.value)
      if (!hasBody) call.close()
      const shown = headers.filter(([name]) => !HOST_ONLY.has(name.toLowerCase()))
      return new Response(hasBody ? bodyOf(call) : null, { status, statusText, headers: shown })
    },
  }
}

function bodyOf(call: Call): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await call.next()
        if (next === undefined) controller.close()
        else controller.enqueue(new Uint8Array(next.body))
      },
      cancel: () => call.close(),
    },
    { highWaterMark: 0 },
  )
}
