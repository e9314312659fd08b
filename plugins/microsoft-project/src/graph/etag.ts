/**
 * An ETag as a text that can be compared: of two versions of one resource the greater is the newer, when what stands
 * in the ETag is compared. (Its base64 does not sort like what it encodes.)
 */
export function etagVersion(etag: string | null | undefined): string {
  const encoded = /^W\/"([A-Za-z0-9+/]+={0,2})"$/.exec(etag ?? '')?.[1]
  if (encoded === undefined) return etag ?? ''
  try {
    return atob(encoded)
  } catch {
    return etag ?? ''
  }
}
