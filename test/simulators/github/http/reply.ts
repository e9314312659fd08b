import { createHash } from 'node:crypto'
import type { Reply } from '../../common/http/reply.ts'

const DOCUMENTATION = 'https://docs.github.com/rest'
const JSON_TYPE = 'application/json; charset=utf-8'

/** A JSON answer with the ETag of its bytes. */
export const json = (
  value: unknown,
  extra: { status?: number; headers?: Record<string, string> } = {},
): Reply => {
  const body = Buffer.from(JSON.stringify(value))
  return {
    status: extra.status ?? 200,
    headers: { 'content-type': JSON_TYPE, etag: etagOf(body), ...extra.headers },
    body,
  }
}

/** A JSON array joined from elements that were rendered before; `tags` are what the ETag is made of. */
export const jsonArray = (
  elements: readonly Buffer[],
  tags: string,
  headers: Record<string, string> = {},
): Reply => {
  const parts: Buffer[] = [Buffer.from('[')]
  elements.forEach((element, index) => {
    if (index > 0) parts.push(Buffer.from(','))
    parts.push(element)
  })
  parts.push(Buffer.from(']'))
  return {
    status: 200,
    headers: { 'content-type': JSON_TYPE, etag: etagOf(tags), ...headers },
    body: Buffer.concat(parts),
  }
}

/** JSON that was rendered before. */
export const jsonBytes = (body: Buffer, tag: string): Reply => ({
  status: 200,
  headers: { 'content-type': JSON_TYPE, etag: etagOf(tag) },
  body,
})

/** GitHub's error object. */
export const failure = (status: number, message: string, extra: Record<string, unknown> = {}): Reply => {
  const body = { message, documentation_url: DOCUMENTATION, status: String(status), ...extra }
  return {
    status,
    headers: { 'content-type': JSON_TYPE },
    body: Buffer.from(JSON.stringify(body)),
  }
}

export interface FieldProblem {
  readonly resource: string
  readonly field: string
  readonly code: string
}

/** 422 with GitHub's list of problems. */
export const invalid = (message: string, errors: readonly FieldProblem[] = []): Reply =>
  failure(422, message, errors.length === 0 ? {} : { errors })

export const notFound = (): Reply => failure(404, 'Not Found')

/** 301 as GitHub gives it for a transferred issue or a renamed repository. */
export const movedTo = (location: string): Reply => {
  const reply = failure(301, 'Moved Permanently', { url: location })
  return { ...reply, headers: { ...reply.headers, location } }
}

const etagOf = (material: Buffer | string): string =>
  `W/"${createHash('sha256').update(material).digest('hex')}"`
