import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** What a database server that we cannot install here answers: an error to the login, or a version to the first question. */
export type WireAnswer =
  | { readonly error: string; readonly message: string }
  | { readonly version: number; readonly encoding: string }

const message = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const INT4 = 23
const TEXT = 25

const column = (name: string, type: number): Buffer =>
  Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)])

const cell = (text: string): Buffer => Buffer.concat([int32(text.length), Buffer.from(text)])

function talk(socket: Socket, answer: WireAnswer): void {
  const ready = message('Z', 'I')
  let loggedIn = false
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    if (loggedIn) {
      if (bytes[0] !== 'Q'.charCodeAt(0) || 'error' in answer) return socket.end()
      return socket.write(
        Buffer.concat([
          message('T', int16(2), column('version', INT4), column('encoding', TEXT)),
          message('D', int16(2), cell(String(answer.version)), cell(answer.encoding)),
          message('C', 'SELECT 1\0'),
          ready,
        ]),
      )
    }
    loggedIn = true
    if ('error' in answer) {
      const fields = `SFATAL\0VFATAL\0C${answer.error}\0M${answer.message}\0\0`
      return socket.end(message('E', fields))
    }
    return socket.write(Buffer.concat([message('R', int32(0)), ready]))
  })
}

/** Speaks as much of the PostgreSQL protocol as a client hears before it gives up on a server. */
export async function startWireServer(
  answer: WireAnswer,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer((socket) => talk(socket, answer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // Listening on TCP, so never a pipe's name.
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}
