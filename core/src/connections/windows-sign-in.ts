/** Ways in that challenge a client in several steps over one TCP connection; the gate has none of them. */
const WINDOWS = /^(?:NTLM|Negotiate|Kerberos)$/i

/** Schemes that a server offers in its `WWW-Authenticate` headers, in their order. */
export function offeredSchemes(header: string | null): readonly string[] {
  const schemes: string[] = []
  // A scheme stands at the start or after a comma and is followed by a space, a comma or the end; a parameter by "=".
  const found = (header ?? '')
    .replace(/"(?:\\.|[^"\\])*"/g, '""')
    .matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s*(?:,|$)|\s+[^\s=])/g)
  for (const [, scheme = ''] of found) schemes.push(scheme)
  return schemes
}

/**
 * What to say where a server asks for Windows sign-in (NTLM, Negotiate), which is not supported; undefined where it does not.
 * Pure.
 */
export function windowsSignIn(reply: {
  readonly status: number
  readonly headers: Headers
  readonly url: URL
}): string | undefined {
  if (reply.status !== 401) return undefined
  const offered = offeredSchemes(reply.headers.get('www-authenticate'))
  const windows = offered.filter((scheme) => WINDOWS.test(scheme))
  if (windows.length === 0) return undefined
  const others = offered.filter((scheme) => !WINDOWS.test(scheme))
  const asks = `${reply.url.origin} asks for Windows sign-in (${[...new Set(windows)].join(', ')}), which is not supported`
  if (others.length > 0) {
    return `${asks}; it also takes ${[...new Set(others)].join(' and ')}: give the connection the secrets for that, or check those that it has.`
  }
  return `${asks}; have Basic over https or OAuth (AD FS, Entra ID) switched on for this address, or put a proxy before it that signs in.`
}
