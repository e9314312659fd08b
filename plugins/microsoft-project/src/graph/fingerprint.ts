/**
 * A short mark of a text, to notice that it changed. Two FNV-1a runs over its UTF-16 units; pure, so that the
 * same reply gives the same cursor on every machine. Not for security.
 */
export function fingerprint(text: string): string {
  let low = 0x811c9dc5
  let high = 0x2f0b4c47
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13)
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36)
}
