import { QueryError } from './odata/query-error.ts'

/** What a change-tracking token says: everything up to this version is told. */
export interface DeltaToken {
  readonly version: number
  readonly issuedMs: number
}

/** As Dataverse writes them: a version, `!`, and the time of issue in American form. */
export function writeDeltaToken({ version, issuedMs }: DeltaToken): string {
  const at = new Date(issuedMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`
  return `${version}!${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
}

/** @throws QueryError for a token that is none, or is too old */
export function readDeltaToken(text: string, nowMs: number, days: number): DeltaToken {
  const [, version, month, day, year, hours, minutes, seconds] =
    /^(\d+)!(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)$/.exec(text) ?? []
  const issuedMs = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
  if (version === undefined || Number.isNaN(issuedMs))
    throw new QueryError(`The delta token '${text}' is not valid.`, '0x80060888')
  if (nowMs - issuedMs > days * 86_400_000)
    throw new QueryError(
      'Version stamp associated with the client has expired. Please perform a full sync.',
      '0x80044352',
    )
  return { version: Number(version), issuedMs }
}
