const REPLACEMENT = '\uFFFD'

/** Whether the JSON text of a raw item may hold characters that unified text cannot: a cheap first look. */
export function mayNeedCleaning(json: string): boolean {
  return /\\u0000|\\u[dD][89a-fA-F]/.test(json)
}

/**
 * Replaces U+0000 and lone surrogates in every text by U+FFFD, since no database keeps them. Zero-width and
 * all other characters stay.
 */
export function cleanText(value: unknown): { readonly value: unknown; readonly changed: boolean } {
  let changed = false
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') {
      if (!inner.includes('\u0000') && inner.isWellFormed()) return inner
      changed = true
      return storableText(inner)
    }
    if (Array.isArray(inner)) return inner.map(clean)
    if (typeof inner === 'object' && inner !== null) {
      return Object.fromEntries(Object.entries(inner).map(([key, field]) => [clean(key), clean(field)]))
    }
    return inner
  }
  return { value: clean(value), changed }
}

/** A text as every database keeps it: what is no character becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', REPLACEMENT).toWellFormed()
}
