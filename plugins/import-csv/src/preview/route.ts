import { defineRoute, z, type RouteContext } from '@headless-pmo/sdk'
import { SomeColumns } from '../columns.ts'
import { meaningOptions, tableOptions } from '../config.ts'
import { fileAddress, folderAddress, lastStep, namesTable } from '../files/file-address.ts'
import { openTable } from '../files/open-table.ts'
import { ReadError } from '../files/read-error.ts'
import type { TableSource } from '../table/read-file.ts'
import { previewTable } from './preview-table.ts'

/** Longest table that is sent along, in letters. */
const MOST_LETTERS = 10_000_000

const Config = z.object({
  files: z
    .array(z.string().min(1))
    .default([])
    .describe('Folders, or single files, that a preview may read; relative to the folder of the config file'),
})
type Config = z.output<typeof Config>

const Ask = z
  .strictObject({
    text: z.string().optional().describe('The table itself'),
    file: z.string().min(1).optional().describe('Path of a file within the folders of `files`'),
    mapping: SomeColumns.optional().describe('Columns of fields that are known already'),
    ...tableOptions,
    ...meaningOptions,
  })
  .refine(({ text, file }) => (text === undefined) !== (file === undefined), {
    error: 'give the table as `text`, or the path of a `file`',
  })
type Ask = z.output<typeof Ask>

function problem(status: number, message: string): Response {
  return Response.json({ error: message }, { status })
}

function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`).join('; ')
}

/** What is asked: JSON, or the bare table with content type text/csv. */
async function askOf(request: Request): Promise<Ask | Response> {
  const body = await request.text()
  if (body.length > MOST_LETTERS) {
    return problem(413, `The table is longer than ${MOST_LETTERS} letters; send the beginning of it.`)
  }
  const type = request.headers.get('content-type') ?? ''
  let given: unknown = { text: body }
  if (!/^text\/(?:csv|tab-separated-values|plain)/i.test(type)) {
    try {
      given = JSON.parse(body)
    } catch {
      return problem(400, 'The request is no JSON; send { "text": "…" }, or the table itself as text/csv.')
    }
  }
  const parsed = Ask.safeParse(given)
  return parsed.success ? parsed.data : problem(400, `The request is wrong: ${issuesOf(parsed.error)}.`)
}

const encoder = new TextEncoder()
const PIECE = 65_536

/** The table that was sent along, in pieces, as a file would come. */
async function* pieces(text: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const bytes = encoder.encode(text)
  for (let at = 0; at < bytes.length; at += PIECE) {
    signal.throwIfAborted()
    yield bytes.subarray(at, at + PIECE)
  }
}

function sourceOf({ text, file }: Ask, context: RouteContext<Config>): TableSource {
  if (text !== undefined) return { name: 'table', open: async () => pieces(text, context.signal) }
  const path = file ?? ''
  return {
    name: lastStep(path),
    async open() {
      const table = { name: lastStep(path), address: fileAddress(path) }
      const opened = await openTable(context, { file: table, maxMegabytes: MOST_LETTERS / 1e6 })
      if (opened === 'unchanged') throw new ReadError('wrong_reply', `"${path}" was not sent.`)
      return opened.bytes
    },
  }
}

/** Whether a path lies in one of the folders, or is one of the files, that previews may read. */
function isDeclared(path: string, files: readonly string[]): boolean {
  if (path.split(/[\\/]/).includes('..')) return false
  const address = fileAddress(path)
  return files.some((one) =>
    namesTable(one) ? fileAddress(one) === address : address.startsWith(folderAddress(one)),
  )
}

async function preview(request: Request, context: RouteContext<Config>): Promise<Response> {
  const ask = await askOf(request)
  if (ask instanceof Response) return ask
  if (ask.file !== undefined && !isDeclared(ask.file, context.config.files)) {
    return problem(
      403,
      `"${ask.file}" is not in the folders that previews may read; add its folder to \`files\` of the plugin.`,
    )
  }
  const { mapping, separator, encoding, headerRow, trailer, dates, decimal, text, file, ...meaning } = ask
  void [text, file]
  const table = {
    separator,
    encoding: ask.text === undefined ? encoding : ('utf-8' as const),
    headerRow,
    trailer,
    dates,
    decimal,
  }
  try {
    const options = { table, meaning, ...(mapping === undefined ? {} : { mapping }) }
    return Response.json(await previewTable(sourceOf(ask, context), options))
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof ReadError) return problem(error.problem === 'not_found' ? 404 : 400, error.message)
    // The messages of this plugin are written for whoever gave the table.
    return problem(400, error instanceof Error ? error.message : 'The table cannot be read.')
  }
}

/** `POST /plugins/import-csv/preview`: what a table would become, before it is connected. */
export const previewRoute = defineRoute({
  config: Config,
  role: 'contributor',
  egress: ({ files }) => files.map((path) => (namesTable(path) ? fileAddress(path) : folderAddress(path))),
  files: ({ files }) => files,
  fetch: async (request, context) => {
    if (new URL(request.url).pathname !== '/preview') {
      return problem(404, 'There is only /preview; post a table to it.')
    }
    if (request.method !== 'POST') {
      return new Response(JSON.stringify({ error: 'Post the table.' }), {
        status: 405,
        headers: { allow: 'POST', 'content-type': 'application/json' },
      })
    }
    return preview(request, context)
  },
})
