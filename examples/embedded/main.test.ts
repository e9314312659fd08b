import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { deskReport } from './main.ts'

const TICKETS = [
  { id: '1', subject: 'No network', state: 'closed' },
  { id: '2', subject: 'New laptop', state: 'open' },
  { id: '3', subject: 'Lost badge', state: 'new' },
]

test('a program reads its own tracker with a PMO inside it, and leaves nothing behind', async () => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(TICKETS))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // A server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo
    expect(await deskReport(`http://127.0.0.1:${port}`)).toEqual(['Support: 1 of 3 done'])
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}, 120_000)
