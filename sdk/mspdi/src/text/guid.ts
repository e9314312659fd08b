import { createHash } from 'node:crypto'

/** A GUID that follows from a name alone: the same in every export, on every machine. Version 8 of RFC 9562, from SHA-256. */
export function guidOf(name: string): string {
  const bytes = digest(name).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A number from 1 to 2^31 − 1 that follows from a name. */
export function numberOf(name: string): number {
  return digest(name).readUInt32BE(0) & 0x7fffffff || 1
}

const digest = (name: string): Buffer => createHash('sha256').update(name).digest()
