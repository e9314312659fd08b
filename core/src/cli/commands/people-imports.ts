import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type Preview = Awaited<ReturnType<Api['mappings']['preview']['mutate']>>
type Change = Preview['changes'][number]
type Problem = Preview['problems'][number]

/** How `pmo people import` takes a file. */
export interface ImportOptions {
  readonly format?: 'csv' | 'json'
  readonly apply?: true
  readonly skipBad?: true
  readonly note?: string
}

/** Shows what a mapping would do, and does it when told to. */
export async function importMapping(
  context: CommandContext,
  file: string,
  { format, apply, skipBad, note }: ImportOptions,
): Promise<number> {
  const { output } = context
  const mapping = {
    format: format ?? (file.toLowerCase().endsWith('.json') ? ('json' as const) : ('csv' as const)),
    text: await textOf(file),
  }
  await using session = await context.session()
  if (apply === true) {
    const done = await session.api.mappings.take.mutate({
      ...mapping,
      source: basename(file),
      skipBad: skipBad === true,
      ...(note !== undefined && { note }),
    })
    output.result(
      done,
      () =>
        `Import ${done.id}: ${done.people.filter(({ added }) => added).length} people added, ${done.people.filter(({ added }) => !added).length} changed. Take it back with: pmo people revert-import ${done.id}`,
    )
    return EXIT.ok
  }
  const preview = await session.api.mappings.preview.mutate(mapping)
  if (output.json) output.result(preview, () => '')
  else {
    output.list<Change>(
      preview.changes,
      [
        { title: 'person', value: ({ id }) => id },
        { title: 'change', value: ({ before }) => (before === undefined ? 'new' : 'changed') },
        { title: 'what', value: changeText, most: 100 },
        { title: 'lines', value: ({ lines }) => lines.join(', '), most: 30 },
      ],
      'The mapping changes nobody.',
    )
    for (const one of preview.problems) output.note(problemText(one))
    for (const one of preview.warnings) output.note(`${problemText(one)} (It is taken.)`)
    if (preview.changes.length > 0)
      output.note(
        preview.problems.length === 0
          ? 'Nothing is changed yet: repeat it with --apply.'
          : `${preview.problems.length} lines cannot be taken. Correct them, or take the others with --apply --skip-bad.`,
      )
  }
  return preview.problems.length === 0 ? EXIT.ok : EXIT.attention
}

/** Mappings that were imported. */
export async function listImports(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { imports } = await session.api.mappings.list.query({})
  context.output.list(
    imports,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'from', value: ({ source }) => source },
      { title: 'people', value: ({ people }) => people.length, align: 'right' },
      { title: 'by', value: ({ by }) => by },
      { title: 'at', value: ({ at }) => at.slice(0, 16).replace('T', ' ') },
      { title: 'note', value: ({ note }) => note, most: 60 },
      { title: 'taken back', value: ({ revertedBy }) => revertedBy },
    ],
    'Nothing was imported yet.',
  )
  return EXIT.ok
}

/** Takes an import back. */
export async function revertImport(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const reverted = await session.api.mappings.revert.mutate({ id })
  context.output.result(
    reverted,
    () => `The import ${id} is taken back: ${reverted.people.length} people are as they were before it.`,
  )
  return EXIT.ok
}

function problemText({ line, sentence }: Problem): string {
  return `Line ${line}: ${sentence}`
}

/** The fields that differ, with what they become. */
function changeText({ before = {}, after }: Change): string {
  return Object.entries(after)
    .filter(([field, value]) => field !== 'id' && JSON.stringify(before[field]) !== JSON.stringify(value))
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ')
}

/** @throws PmoError `invalid-request` */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PmoError('invalid-request', `${file} cannot be read: ${why}.`, { cause })
  }
}
