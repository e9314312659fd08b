import type { Light } from '../../portfolio/index.ts'
import type { BarsChart, LightsChart, TrendChart } from '../report-document.ts'
import { escapeHtml } from './escape.ts'

const LIGHTS: readonly Light[] = ['red', 'amber', 'unknown', 'green']
/** Width of a chart in units of its own. */
const WIDTH = 640

/** How many there are of each light, as parts of one bar; the numbers stand beside the colours. */
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
  return figure(caption, told, `${bars.join('')}<text x="0" y="44">${escapeHtml(told)}</text>`, 50)
}

/** A square a day; its letter tells the light without its colour. */
export function trendSvg({ caption, days }: TrendChart): string {
  const shown = days.slice(-WIDTH / 20)
  const squares = shown.map(
    ({ day, light }, index) =>
      `<g><title>${escapeHtml(`${day}: ${light}`)}</title><rect x="${index * 20}" y="0" width="16" height="16" class="fill-${light}"/><text x="${index * 20 + 4}" y="32">${light.slice(0, 1)}</text></g>`,
  )
  const told = shown.map(({ day, light }) => `${day} ${light}`).join(', ')
  return figure(caption, told === '' ? 'No day was kept yet.' : told, squares.join(''), 40)
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

function figure(caption: string, told: string, inner: string, height: number): string {
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption><svg role="img" aria-label="${escapeHtml(`${caption}: ${told}`)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" xmlns="http://www.w3.org/2000/svg">${inner}</svg></figure>`
}

const round = (value: number): number => Math.round(value * 100) / 100
