import { statusCategory, workItemType, z } from '@headless-pmo/sdk'
import { Columns } from './columns.ts'
import { DATE_ORDERS } from './values/date-order.ts'
import { DECIMAL_SIGNS } from './values/number-cell.ts'
import { ENCODINGS } from './table/decode-text.ts'
import { SEPARATORS } from './table/separator.ts'

/** What holds for the table itself: how it is written, whatever its columns mean. */
export const tableOptions = {
  separator: z
    .enum(['auto', ...SEPARATORS])
    .default('auto')
    .describe('What parts the cells: "auto" finds out, else ",", ";", "tab" or "|"'),
  encoding: z
    .enum(['auto', ...ENCODINGS])
    .default('auto')
    .describe('How letters are written: "auto" goes by the byte order mark, else UTF-8, else windows-1252'),
  headerRow: z.int().min(1).default(1).describe('Row that names the columns; rows above it are left out'),
  trailer: z
    .string()
    .min(1)
    .optional()
    .describe(
      'How a last row begins that is no data ("Total", "END OF EXPORT"); a table without it was cut off',
    ),
  dates: z
    .enum(['auto', ...DATE_ORDERS])
    .default('auto')
    .describe('Order of dates such as 03/04/2026: "auto" finds out from the other dates, or refuses'),
  decimal: z
    .enum(['auto', ...DECIMAL_SIGNS])
    .default('auto')
    .describe('Sign between whole and fraction: "auto" finds out from the other numbers, or refuses'),
}

/** What the cells mean, beside which column is which. */
export const meaningOptions = {
  statuses: z
    .record(z.string(), statusCategory)
    .default({})
    .describe(
      'What status words mean, e.g. { "Waiting": "todo" }; common words of several languages are known',
    ),
  types: z
    .record(z.string(), workItemType)
    .default({})
    .describe('What words for types mean, e.g. { "Change": "request" }; common words are known'),
  priorities: z
    .record(z.string(), z.int().min(0).max(4))
    .default({})
    .describe(
      'What priority words mean, 0 most urgent to 4 least, e.g. { "Now": 0 }; common words are known',
    ),
  lists: z
    .string()
    .default(',;')
    .describe('Signs that part several values in one cell (labels, keys); a line break always does'),
  peopleLists: z
    .string()
    .default(';')
    .describe('The same for people, whose names may hold a comma ("Lovelace, Ada")'),
  effortUnit: z
    .enum(['seconds', 'minutes', 'hours', 'days'])
    .default('hours')
    .describe('Unit of efforts written as a bare number; "3h 30m" says its own'),
  minutesPerDay: z
    .number()
    .positive()
    .default(480)
    .describe('Working minutes of a day, for efforts in days and weeks'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'is no currency; write an ISO 4217 code such as "EUR"' })
    .optional()
    .describe('ISO 4217 code of costs; absent: costs stay custom fields'),
  containerName: z
    .string()
    .min(1)
    .default('Imported table')
    .describe('Name of the container, where no column names one'),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'is no time zone; write an IANA name such as "Europe/Berlin"' })
    .optional()
    .describe('IANA zone in which times of the table are meant; absent: they stay local'),
}

/** What a connection is told: where the table is, how it is written, and what its columns mean. */
export const Config = z
  .strictObject({
    files: z
      .array(z.string().min(1))
      .default([])
      .describe('Folders with exports, or single .csv, .tsv or .txt files; together they are one table'),
    urls: z
      .array(z.url({ protocol: /^https$/, error: 'is no https address' }))
      .default([])
      .describe('Web addresses of exports'),
    take: z
      .enum(['all', 'newest'])
      .default('all')
      .describe(
        '"newest": of each folder only the file that was changed last, for folders that collect exports',
      ),
    columns: Columns,
    ...tableOptions,
    ...meaningOptions,
    maxFileMegabytes: z
      .number()
      .positive()
      .default(50)
      .describe('Largest file that is read, in megabytes of a million bytes'),
  })
  .refine(({ files, urls }) => files.length + urls.length > 0, {
    path: ['files'],
    error: 'name at least one folder or file here, or an address in `urls`',
  })
export type Config = z.output<typeof Config>

/** The part of the config that says how the table is written. */
export type TableOptions = Pick<Config, keyof typeof tableOptions>

/** The part of the config that mapping reads. */
export type Meaning = Pick<Config, keyof typeof meaningOptions | 'columns'>

/** Names of the fields of {@link Meaning}. */
export const MEANING_FIELDS = [
  'columns',
  'statuses',
  'types',
  'priorities',
  'lists',
  'peopleLists',
  'effortUnit',
  'minutesPerDay',
  'currency',
  'containerName',
  'timeZone',
] as const satisfies readonly (keyof Meaning)[]

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
