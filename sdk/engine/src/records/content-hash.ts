import { hash } from 'node:crypto'

/** SHA-256 of a text, base64url: 43 characters. */
export function contentHash(text: string): string {
  return hash('sha256', text, 'base64url')
}
