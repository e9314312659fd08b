/** What of a request tells whether a page of ours sent it. */
export interface RequestSigns {
  readonly method: string
  readonly host: string | undefined
  readonly origin: string | undefined
  /** `Sec-Fetch-Site`: set by browsers, out of reach of pages. */
  readonly site: string | undefined
  /** `Sec-Fetch-Mode` */
  readonly mode: string | undefined
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a request changes nothing, by its method. */
export const isReading = (method: string): boolean => READING.has(method)

/**
 * Why a request that bears a browser's cookie counts as sent by another site; undefined: nothing speaks for it. A page
 * of another port of this machine is the same site to browsers, gets our cookie along, and is foreign all the same.
 */
export function foreignReason(signs: RequestSigns): string | undefined {
  const { method, host, origin, site, mode } = signs
  if (origin !== undefined && hostOf(origin) !== host?.toLowerCase())
    return `The page at ${origin.slice(0, 200)} may not act for whoever is signed in here.`
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  // Somebody follows a link to us; the page that led here sees nothing of the reply.
  if (mode === 'navigate' && isReading(method)) return undefined
  return 'A page of another site may not act for whoever is signed in here.'
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
