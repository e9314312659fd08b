import { jsonReply, type Reply } from '../../common/http/reply.ts'

/** A JSON answer. */
export const json = (value: unknown, status = 200): Reply => jsonReply(status, value)

/** Jira's ErrorCollection: what is wrong at all, and by field. */
export const failure = (
  status: number,
  message: string | readonly string[],
  errors: Readonly<Record<string, string>> = {},
): Reply => jsonReply(status, { errorMessages: typeof message === 'string' ? [message] : message, errors })

export const NO_CONTENT: Reply = { status: 204, headers: {}, body: null }

/** JSON that was rendered before. */
export const jsonText = (text: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: Buffer.from(text),
})

/** A refusal that a route answers from deep within. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(String(reply.body))
    this.name = 'Refusal'
    this.reply = reply
  }
}

/** Ends the handling of a request with Jira's error. */
export const refuse = (status: number, message: string | readonly string[]): never => {
  throw new Refusal(failure(status, message))
}

const counts = new WeakMap<Reply, number>()

/** Says how many objects a reply holds: points are paid by them. */
export const counted = (reply: Reply, objects: number): Reply => {
  counts.set(reply, objects)
  return reply
}

export const objectsOf = (reply: Reply): number => counts.get(reply) ?? 0
