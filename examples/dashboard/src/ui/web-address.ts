/**
 * Whether an address leads to a page of the web. Trackers, files and people write addresses as they like; one of another
 * scheme may run a script or start a program of whoever clicks on it. Pure.
 */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}
