import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { missingBrowser } from '../support/chromium.ts'
import { startDemo } from '../support/demo-server.ts'
import { PRESENT } from './present.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Who asks here is told where the demo is, as soon as it is ready; empty where there is no browser. */
    demoAddress: string
  }
}

/**
 * One demo for all browser tests: tests that change something undo it or start their own. It takes most of a minute to
 * start, in which the tests of other projects go on: only who asks for it waits.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (missingBrowser() !== undefined) {
    project.provide('demoAddress', '')
    return undefined
  }
  const starting = startDemo({ now: PRESENT })
  const server = createServer((_request, response) => {
    starting.then(
      ({ address, token }) => response.end(JSON.stringify({ address, token })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Named boundary: it listens on a port.
  const { port } = server.address() as AddressInfo
  project.provide('demoAddress', `http://127.0.0.1:${port}/`)
  return async () => {
    server.close()
    server.closeAllConnections()
    const demo = await starting.catch(() => undefined)
    await demo?.[Symbol.asyncDispose]()
  }
}
