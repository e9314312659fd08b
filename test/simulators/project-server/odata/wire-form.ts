import type { IncomingCall } from '../../common/http/call.ts'
import { ODataError } from './odata-error.ts'

/** The two forms in which the services write JSON: V2's verbose one with `d`, and V3's with `odata.…` keys. */
export type WireForm = 'verbose' | 'minimal'

/** The form that a request asks for. Without a word about JSON the services write Atom, which is not simulated. */
export const wireFormOf = ({ headers }: IncomingCall, query: URLSearchParams): WireForm => {
  const format = query.get('$format')
  if (format === 'json') return 'minimal'
  const accept = (format ?? headers.get('accept') ?? '').toLowerCase().replaceAll(' ', '')
  if (accept.includes('application/json;odata=verbose')) return 'verbose'
  if (/application\/json(,|;q=|;odata=minimalmetadata|$)/.test(accept)) return 'minimal'
  throw new ODataError(
    415,
    'A supported MIME type could not be found that matches the content type of the response. Ask for application/json;odata=verbose or application/json;odata=minimalmetadata.',
  )
}

export const CONTENT_TYPES: Readonly<Record<WireForm, string>> = {
  verbose: 'application/json;odata=verbose;charset=utf-8',
  minimal: 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8',
}

/** An error in the words of the services. */
export const errorBody = (form: WireForm, code: string, message: string): unknown => {
  const error = { code, message: { lang: 'en-US', value: message } }
  return form === 'verbose' ? { error } : { 'odata.error': error }
}

/** `/Date(1735689600000)/`: local times are written as if they were UTC. */
export const verboseDate = (ms: number): string => `/Date(${ms})/`

/** `2025-01-01T08:00:00`, with a fraction where there is one, never with a zone. */
export const plainDate = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace(/Z$/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
