import type { IncomingCall } from '../common/http/call.ts'
import { jsonReply, type Reply } from '../common/http/reply.ts'
import { isJsonObject } from '../common/json.ts'

/** An app registration that may sign in with its own secret. */
export interface AppRegistration {
  readonly clientId: string
  readonly clientSecret: string
}

const PATH = /^\/[\w.-]+\/oauth2\/v2\.0\/token$/
const LIFETIME_SECONDS = 3599

/** Answers the sign-in service's token address, for tests that have no other; undefined for any other call. */
export function answerSignIn(
  call: IncomingCall,
  app: AppRegistration | undefined,
  token: string,
): Reply | undefined {
  if (app === undefined || call.method !== 'POST') return undefined
  if (!PATH.test(new URL(call.target, call.origin).pathname)) return undefined
  const form = isJsonObject(call.body) ? call.body : {}
  if (form['grant_type'] !== 'client_credentials')
    return refusal('unsupported_grant_type', 70003, 'The grant type is not supported.')
  if (form['client_id'] !== app.clientId || form['client_secret'] !== app.clientSecret)
    return refusal('invalid_client', 7000215, 'Invalid client secret provided.')
  if (form['scope'] !== `${call.origin}/.default`)
    return refusal('invalid_scope', 1002012, 'The scope must be a resource with /.default.')
  return jsonReply(200, { token_type: 'Bearer', expires_in: LIFETIME_SECONDS, access_token: token })
}

/** An error as the sign-in service words it, which is not Dataverse's way. */
const refusal = (error: string, code: number, sentence: string): Reply =>
  jsonReply(error === 'invalid_client' ? 401 : 400, {
    error,
    error_description: `AADSTS${code}: ${sentence}`,
    error_codes: [code],
  })
