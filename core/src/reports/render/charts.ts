import type { Light } from '../../portfolio/index.ts'
import type { BarsChart, LightsChart, TrendChart } from '../report-document.ts'
import { escapeHtml } from './escape.ts'

const LIGHTS: readonly Light[] = ['red', 'amber', 'unknown', 'green']
/** Width of a chart in units of its own. */
const WIDTH = 640
const NOT_KEPT = 'not kept'

/** How many there are of each light, as parts of one bar; the numbers stand below it. */
export function lightsSvg({ caption, counts }: LightsChart): string {
  const total = LIGHTS.reduce((sum, light) => sum + counts[light], 0)
  const told = LIGHTS.map((light) => `${counts[light]} ${light}`).join(', ')
  let x = 0
  const bars = LIGHTS.map((light) => {
    const width = total === 0 ? 0 : (counts[light] / total) * WIDTH
    const bar = `<rect x="${round(x)}" y="0" width="${round(width)}" height="24" class="fill-${light}"/>`
    x += width
    return bar
  })
  return figure(caption, told, bars.join(''), 24, `<p class="told">${escapeHtml(told)}.</p>`)
}

/** A square a day; its letter tells the light without its colour. A day of which nothing was kept has none. */
export function trendSvg({ caption, days }: TrendChart): string {
  const shown = days.slice(-WIDTH / 20)
  const squares = shown.map(
    ({ day, light }, index) =>
      `<g><title>${escapeHtml(`${day}: ${light ?? NOT_KEPT}`)}</title>${light === undefined ? '' : `<rect x="${index * 20}" y="0" width="16" height="16" class="fill-${light}"/>`}<text x="${index * 20 + 4}" y="32">${light?.slice(0, 1) ?? '·'}</text></g>`,
  )
  const told = shown.map(({ day, light }) => `${day} ${light ?? NOT_KEPT}`).join(', ')
  const [first, last] = [shown[0], shown.at(-1)]
  const beside =
    first === undefined || last === undefined
      ? 'No day was kept yet.'
      : `${first.day} to ${last.day}: r red, a amber, u unknown, g green, · ${NOT_KEPT}.`
  return figure(
    caption,
    told === '' ? beside : told,
    squares.join(''),
    40,
    `<p class="told">${escapeHtml(beside)}</p>`,
  )
}

/** A bar each; what is not known has none and says so. */
export function barsSvg({ caption, bars }: BarsChart): string {
  const rows = bars.map(({ name, share }, index) => {
    const y = index * 22
    const text = share === undefined ? 'unknown' : `${Math.floor(share * 100)} %`
    const width = share === undefined ? 0 : Math.max(0, Math.min(1, share)) * 320
    return `<text x="0" y="${y + 14}">${escapeHtml(name.slice(0, 32))}</text><rect x="240" y="${y + 2}" width="${round(width)}" height="14" class="fill-bar"/><text x="${round(246 + width)}" y="${y + 14}">${text}</text>`
  })
  const told = bars
    .map(({ name, share }) => `${name} ${share === undefined ? 'unknown' : `${Math.floor(share * 100)} %`}`)
    .join(', ')
  return figure(
    caption,
    told === '' ? 'There is nothing to show.' : told,
    rows.join(''),
    bars.length * 22 + 4,
  )
}

/** @param beside what is told in words below it: letters in a drawing that is made small cannot be read */
function figure(caption: string, told: string, inner: string, height: number, beside = ''): string {
  const label = escapeHtml(`${caption}: ${told}`)
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption><div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><svg role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" xmlns="http://www.w3.org/2000/svg">${inner}</svg></div>${beside}</figure>`
}

const round = (value: number): number => Math.round(value * 100) / 100
