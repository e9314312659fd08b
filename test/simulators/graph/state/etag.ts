/** What has versions, as its ETags spell it. */
export type VersionedKind = 'Plan' | 'PlanDetails' | 'Bucket' | 'Task' | 'TaskDetails'

/** Versions go up in steps of four. */
const STEP = 4n

/** Names are filled up to a multiple of this. */
const NAME = 6

/**
 * The ETag of a version: base64 of a text that names the kind and counts in sixteen digits from `@` on. Of two
 * ETags of one resource the greater is newer; ETags of different resources say nothing about each other.
 */
export const etagOf = (kind: VersionedKind, version: number): string => {
  const digits = (BigInt(version) * STEP).toString(16).padStart(16, '0')
  const counter = digits.replaceAll(/./g, (digit) => String.fromCharCode(0x40 + Number.parseInt(digit, 16)))
  return `W/"${Buffer.from(`'1-${kind.padEnd(Math.ceil(kind.length / NAME) * NAME)}${counter}'`).toString('base64')}"`
}

/** The version that an ETag of this kind states; undefined when it is none, or of another kind. */
export const versionOf = (kind: VersionedKind, etag: string): number | undefined => {
  const encoded = /^W\/"([A-Za-z0-9+/=]+)"$/.exec(etag)?.[1]
  if (encoded === undefined) return undefined
  const text = /^'1-(\w+?) *([@-O]{16})'$/.exec(Buffer.from(encoded, 'base64').toString('latin1'))
  if (text?.[1] !== kind || text[2] === undefined) return undefined
  const hex = text[2].replaceAll(/./g, (char) => (char.charCodeAt(0) - 0x40).toString(16))
  return Number(BigInt(`0x${hex}`) / STEP)
}
