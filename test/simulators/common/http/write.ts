import type { ServerResponse } from 'node:http'
import type { WireFault } from '../faults.ts'
import { jsonReply, type Reply } from './reply.ts'

/** Sends a reply as it is. */
export const writeReply = (response: ServerResponse, reply: Reply): void => {
  const length = reply.body === null ? {} : { 'content-length': String(reply.body.length) }
  response.writeHead(reply.status, { ...reply.headers, ...length })
  response.end(reply.body ?? undefined)
}

/** The headers, half of the body, then a broken connection. */
export const writeCut = (response: ServerResponse, reply: Reply): void => {
  const body = reply.body ?? Buffer.from('{}')
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) })
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}

const HTML = '<!DOCTYPE html><html><body><h1>Unicorn!</h1></body></html>'

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
}

/** How a tracker words an error. */
export type Failure = (status: number, message: string) => Reply

/** The reply that a fault puts in the place of the right one; undefined when it changes only how it is sent. */
export const wireFaultReply = (fault: WireFault, right: () => Reply, failure: Failure): Reply | undefined => {
  switch (fault.kind) {
    case 'status': {
      if (fault.body !== undefined) return jsonReply(fault.status, fault.body, fault.headers)
      const reply = failure(fault.status, MESSAGES[fault.status] ?? 'Server Error')
      return { ...reply, headers: { ...reply.headers, ...fault.headers } }
    }
    case 'shape':
      return jsonReply(200, fault.body ?? { unexpected: true })
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(HTML) }
    case 'truncate': {
      const reply = right()
      const { etag: _etag, ...headers } = reply.headers
      const body = reply.body ?? Buffer.from('{}')
      return { status: 200, headers, body: body.subarray(0, Math.floor(body.length / 2)) }
    }
    case 'cut':
    case 'reset':
    case 'hang':
    case 'delay':
      break
  }
  return undefined
}
