import { governanceFact } from '@headless-pmo/sdk'
import { z } from 'zod'
import { PmoError } from '../config/index.ts'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../rpc/index.ts'
import type { RegisterImports } from './imports/service.ts'
import { columnsOf } from './register/columns.ts'
import type { RegisterEntry, RegisterVersion } from './register/entry.ts'
import { REGISTER_KINDS } from './register/register-kind.ts'
import type { RegisterService } from './register/service.ts'
import { ENTRY_SORTS } from './register/queries.ts'
import type { GovernanceService } from './service.ts'

const kind = z.enum(REGISTER_KINDS)
const text = z.string().trim().min(1)
const fields = z.record(z.string(), z.unknown())
const why = text.max(2000)

const entry = z.object({
  id: z.string(),
  kind,
  project: z.string().optional().describe('Absent: of the house'),
  body: fields.describe('By the kind; registers.columns tells its fields'),
  version: z.int().describe('Counts up with each change'),
  changedBy: z.string(),
  changedAt: z.string().describe('Instant'),
  addedAt: z.string().describe('Instant'),
  withdrawn: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
})

const version = z.object({
  version: z.int(),
  what: z.enum(['added', 'changed', 'withdrawn', 'returned']),
  project: z.string().optional(),
  body: fields.describe('What it said from then on'),
  changed: z.array(z.string()).readonly().describe('Fields that became another'),
  reason: z.string().optional(),
  by: z.string(),
  at: z.string().describe('Instant'),
})

const problem = z.object({ line: z.int(), sentence: z.string() })

const table = {
  kind,
  text: z.string().min(1).max(2_000_000).describe('CSV with a line of column names'),
  project: text.optional().describe('Project of lines that name none'),
}

function shown({ body, ...rest }: RegisterEntry): z.infer<typeof entry> {
  return { ...rest, body: { ...body } }
}

function shownVersion({ body, ...rest }: RegisterVersion): z.infer<typeof version> {
  return { ...rest, body: { ...body } }
}

/** The PMO's own records over HTTP and tRPC: every kind in the same way. */
export function registersRouter(services: {
  readonly registers: RegisterService
  readonly registerImports: RegisterImports
  readonly governance: GovernanceService
}) {
  const { registers, registerImports: imports, governance } = services
  const rest = restRoutes('registers')
  return router({
    columns: procedure('viewer')
      .meta(rest('GET', '/registers/{kind}/columns', 'What an entry of a kind may say'))
      .input(z.object({ kind }))
      .output(
        z.object({
          columns: z
            .array(z.object({ name: z.string(), isNeeded: z.boolean(), about: z.string() }))
            .readonly(),
        }),
      )
      .query(({ input }) => ({
        columns: columnsOf(input.kind).map(({ name, isNeeded, about }) => ({ name, isNeeded, about })),
      })),
    list: procedure('viewer')
      .meta(rest('GET', '/registers/{kind}', 'Entries of a kind, by id'))
      .input(
        z.object({
          kind,
          project: text.optional(),
          withdrawn: z.boolean().optional().describe('Those that were withdrawn too'),
          ...sortInput(ENTRY_SORTS, 'by id'),
          ...pageInput,
        }),
      )
      .output(pageOf(entry))
      .query(async ({ input: { kind: of, project, withdrawn, ...question } }) => {
        const { items, ...page } = await registers.list({
          kind: of,
          ...question,
          ...given({ project, withdrawn }),
        })
        return { ...page, items: items.map(shown) }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/registers/entries/{id}', 'One entry, also when it was withdrawn'))
      .input(z.object({ id: text }))
      .output(entry)
      .query(async ({ input }) => shown(await registers.get(input.id))),
    history: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/registers/entries/{id}/history',
          'Every version of an entry: who, when, why, what became another',
        ),
      )
      .input(z.object({ id: text }))
      .output(z.object({ versions: z.array(version).readonly() }))
      .query(async ({ input }) => ({ versions: (await registers.history(input.id)).map(shownVersion) })),
    add: procedure('contributor')
      .meta(rest('POST', '/registers/{kind}', 'Add an entry'))
      .input(
        z.object({
          kind,
          id: text.optional().describe('Absent: the next number of the kind, e.g. R-12'),
          project: text.optional().describe('Absent: of the house'),
          body: fields,
          reason: why.optional(),
        }),
      )
      .output(entry)
      .mutation(async ({ input: { kind: of, body, ...rest }, ctx }) =>
        shown(await registers.add({ kind: of, body, ...given(rest), by: ctx.principal.name })),
      ),
    change: procedure('contributor')
      .meta(
        rest(
          'PATCH',
          '/registers/entries/{id}',
          'Set fields of an entry; what it said before stays readable',
        ),
      )
      .input(
        z.object({
          id: text,
          set: fields.describe('null takes a field away'),
          project: text.nullable().optional().describe('null: of the house'),
          version: z.int().min(1).optional().describe('The one that you have seen; another one is refused'),
          reason: why.optional(),
        }),
      )
      .output(entry)
      .mutation(async ({ input: { id, set, ...rest }, ctx }) =>
        shown(await registers.change({ id, set, ...given(rest), by: ctx.principal.name })),
      ),
    approve: procedure('pmo')
      .meta(
        rest('POST', '/registers/entries/{id}/approvals', 'Note that a version of an artefact was approved'),
      )
      .input(
        z.object({
          id: text,
          by: text.max(200).optional().describe('Who approved it; absent: you'),
          at: z.iso.datetime().optional().describe('When; absent: now'),
          version: text.max(60).optional().describe('Absent: the version that counts'),
        }),
      )
      .output(entry)
      .mutation(async ({ input: { id, ...rest }, ctx }) => {
        const me = ctx.principal.name
        return shown(await registers.approve({ id, ...given(rest), approver: rest.by ?? me, by: me }))
      }),
    withdraw: procedure('contributor')
      .meta(
        rest(
          'POST',
          '/registers/entries/{id}/withdraw',
          'Take an entry out of what counts; it stays readable',
        ),
      )
      .input(z.object({ id: text, reason: why, version: z.int().min(1).optional() }))
      .output(entry)
      .mutation(async ({ input: { id, reason, ...rest }, ctx }) =>
        shown(await registers.withdraw({ id, reason, ...given(rest), by: ctx.principal.name })),
      ),
    putBack: procedure('contributor')
      .meta(rest('POST', '/registers/entries/{id}/put-back', 'Let a withdrawn entry count again'))
      .input(z.object({ id: text, reason: why }))
      .output(entry)
      .mutation(async ({ input, ctx }) =>
        shown(await registers.putBack({ ...input, by: ctx.principal.name })),
      ),
    preview: procedure('viewer')
      .meta(
        rest('POST', '/registers/{kind}/imports/preview', 'What importing a table would do; writes nothing'),
      )
      .input(z.object(table))
      .output(
        z.object({
          rows: z
            .array(
              z.object({
                line: z.int(),
                what: z.enum(['add', 'change', 'same']),
                id: z.string().optional(),
                project: z.string().optional(),
                body: fields,
                changed: z.array(z.string()).readonly(),
              }),
            )
            .readonly(),
          problems: z.array(problem).readonly().describe('Lines that cannot be taken'),
        }),
      )
      // It changes nothing; a table is too long for an address.
      .mutation(async ({ input: { kind: of, text: csv, ...rest } }) => {
        const { rows, problems } = await imports.preview({ kind: of, text: csv, ...given(rest) })
        return { rows: rows.map(({ body, ...row }) => ({ ...row, body: { ...body } })), problems }
      }),
    take: procedure('contributor')
      .meta(rest('POST', '/registers/{kind}/imports', 'Import a table: all of it, or nothing'))
      .input(
        z.object({
          ...table,
          source: text.max(200).describe('Where it comes from, e.g. the name of the file'),
          skipBad: z
            .boolean()
            .default(false)
            .describe('Leave out lines that cannot be taken, instead of taking none'),
        }),
      )
      .output(
        z.object({
          added: z.array(z.string()).readonly().describe('Ids'),
          changed: z.array(z.string()).readonly(),
          same: z.int().describe('Lines that said what an entry says already'),
          left: z.int().describe('Lines that were left out'),
        }),
      )
      .mutation(({ input: { kind: of, text: csv, source, skipBad, ...rest }, ctx }) =>
        imports.take({ kind: of, text: csv, source, skipBad, ...given(rest), by: ctx.principal.name }),
      ),
    project: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/projects/{project}/governance',
          'All that the PMO keeps about a project, as checks see it',
        ),
      )
      .input(z.object({ project: text }))
      .output(governanceFact)
      .query(async ({ input: { project } }) => {
        const [fact] = await governance.facts([project])
        if (fact !== undefined) return fact
        throw new PmoError(
          'not-found',
          `There is no project "${project.slice(0, 80)}"; \`pmo projects\` lists them.`,
        )
      }),
  })
}
