const HARMLESS = /^(?:https?|mailto|ftp|tel|news|file|sip):|^[^:]*(?:[/?#]|$)/i

/**
 * Whether a link may be one in Markdown: no address that runs code where it is shown. Only schemes that are known
 * pass, so that no disguise ("java\\nscript:") has to be.
 */
export function isHarmless(href: string): boolean {
  return href !== '' && HARMLESS.test(href.trim())
}

/** Addresses that Markdown shows as they are when they stand in angle brackets. */
export function isAutolink(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(href) && !hasControls(href)
}

// oxlint-disable-next-line no-control-regex
const hasControls = (text: string): boolean => /[\u0000-\u0020\u007f]/.test(text)

/** The target of a link as Markdown writes it. */
export function hrefText(href: string): string {
  const clean = href
    .trim()
    .replaceAll(/[<>|\\]|\s/g, (char) => (char === ' ' ? '%20' : encodeURIComponent(char)))
  return /[()]/.test(clean) ? `<${clean}>` : clean
}
