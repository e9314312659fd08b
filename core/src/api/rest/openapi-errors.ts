/** The body of every error, in the document. See `error-reply.ts`. */
export const errorSchema = {
  type: 'object',
  description: 'Why a request was not served',
  required: ['message', 'code'],
  additionalProperties: false,
  properties: {
    message: { type: 'string', description: 'One sentence: what is wrong, where, and what to do' },
    code: { type: 'string', description: 'What kind of error it is, e.g. NOT_FOUND' },
    reason: {
      type: 'string',
      description: 'The same more closely, where it is one of ours, e.g. managed-by-file',
    },
  },
} as const

const DESCRIPTIONS = {
  400: 'The request cannot be understood, or names what is not known; the sentence says which part',
  401: 'No token and no session, or one that does not hold any more',
  403: 'Who asks has not the role that this needs',
  404: 'What is asked for does not exist, or does not any more',
  409: 'Somebody else changed it first, it exists already, or it belongs to pmo.config.ts',
  413: 'The body is larger than what is taken',
  429: 'More at once, or more often, than one caller is given',
  500: 'The server failed; its log tells why under the reference that the sentence names',
} as const

/** Replies that operations share, by the name that they refer to. */
export const errorResponses = Object.fromEntries(
  Object.entries(DESCRIPTIONS).map(([status, description]) => [
    `Error${status}`,
    { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
  ]),
)

/** The replies of an operation with every error that it may answer, in our shape; what it says of others itself stays. */
export function withErrors(responses: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const errors = Object.keys(DESCRIPTIONS).map(
    (status) => [status, { $ref: `#/components/responses/Error${status}` }] as const,
  )
  return { ...responses, ...Object.fromEntries(errors) }
}
