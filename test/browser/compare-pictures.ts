import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

/** Share of pixels that may differ: fonts are drawn a little otherwise by each release of the browser. */
const TOLERATED = 0.02

/** Where the pictures of the README lie, which are also what pages are held against. */
export const PICTURES = join(import.meta.dirname, '..', '..', 'examples', 'dashboard', 'screenshots')

/**
 * Holds a picture of a page against the one that is kept; says what differs, or nothing. `PMO_WRITE_SCREENSHOTS=1` keeps
 * the new one instead.
 */
export function pictureTrouble(name: string, taken: Buffer): string | undefined {
  const kept = join(PICTURES, `${name}.png`)
  if (process.env['PMO_WRITE_SCREENSHOTS'] === '1') {
    mkdirSync(dirname(kept), { recursive: true })
    writeFileSync(kept, taken)
    return undefined
  }
  if (!existsSync(kept)) return `There is no picture ${name}.png; PMO_WRITE_SCREENSHOTS=1 keeps this one.`
  const [now, before] = [PNG.sync.read(taken), PNG.sync.read(readFileSync(kept))]
  if (now.width !== before.width || now.height !== before.height) {
    return `${name}: ${now.width} × ${now.height} pixels, and ${before.width} × ${before.height} before.`
  }
  const difference = new PNG({ width: now.width, height: now.height })
  const pixels = pixelmatch(now.data, before.data, difference.data, now.width, now.height, { threshold: 0.2 })
  const share = pixels / (now.width * now.height)
  if (share <= TOLERATED) return undefined
  const written = join(tmpdir(), `pmo-difference-${name}.png`)
  writeFileSync(written, PNG.sync.write(difference))
  return `${name}: ${(share * 100).toFixed(1)} % of the pixels differ from the picture that is kept; ${written} shows where.`
}
