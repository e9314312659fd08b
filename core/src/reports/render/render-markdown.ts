import type { Cell, ReportDocument, ReportPart } from '../report-document.ts'
import { instantText } from '../build/tell-time.ts'
import { escapeCell, escapeMarkdown } from './escape.ts'

/** A report as Markdown, with tables of GitHub's kind; charts are told in words. Pure. */
export function renderMarkdown(document: ReportDocument): string {
  const { title, decision, owner, asOf, scope, missing, inputs, sections } = document
  const lines = [
    `# ${escapeMarkdown(title)}`,
    '',
    `- About: ${escapeMarkdown(scope)}`,
    `- As of: ${escapeMarkdown(instantText(asOf))}`,
    `- Decision it serves: ${escapeMarkdown(decision)}`,
    `- Owner: ${escapeMarkdown(owner)}`,
    '',
    '## What is missing',
    '',
    ...(missing.length === 0 ? ['Nothing that this report needs is missing.'] : missing.map(entry)),
    '',
    '## What it rests on',
    '',
    ...rowsOf(
      ['Input', 'Used for', 'There'],
      inputs.map(({ name, use, available, needed }) => [
        { text: name },
        { text: use },
        { text: `${available} of ${needed}` },
      ]),
    ),
    '',
    ...sections.flatMap(({ heading, source, parts }) => [
      `## ${escapeMarkdown(heading)}`,
      '',
      marked('*', source),
      '',
      ...parts.flatMap((part) => [...partOf(part), '']),
    ]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

/** Emphasis; around nothing it would be a rule across the page. */
const marked = (sign: '*' | '**', text: string): string => {
  const inner = escapeMarkdown(text)
  return inner === '' ? '' : `${sign}${inner}${sign}`
}

const entry = (line: string): string => `- ${escapeMarkdown(line)}`

function partOf(part: ReportPart): string[] {
  switch (part.type) {
    case 'text':
      return part.lines.flatMap((line, index) => [...(index === 0 ? [] : ['']), escapeMarkdown(line)])
    case 'list':
      return part.lines.map(entry)
    case 'table':
      return [
        marked('**', part.caption),
        '',
        ...(part.rows.length === 0 ? ['None.'] : rowsOf(part.columns, part.rows)),
        ...(part.omitted === 0 ? [] : ['', `${part.omitted} more are not shown.`]),
      ]
    case 'lights':
      return [
        `${escapeMarkdown(part.caption)}: ${Object.entries(part.counts)
          .map(([light, count]) => `${count} ${light}`)
          .join(', ')}.`,
      ]
    case 'trend':
      return [
        `${escapeMarkdown(part.caption)}: ${part.days.map(({ day, light }) => `${day} ${light ?? 'not kept'}`).join(', ') || 'no day was kept yet'}.`,
      ]
    case 'bars':
      return [
        marked('**', part.caption),
        '',
        ...part.bars.map(
          ({ name, share }) =>
            `- ${escapeMarkdown(name)}: ${share === undefined ? 'unknown' : `${Math.floor(share * 100)} %`}`,
        ),
      ]
    default: {
      const never: never = part
      throw new Error(`no such part: ${JSON.stringify(never)}`)
    }
  }
}

function rowsOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  return [
    `| ${columns.map(escapeCell).join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map((cells) => `| ${cells.map(({ text }) => escapeCell(text)).join(' | ')} |`),
  ]
}
