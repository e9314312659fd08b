import { instantText } from '../build/tell-time.ts'
import type { Cell, ReportDocument, ReportPart, ReportSection, ReportTable } from '../report-document.ts'
import { barsSvg, lightsSvg, trendSvg } from './charts.ts'
import { escapeHtml } from './escape.ts'
import { STYLE } from './style.ts'

/**
 * A report as one file of HTML: it asks no host for anything, holds its charts, and can be printed. Whatever a tracker or
 * a person wrote stands in it as a text. Pure.
 */
export function renderHtml(document: ReportDocument): string {
  const { title, decision, owner, asOf, scope, missing, inputs, sections } = document
  const facts: readonly (readonly [string, string])[] = [
    ['About', scope],
    ['As of', instantText(asOf)],
    ['Decision it serves', decision],
    ['Owner', owner],
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${title}, ${asOf.slice(0, 10)}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<dl>${facts.map(([name, text]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>
<section class="missing" aria-labelledby="missing"><h2 id="missing">What is missing</h2>${listOf(missing.length === 0 ? ['Nothing that this report needs is missing.'] : missing)}</section>
${inputsOf(inputs)}
${sections.map(sectionOf).join('\n')}
</main>
</body>
</html>
`
}

function inputsOf(inputs: ReportDocument['inputs']): string {
  return tableOf({
    type: 'table',
    caption: 'What it rests on',
    columns: ['Input', 'Used for', 'There'],
    omitted: 0,
    rows: inputs.map(({ name, use, available, needed }) => [
      { text: name },
      { text: use },
      { text: `${available} of ${needed}` },
    ]),
  })
}

function sectionOf({ heading, source, parts }: ReportSection, index: number): string {
  const id = `section-${index + 1}`
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(heading)}</h2><p class="source">${escapeHtml(source)}</p>${parts.map(partOf).join('')}</section>`
}

function partOf(part: ReportPart): string {
  switch (part.type) {
    case 'text':
      return part.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')
    case 'list':
      return listOf(part.lines)
    case 'table':
      return tableOf(part)
    case 'lights':
      return lightsSvg(part)
    case 'trend':
      return trendSvg(part)
    case 'bars':
      return barsSvg(part)
    default: {
      const never: never = part
      throw new Error(`no such part: ${JSON.stringify(never)}`)
    }
  }
}

/** More columns than these are scrolled through on a narrow screen, so that each can be read. */
const WIDE = 4
/** A day is not broken between its parts. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

function listOf(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
}

function tableOf({ caption, columns, rows, omitted }: ReportTable): string {
  const head = columns.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('')
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((one, index) => (index === 0 ? `<th scope="row">${cellOf(one)}</th>` : `<td${DAY.test(one.text) ? ' class="day"' : ''}>${cellOf(one)}</td>`)).join('')}</tr>`,
    )
    .join('\n')
  const empty = rows.length === 0 ? `<tr><td colspan="${columns.length}">None.</td></tr>` : ''
  const more = omitted === 0 ? '' : `<p>${omitted} more are not shown.</p>`
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table${columns.length > WIDE ? ' class="wide"' : ''}><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}${empty}</tbody></table></div>${more}`
}

function cellOf({ text, light, url }: Cell): string {
  const told = light === undefined ? escapeHtml(text) : `<span class="${light}">${escapeHtml(text)}</span>`
  // Anything else than these could run.
  if (url === undefined || !/^https?:\/\//i.test(url)) return told
  return `<a href="${escapeHtml(url)}" rel="noreferrer">${told}</a>`
}
