import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { PmoError } from '../config/index.ts'
import type { ApiEnv } from './api-env.ts'

/** A server that listens. Disposing of it stops it: open requests get a moment to end. */
export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:4400` */
  readonly address: string
}

/** How long an idle connection is kept. */
const KEEP_ALIVE_MS = 65_000
/** How long requests under way may still take when the server stops. */
const DRAIN_MS = 5000

function explain(
  error: NodeJS.ErrnoException,
  where: { readonly host: string; readonly port: number },
): unknown {
  const { host, port } = where
  if (error.code === 'EADDRINUSE') {
    return new PmoError(
      'address-in-use',
      `Port ${port} on ${host} is in use by another program; stop it, or choose another port, e.g. PORT=${port + 1}.`,
      { cause: error },
    )
  }
  if (error.code === 'EACCES') {
    return new PmoError(
      'address-in-use',
      `This user may not listen on port ${port}; choose one above 1023, e.g. PORT=4400.`,
      {
        cause: error,
      },
    )
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new PmoError(
      'address-in-use',
      `This machine has no address ${host}; set HOST to one it has, e.g. HOST=127.0.0.1.`,
      {
        cause: error,
      },
    )
  }
  return error
}

async function listening(
  server: ServerType,
  where: { readonly host: string; readonly port: number },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error) => reject(explain(error, where)))
  server.listen(where.port, where.host, resolve)
  await promise
}

/**
 * Listens.
 * @throws PmoError `address-in-use`
 */
export async function serve(
  app: Hono<ApiEnv>,
  where: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  // Bindings from the network are never passed on: `inProcess` stays for callers in this process.
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => {
      const address = incoming.socket.remoteAddress
      return app.fetch(request, address === undefined ? {} : { address })
    },
  })
  // Longer than clients keep an idle connection: else one may send on what is closed at that moment.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE_MS
  await listening(server, where)
  const { address, family, port } = server.address() as AddressInfo // listening on TCP, so never a pipe's name
  const host = family === 'IPv6' ? `[${address}]` : address
  return {
    address: `http://${host}:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      const impatient = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections()
      }, DRAIN_MS)
      await closed.promise
      clearTimeout(impatient)
    },
  }
}
