import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { PmoError } from '../../config/index.ts'
import { readTexts, type RegisterKind } from '../../governance/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type List = Awaited<ReturnType<Api['registers']['list']['query']>>
type Entry = List['items'][number]
type Preview = Awaited<ReturnType<Api['registers']['preview']['mutate']>>

const PAGE = 500

/** Which entries `pmo register list` shows. */
export interface ListOptions {
  readonly project?: string
  readonly withdrawn?: true
  readonly limit: number
}

/** Entries of a kind. */
export async function listRegister(
  context: CommandContext,
  kind: RegisterKind,
  { project, withdrawn, limit }: ListOptions,
): Promise<number> {
  await using session = await context.session()
  const items: Entry[] = []
  let page: List | undefined
  do {
    page = await session.api.registers.list.query({
      kind,
      limit: Math.min(limit - items.length, PAGE),
      ...(project !== undefined && { project }),
      ...(withdrawn === true && { withdrawn }),
      ...(page?.next !== undefined && { cursor: page.next }),
    })
    items.push(...page.items)
  } while (page.next !== undefined && items.length < limit)
  context.output.list(
    items,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'project', value: (one) => one.project ?? '' },
      { title: kind, value: ({ body }) => headOf(body), most: 60, sentence: true },
      { title: 'says', value: ({ body }) => restOf(body), most: 80 },
      { title: 'version', value: (one) => one.version, align: 'right' },
      ...(withdrawn === true
        ? [{ title: 'withdrawn', value: (one: Entry) => one.withdrawn?.reason ?? '', most: 40 }]
        : []),
    ],
    `There is no ${kind} yet; add one with: pmo register add ${kind}`,
  )
  if (page.next !== undefined) context.output.note(`There are more than ${limit}; --limit shows them.`)
  return EXIT.ok
}

/** One entry with its versions. */
export async function showInRegister(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const entry = await session.api.registers.get.query({ id })
  const { versions } = await session.api.registers.history.query({ id })
  context.output.result({ ...entry, versions }, () =>
    [
      `${entry.kind} ${entry.id}${entry.project === undefined ? '' : ` of ${entry.project}`}, version ${entry.version}`,
      ...(entry.withdrawn === undefined
        ? []
        : [`Withdrawn by ${entry.withdrawn.by} on ${minute(entry.withdrawn.at)}: ${entry.withdrawn.reason}`]),
      ...Object.entries(entry.body).map(([name, value]) => `  ${name}: ${textOf(value)}`),
      '',
      ...versions.map(
        ({ version, what, by, at, changed, reason }) =>
          `  ${version} ${what} by ${by} on ${minute(at)}${changed.length === 0 ? '' : ` (${changed.join(', ')})`}${reason === undefined ? '' : `: ${reason}`}`,
      ),
    ]
      .map(oneLine)
      .join('\n'),
  )
  return EXIT.ok
}

/** The fields of a kind. */
export async function showColumns(context: CommandContext, kind: RegisterKind): Promise<number> {
  await using session = await context.session()
  const { columns } = await session.api.registers.columns.query({ kind })
  context.output.list(
    columns,
    [
      { title: 'column', value: ({ name }) => name },
      { title: 'needed', value: ({ isNeeded }) => (isNeeded ? 'yes' : '') },
      { title: 'about', value: ({ about }) => about, most: 100 },
    ],
    '',
  )
  return EXIT.ok
}

/** Adds an entry. */
export async function addToRegister(
  context: CommandContext,
  kind: RegisterKind,
  fields: readonly string[],
  { project, id, reason }: { readonly project?: string; readonly id?: string; readonly reason?: string },
): Promise<number> {
  const body = fieldsOf(kind, fields)
  await using session = await context.session()
  const entry = await session.api.registers.add.mutate({
    kind,
    body,
    ...(project !== undefined && { project }),
    ...(id !== undefined && { id }),
    ...(reason !== undefined && { reason }),
  })
  context.output.result(entry, () => `Added: ${entry.kind} ${entry.id}.`)
  return EXIT.ok
}

/** Sets fields of an entry. */
export async function changeRegister(
  context: CommandContext,
  id: string,
  fields: readonly string[],
  { project, reason }: { readonly project?: string; readonly reason?: string },
): Promise<number> {
  await using session = await context.session()
  const before = await session.api.registers.get.query({ id })
  const entry = await session.api.registers.change.mutate({
    id,
    set: fieldsOf(before.kind, fields),
    version: before.version,
    ...(project !== undefined && { project: project === '-' ? null : project }),
    ...(reason !== undefined && { reason }),
  })
  context.output.result(entry, () =>
    entry.version === before.version
      ? `${entry.kind} ${entry.id} says so already.`
      : `Changed: ${entry.kind} ${entry.id}, now version ${entry.version}.`,
  )
  return EXIT.ok
}

/** Notes an approval. */
export async function approveArtefact(
  context: CommandContext,
  id: string,
  { by, version, at }: { readonly by?: string; readonly version?: string; readonly at?: string },
): Promise<number> {
  await using session = await context.session()
  const instant = at !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T00:00:00Z` : at
  const entry = await session.api.registers.approve.mutate({
    id,
    ...(by !== undefined && { by }),
    ...(version !== undefined && { version }),
    ...(instant !== undefined && { at: instant }),
  })
  context.output.result(
    entry,
    () => `Approved: artefact ${entry.id}, now version ${entry.version} of its entry.`,
  )
  return EXIT.ok
}

/** Takes an entry out of what counts. */
export async function withdrawFromRegister(
  context: CommandContext,
  id: string,
  reason: string,
): Promise<number> {
  await using session = await context.session()
  const entry = await session.api.registers.withdraw.mutate({ id, reason })
  context.output.result(
    entry,
    () => `Withdrawn: ${entry.kind} ${entry.id}. \`pmo register put-back ${entry.id}\` undoes it.`,
  )
  return EXIT.ok
}

/** Lets a withdrawn entry count again. */
export async function putBackInRegister(
  context: CommandContext,
  id: string,
  reason: string,
): Promise<number> {
  await using session = await context.session()
  const entry = await session.api.registers.putBack.mutate({ id, reason })
  context.output.result(entry, () => `It counts again: ${entry.kind} ${entry.id}.`)
  return EXIT.ok
}

/** How `pmo register import` takes a file. */
export interface RegisterImportOptions {
  readonly project?: string
  readonly apply?: true
  readonly skipBad?: true
}

/** Shows what a file would do, and does it when told to. */
export async function importRegister(
  context: CommandContext,
  kind: RegisterKind,
  file: string,
  { project, apply, skipBad }: RegisterImportOptions,
): Promise<number> {
  const { output } = context
  const table = { kind, text: await contentOf(file), ...(project !== undefined && { project }) }
  await using session = await context.session()
  if (apply === true) {
    const done = await session.api.registers.take.mutate({
      ...table,
      source: basename(file),
      skipBad: skipBad === true,
    })
    output.result(
      done,
      () =>
        `${done.added.length} added, ${done.changed.length} changed, ${done.same} were so already${done.left === 0 ? '' : `, ${done.left} left out`}.`,
    )
    return EXIT.ok
  }
  const preview = await session.api.registers.preview.mutate(table)
  if (output.json) output.result(preview, () => '')
  else tellPreview(context, kind, preview)
  return preview.problems.length === 0 ? EXIT.ok : EXIT.attention
}

function tellPreview({ output }: CommandContext, kind: RegisterKind, { rows, problems }: Preview): void {
  const doing = rows.filter(({ what }) => what !== 'same')
  output.list(
    doing,
    [
      { title: 'line', value: ({ line }) => line, align: 'right' },
      { title: 'what', value: ({ what }) => what },
      { title: 'id', value: ({ id }) => id ?? '' },
      { title: 'project', value: (one) => one.project ?? '' },
      { title: kind, value: ({ body }) => headOf(body), most: 60, sentence: true },
      { title: 'changed', value: ({ changed }) => changed.join(', '), most: 40 },
    ],
    'The file changes nothing.',
  )
  for (const { line, sentence } of problems) output.note(`Line ${line}: ${sentence}`)
  if (problems.length > 0)
    output.note(
      `${problems.length} ${problems.length === 1 ? 'line' : 'lines'} cannot be taken. Correct them, or take the others with --apply --skip-bad.`,
    )
  else if (doing.length > 0) output.note('Nothing is changed yet: repeat it with --apply.')
}

/** @throws PmoError `invalid-request` */
function fieldsOf(kind: RegisterKind, fields: readonly string[]): Readonly<Record<string, unknown>> {
  const texts = fields.map((field): [string, string] => {
    const at = field.indexOf('=')
    if (at > 0) return [field.slice(0, at), field.slice(at + 1)]
    throw new PmoError(
      'invalid-request',
      `"${field.slice(0, 60)}" is no field; write name=value, e.g. title="Only one supplier". \`pmo register columns ${kind}\` tells the names.`,
    )
  })
  const { set, problems } = readTexts(kind, Object.fromEntries(texts))
  if (problems.length > 0) throw new PmoError('invalid-request', problems.join(' '))
  return set
}

const HEADS = ['title', 'reason', 'line', 'role', 'of', 'gate', 'by'] as const

/** What tells an entry from others of its kind. */
function headOf(body: Entry['body']): string {
  const name = HEADS.find((one) => body[one] !== undefined)
  return name === undefined ? '' : textOf(body[name])
}

function restOf(body: Entry['body']): string {
  const name = HEADS.find((one) => body[one] !== undefined)
  return Object.entries(body)
    .filter(([field, value]) => field !== name && !(Array.isArray(value) && value.length === 0))
    .map(([field, value]) => `${field}: ${textOf(value)}`)
    .join('; ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

/** @throws PmoError `invalid-request` */
async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PmoError('invalid-request', `${file} cannot be read: ${why}.`, { cause })
  }
}
